import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { privateHost } from '../../support/identity-providers/oidc'
import { atEnd } from '../../support/runner/at-end'
import { createLimit, idsWith, oidcProvider, startCheckBench, stepOf, value } from './harness'

describe('a private address', () => {
  it.each(['127.0.0.1', 'idp.test'])('%s is read only after a question', async (host) => {
    const { issuer, seen, port } = await oidcProvider([], { host })
    const bench = await startCheckBench({ oidc: { issuer_url: issuer } }, { guardsLoopback: true })
    const report = value(await bench.check())
    expect(report).toMatchObject({
      verdict: 'asks',
      question: { host: `${host}:${port}`, address: '127.0.0.1' },
    })
    expect(idsWith(report, 'failed')).toEqual([])
    expect(seen).toEqual([])
    // A question is no result.
    expect(value(await bench.checks.checks(bench.projectId))).toEqual({})

    const allowed = value(await bench.check(report.question?.host))
    expect(allowed.verdict).toBe('good')
    expect(allowed.question).toBeUndefined()
    expect(value(await bench.checks.checks(bench.projectId))).toEqual({ 'oidc:a': allowed })
  })

  it('behind a redirect is not read, whatever was allowed: only the host of the question was', async () => {
    const { issuer, seen } = await oidcProvider(['redirect-private'])
    const bench = await startCheckBench({ oidc: { issuer_url: issuer } })
    const report = value(await bench.check())
    expect(stepOf(report, 'discovery').text).toContain(`https://${privateHost}/`)
    expect(seen).toHaveLength(1)
    const allowed = value(await bench.check(new URL(issuer).host))
    expect(stepOf(allowed, 'discovery').text).toContain('which leads into a private network')
    expect(seen).toHaveLength(2)
  })
})

it('connects to the addresses that were checked and asks for none again', async () => {
  const { issuer } = await oidcProvider()
  const bench = await startCheckBench({ oidc: { issuer_url: issuer } })
  // idp.test exists in this test alone: a second, real look-up would fail.
  expect(value(await bench.check()).verdict).toBe('good')
  expect(bench.asked).toEqual(['idp.test', 'idp.test'])
})

it('ends at once when it is cancelled, and keeps nothing', async () => {
  const { issuer } = await oidcProvider(['keys-slow'])
  const bench = await startCheckBench({ oidc: { issuer_url: issuer } })
  const controller = new AbortController()
  const checking = bench.check(undefined, controller.signal)
  await vi.waitUntil(() => bench.told.some(({ id }) => id === 'claims'))
  controller.abort()
  expect(await checking).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(bench.told.map(({ id }) => id)).toContain('claims')
  expect(value(await bench.checks.checks(bench.projectId))).toEqual({})
})

it('keeps the last result of each connection that is still there', async () => {
  const { issuer } = await oidcProvider()
  const bench = await startCheckBench({ oidc: { issuer_url: issuer } })
  const first = value(await bench.check())
  const gone = { ...first, connectionKey: 'oidc:gone' }
  value(await bench.files.checks(bench.projectId).write({ 'oidc:gone': gone, 'oidc:a': first }))
  const second = value(await bench.check())
  expect(value(await bench.checks.checks(bench.projectId))).toEqual({ 'oidc:a': second })
})

it('says so when there is no such connection', async () => {
  const bench = await startCheckBench({ oidc: {} })
  const { projectId } = bench
  const asked = { projectId, connectionKey: 'oidc:b' }
  const result = await bench.checks.check(asked, new AbortController().signal)
  expect(result).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
})

it('an answer to the question is about its host alone, also when the draft names another by then', async () => {
  const { issuer } = await oidcProvider([], { host: '127.0.0.1' })
  const bench = await startCheckBench({ oidc: { issuer_url: issuer } }, { guardsLoopback: true })
  const report = value(await bench.check('10.0.0.1'))
  expect(report.verdict).toBe('asks')
})

describe('through a proxy', () => {
  /** Connects where it is told to, and every name to this computer. */
  async function startProxy({ answers = true } = {}) {
    const tunnels: string[] = []
    const clients: Duplex[] = []
    const server = createServer()
    server.on('connect', (request, client, head) => {
      tunnels.push(request.url ?? '')
      clients.push(client)
      if (!answers) return
      const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.write(head)
        upstream.pipe(client).pipe(upstream)
      })
      upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
      client.on('error', () => upstream.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    atEnd(
      () =>
        new Promise((resolve) => {
          server.close(resolve)
          server.closeAllConnections()
          // Tunnels are no longer the server's.
          for (const client of clients) client.destroy()
        }),
    )
    const { port } = server.address() as AddressInfo
    return { tunnels, env: { https_proxy: `http://127.0.0.1:${port}` } }
  }

  it('names are the proxy’s, and the certificate is checked all the same', async () => {
    const { env, tunnels } = await startProxy()
    const { issuer, port } = await oidcProvider()
    const bench = await startCheckBench({ oidc: { issuer_url: issuer } }, { env })
    const report = value(await bench.check())
    expect(report.verdict).toBe('good')
    expect(bench.asked).toEqual([])
    expect(new Set(tunnels)).toEqual(new Set([`idp.test:${port}`]))
    expect(stepOf(report, 'resolve').status).toBe('skipped')
    expect(stepOf(report, 'tls').text).toContain('cannot be shown')
  })

  it('a certificate for another name is refused', async () => {
    const { env } = await startProxy()
    const { issuer } = await oidcProvider([], { host: 'unnamed.test' })
    const bench = await startCheckBench({ oidc: { issuer_url: issuer } }, { env })
    const report = value(await bench.check())
    expect(stepOf(report, 'tls')).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('for another name'),
    })
  })

  it('that stays silent, or has no way, it ends', async () => {
    const silent = await startProxy({ answers: false })
    const oidc = { issuer_url: 'https://idp.test' }
    const { limit, expire } = createLimit()
    const waiting = await startCheckBench({ oidc }, { env: silent.env, limit })
    const checking = waiting.check()
    await vi.waitUntil(() => silent.tunnels.length > 0)
    expire()
    const report = value(await checking)
    expect(stepOf(report, 'tls').text).toContain('did not answer in time')

    // Nothing listens on port 443 of this computer that would speak to it.
    const { env } = await startProxy()
    const refused = await startCheckBench({ oidc }, { env })
    expect(stepOf(value(await refused.check()), 'tls').text).toContain('The proxy did not let')
  })

  it('a private address is asked about', async () => {
    const { env, tunnels } = await startProxy()
    const oidc = { issuer_url: 'https://10.1.2.3' }
    const bench = await startCheckBench({ oidc }, { env, guardsLoopback: true })
    expect(value(await bench.check()).question).toEqual({ host: '10.1.2.3', address: '10.1.2.3' })
    expect(tunnels).toEqual([])
  })
})
