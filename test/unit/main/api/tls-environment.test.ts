import { connect as connectTcp, createServer as createTcpServer, type AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { clearTlsVariables, weakenedTls } from '../../../../src/main/api/tls-environment'
import { atEnd } from '../../../support/runner/at-end'
import { createAuthority, startProxy, startServer } from './servers'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'

const answer = z.looseObject({ name: z.string() })
const named = (_request: unknown, response: { end(text: string): unknown }) =>
  response.end('{"name":"One"}')
const apiKey = 'ory_wak_never_to_be_seen'

/** A TLS proxy whose certificate nobody trusts, and all that it could read. */
async function startTlsProxy(target: number, tls: { key: string; certificate: string }) {
  const heard: Buffer[] = []
  const server = createTlsServer({ key: tls.key, cert: tls.certificate }, (socket) => {
    socket.on('error', () => {})
    socket.once('data', (first) => {
      heard.push(first)
      const further = connectTcp(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        further.pipe(socket)
        socket.pipe(further)
      })
      further.on('error', () => socket.destroy())
    })
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(resolve)))
  return { port: (server.address() as AddressInfo).port, heard }
}

/** Takes down every byte that comes, and answers none. */
async function startRecorder() {
  const heard: Buffer[] = []
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard.push(bytes)
      socket.end('HTTP/1.1 200 OK\r\n\r\n{"name":"One"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(resolve)))
  return {
    port: (server.address() as AddressInfo).port,
    text: () => Buffer.concat(heard).toString('latin1'),
  }
}

let stranger: Awaited<ReturnType<typeof createAuthority>>
let known: Awaited<ReturnType<typeof createAuthority>>
beforeAll(async () => {
  stranger = await createAuthority(['api.example.com', 'localhost'], ['127.0.0.1'])
  known = await createAuthority(['api.example.com', 'localhost'], ['127.0.0.1'])
})
afterEach(() => void vi.unstubAllEnvs())

function send(
  apiAddress: string,
  more: { proxy?: string; trusts?: boolean; env?: Record<string, string> } = {},
) {
  const env = { ...(more.proxy ? { HTTPS_PROXY: more.proxy } : {}), ...more.env }
  const transport = createTransportLoader(env, {
    // A list of its own is the other way in which connections get to know what they trust.
    extraCertificates: () => (more.trusts ? [known.ca] : []),
  })
  atEnd(() => transport.close())
  const sleep = () => Promise.resolve()
  const api = createApiClient({ transport, userAgent: 'test/1', sleep, timeout: 5000 })
  const access = mayWrite({ apiAddress, apiKey })
  return api.send({ access, method: 'POST', segments: ['projects', anyUuid, 'x'], answer })
}

const refused = { ok: false, error: { code: 'network.tls', arrived: false, retry: false } }

test.each([{ trusts: false }, { trusts: true }])(
  'with certificate checks switched off by the environment a strange server gets nothing (%j)',
  async ({ trusts }) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const server = await startServer(named, { tls: stranger.tls })
    expect(await send(server.address, { trusts })).toMatchObject(refused)
    const proxy = await startProxy(server.port)
    const through = `http://127.0.0.1:${proxy.port}`
    expect(await send('https://api.example.com', { proxy: through, trusts })).toMatchObject(refused)
    expect(proxy.asked).toEqual(['api.example.com:443'])
    expect(server.arrived).toEqual([])
  },
)

test('a proxy that is spoken to over TLS has to be trusted too, whatever the environment says', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const server = await startServer(named, { tls: known.tls })
  const proxy = await startTlsProxy(server.port, stranger.tls)
  const address = `https://me:pass@127.0.0.1:${proxy.port}`
  const result = await send('https://api.example.com', { proxy: address, trusts: true })
  expect(result).toMatchObject(refused)
  expect(proxy.heard).toEqual([])
  expect(server.arrived).toEqual([])
  const good = await startTlsProxy(server.port, known.tls)
  const through = `https://127.0.0.1:${good.port}`
  expect(await send('https://api.example.com', { proxy: through, trusts: true })).toMatchObject({
    ok: true,
  })
})

test.each([
  ['ftp://proxy.example:21', 'ftp'],
  ['http://', 'is not an address'],
  ['http://proxy.example:99999', 'is not an address'],
  ['://proxy.example', 'is not an address'],
  ['file:///etc/passwd', 'file'],
  ['http://me:%zz@proxy.example:1', 'is not an address'],
  ['http://pro xy:1', 'is not an address'],
  ['javascript:alert(1)', 'is not an address'],
])('HTTPS_PROXY=%s is said in words and nothing is sent directly', async (value, why) => {
  const server = await startRecorder()
  const env = { HTTPS_PROXY: value }
  const result = await send(`https://127.0.0.2:${server.port}`, { env })
  const error = { code: 'network.proxy', arrived: false, retry: false }
  expect(result).toMatchObject({ ok: false, error })
  const message = result.ok ? '' : result.error.message
  expect(message).toContain('HTTPS_PROXY')
  expect(message).toContain(why)
  expect(message).not.toContain('me:')
  expect(server.text()).toBe('')
})

test.each([
  [{ NODE_OPTIONS: '--tls-keylog=/tmp/x' }, [], '--tls-keylog'],
  [{ NODE_OPTIONS: '--max-http-header-size=9 --use-openssl-ca' }, [], '--use-openssl-ca'],
  [{}, ['--tls-keylog', '/tmp/x'], '--tls-keylog'],
  [{}, ['--tls-min-v1.0'], '--tls-min-v1.0'],
  [{ NODE_OPTIONS: '"--tls-min-v1.1"' }, [], '--tls-min-v1.1'],
  [{}, ['--tls-cipher-list=NULL'], '--tls-cipher-list'],
  [{ NODE_OPTIONS: '--tls-min-v1.3 --use-system-ca' }, [], undefined],
  [{ NODE_EXTRA_CA_CERTS: '/etc/ca.pem' }, [], undefined],
  [{}, [], undefined],
])('what weakens TLS is found in %j and %j', (env, options, expected) => {
  expect(weakenedTls(env, options)).toBe(expected)
})

test('where TLS was weakened nothing is sent, and it is said by what', async () => {
  const server = await startServer(named, { tls: known.tls })
  const env = { NODE_OPTIONS: '--tls-keylog=/tmp/keys' }
  const result = await send(server.address, { env, trusts: true })
  // Not the headline of a certificate: nothing is wrong with the server.
  const weakened = { code: 'network.tls-weakened', arrived: false, retry: false }
  expect(result).toMatchObject({ ok: false, error: weakened })
  expect(result.ok ? '' : result.error.message).toContain('--tls-keylog')
  expect(server.connections()).toBe(0)
})

test('variables that only weaken TLS are forgotten, and others stay', () => {
  const env: Record<string, string | undefined> = {
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    SSL_CERT_FILE: '/tmp/ca.pem',
    SSL_CERT_DIR: '/tmp',
    SSLKEYLOGFILE: '/tmp/keys',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    HTTPS_PROXY: 'http://p:1',
  }
  clearTlsVariables(env)
  expect(env).toEqual({ NODE_EXTRA_CA_CERTS: '/etc/ca.pem', HTTPS_PROXY: 'http://p:1' })
})
