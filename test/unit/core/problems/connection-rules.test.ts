import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { WorkingConnection } from '../../../../src/core/draft/working-copy'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import {
  connectionProblems,
  isHttpsUrl,
  maximumMapperBytes,
  replacementProblems,
} from '../../../../src/core/problems/connection-rules'
import { methodProblems } from '../../../../src/core/problems/written'
import { connection } from '../../../support/states/snapshots'

const target = { kind: 'connection', key: 'oidc:a' } as const

interface Given {
  readonly protocol?: 'oidc' | 'saml'
  readonly status?: WorkingConnection['status']
  readonly fields?: JsonObject
  readonly server?: JsonObject
  readonly edited?: readonly string[]
}

/** Problems of a connection whose fields are all edited. */
function problemsOf(given: Given, taken: readonly string[] = [], organizations = ['o']) {
  const { protocol = 'oidc', status = 'edited', server } = given
  const fields = { ...connection('a'), ...given.fields }
  const edited = given.edited ?? Object.keys(given.fields ?? {})
  const own = { target, fields, status, edited, protocol, ...(server ? { server } : {}) }
  return connectionProblems(own, new Set(taken), new Set(organizations))
}
/** The message and what is offered for a value of a field. */
const told = (field: string, value: JsonValue, more: Given = {}) =>
  problemsOf({ ...more, fields: { ...more.fields, [field]: value }, edited: [field] }).map(
    ({ severity, rule, message, edit }) => ({
      severity,
      rule,
      message,
      better: edit?.edits[0]?.value,
    }),
  )
const better = (field: string, value: string) => told(field, value)[0]?.better

describe('an address', () => {
  test.each<[string, boolean]>([
    ['https://a.example', true],
    ['HTTPS://a.example/', true],
    ['https://a.example/b/c', true],
    ['https://a.example:8443', true],
    ['xhttps://a.example', false],
    ['https://a b.example', false],
    ['https://a.example/b c', false],
    ['https://a.example?x', false],
    ['https://a.example/b?x', false],
    ['https://a.example#x', false],
    ['https://a.example/b#x', false],
    [String.raw`https://a.example\b`, false],
    [String.raw`https://a.example/b\c`, false],
    ['https:///b', false],
  ])('%s is one: %s', (text, is) => expect(isHttpsUrl(text)).toBe(is))

  test.each<[string, string | undefined]>([
    ['login.example', 'https://login.example'],
    ['login.example:8443/x/y', 'https://login.example:8443/x/y'],
    ['a-1.login.example', 'https://a-1.login.example'],
    [' HTTP://login.example ', 'https://login.example'],
    [' https://login.example', 'https://login.example'],
    ['login', undefined],
    ['login.example:x', undefined],
    ['a login.example', undefined],
    ['ftp://login.example', undefined],
    ['x http://login.example', undefined],
  ])('%j is meant as %s', (typed, wanted) => {
    expect(told('issuer_url', typed)).toEqual([
      {
        severity: 'error',
        rule: 'value-refused',
        message: 'Enter an absolute URL that begins with https://',
        better: wanted,
      },
    ])
  })
})

describe('an ID', () => {
  test('is of letters that need no escaping, up to a length', () => {
    for (const id of ['A-z0.9_~', 'x'.repeat(255)]) expect(told('id', id)).toEqual([])
    for (const id of ['a b', 'ä', 'x'.repeat(256), 'a/b', 7]) {
      expect(told('id', id)).toMatchObject([{ rule: 'value-refused', severity: 'error' }])
    }
  })

  test('is offered in letters that Ory takes', () => {
    expect(better('id', ' –Größe & Söhne– ')).toBe('Gro-e-Sohne')
    expect(better('id', '--a b--')).toBe('a-b')
    expect(better('id', 'é'.repeat(300))).toBe('e'.repeat(255))
    expect(better('id', '→')).toBeUndefined()
  })

  test('belongs to one connection, and is the one under which people are known', () => {
    const own = { server: { id: 'old' } }
    const [twice] = problemsOf({ ...own, fields: { id: 'new' } }, ['new'])
    expect(twice).toMatchObject({
      rule: 'cannot-sign-in',
      severity: 'error',
      message: 'Another connection has the ID “new”',
      name: 'Label of a',
      field: 'id',
      target,
    })
    expect(twice).not.toHaveProperty('edit')
    const [renamed] = problemsOf({ ...own, fields: { id: 'new' } })
    expect(renamed).toMatchObject({ rule: 'accounts-lost', severity: 'warning' })
    expect(renamed?.message).toMatch(/The redirect URL changes too$/)
    expect(renamed?.edit).toEqual({
      label: 'Keep “old”',
      edits: [{ kind: 'set-field', target, field: 'id', value: 'old' }],
    })
    expect(problemsOf({ server: { id: 'new' }, fields: { id: 'new' } })).toEqual([])
    expect(problemsOf({ fields: { id: 'new' } })).toEqual([])
  })

  test('is in no redirect URL that all share', () => {
    const message = (more: Given) =>
      problemsOf({ ...more, server: { id: 'old' }, edited: ['id'] })[0]?.message
    expect(message({ fields: { id: 'new', pkce: 'force' } })).toMatch(/which most cannot$/)
    expect(message({ fields: { id: 'new' }, protocol: 'saml' })).toMatch(/which most cannot$/)
    expect(message({ fields: { id: 'new', organization_id: 'new:o' } })).toMatch(/changes too$/)
  })
})

describe('a mapper', () => {
  // What was found in a text is remembered, so that each run has its own.
  const own = randomUUID()
  const kept = (length: number) => toMapperUrl(own.padEnd(length, 'x'))
  test.each<[about: string, value: string, message: string | undefined]>([
    ['in base64', toMapperUrl('{}'), undefined],
    ['of the most that Ory takes', kept(maximumMapperBytes), undefined],
    [
      'of one byte more',
      kept(maximumMapperBytes + 1),
      'The mapper has 65 KiB; Ory takes 64 KiB at most',
    ],
    ['in no base64', `base64://!${own}`, 'The mapper is not valid base64'],
    ['without a text', 'base64://', 'The mapper is empty'],
    ['elsewhere', 'https://store.example/x.jsonnet', undefined],
  ])('%s', (_about, value, message) => {
    for (let length = 40; length < 80; length += 1) told('mapper_url', kept(length))
    expect(told('mapper_url', value).map((item) => item.message)).toEqual(
      message === undefined ? [] : [message],
    )
  })
})

test('a value of a list is known, and documented for the kind of provider', () => {
  expect(told('pkce', 'never')).toEqual([])
  expect(told('pkce', '')).toEqual([])
  expect(told('pkce', 'later')).toMatchObject([
    { severity: 'warning', message: 'This version does not know the value “later”' },
  ])
  const linking = (provider: string) =>
    told('account_linking_mode', 'automatic', { fields: { provider } })
  expect(linking('google')).toEqual([])
  expect(linking('github')).toMatchObject([
    { rule: 'value-doubtful', message: 'GitHub is not documented to support “automatic”' },
  ])
})

test('metadata is told by how bad it is, with the address that was meant', () => {
  const saml = { protocol: 'saml' } as const
  expect(told('raw_idp_metadata_xml', 'https://idp.example/metadata', saml)).toEqual([])
  expect(told('raw_idp_metadata_xml', 'http://idp.example/metadata', saml)).toMatchObject([
    { severity: 'warning', better: 'https://idp.example/metadata' },
  ])
  expect(told('raw_idp_metadata_xml', 'base64://!', saml)).toMatchObject([
    { severity: 'error', better: undefined },
  ])
})

test('the base of redirect URLs is scheme and host, if the draft sets it', () => {
  const method = { kind: 'method', key: 'oidc' } as const
  const found = (base: string, edited = ['base_redirect_uri']) =>
    methodProblems({
      target: method,
      status: 'edited',
      fields: { base_redirect_uri: base },
      edited,
    })
  expect(found('https://login.example/x')).toEqual([
    {
      target: method,
      name: 'All OIDC connections',
      field: 'base_redirect_uri',
      rule: 'value-refused',
      severity: 'error',
      message: 'Enter scheme and host only, such as https://login.customer.example',
    },
  ])
  for (const base of ['', 'https://login.example', 'HTTPS://login.example:8443']) {
    expect(found(base)).toEqual([])
  }
  expect(found('https://login.example/x', ['enable_auto_link_policy'])).toEqual([])
})

test('requested claims are judged by their form', () => {
  expect(told('requested_claims', 1)).toMatchObject([{ message: 'This has to be a JSON object' }])
  expect(told('requested_claims', { id_token: { email: null } })).toEqual([])
})

test('a field that the kind of provider does not take is offered to be removed', () => {
  const [found] = problemsOf({ fields: { microsoft_tenant: 't' } })
  expect(found?.message).toMatch(/ does not support this: remove it$/)
  expect(found?.edit).toStrictEqual({
    label: 'Remove it',
    edits: [{ kind: 'set-field', target, field: 'microsoft_tenant' }],
  })
  // A SAML connection has no kind.
  expect(problemsOf({ protocol: 'saml', fields: { mapper_url: 'https://x.example' } })).toEqual([])
})

test('what is required is missing where it is empty; a secret only where it was never given', () => {
  const [missingId] = told('client_id', '')
  expect(missingId).toMatchObject({ rule: 'cannot-sign-in', severity: 'error' })
  expect(missingId?.message).toBe('Enter the client ID')
  // Whether it has one is not shown, and may be a secret that its kind does not take.
  expect(problemsOf({ fields: { provider: 'apple' }, edited: ['client_secret'] })).toEqual([])
  expect(told('client_secret', '')).toEqual([])
  const missing = problemsOf({ status: 'new', fields: { client_secret: '' } })
  expect(missing.map(({ field }) => field)).toEqual(['client_secret'])
  // What nobody needs may be empty.
  expect(told('pkce', '')).toEqual([])
})

test('an organization has to be there', () => {
  expect(told('organization_id', 'gone')).toMatchObject([
    { rule: 'organization-gone', message: 'This organization does not exist' },
  ])
  expect(told('organization_id', 'o')).toEqual([])
})

test('only what a draft writes is judged: all of a new one, edited fields of another, none of one that goes', () => {
  const bad = { issuer_url: 'x', client_id: '' }
  const fields = (given: Given) => problemsOf({ fields: bad, ...given }).map(({ field }) => field)
  expect(fields({ edited: ['client_id'] })).toEqual(['client_id'])
  expect(fields({ status: 'new', edited: [] })).toEqual([
    'issuer_url',
    'client_id',
    'client_secret',
  ])
  expect(fields({ status: 'deleted' })).toEqual([])
  expect(fields({ status: 'unchanged' })).toEqual([])
})

describe('one connection that takes the place of another', () => {
  const row = (
    status: WorkingConnection['status'],
    id: string,
    more: JsonObject = {},
    protocol: 'oidc' | 'saml' = 'oidc',
  ): WorkingConnection => ({
    target: { kind: 'connection', key: `${status}:${id}` },
    status,
    fields: {
      id,
      provider: 'generic',
      issuer_url: 'https://idp.example',
      organization_id: 'o',
      ...more,
    },
    edited: [],
    protocol,
    ambiguous: false,
  })
  const found = (...rows: WorkingConnection[]) => replacementProblems(rows)
  const gone = row('deleted', 'old')

  test('is told with the ID that people have', () => {
    expect(found(gone, row('new', 'fresh', { issuer_url: 'https://idp.example//' }))).toEqual([
      {
        target: { kind: 'connection', key: 'new:fresh' },
        name: 'fresh',
        field: 'id',
        rule: 'accounts-lost',
        severity: 'warning',
        message:
          'It takes the place of “old”, under which members sign in: they are unknown to this one. Keep “old” and edit it instead',
      },
    ])
  })

  test.each<[about: string, rows: WorkingConnection[]]>([
    ['with the same ID', [gone, row('new', 'old')]],
    ['of another organization', [gone, row('new', 'fresh', { organization_id: 'p' })]],
    ['of another kind', [gone, row('new', 'fresh', { provider: 'google' })]],
    ['of another issuer', [gone, row('new', 'fresh', { issuer_url: 'https://other.example' })]],
    ['of another tenant', [gone, row('new', 'fresh', { microsoft_tenant: 't' })]],
    ['of the other protocol', [gone, row('new', 'fresh', {}, 'saml')]],
    ['that was there already', [gone, row('edited', 'fresh')]],
    ['while none is deleted', [row('edited', 'old'), row('new', 'fresh')]],
  ])('is not one %s', (_about, rows) => {
    expect(found(...rows)).toEqual([])
  })
})

describe('the SAML engine', () => {
  const saml = (fields: JsonObject, status: Given['status'] = 'edited') =>
    problemsOf({ protocol: 'saml', status, fields, edited: Object.keys(fields) }).filter(
      ({ field }) => field !== undefined && field in fields,
    )
  const urls = (count: number) =>
    Array.from({ length: count }, (_, index) => `https://login.example/${index}`)
  const messages = (fields: JsonObject) => saml(fields).map(({ message }) => message)

  test('takes ten additional ACS URLs, and names the limit for eleven', () => {
    const acs = { acs_url: 'https://login.example/acs' }
    expect(saml({ ...acs, additional_acs_urls: urls(10) })).toEqual([])
    expect(messages({ ...acs, additional_acs_urls: urls(11) })).toEqual([
      'At most 10 are possible; these are 11',
    ])
    expect(messages({ ...acs, additional_acs_urls: ['http://a.example'] })).toEqual([
      'http://a.example is not an absolute URL that begins with https://',
    ])
  })

  test('has additional ACS URLs only with Ory Polis and beside an own one', () => {
    const [refused] = saml({ engine: 'native', additional_acs_urls: urls(1) })
    expect(refused).toMatchObject({ severity: 'error', edit: { label: 'Remove them' } })
    expect(saml({ additional_acs_urls: urls(1) })).toMatchObject([{ severity: 'warning' }])
    expect(saml({ additional_acs_urls: urls(1) }, 'new')).toEqual([])
    expect(saml({ engine: 'native', additional_acs_urls: [] })).toEqual([])
  })

  test.each<[JsonValue, boolean]>([
    [0, true],
    [300, true],
    [301, false],
    [-1, false],
    [1.5, false],
    ['60', false],
    ['soon', false],
  ])('takes a clock difference of %j: %j', (value, isFine) => {
    const told = isFine ? [] : ['Enter a whole number from 0 to 300']
    expect(messages({ clock_skew_seconds: value })).toEqual(told)
  })

  test('judges a value that it does not know only where the draft sets it', () => {
    const unknown = { engine: 'future', binding: 'http-future' }
    expect(saml(unknown).map(({ severity }) => severity)).toEqual(['warning', 'warning'])
    expect(problemsOf({ protocol: 'saml', fields: unknown, edited: [] })).toEqual([])
  })

  test('changes the ACS URL with the ID only where that is a part of it', () => {
    const renamed = (more: JsonObject) =>
      problemsOf({
        protocol: 'saml',
        fields: { ...more, id: 'b' },
        server: { ...more, id: 'a' },
        edited: ['id'],
      })[0]?.message
    expect(renamed({ engine: 'native' })).toContain('The ACS URL changes too')
    expect(renamed({})).not.toContain('URL')
  })
})
