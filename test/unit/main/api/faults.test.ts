import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiClient, type ApiCall, type ApiWait } from '../../../../src/main/api/client'
import { createTransportLoader, type TransportOptions } from '../../../../src/main/api/dispatcher'
import { atEnd } from '../../../support/runner/at-end'
import { freePort, startServer, startSilence, type Answer } from './servers'
import { turns } from '../../../support/services/turns'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'

const segments = ['projects', anyUuid, 'x']
const path = `/projects/${anyUuid}/x`
const schema = z.looseObject({ name: z.string() })

function clientFor(apiAddress: string, options: TransportOptions & { timeout?: number } = {}) {
  const { timeout = 5000, ...transportOptions } = options
  const transport = createTransportLoader({}, transportOptions)
  atEnd(() => transport.close())
  const sleep = vi.fn((_milliseconds: number) => Promise.resolve())
  const common = { transport, userAgent: 'test/1', timeout, random: () => 0 }
  const access = mayWrite({ apiAddress, apiKey: 'key' })
  const call = (
    method: ApiCall<unknown>['method'],
    more: Partial<Omit<ApiCall<unknown>, 'access' | 'method'>> = {},
  ) => ({
    access,
    method,
    segments,
    answer: schema,
    ...more,
  })
  return {
    sleep,
    call,
    api: createApiClient({ ...common, sleep }),
    createClient: (onWait: (wait: ApiWait) => void) =>
      createApiClient({ ...common, sleep, onWait }),
    /** Really waits. */
    waiting: createApiClient(common),
  }
}

async function against(answer: Answer, options?: Parameters<typeof clientFor>[1]) {
  const server = await startServer(answer)
  return { ...server, ...clientFor(server.address, options) }
}

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

const cut: [string, Answer, string, number | undefined][] = [
  ['closed before an answer', (_q, s) => s.socket?.destroy(), 'network.offline', undefined],
  ['reset before an answer', (_q, s) => s.socket?.resetAndDestroy(), 'network.offline', undefined],
  [
    'cut off by length',
    (_q, s) => {
      s.writeHead(200, { 'content-length': '100' })
      s.write('{"name":"One"', () => s.socket?.destroy())
    },
    'api.unexpected-response',
    200,
  ],
  [
    'cut off between chunks',
    (_q, s) => {
      s.writeHead(200).write('{"name":"One"}', () => s.socket?.resetAndDestroy())
    },
    'api.unexpected-response',
    200,
  ],
  [
    'silent',
    (_q, s) => {
      s.on('error', () => {})
    },
    'network.timeout',
    undefined,
  ],
  [
    'silent in its body',
    (_q, s) => {
      s.writeHead(200).write('{"na')
    },
    'network.timeout',
    200,
  ],
]

test.each(cut)('%s: read four times, written once', async (_name, answer, code, status) => {
  const timeout = code === 'network.timeout' ? 150 : 5000
  const { api, call, arrived } = await against(answer, { timeout })
  const read = await api.send(call('GET'))
  expect(read).toMatchObject({ ok: false, error: { code, retry: true } })
  expect(!read.ok && read.error.status).toBe(status)
  expect(arrived).toHaveLength(4)
  for (const method of writes) {
    arrived.length = 0
    const written = await api.send(call(method, { body: { label: 'One' } }))
    expect(written).toMatchObject({ ok: false, error: { code } })
    expect(!written.ok && 'arrived' in written.error).toBe(false)
    await turns()
    expect(arrived).toEqual([`${method} ${path}`])
  }
})

test('a kept connection that dies under a write does not send it again', async () => {
  const { api, call, arrived } = await against((request, response) => {
    if (request.method === 'POST') response.socket?.destroy()
    else response.end('{"name":"One"}')
  })
  expect(await api.send(call('GET'))).toMatchObject({ ok: true })
  expect(await api.send(call('POST'))).toMatchObject({ ok: false })
  expect(arrived).toEqual([`GET ${path}`, `POST ${path}`])
})

const limits = { 'x-ratelimit-remaining': ['9', '250'], 'x-ratelimit-reset': ['0', '41'] }
test('what fails while requests remain is tried again at once, and told', async () => {
  const { call, sleep, createClient } = await against((_request, response, count) => {
    if (count < 3) response.writeHead(503, limits).end()
    else if (count === 3) {
      response.writeHead(200, { ...limits, 'content-length': '100' })
      response.write('{"name":"One"', () => response.socket?.destroy())
    } else response.end('{"name":"One"}')
  })
  const waits: ApiWait[] = []
  const api = createClient((wait) => waits.push(wait))
  expect(await api.send(call('GET'))).toMatchObject({ ok: true })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual([500, 1000, 2000])
  expect(waits.map(({ code, attempt }) => [code, attempt])).toEqual([
    ['api.unavailable', 1],
    ['api.unavailable', 2],
    ['api.unexpected-response', 3],
  ])
})

test('a read that recovers is a success', async () => {
  const { api, call, arrived } = await against((_request, response, count) => {
    if (count === 1) response.socket?.resetAndDestroy()
    else if (count === 2) response.writeHead(502).end('<html>Bad gateway</html>')
    else response.end('{"name":"One"}')
  })
  expect(await api.send(call('GET'))).toEqual({ ok: true, value: { name: 'One' } })
  expect(arrived).toHaveLength(3)
})

const deep = (levels: number) => `{"name":"One","x":${'['.repeat(levels)}${']'.repeat(levels)}}`
test.each([
  ['a web page', '<!doctype html><title>Sign in</title>', 'web page'],
  ['nothing', '', 'empty'],
  ['half of it', '{"name":"One"', 'cut off'],
  ['another type', '{"name":["One"]}', 'name has an unknown form'],
  ['another form', '[]', 'unknown form'],
  ['null', 'null', 'unknown form'],
  ['201 levels', deep(200), 'deeper than 200'],
  ['a million levels', deep(1_000_000), 'deeper than 200'],
])('a success that holds %s', async (_name, body, why) => {
  const { api, call, arrived } = await against((_request, response) => response.end(body))
  for (const method of ['GET', 'POST'] as const) {
    const result = await api.send(call(method))
    const error = { code: 'api.unexpected-response', status: 200 }
    expect(result).toMatchObject({ ok: false, error })
    expect(!result.ok && result.error.message).toContain(why)
  }
  expect(arrived).toEqual([`GET ${path}`, `POST ${path}`])
})

test('a sign-in page of the network is no successful deletion', async () => {
  const { api, call, arrived } = await against((_request, response, count) => {
    if (count === 1) response.setHeader('content-type', 'text/html').end('<p>Welcome')
    else response.writeHead(204).end()
  })
  const { answer: _empty, ...deletion } = call('DELETE')
  const error = { code: 'api.unexpected-response', status: 200 }
  expect(await api.send(deletion)).toMatchObject({ ok: false, error })
  expect(await api.send(deletion)).toMatchObject({ ok: true })
  expect(arrived).toHaveLength(2)
})

const endless =
  (status: number): Answer =>
  (_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20)
    response.writeHead(status)
    const write = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', write)
    }
    write()
  }

test.each([
  [200, 128 * 1024 * 1024],
  [400, 1024 * 1024],
])('an endless body of a %i is cut off', async (status, limit) => {
  const { api, call, arrived } = await against(endless(status), { timeout: 20_000 })
  const result = await api.send(call('GET'))
  const error = { code: 'api.unexpected-response', status }
  expect(result).toMatchObject({ ok: false, error })
  expect(!result.ok && result.error.message).toContain(String(limit))
  expect(arrived).toHaveLength(1)
})

/** Keeps the two limits of a client from passing by themselves. */
function stopLimits(timeout: number) {
  const limits = { heard: 0, endWhole: () => {} }
  const real = setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, time?: number) => {
    if (time !== timeout && time !== timeout * 10) return real(run, time)
    if (time !== timeout) limits.endWhole = run
    const timer = real(run, 600_000)
    timer.refresh = () => {
      limits.heard += 1
      return timer
    }
    return timer
  }) as typeof setTimeout)
  atEnd(async () => vi.mocked(setTimeout).mockRestore())
  return limits
}

test('what comes in drops has an end', async () => {
  const limits = stopLimits(54_321)
  const { api, call } = await against(
    (_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(timer))
    },
    { timeout: 54_321 },
  )
  const sent = api.send(call('POST'))
  await vi.waitUntil(() => limits.heard > 3, { interval: 1, timeout: 20_000 })
  limits.endWhole()
  expect(await sent).toMatchObject({ ok: false, error: { code: 'network.timeout', status: 200 } })
})

test('what is slow but not silent may take its time', async () => {
  const limits = stopLimits(54_321)
  const { api, call } = await against(
    (_request, response) => {
      const parts = ['{"na', 'me":', '"One', '"}']
      const timer = setInterval(() => {
        const part = parts.shift()
        if (part === undefined) {
          clearInterval(timer)
          response.end()
        } else response.write(part)
      }, 60)
    },
    { timeout: 54_321 },
  )
  expect(await api.send(call('POST'))).toMatchObject({ ok: true })
  // The head and the parts, of which some may come together, restart the time of silence.
  expect(limits.heard).toBeGreaterThan(1)
})

test.each([
  [{ 'x-ratelimit-reset': ['0', '41'] }, [41_000, 41_000]],
  [{ 'x-ratelimit-reset': '0' }, [1000, 2000]],
  [{ 'x-ratelimit-reset': ['0', '300'], 'retry-after': '5' }, [60_000, 60_000]],
  [{ 'retry-after': '5' }, [5000, 5000]],
  [{}, [1000, 2000]],
])('rejected with %o it waits %o', async (headers, expected) => {
  const { api, call, sleep, arrived } = await against((_request, response, count) => {
    if (count < 3) {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.writeHead(429).end()
    } else response.end('{"name":"One"}')
  })
  expect(await api.send(call('POST'))).toMatchObject({ ok: true })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual(expected)
  expect(arrived).toHaveLength(3)
})

test('before a bucket is empty the next request waits a moment', async () => {
  const { api, call, sleep } = await against((_request, response, count) => {
    response.setHeader('x-ratelimit-remaining', count === 1 ? ['1', '200'] : ['9', '199'])
    response.setHeader('x-ratelimit-reset', ['0', '41'])
    response.end('{"name":"One"}')
  })
  for (let count = 0; count < 3; count += 1) await api.send(call('GET'))
  expect(sleep).toHaveBeenCalledTimes(1)
  const pause = sleep.mock.calls[0]?.[0] ?? 0
  expect(pause > 0 && pause <= 100).toBe(true)
})

test('nobody listens: a write is tried again, and is known not to have arrived', async () => {
  const { api, call, sleep } = clientFor(`http://127.0.0.1:${await freePort()}`)
  const result = await api.send(call('POST'))
  const error = { code: 'network.offline', arrived: false, retry: true }
  expect(result).toMatchObject({ ok: false, error })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual([500, 1000, 2000])
})

/** Cancels once the condition holds, and holds the end to the next turns of the event loop: no timer ends it. */
async function cancelled(
  send: (signal: AbortSignal) => Promise<unknown>,
  isWaiting: () => boolean = () => true,
): Promise<void> {
  const controller = new AbortController()
  let result: unknown
  void send(controller.signal).then((ended) => (result = ended))
  await vi.waitUntil(isWaiting, { interval: 1, timeout: 20_000 })
  await turns()
  expect(result).toBeUndefined()
  controller.abort()
  await turns()
  expect(result).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
}

test('cancelling ends a wait at once', async () => {
  const { waiting, call, arrived } = await against((_q, s) => void s.writeHead(429).end())
  await cancelled(
    (signal) => waiting.send(call('POST', { signal })),
    () => arrived.length === 1,
  )
  expect(arrived).toHaveLength(1)
})

test('cancelling ends a pause at once', async () => {
  const { waiting, call, arrived } = await against((_request, response) => {
    response.setHeader('x-ratelimit-remaining', '0').setHeader('x-ratelimit-reset', '2')
    response.end('{"name":"One"}')
  })
  expect(await waiting.send(call('GET'))).toMatchObject({ ok: true })
  await cancelled((signal) => waiting.send(call('POST', { signal })))
  expect(arrived).toEqual([`GET ${path}`])
})

test('cancelling ends a connect at once', async () => {
  const { waiting, call } = clientFor(`https://127.0.0.1:${await startSilence()}`)
  await cancelled((signal) => waiting.send(call('POST', { signal })))
})

test('cancelling ends the search for a proxy at once', async () => {
  const resolveProxy = () => new Promise<string>(() => {})
  const { waiting, call } = clientFor('https://api.example.com', { resolveProxy })
  await cancelled((signal) => waiting.send(call('GET', { signal })))
})

test('cancelling ends the wait for an answer, and a body, at once', async () => {
  const { waiting, call, arrived } = await against((request, response) => {
    if (request.method === 'GET') response.writeHead(200).write('{"na')
  })
  for (const method of ['POST', 'GET'] as const) {
    arrived.length = 0
    await cancelled(
      (signal) => waiting.send(call(method, { signal })),
      () => arrived.length === 1,
    )
  }
})
