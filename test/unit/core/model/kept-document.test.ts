import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isJsonObject,
  sameJson,
  type JsonObject,
  type JsonValue,
} from '../../../../src/core/model/json'
import {
  canonicalJson,
  cutMembers,
  keptEntry,
  splitDocument,
} from '../../../../src/core/fields/kept-document'
import { isSecretName, isSecretText } from '../../../../src/core/fields/secret-names'
import { knownFields } from '../../../../src/core/fields/fields'
import { snapshotOf } from '../../../support/states/snapshots'

const oidc = {
  id: 'okta',
  label: 'Okta',
  client_id: 'client',
  client_secret: 'shown-client-secret',
  apple_private_key: '-----BEGIN PRIVATE KEY-----\nshown\n-----END PRIVATE KEY-----',
  token_url: 'https://okta.example/token',
  apple_private_key_id: 'KEYID',
  additional_id_token_audiences: ['one'],
  requested_claims: { id_token: { email: { essential: true } } },
  x_future_flag: { list: [1, { token: 'deep-token', kept: true }] },
  x_introspection_token: 'introspection',
  x_database: 'postgres://user:database-password@db.example/x',
  state: 'enabled',
}

test('an entry keeps all its members but the secret ones, and says that there is a secret', () => {
  expect(keptEntry(oidc)).toEqual({
    id: 'okta',
    label: 'Okta',
    client_id: 'client',
    client_secret: '',
    apple_private_key: '',
    token_url: 'https://okta.example/token',
    apple_private_key_id: 'KEYID',
    additional_id_token_audiences: ['one'],
    requested_claims: { id_token: { email: { essential: true } } },
    x_future_flag: { list: [1, { kept: true }] },
    state: 'enabled',
  })
})

test('entries stay at their positions, whatever stands between them', () => {
  const providers = [oidc, 'no entry', { id: 'b' }] as JsonValue[]
  const { project } = snapshotOf({ oidc: providers as JsonObject[] })
  const { kept } = splitDocument(project)
  const methods = (kept as any).services.identity.config.selfservice.methods
  expect(methods.oidc.config.providers).toEqual([keptEntry(oidc), null, { id: 'b' }])
})

test.each([
  ['client_secret', true],
  ['apple_private_key', true],
  ['scim_token', true],
  ['apiKey', true],
  ['api_keys', true],
  ['x-auth', true],
  ['dbPassword', true],
  ['token_url', false],
  ['apple_private_key_id', false],
  ['monkey', false],
  ['author', false],
  ['allowed_signature_algorithms', false],
  ['x_future_flag', false],
])('whether the name %s is one of a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected)
})

test('no field of a form but the secrets has the name of one', () => {
  const names = [...knownFields].filter(isSecretName)
  expect(names.toSorted()).toEqual([
    'apple_private_key',
    'authorization_header_secret',
    'client_secret',
  ])
})

test('an address with a password and a private key are secrets by their form', () => {
  expect(isSecretText('smtps://user:pass@mail.example:465')).toBe(true)
  expect(isSecretText('see\n-----BEGIN EC PRIVATE KEY-----\nMHc')).toBe(true)
  expect(isSecretText('https://login.example:8443/a@b')).toBe(false)
  expect(isSecretText('mailto:someone@example.org')).toBe(false)
})

const mark = 'planted-canary'
const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>

/** Every place of a document: where something else may be put. */
function placesOf(value: JsonValue, path: readonly string[] = []): string[][] {
  if (!isJsonObject(value)) return []
  return [
    [...path],
    ...Object.entries(value).flatMap(([name, item]) => placesOf(item, [...path, name])),
  ]
}

function withMember(
  value: JsonValue,
  path: readonly string[],
  member: string,
  put: JsonValue,
): JsonValue {
  if (!isJsonObject(value)) return value
  const [name, ...rest] = path
  if (name === undefined) return { ...value, [member]: put }
  return { ...value, [name]: withMember(value[name] ?? null, rest, member, put) }
}

test('what is put beside the known members of any node is not kept, and changes the rest', () => {
  const document: JsonObject = snapshotOf({ oidc: [{ id: 'a' }], saml: [{ id: 'b' }] }).project
  const places = placesOf(document)
  fc.assert(
    fc.property(fc.constantFrom(...places), anyJson, (path, around) => {
      const put = { around, [mark]: mark }
      const other = withMember(document, path, 'x_planted', put) as JsonObject
      const parts = splitDocument(other)
      expect(canonicalJson(parts.kept)).toBe(canonicalJson(splitDocument(document).kept))
      expect(canonicalJson(parts.rest)).not.toBe(canonicalJson(splitDocument(document).rest))
    }),
  )
})

test('nothing is in both parts, and splitting what is kept again leaves it as it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), anyJson), { maxLength: 4 }),
      fc.dictionary(fc.string(), anyJson),
      (entries, others) => {
        const { project } = snapshotOf({ oidc: entries })
        const { kept } = splitDocument({ ...others, ...project })
        const again = splitDocument(kept)
        expect(again.kept).toEqual(kept)
        expect(canonicalJson(again.rest)).toBe('{}')
      },
    ),
  )
})

test('the order of members does not count in canonical JSON, and all else does', () => {
  fc.assert(
    fc.property(anyJson, anyJson, (left, right) => {
      expect(canonicalJson(left) === canonicalJson(right)).toBe(
        sameJson(JSON.parse(JSON.stringify(left)), JSON.parse(JSON.stringify(right))),
      )
    }),
  )
  expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
})

test('times of the server itself are no change', () => {
  const { project } = snapshotOf({})
  const one = splitDocument({ ...project, updated_at: 'now' })
  expect(canonicalJson(one.rest)).toBe(canonicalJson(splitDocument(project).rest))
})

test('members that lost a part are named, secrets by their own name are not', () => {
  const entry = {
    id: 'a',
    label: 'A',
    client_secret: 'x',
    x_token: 'x',
    x_whole: { perDay: 5, list: [1, { a: true }] },
    x_empty: {},
    x_inside: { url: 'https://a.example', auth: { api_key: 'x' } },
    x_only: { client_secret: 'x' },
    x_list: [{ password: 'x' }],
    x_note: '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----',
  }
  expect(cutMembers(entry)).toEqual(['x_inside', 'x_only', 'x_list', 'x_note'])
})
