import { describe, expect, it } from 'vitest'
import { clockStep } from '../../../../src/core/check/clock'
import {
  type CheckReport,
  failed,
  passed,
  skipped,
  verdictOf,
  warning,
} from '../../../../src/core/check/report'
import { reportText, verdictText } from '../../../../src/core/check/report-text'
import { certificatesStep, metadataStep } from '../../../../src/core/check/saml'
import {
  connectionFailureStep,
  failureWords,
  resolveStep,
  tlsStep,
  type ReadFailure,
} from '../../../../src/core/check/transport'
import type { IdpMetadata, MetadataCertificate } from '../../../../src/core/saml/metadata-types'

const nowIso = '2026-11-25T12:00:00.000Z'

describe('the clock', () => {
  const receivedAt = 1_795_608_000_000
  const told = (seconds: number) => new Date(receivedAt + seconds * 1000).toUTCString()

  it.each([
    [0, undefined, 'passed', /within a minute/],
    [59, undefined, 'passed', /within a minute/],
    [-60, undefined, 'passed', /within a minute/],
    [61, undefined, 'warning', /more than a minute ahead of/],
    [-600, undefined, 'warning', /10 minutes behind/],
    [3 * 3600, undefined, 'warning', /3 hours ahead/],
    [-5 * 86_400, undefined, 'warning', /5 days behind/],
    // From a cache, the date is as old as the answer.
    [-600, '600', 'passed', /within a minute/],
    [-600, 'nonsense', 'warning', /10 minutes behind/],
  ])('%i s, age %s: %s', (seconds, age, status, words) => {
    const time = { date: told(seconds), receivedAt, ...(age === undefined ? {} : { age }) }
    expect(clockStep(time)).toMatchObject({ status, text: expect.stringMatching(words) })
  })

  it('is not judged without a date', () => {
    expect(clockStep({ receivedAt }).status).toBe('skipped')
    expect(clockStep({ receivedAt, date: 'nonsense' }).status).toBe('skipped')
  })
})

describe('the connection', () => {
  it.each([
    ['2027-11-25T12:00:00.000Z', 'passed', /until 25 Nov 2027 \(365 days\)/],
    ['2026-12-25T12:00:00.000Z', 'passed', /30 days/],
    ['2026-12-25T11:00:00.000Z', 'warning', /expires in 30 days/],
    ['2026-11-26T13:00:00.000Z', 'warning', /expires tomorrow,/],
    ['2026-11-25T13:00:00.000Z', 'warning', /expires today,/],
  ])('has a certificate until %s: %s', (validTo, status, words) => {
    const step = tlsStep({ issuer: 'Authority', validTo }, nowIso)
    expect(step).toMatchObject({ status, text: expect.stringMatching(words) })
    expect(step.text).toContain('“Authority”')
  })

  it('says where a name leads', () => {
    expect(resolveStep('a.example', ['192.0.2.1', '192.0.2.2']).text).toBe(
      'a.example resolves to 192.0.2.1, 192.0.2.2.',
    )
    expect(resolveStep('[2001:db8::1]', ['2001:db8::1']).text).toContain('already')
    expect(resolveStep('a.example', undefined).status).toBe('skipped')
  })

  const host = 'a.example'
  const before: ReadFailure[] = [
    { kind: 'unresolved', host },
    { kind: 'unreachable', host, code: 'ECONNREFUSED' },
    { kind: 'timeout', host },
    { kind: 'proxy', host },
    ...[
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'EPROTO',
    ].map((code) => ({ kind: 'tls', host, code }) as const),
  ]
  const after: ReadFailure[] = [
    ...[401, 404, 418, 429, 503].map((status) => ({ kind: 'status', status }) as const),
    { kind: 'too-large' },
    { kind: 'not-text' },
    { kind: 'redirects' },
    ...(['private', 'not-https', 'user-name', 'no-address'] as const).map(
      (why) => ({ kind: 'redirect', to: 'x', why }) as const,
    ),
  ]

  it('fails in words of its own each, with a remedy', () => {
    const texts = [...before, ...after].map((failure) => failureWords(failure))
    expect(new Set(texts.map(({ text }) => text)).size).toBeGreaterThanOrEqual(texts.length - 1)
    for (const { text, remedy } of texts) {
      expect(text).toMatch(/\.$/)
      expect(remedy).toMatch(/\.$/)
    }
  })

  it('fails before an answer at the name or at the connection', () => {
    expect(before.map((failure) => connectionFailureStep(failure)?.id)).toEqual([
      'resolve',
      ...before.slice(1).map(() => 'tls'),
    ])
    expect(after.map((failure) => connectionFailureStep(failure))).toEqual(
      after.map(() => undefined),
    )
  })
})

describe('SAML', () => {
  const certificate = (notAfter: string, more: Partial<MetadataCertificate> = {}) =>
    ({
      subject: `CN=until ${notAfter}`,
      notBefore: '2020-01-01T00:00:00.000Z',
      notAfter: `${notAfter}T00:00:00.000Z`,
      use: 'signing',
      fate: more.use === 'encryption' ? 'encryption' : 'used',
      ...more,
    }) as MetadataCertificate
  const metadata = (certificates: MetadataCertificate[], more: Partial<IdpMetadata> = {}) =>
    ({
      entityId: 'https://idp.example',
      warnings: [],
      certificates,
      unread: [],
      ...more,
    }) as unknown as IdpMetadata

  it.each<[string, MetadataCertificate[], string]>([
    ['one that lasts', [certificate('2030-01-01')], 'passed'],
    [
      'the next beside one that ends',
      [certificate('2026-12-01'), certificate('2030-01-01')],
      'passed',
    ],
    ['one that ends soon', [certificate('2026-12-01')], 'warning'],
    ['an old one beside', [certificate('2026-11-01'), certificate('2030-01-01')], 'warning'],
    ['an old one', [certificate('2026-11-01')], 'warning'],
    ['none for signing', [certificate('2030-01-01', { use: 'encryption' })], 'failed'],
    [
      'an old one for encryption',
      [certificate('2026-11-01', { use: 'encryption' }), certificate('2030-01-01')],
      'passed',
    ],
    [
      'a later one',
      [certificate('2030-01-01', { notBefore: '2027-01-01T00:00:00.000Z' })],
      'warning',
    ],
  ])('certificates: %s', (_what, certificates, status) => {
    expect(certificatesStep(metadata(certificates), nowIso).status).toBe(status)
  })

  it('says of each certificate whether Ory uses it', () => {
    const { text } = certificatesStep(
      metadata(
        [
          certificate('2029-01-01', { fate: 'further' }),
          certificate('2030-01-01'),
          certificate('2031-01-01', { use: 'encryption' }),
        ],
        { unread: [{ number: 4, use: 'both', fate: 'unmarked', message: 'is not valid base64' }] },
      ),
      nowIso,
    )
    expect(text).toBe(
      'CN=until 2030-01-01: Valid until 1 Jan 2030. Ory verifies sign-ins with it. ' +
        'CN=until 2029-01-01: Valid until 1 Jan 2029. Not used: Ory takes the first certificate of each ' +
        'KeyDescriptor. CN=until 2031-01-01: Valid until 1 Jan 2031. Not used: its key is for ' +
        'encryption. Certificate 4 is not valid base64. Not used: its key is not marked for signing, ' +
        'and another is.',
    )
  })

  it('tells an ended certificate with its date, and that members still sign in', () => {
    expect(certificatesStep(metadata([certificate('2026-11-01')]), nowIso)).toMatchObject({
      status: 'warning',
      text: expect.stringMatching(/members still sign in\..*on 1 Nov 2026/),
    })
  })

  it('metadata has an end of its own, and warnings', () => {
    const read = (more: Partial<IdpMetadata>) =>
      metadataStep({ ok: true, metadata: metadata([], more) }, nowIso)
    expect(read({}).status).toBe('passed')
    expect(read({ validUntil: '2026-11-24T00:00:00.000Z' }).text).toContain('24 Nov 2026')
    expect(read({ validUntil: '2026-11-26T00:00:00.000Z' }).status).toBe('passed')
    expect(read({ warnings: ['It has a flaw'] })).toMatchObject({
      status: 'warning',
      text: 'It is the metadata of “https://idp.example”. It has a flaw.',
    })
    const problem = { message: 'There is no role' }
    expect(metadataStep({ ok: false, problem }, nowIso)).toMatchObject({
      status: 'failed',
      text: 'There is no role.',
    })
  })
})

describe('a report', () => {
  const report = (steps: CheckReport['steps']): CheckReport => ({
    connectionKey: 'oidc:a',
    address: 'https://a.example/x',
    at: nowIso,
    verdict: verdictOf(steps),
    steps,
  })

  it.each([
    [[passed('address', 'A.'), skipped('keys', 'B.')], 'good', 'No problems found'],
    [[passed('address', 'A.'), warning('keys', 'B.')], 'warnings', 'Warning: Keys'],
    [[failed('address', 'A.'), warning('keys', 'B.')], 'bad', 'Wrong: Address'],
    [[failed('address', 'A.'), failed('keys', 'B.')], 'bad', 'Wrong: Address, Keys'],
    [[skipped('address', 'A.')], 'good', 'Nothing to check'],
  ])('%o comes to %s: %s', (steps, verdict, words) => {
    expect(report(steps).verdict).toBe(verdict)
    expect(verdictText(report(steps))).toBe(words)
  })

  it('is a text that can be sent to someone', () => {
    const steps = [
      passed('address', 'The document is there.'),
      failed('issuer', 'It differs.', {
        remedy: 'Enter the other.',
        fix: { field: 'issuer_url', value: 'https://a.example' },
      }),
    ]
    expect(reportText(report(steps), 'Acme')).toBe(
      [
        'Connection check of Acme',
        `${nowIso}: Wrong: Issuer`,
        'https://a.example/x',
        '',
        '- Address: Good. The document is there.',
        '- Issuer: Wrong. It differs.',
        '  What to do: Enter the other.',
        '  Value: https://a.example',
        '',
      ].join('\n'),
    )
  })
})
