import { describe, expect, it, vi } from 'vitest'
import { createAuthority, selfSigned } from '../../support/identity-providers/certificates'
import type { OidcFault } from '../../support/identity-providers/oidc'
import {
  createLimit,
  idsWith,
  oidcProvider,
  reportOn,
  startCheckBench,
  stepOf,
  testAuthority,
  value,
} from './harness'

const scope = ['email', 'profile']

describe('a good provider', () => {
  it('passes every step, tells each as it happens, and is kept', async () => {
    const { issuer, seen } = await oidcProvider()
    const requested_claims = { id_token: { email: { essential: true } } }
    const bench = await startCheckBench({ oidc: { issuer_url: issuer, scope, requested_claims } })
    const report = value(await bench.check())
    expect(idsWith(report, 'failed')).toEqual([])
    expect(report.steps.map(({ id }) => id)).toEqual([
      'address',
      'resolve',
      'tls',
      'discovery',
      'issuer',
      'endpoints',
      'pkce',
      'scopes',
      'claims',
      'keys',
      'clock',
    ])
    expect(report.steps.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(report).toMatchObject({
      connectionKey: 'oidc:a',
      verdict: 'good',
      address: `${issuer}/.well-known/openid-configuration`,
    })
    expect(bench.told).toEqual(report.steps)
    expect(value(await bench.checks.checks(bench.projectId))).toEqual({ 'oidc:a': report })
    expect(stepOf(report, 'tls').text).toContain('Workbench Test Authority')
    expect(stepOf(report, 'keys').text).toBe('1 of 1 key can verify an ID token.')
    expect(seen.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/jwks'])
  })

  it('is asked without key, cookie and credentials, and named by its host alone', async () => {
    const { issuer, seen, port } = await oidcProvider()
    await reportOn({ issuer_url: issuer, client_secret: 'hush' })
    for (const { headers, method, host } of seen) {
      expect(method).toBe('GET')
      expect(host).toBe(`idp.test:${port}`)
      expect(Object.keys(headers).toSorted()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ])
    }
  })

  it('is read as the draft says, not the server', async () => {
    const { issuer } = await oidcProvider()
    const bench = await startCheckBench({ oidc: { issuer_url: 'https://old.test' } })
    const target = { kind: 'connection', key: 'oidc:a' } as const
    await bench.edit({ kind: 'set-field', target, field: 'issuer_url', value: issuer })
    expect(value(await bench.check()).address).toContain(issuer)
  })

  it('follows two redirects', async () => {
    const { issuer } = await oidcProvider(['redirects-2'])
    expect(stepOf(await reportOn({ issuer_url: issuer }), 'discovery').status).toBe('passed')
  })
})

describe('what was entered', () => {
  it.each([
    ['a slash too many', (issuer: string) => `${issuer}/`, 'failed'],
    [
      'the document’s own address',
      (issuer: string) => `${issuer}/.well-known/openid-configuration`,
      'failed',
    ],
  ])('finds %s, and says what to enter', async (_what, entered, status) => {
    const { issuer } = await oidcProvider()
    const report = await reportOn({ issuer_url: entered(issuer) })
    expect(report.verdict).toBe('bad')
    expect(stepOf(report, 'issuer')).toMatchObject({
      status,
      fix: { field: 'issuer_url', value: issuer },
    })
    expect(stepOf(report, 'keys').status).toBe('passed')
  })

  it('does not ask over http', async () => {
    const { issuer, seen } = await oidcProvider()
    const report = await reportOn({ issuer_url: issuer.replace('https:', 'http:') })
    expect(report.steps).toHaveLength(1)
    expect(report).toMatchObject({ verdict: 'bad', address: issuer.replace('https:', 'http:') })
    expect(stepOf(report, 'address')).toMatchObject({
      status: 'failed',
      fix: { field: 'issuer_url', value: issuer },
    })
    expect(seen).toEqual([])
  })

  it('finds a name that nobody knows', async () => {
    const report = await reportOn({ issuer_url: 'https://typo.test' })
    expect(idsWith(report, 'failed')).toEqual(['resolve'])
    expect(idsWith(report, 'passed')).toEqual(['address'])
    expect(stepOf(report, 'keys').text).toBe('The server was not reached.')
  })

  it('finds a port on which nobody listens', async () => {
    const provider = await oidcProvider()
    await provider.close()
    const report = await reportOn({ issuer_url: provider.issuer })
    expect(idsWith(report, 'failed')).toEqual(['tls'])
    expect(stepOf(report, 'tls').text).toBe(
      `idp.test:${provider.port} cannot be reached (ECONNREFUSED).`,
    )
  })
})

describe('a provider that is wrong', () => {
  it.each<[OidcFault, object, string, string, RegExp]>([
    ['issuer-slash', {}, 'issuer', 'failed', /with a slash at the end/],
    ['issuer-other-host', {}, 'issuer', 'failed', /on another host/],
    ['http-endpoint', {}, 'endpoints', 'failed', /token endpoint/],
    ['pkce-plain', { pkce: 'force' }, 'pkce', 'failed', /does not offer S256/],
    ['pkce-absent', { pkce: 'force' }, 'pkce', 'warning', /does not say/],
    ['pkce-plain', {}, 'pkce', 'passed', /does not use it/],
    ['no-email-scope', {}, 'scopes', 'warning', /“email”/],
    ['keys-empty', {}, 'keys', 'failed', /empty/],
    ['keys-unusable', {}, 'keys', 'failed', /None of the keys/],
    ['keys-html', {}, 'keys', 'failed', /a web page/],
    ['keys-large', {}, 'keys', 'failed', /larger than 1 MiB/],
    ['keys-private', {}, 'keys', 'failed', /private network/],
    ['clock-behind', {}, 'clock', 'warning', /10 minutes behind/],
    ['redirects-3', {}, 'discovery', 'failed', /more than twice/],
    ['redirect-private', {}, 'discovery', 'failed', /private network/],
    ['redirect-http', {}, 'discovery', 'failed', /not an https address/],
    ['truncated', {}, 'discovery', 'failed', /breaks off/],
    ['not-found', {}, 'discovery', 'failed', /nothing at this address/],
    ['large', {}, 'discovery', 'failed', /larger than 1 MiB/],
  ])('with %s and %o: %s is %s', async (fault, more, id, status, words) => {
    const { issuer } = await oidcProvider([fault])
    const report = await reportOn({ issuer_url: issuer, scope, ...more })
    const step = stepOf(report, id as any)
    expect(step).toMatchObject({ status, text: expect.stringMatching(words) })
    if (status !== 'passed') expect(step.remedy).toMatch(/\w/)
    const wrong = report.steps.filter((item) => ['failed', 'warning'].includes(item.status))
    expect(wrong.map((item) => item.id)).toEqual(status === 'passed' ? [] : [id])
  })

  it.each<[OidcFault, string, string]>([
    ['keys-slow', 'keys', '/jwks'],
    ['slow', 'discovery', '/.well-known/openid-configuration'],
  ])('ends when nothing comes: %s', async (fault, id, asked) => {
    const { issuer, seen } = await oidcProvider([fault])
    const { limit, expire } = createLimit()
    const checking = reportOn({ issuer_url: issuer }, { limit })
    await vi.waitUntil(() => seen.some(({ path }) => path.endsWith(asked)))
    expire()
    const report = await checking
    expect(idsWith(report, 'failed')).toEqual([id])
    expect(stepOf(report, id as any).text).toContain('did not answer in time')
  })
})

describe('a certificate', () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000)

  it.each([
    ['expired', () => issue({ notBefore: days(-90), notAfter: days(-1) }), /has expired/],
    ['for another name', () => issue({ hosts: ['other.test'] }), /for another name/],
    ['signed by itself', () => selfSigned(), /certificate that it signed itself/],
    ['of an unknown authority', async () => (await createAuthority('X')).issue(), /authority/],
  ])('that is %s ends the check before anything is sent', async (_what, make, words) => {
    const { issuer, seen } = await oidcProvider([], { tls: await make() })
    const report = await reportOn({ issuer_url: issuer })
    expect(stepOf(report, 'tls')).toMatchObject({
      status: 'failed',
      text: expect.stringMatching(words),
    })
    expect(idsWith(report, 'passed')).toEqual(['address', 'resolve'])
    expect(seen).toEqual([])
  })

  it('that ends soon is told', async () => {
    const { issuer } = await oidcProvider([], { tls: await issue({ notAfter: days(10) }) })
    const report = await reportOn({ issuer_url: issuer })
    expect(report.verdict).toBe('warnings')
    // Days are counted by the calendar, and it may be midnight by now.
    expect(stepOf(report, 'tls').text).toMatch(/expires in (9|10|11) days/)
  })

  async function issue(wishes: Parameters<Awaited<ReturnType<typeof testAuthority>>['issue']>[0]) {
    return (await testAuthority()).issue(wishes)
  }
})
