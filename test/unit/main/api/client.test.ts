import { createServer } from 'node:http'
import { MockAgent, request, type Dispatcher } from 'undici'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { listOrganizations } from '../../../../src/main/api/endpoints/organizations'
import { patchProjectWithRevision } from '../../../../src/main/api/endpoints/projects'

const apiAddress = 'https://api.example.com'
const access = { apiAddress, apiKey: 'ory_wak_key' }
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

const get = (api: ReturnType<typeof client>['api'], path = '/projects/1', signal?: AbortSignal) =>
  api.send({ access, method: 'GET', path, answer, signal })

function intercept(method = 'GET', path = '/projects/1') {
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
  ['forbidden', 403, 'null', { code: 'api.forbidden' }],
  ['conflict', 409, '{"error":"text"}', { code: 'api.conflict' }],
  ['odd types', 422, '{"error":{"message":7,"details":[]}}', { code: 'api.rejected' }],
])('understands the error form: %s', async (_name, status, body, expected) => {
  intercept().reply(status, body, { headers: { 'x-request-id': 'from-header' } })
  const result = await get(client().api)
  expect(result).toMatchObject({ ok: false, error: expected })
})

test.each([429, 502, 503, 504])('reads again after %i', async (status) => {
  intercept().reply(status, '').times(2)
  intercept().reply(200, { name: 'One' })
  const { api, sleep } = client()
  expect(await get(api)).toMatchObject({ ok: true })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual([400, 800])
})

test('gives up after three reads, and reads once where it is of no use', async () => {
  intercept().reply(503, '').times(3)
  const { api, sleep } = client()
  expect(await get(api)).toMatchObject({
    ok: false,
    error: { code: 'api.unavailable', retry: true },
  })
  expect(sleep).toHaveBeenCalledTimes(2)
  intercept().reply(404, '')
  expect(await get(api)).toMatchObject({ ok: false, error: { code: 'api.not-found' } })
  expect(sleep).toHaveBeenCalledTimes(2)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('sends %s once only', async (method) => {
  intercept(method).reply(503, '')
  const { api, sleep } = client()
  const result = await api.send({ access, method, path: '/projects/1' })
  expect(result).toMatchObject({ ok: false, error: { code: 'api.unavailable' } })
  expect(sleep).not.toHaveBeenCalled()
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
    .times(3)
  expect(await get(client().api)).toMatchObject({ ok: false, error: { code: expected } })
})

test('what a proxy refuses is told apart', async () => {
  const error = Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), {
    code: 'UND_ERR_ABORTED',
  })
  intercept().replyWithError(error).times(3)
  expect(await get(client(true).api)).toMatchObject({ ok: false, error: { code: 'network.proxy' } })
})

test('can be cancelled', async () => {
  const controller = new AbortController()
  controller.abort()
  const result = await get(client().api, '/projects/1', controller.signal)
  expect(result).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
})

test.each(['<html></html>', '{"name":7}', ''])('an answer of another form: %s', async (body) => {
  intercept().reply(200, body)
  const result = await get(client().api)
  expect(result).toMatchObject({ ok: false, error: { code: 'api.unexpected-response' } })
})

test('the key goes to no other origin', async () => {
  const { api } = client()
  for (const path of ['//evil.example/x', 'https://evil.example/x', '\\\\evil.example/x']) {
    await expect(get(api, path)).rejects.toThrow('left its API address')
  }
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
  const result = await api.send({ access: local, method: 'GET', path: '/start', answer })
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'api.unexpected-response', status: 302 },
  })
  expect(seen).toEqual(['/start'])
  await transport.close()
  server.close()
})

test('reads organizations over all pages', async () => {
  const page = (path: string, ids: string[], next: string) =>
    intercept('GET', path).reply(200, {
      organizations: ids.map((id) => ({ id, label: id, domains: [], later: true })),
      next_page_token: next,
      has_next_page: next !== '',
    })
  page('/projects/p/organizations?page_size=1000', ['a', 'b'], 'two')
  page('/projects/p/organizations?page_size=1000&page_token=two', ['c'], '')
  const counts: number[] = []
  const onProgress = (count: number) => counts.push(count)
  const result = await listOrganizations(client().api, access, 'p', { onProgress })
  expect(result.ok && result.value.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(counts).toEqual([2, 3])
})

test('a stale revision has its own code', async () => {
  intercept('PATCH', '/projects/p/revision/r').reply(409, JSON.stringify(nested))
  const target = { projectId: 'p', revisionId: 'r' }
  const result = await patchProjectWithRevision(client().api, access, target, [])
  const error = { code: 'api.revision-conflict', requestId: 'req-1', status: 409 }
  expect(result).toMatchObject({ ok: false, error })
})
