import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { trustWith } from '../../../../src/main/api/certificates'
import { systemCertificates } from '../../../../src/main/files/system-certificates'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader, type TransportOptions } from '../../../../src/main/api/dispatcher'
import { atEnd } from '../../../support/runner/at-end'
import {
  createAuthority,
  freePort,
  startProxy,
  startServer,
  startSilence,
  startSockets,
} from './servers'
import { turns } from '../../../support/services/turns'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'

const answer = z.looseObject({ name: z.string() })
const named = (_request: unknown, response: { end(text: string): unknown }) =>
  response.end('{"name":"One"}')

let authority: Awaited<ReturnType<typeof createAuthority>>
let stranger: Awaited<ReturnType<typeof createAuthority>>
beforeAll(async () => {
  authority = await createAuthority(['api.example.com', 'localhost'], ['127.0.0.1', '::1'])
  stranger = await createAuthority(['other.example.com'])
})

function clientFor(
  apiAddress: string,
  options: TransportOptions = {},
  env: Record<string, string> = {},
) {
  const transport = createTransportLoader(env, options)
  atEnd(() => transport.close())
  const sleep = vi.fn((_milliseconds: number) => Promise.resolve())
  const random = () => 0
  const api = createApiClient({ transport, userAgent: 'test/1', sleep, random, timeout: 5000 })
  const access = mayWrite({ apiAddress, apiKey: 'key' })
  const send = (method: 'GET' | 'POST' = 'GET', signal?: AbortSignal) =>
    api.send({ access, method, segments: ['projects', anyUuid, 'x'], answer, signal })
  return { transport, sleep, send }
}

const trusting = () => ({ extraCertificates: () => [authority.ca] })

test('a certificate of a corporate authority is trusted when given, and else refused', async () => {
  const server = await startServer(named, { tls: authority.tls })
  const refusing = clientFor(server.address)
  for (const method of ['GET', 'POST'] as const) {
    const error = { code: 'network.tls', arrived: false, retry: false }
    expect(await refusing.send(method)).toMatchObject({ ok: false, error })
  }
  expect(refusing.sleep).not.toHaveBeenCalled()
  expect(server.arrived).toEqual([])
  expect(await clientFor(server.address, trusting()).send('POST')).toMatchObject({ ok: true })
  expect(server.arrived).toEqual([`POST /projects/${anyUuid}/x`])
})

test('one unreadable certificate does not take the others away', async () => {
  const server = await startServer(named, { tls: authority.tls })
  const extraCertificates = () => ['nonsense', authority.ca]
  expect(await clientFor(server.address, { extraCertificates }).send()).toMatchObject({ ok: true })
  expect(trustWith([])).toBeUndefined()
  expect(trustWith(['nonsense'])).toBeUndefined()
  expect(Array.isArray(systemCertificates())).toBe(true)
})

test('the bundle of the system and that of NODE_EXTRA_CA_CERTS are read, as far as they are there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('system.pem'), `# An authority\n${authority.ca}\n${stranger.ca}\n`)
  writeFileSync(path('own.pem'), stranger.ca)
  const bundles = [path('none.pem'), path('system.pem')]
  const trimmed = ({ ca }: { ca: string }) => ca.trim()
  const both = [authority, stranger].map(trimmed)
  // A Node that lists the system's certificates reads no bundle.
  const own = systemCertificates({ NODE_EXTRA_CA_CERTS: path('own.pem') }, bundles)
  expect(own.slice(-1)).toEqual([trimmed(stranger)])
  if (!('getCACertificates' in tls)) expect(own.slice(0, -1)).toEqual(both)
  expect(systemCertificates({ NODE_EXTRA_CA_CERTS: path('none.pem') }, []).includes('')).toBe(false)
})

test('a certificate for another name is refused', async () => {
  const server = await startServer(named, { tls: stranger.tls })
  const extraCertificates = () => [stranger.ca]
  const { send } = clientFor(server.address, { extraCertificates })
  const error = { code: 'network.tls', arrived: false }
  expect(await send('POST')).toMatchObject({ ok: false, error })
  expect(server.arrived).toEqual([])
})

test('no TLS at all is a TLS failure before anything was sent', async () => {
  const server = await startServer(named)
  const { send } = clientFor(server.address.replace('http:', 'https:'))
  const error = { code: 'network.tls', arrived: false }
  expect(await send('POST')).toMatchObject({ ok: false, error })
})

test('IPv6 addresses work, with TLS too', async () => {
  const secure = await startServer(named, { tls: authority.tls, host: '::1' })
  expect(secure.address).toMatch(/^https:\/\/\[::1\]:/)
  expect(await clientFor(secure.address, trusting()).send()).toMatchObject({ ok: true })
  const plain = await startServer(named, { host: '::1' })
  expect(await clientFor(plain.address).send()).toMatchObject({ ok: true })
})

test("the system's proxy is used, and asked for each address", async () => {
  const server = await startServer(named, { tls: authority.tls })
  const proxy = await startProxy(server.port)
  const resolveProxy = vi.fn(() => Promise.resolve(`SOCKS5 s:1; PROXY 127.0.0.1:${proxy.port}`))
  const { send } = clientFor('https://api.example.com', { ...trusting(), resolveProxy })
  expect(await send('POST')).toMatchObject({ ok: true })
  expect(await send()).toMatchObject({ ok: true })
  expect(resolveProxy).toHaveBeenCalledWith(`https://api.example.com/projects/${anyUuid}/x`)
  expect(new Set(proxy.asked)).toEqual(new Set(['api.example.com:443']))
  expect(server.arrived).toEqual([`POST /projects/${anyUuid}/x`, `GET /projects/${anyUuid}/x`])
})

test('a certificate is looked at through a proxy too', async () => {
  const server = await startServer(named, { tls: authority.tls })
  const proxy = await startProxy(server.port)
  const resolveProxy = () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`)
  const error = { code: 'network.tls', arrived: false }
  const untrusting = clientFor('https://api.example.com', { resolveProxy })
  expect(await untrusting.send('POST')).toMatchObject({ ok: false, error })
  const other = clientFor('https://elsewhere.example.com', { ...trusting(), resolveProxy })
  expect(await other.send('POST')).toMatchObject({ ok: false, error })
  expect(server.arrived).toEqual([])
})

test("the environment's proxy comes before the system's, with its credentials", async () => {
  const server = await startServer(named, { tls: authority.tls })
  const proxy = await startProxy(server.port)
  const resolveProxy = vi.fn(() => Promise.resolve('PROXY 127.0.0.1:9'))
  const env = { HTTPS_PROXY: `http://me:secret@127.0.0.1:${proxy.port}` }
  const { send } = clientFor('https://api.example.com', { ...trusting(), resolveProxy }, env)
  expect(await send()).toMatchObject({ ok: true })
  expect(resolveProxy).not.toHaveBeenCalled()
  expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`])
})

test('this computer itself is never asked through a proxy', async () => {
  const server = await startServer(named)
  const resolveProxy = vi.fn(() => Promise.resolve('PROXY 127.0.0.1:9'))
  expect(await clientFor(server.address, { resolveProxy }).send()).toMatchObject({ ok: true })
  const env = { HTTP_PROXY: 'http://127.0.0.1:9' }
  expect(await clientFor(server.address, { resolveProxy }, env).send()).toMatchObject({ ok: true })
  expect(resolveProxy).not.toHaveBeenCalled()
})

test('nothing but SOCKS is said in words', async () => {
  const resolveProxy = () => Promise.resolve('SOCKS5 socks.example:1080')
  const { send, sleep } = clientFor('https://api.example.com', { resolveProxy })
  const result = await send('POST')
  const error = { code: 'network.proxy', arrived: false, retry: false }
  expect(result).toMatchObject({ ok: false, error })
  expect(!result.ok && result.error.message).toContain('SOCKS proxy (socks.example:1080)')
  expect(sleep).not.toHaveBeenCalled()
})

test.each([
  [407, 1, false],
  [403, 1, false],
  [502, 4, true],
])('a proxy that answers %i is asked %i times', async (refusal, times, retry) => {
  const proxy = await startProxy(9, { refusal })
  const resolveProxy = () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`)
  const { send } = clientFor('https://api.example.com', { resolveProxy })
  const error = { code: 'network.proxy', arrived: false, retry }
  expect(await send('POST')).toMatchObject({ ok: false, error })
  expect(proxy.asked).toHaveLength(times)
})

const established = 'HTTP/1.1 200 Connection established\r\n\r\n'
test.each<[string, string, (socket: Socket) => void]>([
  ['closes the tunnel', 'network.proxy', (socket) => socket.once('data', () => socket.end())],
  ['resets it', 'network.offline', (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ['closes each connection', 'network.proxy', (socket) => socket.end()],
  [
    'closes the tunnel that it made',
    'network.offline',
    (socket) => socket.once('data', () => socket.end(established)),
  ],
])(
  'a proxy that %s gets one connection an attempt, after longer and longer waits',
  async (...how) => {
    const [, code, act] = how
    for (const method of ['GET', 'POST'] as const) {
      const proxy = await startSockets(act)
      const resolveProxy = () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`)
      const { send, sleep } = clientFor('https://api.example.com', { resolveProxy })
      const error = { code, arrived: false, retry: true }
      expect(await send(method)).toMatchObject({ ok: false, error })
      expect(proxy.connections()).toBe(4)
      expect(sleep.mock.calls.map(([time]) => time)).toEqual([500, 1000, 2000])
    }
  },
)

test('a server that closes each connection gets one an attempt, and a write once', async () => {
  const server = await startSockets((socket) => socket.end())
  const { send } = clientFor(`http://127.0.0.1:${server.port}`)
  const error = { code: 'network.offline', retry: true }
  expect(await send()).toMatchObject({ ok: false, error })
  expect(server.connections()).toBe(4)
  expect(await send('POST')).toMatchObject({ ok: false, error })
  expect(server.connections()).toBe(5)
})

test('a proxy that failed is tried again after a minute, even if the clock was set back', async () => {
  const resolveProxy = () => Promise.resolve('PROXY 127.0.0.1:9; DIRECT')
  const transport = createTransportLoader({}, { resolveProxy })
  atEnd(() => transport.close())
  const carrier = async () => (await transport()).for('api.example.com')
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  try {
    ;(await carrier()).failed?.()
    expect((await carrier()).proxied).toBe(false)
    vi.advanceTimersByTime(60_000)
    vi.setSystemTime(Date.now() - 86_400_000)
    expect((await carrier()).proxied).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a proxy that is not there is named as the cause', async () => {
  const resolved = `PROXY 127.0.0.1:${await freePort()}`
  const resolveProxy = () => Promise.resolve(resolved)
  const { send } = clientFor('https://api.example.com', { resolveProxy })
  const error = { code: 'network.proxy', arrived: false }
  expect(await send('POST')).toMatchObject({ ok: false, error })
})

test('where a proxy is down the next way is taken, until the network changes', async () => {
  const server = await startServer(named, { tls: authority.tls })
  const proxy = await startProxy(server.port)
  const dead = await freePort()
  const answers = `PROXY 127.0.0.1:${dead}; PROXY 127.0.0.1:${proxy.port}`
  const resolveProxy = () => Promise.resolve(answers)
  const { send, sleep, transport } = clientFor('https://api.example.com', {
    ...trusting(),
    resolveProxy,
  })
  expect(await send('POST')).toMatchObject({ ok: true })
  expect(sleep).toHaveBeenCalledTimes(1)
  expect(await send('POST')).toMatchObject({ ok: true })
  expect(sleep).toHaveBeenCalledTimes(1)
  await transport.refresh()
  expect(await send('POST')).toMatchObject({ ok: true })
  expect(sleep).toHaveBeenCalledTimes(2)
  expect(server.arrived).toEqual([
    `POST /projects/${anyUuid}/x`,
    `POST /projects/${anyUuid}/x`,
    `POST /projects/${anyUuid}/x`,
  ])
})

test('a server that gives no answer says nothing of the proxy, which stays the way', async () => {
  const server = await startServer((_request, response) => response.destroy(), {
    tls: authority.tls,
  })
  const proxy = await startProxy(server.port)
  const other = await startProxy(server.port)
  const answers = `PROXY 127.0.0.1:${proxy.port}; PROXY 127.0.0.1:${other.port}`
  const { send } = clientFor('https://api.example.com', {
    ...trusting(),
    resolveProxy: () => Promise.resolve(answers),
  })
  expect(await send()).toMatchObject({ ok: false, error: { code: 'network.offline' } })
  expect(server.arrived.length).toBeGreaterThan(1)
  expect(other.asked).toEqual([])
})

test('where the system cannot say, the direct way is taken', async () => {
  const resolveProxy = () => Promise.reject(new Error('no answer'))
  const transport = createTransportLoader({}, { resolveProxy })
  atEnd(() => transport.close())
  expect(await (await transport()).for('api.example.com')).toMatchObject({ proxied: false })
})

test('what was cancelled while connecting is not sent later', async () => {
  const server = await startServer(named, { tls: authority.tls })
  const proxy = await startProxy(server.port, { delay: 150 })
  const resolveProxy = () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`)
  const { send } = clientFor('https://api.example.com', { ...trusting(), resolveProxy })
  const controller = new AbortController()
  const sending = send('POST', controller.signal)
  await vi.waitFor(() => expect(proxy.asked).toHaveLength(1))
  controller.abort()
  expect(await sending).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  // What was left of it would arrive before a request that is made now.
  expect(await send('GET')).toMatchObject({ ok: true })
  expect(server.arrived.map((line) => line.split(' ')[0])).toEqual(['GET'])
})

test('a refresh gives later requests new connections and harms none on its way', async () => {
  let release: () => void = () => {}
  const server = await startServer((request, response) => {
    if (request.method === 'POST') release = () => response.end('{"name":"Late"}')
    else response.end('{"name":"One"}')
  })
  const { send, transport } = clientFor(server.address)
  // A connection is free again a moment after its answer.
  const moment = () => turns()
  for (let count = 0; count < 3; count += 1) {
    expect(await send()).toMatchObject({ ok: true })
    await moment()
  }
  expect(server.connections()).toBe(1)
  const sending = send('POST')
  await vi.waitFor(() => expect(server.arrived).toHaveLength(4))
  await transport.refresh()
  expect(await send()).toMatchObject({ ok: true })
  expect(server.connections()).toBe(2)
  release()
  expect(await sending).toEqual({ ok: true, value: { name: 'Late' } })
})

test('a request made at the moment of a refresh arrives', async () => {
  const server = await startServer(named)
  const { send, transport } = clientFor(server.address)
  await send()
  const all = await Promise.all([send('POST'), transport.refresh(), send('POST')])
  expect([all[0], all[2]]).toMatchObject([{ ok: true }, { ok: true }])
})

test('nothing is loaded for a refresh, and a silent connection ends with the app', async () => {
  const { send, transport } = clientFor(`https://127.0.0.1:${await startSilence()}`)
  await transport.refresh()
  const sending = send('POST')
  await turns()
  await transport.refresh()
  await transport.close()
  expect(await sending).toMatchObject({ ok: false })
})
