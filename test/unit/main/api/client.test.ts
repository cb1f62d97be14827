import { createServer } from 'node:http'
import { MockAgent, request, type Dispatcher } from 'undici'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiClient, type ApiWait } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { patchProjectWithRevision } from '../../../../src/main/api/endpoints/projects'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'
import { projectIdOf } from '../../../../src/core/model/project-id'

const apiAddress = 'https://api.example.com'
const access = mayWrite({ apiAddress, apiKey: 'ory_wak_key' })
const answer = z.looseObject({ name: z.string() })
let agent: MockAgent

beforeEach(() => {
  agent = new MockAgent()
  agent.disableNetConnect()
})
afterEach(() => agent.close())

function client(proxied = false, dispatcher: Dispatcher = agent) {
  const sleep = vi.fn((_milliseconds: number) => Promise.resolve())
  const transport = () =>
    Promise.resolve({ request, for: () => ({ dispatcher, proxied }), close: async () => {} })
  return {
    sleep,
    api: createApiClient({ transport, userAgent: 'test/1', sleep, random: () => 0.5 }),
  }
}

const segments = ['projects', anyUuid, 'x']
const get = (api: ReturnType<typeof client>['api'], parts = segments, signal?: AbortSignal) =>
  api.send({ access, method: 'GET', segments: parts, answer, signal })

function intercept(method = 'GET', path = `/projects/${anyUuid}/x`) {
  return agent.get(apiAddress).intercept({ method, path })
}

test('sends key, user agent and request id, and keeps unknown members of the answer', async () => {
  let headers: Record<string, string> = {}
  intercept().reply(200, (options) => {
    headers = options.headers as Record<string, string>
    return { name: 'One', unknown: [1] }
  })
  expect(await get(client().api)).toEqual({ ok: true, value: { name: 'One', unknown: [1] } })
  expect(headers).toMatchObject({ authorization: 'Bearer ory_wak_key', 'user-agent': 'test/1' })
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

const nested = { error: { code: 404, message: 'Gone.', reason: 'Really.', request: 'req-1' } }
const gate = {
  error: { id: 'feature_not_available', message: 'Upgrade', details: { feature: 'b2b_sso' } },
}
test.each([
  [
    'nested',
    404,
    JSON.stringify(nested),
    { code: 'api.not-found', requestId: 'req-1', message: 'Gone. Really.' },
  ],
  [
    'flat',
    400,
    '{"code":400,"message":"Bad","request":"req-2"}',
    { code: 'api.rejected', requestId: 'req-2', message: 'Bad' },
  ],
  ['empty', 401, '', { code: 'api.unauthorized', requestId: 'from-header', status: 401 }],
  ['HTML', 500, '<html>Oops</html>', { code: 'api.unavailable', requestId: 'from-header' }],
  [
    'plan gate',
    403,
    JSON.stringify(gate),
    { code: 'api.feature-not-available', subject: 'b2b_sso' },
  ],
  ['quota', 403, '{"error":{"id":"quota_exceeded"}}', { code: 'api.quota-exceeded' }],
  [
    'flat plan gate',
    403,
    '{"id":"feature_not_available","details":{"feature":"saml"}}',
    { code: 'api.feature-not-available', subject: 'saml' },
  ],
  [
    'plan gate named by its message',
    403,
    '{"error":{"id":"feature_not_available","reason":"Your plan lacks b2b_sso, it\'s paid"}}',
    { code: 'api.feature-not-available', subject: 'b2b_sso' },
  ],
  [
    'quota named by its message',
    402,
    '{"id":"quota_exceeded","message":"You can\'t have more of \\"SSO connections\\"."}',
    { code: 'api.quota-exceeded', subject: 'SSO connections' },
  ],
  [
    'quota by its details',
    403,
    '{"error":{"id":"quota_exceeded","details":{"feature":"organizations"}}}',
    { code: 'api.quota-exceeded', subject: 'organizations' },
  ],
  [
    'unknown project',
    403,
    '{"error":{"code":403,"message":"No access","details":{"feature":7}}}',
    { code: 'api.forbidden', message: 'No access' },
  ],
  ['forbidden', 403, 'null', { code: 'api.forbidden' }],
  ['conflict', 409, '{"error":"text"}', { code: 'api.conflict' }],
  ['odd types', 422, '{"error":{"message":7,"details":[]}}', { code: 'api.rejected' }],
])('understands the error form: %s', async (_name, status, body, expected) => {
  intercept().reply(status, body, { headers: { 'x-request-id': 'from-header' } })
  const result = await get(client().api)
  expect(result).toMatchObject({ ok: false, error: expected })
})

test.each([502, 503, 504])('reads again after %i', async (status) => {
  intercept().reply(status, '').times(3)
  intercept().reply(200, { name: 'One' })
  const { api, sleep } = client()
  expect(await get(api)).toMatchObject({ ok: true })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual([563, 1125, 2250])
})

test('gives up after three more reads, and reads once where it is of no use', async () => {
  intercept().reply(503, '').times(4)
  const { api, sleep } = client()
  expect(await get(api)).toMatchObject({ error: { code: 'api.unavailable', retry: true } })
  expect(sleep).toHaveBeenCalledTimes(3)
  for (const status of [400, 401, 403, 404, 409, 422, 500]) {
    intercept().reply(status, '')
    expect(await get(api)).toMatchObject({ ok: false, error: { status } })
  }
  expect(sleep).toHaveBeenCalledTimes(3)
})

test.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)(
  'a rejected %s outlasts the limiter and tells each wait',
  async (method) => {
    intercept(method).reply(429, '').times(6)
    intercept(method).reply(200, { name: 'One' })
    const { api, sleep } = client()
    const waits: ApiWait[] = []
    const onWait = (wait: ApiWait) => waits.push(wait)
    const call = { access, method, segments, answer, onWait }
    expect(await api.send(call)).toMatchObject({ ok: true })
    const times = [1125, 2250, 4500, 9000, 18_000, 33_750]
    expect(sleep.mock.calls.map(([time]) => time)).toEqual(times)
    expect(times.reduce((sum, time) => sum + time)).toBeGreaterThan(60_000)
    const code = 'api.rate-limited'
    expect(waits).toEqual(
      times.map((milliseconds, at) => ({ code, attempt: at + 1, of: 6, milliseconds })),
    )
  },
)

test('after the sixth rejection it says so, and that nothing arrived', async () => {
  intercept('POST').reply(429, '').times(7)
  const { api, sleep } = client()
  const result = await api.send({ access, method: 'POST', segments })
  const error = { code: 'api.rate-limited', arrived: false, retry: true, status: 429 }
  expect(result).toMatchObject({ ok: false, error })
  expect(sleep).toHaveBeenCalledTimes(6)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('sends %s once only', async (method) => {
  const { api, sleep } = client()
  for (const status of [500, 502, 503, 504]) {
    intercept(method).reply(status, '')
    const result = await api.send({ access, method, segments })
    expect(result).toMatchObject({ ok: false, error: { code: 'api.unavailable', status } })
    expect(!result.ok && 'arrived' in result.error).toBe(false)
  }
  for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT']) {
    intercept(method).replyWithError(Object.assign(new Error('failed'), { code }))
    const result = await api.send({ access, method, segments })
    expect(result).toMatchObject({ ok: false, error: { retry: true } })
    expect(!result.ok && 'arrived' in result.error).toBe(false)
  }
  expect(sleep).not.toHaveBeenCalled()
})

test.each([
  ['ECONNREFUSED', 'connect', 4],
  ['ENOTFOUND', 'getaddrinfo', 4],
  ['EAI_AGAIN', 'getaddrinfo', 4],
  ['ENETUNREACH', 'connect', 4],
  ['EHOSTUNREACH', 'connect', 4],
  ['EHOSTUNREACH', 'read', 1],
  ['UND_ERR_CONNECT_TIMEOUT', undefined, 4],
  ['CERT_HAS_EXPIRED', undefined, 1],
  ['ERR_TLS_CERT_ALTNAME_INVALID', undefined, 1],
])('a write that meets %s of %s is sent %i times', async (code, syscall, times) => {
  let attempts = 0
  intercept('POST')
    .reply(() => {
      attempts += 1
      throw Object.assign(new Error('failed'), { code, syscall })
    })
    .persist()
  const result = await client().api.send({ access, method: 'POST', segments })
  expect(attempts).toBe(times)
  const isCertain = code.includes('CERT') || times > 1
  expect(!result.ok && result.error.arrived).toBe(isCertain ? false : undefined)
})

test.each([
  ['{"error":{"code":400,"message":"499 Client Closed: read tcp: i/o timeout"}}'],
  ['{"message":"Post \\"https://inner\\": context deadline exceeded"}'],
  ['context canceled'],
  ['{"error":{"message":"Bad","debug":"dial tcp 10.0.0.1:5432: i/o timeout"}}'],
])('a fault of the server that is answered as 400 is uncertain: %s', async (body) => {
  intercept('PATCH').reply(400, body)
  const { api, sleep } = client()
  const result = await api.send({ access, method: 'PATCH', segments })
  const error = { code: 'api.unavailable', status: 400, retry: true }
  expect(result).toMatchObject({ ok: false, error })
  expect(!result.ok && 'arrived' in result.error).toBe(false)
  expect(sleep).not.toHaveBeenCalled()
  intercept().reply(400, body)
  intercept().reply(200, { name: 'One' })
  expect(await get(api)).toMatchObject({ ok: true })
})

test('a 400 with an ordinary message is a rejection', async () => {
  intercept('POST').reply(400, '{"error":{"message":"4990 is no port"}}')
  const result = await client().api.send({ access, method: 'POST', segments })
  expect(result).toMatchObject({ ok: false, error: { code: 'api.rejected' } })
})

test.each([
  ['ECONNREFUSED', 'network.offline'],
  ['ENOTFOUND', 'network.offline'],
  ['UND_ERR_CONNECT_TIMEOUT', 'network.timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'network.timeout'],
  ['CERT_HAS_EXPIRED', 'network.tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'network.tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network.tls'],
])('%s is %s', async (code, expected) => {
  intercept()
    .replyWithError(Object.assign(new Error('failed'), { code }))
    .persist()
  expect(await get(client().api)).toMatchObject({ ok: false, error: { code: expected } })
})

test('what a proxy refuses is told apart', async () => {
  const error = Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), {
    code: 'UND_ERR_ABORTED',
  })
  intercept().replyWithError(error)
  expect(await get(client(true).api)).toMatchObject({ ok: false, error: { code: 'network.proxy' } })
})

test('can be cancelled', async () => {
  const controller = new AbortController()
  controller.abort()
  const result = await get(client().api, segments, controller.signal)
  const error = { code: 'request.cancelled', arrived: false }
  expect(result).toMatchObject({ ok: false, error })
})

test.each(['<html></html>', '{"name":7}', ''])('an answer of another form: %s', async (body) => {
  intercept().reply(200, body)
  const result = await get(client().api)
  expect(result).toMatchObject({ ok: false, error: { code: 'api.unexpected-response' } })
})

test('the key goes to no other origin', async () => {
  const { api } = client()
  const others = [
    ['', 'evil.example', 'x'],
    ['/evil.example', 'x'],
    ['\\evil.example', 'x'],
    ['@evil.example', '..', '..', 'x'],
  ]
  for (const parts of others) {
    expect(await get(api, parts)).toMatchObject({ error: { code: 'request.invalid' } })
  }
  const query = '/../..//evil.example'
  expect(await api.send({ access, method: 'GET', segments, query, answer })).toMatchObject({
    error: { code: 'request.invalid', arrived: false },
  })
})

test('redirects are not followed', async () => {
  const seen: string[] = []
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.url ?? '')
    outgoing.writeHead(302, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const transport = createTransportLoader({ HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: '' })
  const api = createApiClient({ transport, userAgent: 'test/1' })
  const local = { apiAddress: `http://127.0.0.1:${port}`, apiKey: 'k' }
  const result = await api.send({ access: local, method: 'GET', segments: ['start'], answer })
  expect(result).toMatchObject({ error: { code: 'api.unexpected-response', status: 302 } })
  expect(seen).toEqual(['/start'])
  await transport.close()
  server.close()
})

test('a stale revision has its own code', async () => {
  intercept('PATCH', `/projects/${anyUuid}/revision/r`).reply(409, JSON.stringify(nested))
  const target = { projectId: projectIdOf(access.apiAddress, anyUuid), revisionId: 'r' }
  const result = await patchProjectWithRevision(client().api, mayWrite(access), target, [])
  const error = { code: 'api.revision-conflict', requestId: 'req-1', status: 409 }
  expect(result).toMatchObject({ ok: false, error })
})

const odd: [string, string | Buffer, Record<string, string>, string | undefined][] = [
  [
    'a web page',
    '<!doctype html><title>secret-in-the-page</title>',
    { 'content-type': 'text/html; charset=utf-8; secret-in-the-header' },
    'api.example.com answered 503 with a web page (text/html)',
  ],
  ['nothing', '', {}, 'api.example.com answered 503 with nothing (no content type)'],
  [
    'plain text',
    'secret-in-the-text',
    { 'content-type': 'text/plain' },
    'api.example.com answered 503 with text that is not JSON (text/plain)',
  ],
  [
    'an error of the API',
    JSON.stringify(nested),
    { 'content-type': 'application/json' },
    undefined,
  ],
]
test.each(odd)(
  'a wait after %s says what came, from where, and nothing of what it said',
  async (_name, body, headers, words) => {
    const waits: ApiWait[] = []
    intercept().reply(503, body, { headers })
    intercept().reply(200, { name: 'One' })
    const onWait = (wait: ApiWait) => void waits.push(wait)
    const { api } = client()
    await api.send({ access, method: 'GET', segments, answer, onWait })
    expect(waits).toHaveLength(1)
    expect(waits[0]?.answered).toBe(words)
    expect(JSON.stringify(waits)).not.toContain('secret')
  },
)

test('an answer that begins and does not go on is told long before it is given up', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{ "name": ')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const transport = createTransportLoader({})
  const api = createApiClient({ transport, userAgent: 'test/1', timeout: 60_000, tellAfter: 20 })
  const ending = new AbortController()
  const told = await new Promise<ApiWait>((resolve) => {
    const at = { apiAddress: `http://${host}`, apiKey: 'ory_wak_key' }
    const call = { access: at, method: 'GET' as const, segments, answer }
    void api.send({ ...call, signal: ending.signal, onWait: resolve })
  })
  expect(told).toMatchObject({
    attempt: 0,
    answered: `${host} answered 200 with the beginning of an answer, and nothing more so far (application/json)`,
  })
  ending.abort()
  await transport.close()
  server.closeAllConnections()
  server.close()
})
