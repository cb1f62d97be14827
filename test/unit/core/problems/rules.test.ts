import { describe, expect, test } from 'vitest'
import { isEmailDomain, betterDomain } from '../../../../src/core/problems/organization-rules'
import { isHttpsUrl } from '../../../../src/core/problems/connection-rules'
import { problemsOf } from '../../../../src/core/problems/written'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { noIntents } from '../../../../src/core/intents/intents'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

describe('domains', () => {
  test.each(['customer.example', 'a.b.c.example', 'xn--bcher-kva.example', '3m.example'])(
    '%s is one',
    (text) => expect(isEmailDomain(text)).toBe(true),
  )
  test.each([
    '',
    'customer',
    '@customer.example',
    'https://customer.example',
    'a..example',
    '-a.example',
    'a.example:1',
    'a b.example',
    'a.example/',
    'bücher.example',
    'a_b.example',
    '点看.example',
  ])('“%s” is none', (text) => expect(isEmailDomain(text)).toBe(false))
})

test.each([
  ['bücher.example', 'xn--bcher-kva.example'],
  ['MÜLLER.example', 'xn--mller-kva.example'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['customer.example', undefined],
  ['xn--bcher-kva.example', undefined],
  ['bücher', undefined],
  ['bü cher.example', undefined],
  // What was typed before the @ of an address is none of the domain.
  ['@bücher.example', 'xn--bcher-kva.example'],
])('of %s Ory takes %s', (text, wanted) => expect(betterDomain(text)).toBe(wanted))

test('a domain beyond a to z is told with the form that Ory takes, and is one with it', () => {
  const snapshot = snapshotOf({
    organizations: [
      { id: 'o1', label: 'One', domains: ['bücher.example', 'xn--bcher-kva.example'] },
      { id: 'o2', label: 'Two', domains: ['XN--BCHER-KVA.example'] },
    ],
  })
  const intents = draftWith(snapshot, [
    fieldEdit({ kind: 'organization', key: 'o1' }, 'label', 'Own'),
  ]).intents
  const messages = problemsOf(workingCopy(snapshot, intents)).map(({ message }) => message)
  expect(messages).toEqual(
    expect.arrayContaining([
      '“bücher.example” has letters beyond a to z, which Ory refuses: use “xn--bcher-kva.example”',
      '“xn--bcher-kva.example” is listed twice',
      '“bücher.example” also belongs to Two',
    ]),
  )
})

test.each([
  ['https://issuer.example', true],
  ['https://issuer.example/tenant/v2.0', true],
  ['http://issuer.example', false],
  ['issuer.example', false],
  ['https://', false],
  ['https://user:pw@issuer.example', false],
  ['javascript:alert(1)', false],
])('issuer %s: %s', (text, fine) => expect(isHttpsUrl(text)).toBe(fine))

const to = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { to: value as never }]))

test('each kind of bad input is reported beside its field', () => {
  const snapshot = snapshotOf({
    oidc: [connection('taken')],
    organizations: [{ id: 'o1', label: 'One', domains: ['shared.example'] }],
  })
  const copy = workingCopy(snapshot, {
    method: {},
    'scim-client': {},
    organization: {
      'new:o': {
        kind: 'create',
        fields: to({ label: ' ', domains: ['shared.example', 'x', 'd.example', 'd.example'] }),
      },
    },
    connection: {
      'new:c': {
        kind: 'create',
        protocol: 'oidc',
        fields: to({
          id: 'taken',
          provider: 'generic',
          issuer_url: 'http://x.example',
          client_id: '',
          mapper_url: toMapperUrl('x'.repeat(64 * 1024 + 1)),
          organization_id: 'nowhere',
        }),
      },
      'new:d': {
        kind: 'create',
        protocol: 'oidc',
        fields: to({ id: 'a b/c', provider: 'microsoft' }),
      },
    },
  })
  const found = problemsOf(copy).map((p) => `${p.target.key} ${p.field} ${p.severity}`)
  expect(found).toEqual([
    'new:o label error',
    'new:o domains warning',
    'new:o domains error',
    'new:o domains error',
    'new:c id error',
    'new:c organization_id error',
    'new:c issuer_url error',
    'new:c client_id error',
    'new:c client_secret error',
    'new:c mapper_url error',
    'new:d id error',
    'new:d microsoft_tenant error',
    'new:d client_id error',
    'new:d client_secret error',
    'new:d mapper_url error',
  ])
})

test('a secret that the server has need not be typed again, and one of a new connection must', () => {
  const copy = workingCopy(
    snapshotOf({ oidc: [connection('there', { provider: 'generic', client_id: 'c' })] }),
    {
      ...noIntents,
      connection: {
        'oidc:there': {
          kind: 'edit',
          fields: { client_secret: {}, client_id: { from: 'c', to: 'other' } },
        },
        'new:c': { kind: 'create', protocol: 'oidc', fields: to({ id: 'c', provider: 'generic' }) },
      },
    },
  )
  const missing = problemsOf(copy).filter(({ field }) => field === 'client_secret')
  expect(missing.map(({ target }) => target.key)).toEqual(['new:c'])
})

test('a new Apple connection needs its three fields, and no client secret', () => {
  const copy = workingCopy(snapshotOf({}), {
    organization: {},
    method: {},
    'scim-client': {},
    connection: {
      'new:a': {
        kind: 'create',
        protocol: 'oidc',
        fields: {
          id: { to: 'apple' },
          provider: { to: 'apple' },
          client_id: { to: 'x' },
          mapper_url: { to: toMapperUrl('{}') },
        },
      },
    },
  })
  expect(problemsOf(copy)).toMatchObject([
    { field: 'apple_team_id', severity: 'error' },
    { field: 'apple_private_key_id', severity: 'error' },
    { field: 'apple_private_key', severity: 'error' },
  ])
})

test('what already stands on the server is not judged', () => {
  const snapshot = snapshotOf({ oidc: [connection('a b', { issuer_url: 'http://old.example' })] })
  expect(
    problemsOf(
      workingCopy(snapshot, { organization: {}, connection: {}, method: {}, 'scim-client': {} }),
    ),
  ).toEqual([])
})

test('a connection is judged by the organizations that there will be, and regions by the home of the project', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [
      { id: 'o', label: 'One', domains: [] },
      { id: 'p', label: 'Two', domains: [] },
    ],
  })
  const join = (key: string, organization: string) => ({
    kind: 'set-field' as const,
    target: { kind: 'connection' as const, key },
    field: 'organization_id',
    value: organization,
  })
  const { intents } = draftWith(snapshot, [
    join('oidc:a', 'o'),
    join('oidc:b', 'p'),
    { kind: 'delete-organization', key: 'o', connections: 'detach' },
    join('oidc:a', 'o'),
    fieldEdit({ kind: 'organization', key: 'p' }, 'default_region', 'us'),
  ])
  const copy = workingCopy(snapshot, intents)
  const rules = (region?: string) =>
    problemsOf(copy, region).map(({ rule, target, field }) => `${rule} ${target.key} ${field}`)
  expect(rules()).toEqual(['organization-gone oidc:a organization_id'])
  expect(rules('eu')).toEqual([
    'value-refused p default_region',
    'organization-gone oidc:a organization_id',
  ])
  expect(rules()).toHaveLength(1)
  expect(problemsOf(copy)).toBe(problemsOf(copy))
})

test('what a draft deletes is not judged, and is in nobody’s way', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'o', label: '', domains: ['no domain'] }],
  })
  const { intents } = draftWith(snapshot, [
    { kind: 'delete-organization', key: 'o', connections: 'detach' },
    { kind: 'delete-connection', key: 'oidc:a' },
    fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'id', 'a'),
  ])
  expect(problemsOf(workingCopy(snapshot, intents)).map(({ rule }) => rule)).toEqual([
    'accounts-lost',
  ])
})

test('nothing is wrong with what is deleted together with its organization', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a', { organization_id: 'o' })],
    organizations: [{ id: 'o', label: 'One', domains: [] }],
    scimClients: [scimEntry('s', 'o')],
  })
  const { intents } = draftWith(snapshot, [
    { kind: 'delete-scim-client', key: 's' },
    { kind: 'delete-organization', key: 'o', connections: 'delete' },
  ])
  const copy = workingCopy(snapshot, intents)
  expect(copy.connections.map(({ status }) => status)).toEqual(['deleted'])
  expect(problemsOf(copy)).toEqual([])
})

test('a connection is judged anew once another one gets its ID, or its organization goes', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'o', label: 'One', domains: [] }],
  })
  const edit = (fields: Record<string, unknown>) => ({ kind: 'edit' as const, fields: to(fields) })
  const [a, b] = [edit({ id: 'x', organization_id: 'o' }), edit({ id: 'x' })]
  const rules = (intents: Partial<typeof noIntents>) =>
    problemsOf(workingCopy(snapshot, { ...noIntents, ...intents })).map(
      ({ rule, target }) => `${rule} ${target.key}`,
    )
  const alone = { connection: { 'oidc:a': a } }
  expect(rules(alone)).toEqual(['accounts-lost oidc:a'])
  const twice = ['cannot-sign-in oidc:a', 'cannot-sign-in oidc:b']
  expect(rules({ connection: { 'oidc:a': a, 'oidc:b': b } })).toEqual(twice)
  expect(rules({ ...alone })).toEqual(['accounts-lost oidc:a'])
  const gone = { o: { kind: 'delete' as const, fields: {} } }
  expect(rules({ ...alone, organization: gone })).toContain('organization-gone oidc:a')
  expect(rules({ ...alone })).toEqual(['accounts-lost oidc:a'])
})
