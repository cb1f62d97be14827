import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { oidcFields } from '../../../../src/core/fields/oidc-fields'
import { methodFields, organizationFields } from '../../../../src/core/fields/other-fields'
import { samlFields } from '../../../../src/core/fields/saml-fields'
import { secretFields } from '../../../../src/core/fields/fields'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { identityConfigText } from '../../../../src/core/set-up-file/write-identity-config'
import { terraformText } from '../../../../src/core/set-up-file/terraform'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { isUnsafeText } from '../../../../src/core/set-up-file/secrets'
import { snapshotOf } from '../../../support/states/snapshots'

const canary = 'canary-4711'
/** A canary in every way in which a text may hold a secret. */
const forms = [
  `https://user:${canary}@host.example/x`,
  `https://host.example/x?access_token=${canary}`,
  `https://bucket.example/m.jsonnet?X-Amz-Signature=${canary}`,
  `https://host.example/x?apikey=${canary}`,
  `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`,
  `ory_wak_${canary}${canary}`,
  `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${canary}`,
]

const texts = [setUpFileText, identityConfigText, terraformText] as const

function allTexts(parts: {
  oidc?: JsonObject[]
  saml?: JsonObject[]
  organizations?: JsonObject[]
  settings?: JsonObject
}): string[] {
  const setUp = {
    ...setUpOf(snapshotOf(parts)),
    ...(parts.settings ? { settings: parts.settings } : {}),
  }
  const { file, remarks } = makeSetUpFile(setUp, new Map())
  const written = texts.map((text) => text(file))
  expect(readSetUpFile(written[0] ?? '')).toMatchObject({ ok: true })
  return [...written, remarks.join('\n')]
}

const tables = [
  ['oidc', oidcFields],
  ['saml', samlFields],
  ['organizations', organizationFields],
] as const

test.each(tables)('no field of %s lets a secret through, whatever its form', (part, fields) => {
  for (const { name } of fields) {
    for (const form of forms) {
      const values: JsonValue[] = [
        form,
        [form],
        { deep: [{ deeper: form }] },
        toMapperUrl(`// ${form}`),
      ]
      for (const value of values) {
        if (name === 'id' && typeof value !== 'string') continue
        const entry = { id: 'a', provider: 'generic', [name]: value }
        for (const text of allTexts({ [part]: [entry] })) expect(text).not.toContain(canary)
      }
    }
  }
})

test('neither an id nor the name of a project lets a secret through', () => {
  for (const form of forms) {
    const snapshot = snapshotOf({
      oidc: [{ id: form, provider: 'generic' }],
      organizations: [{ id: form, label: 'O', domains: [] }],
    })
    const setUp = setUpOf(snapshot)
    const project = { ...setUp.project, name: form, slug: form, hosts: [form] }
    const { file, remarks } = makeSetUpFile({ ...setUp, project }, new Map())
    for (const text of texts) expect(text(file)).not.toContain(canary)
    expect(remarks.join()).not.toContain(canary)
  }
})

test('no setting of all connections lets a secret through', () => {
  for (const { name } of methodFields) {
    for (const form of forms) {
      for (const text of allTexts({ settings: { [name]: form } }))
        expect(text).not.toContain(canary)
    }
  }
})

test('a secret field never goes out, not even the reference to a typed one', () => {
  for (const name of secretFields) {
    for (const value of [canary, { $secret: canary }, [canary], '']) {
      const entry = { id: 'a', provider: 'generic', [name]: value }
      for (const text of allTexts({ oidc: [entry], saml: [entry] })) {
        expect(text).not.toContain(canary)
        expect(JSON.stringify(text)).not.toContain(`\\"${name}\\":`)
      }
    }
  }
})

test.each([
  'introspection_token',
  'signingKey',
  'api_key',
  'x_password',
  'credentials',
  'authorization',
  'privateKey',
])('an unknown member %s never goes out, at any depth', (name) => {
  const members: JsonObject[] = [
    { [name]: canary },
    { x_rollout: { [name]: canary } },
    { x_rollout: [{ deep: [{ [name]: { value: canary } }] }] },
  ]
  for (const member of members) {
    const parts = {
      oidc: [{ id: 'a', provider: 'generic', ...member }],
      saml: [{ id: 'b', ...member }],
      organizations: [{ id: 'o', label: 'O', domains: [], ...member }],
    }
    for (const text of allTexts(parts)) expect(text).not.toContain(canary)
  }
})

test('an unknown member that is no secret goes out, and one that may hold one is named', () => {
  const entry = {
    id: 'a',
    provider: 'generic',
    x_future: { kept: ['harmless'] },
    x_rollout: { token: canary },
  }
  const [text = '', , , remarks] = allTexts({ oidc: [entry] })
  expect(JSON.parse(text).connections[0]).toMatchObject({
    fields: { x_future: { kept: ['harmless'] } },
    withheld: ['x_rollout'],
  })
  expect(remarks).toContain('x_rollout is left out, since a secret may stand in it')
})

test('a mapper with a key in it is left out, and the rest of the connection stays', () => {
  const mapper = toMapperUrl(`{ a: 'ory_pat_${canary}${canary}' }`)
  const [text = ''] = allTexts({ oidc: [{ id: 'a', provider: 'generic', mapper_url: mapper }] })
  expect(text).not.toContain(mapper.slice(10))
  expect(JSON.parse(text).connections[0]).toMatchObject({ id: 'a', withheld: ['mapper_url'] })
})

test.each([
  'https://login.example/realms/customer',
  'https://host.example/metadata?appid=0f4d-11',
  'https://b2c.example/x?p=B2C_1_signin',
  '{ email: claims.email, groups: [g for g in claims.groups] }',
  "std.extVar('claims').email_verified",
])('%s is no secret', (text) => {
  expect(isUnsafeText(text)).toBe(false)
})

test('a token is found behind a hyphen, in a text that could begin one at every hyphen', () => {
  const token = 'eyJhbGciOiJub25l.eyJzdWIiOiJraW0i.c2lnbmF0dXJl'
  for (const text of [token, `a-${token}`, `${'ey-'.repeat(1000)}${token}`]) {
    expect(isUnsafeText(text)).toBe(true)
  }
  // One look at each hyphen for all that follows would not end.
  const many = 'ey-'.repeat(300_000)
  for (const text of [many, `${many}.x`, `e${token}`]) expect(isUnsafeText(text)).toBe(false)
})

test('claims that are asked for in an ID token are kept, and a text in their place is not', () => {
  const claims = { userinfo: { email: null }, id_token: { groups: { essential: true } } }
  const [written = '', , , remarks] = allTexts({
    oidc: [{ id: 'a', provider: 'generic', requested_claims: claims }],
  })
  const read = readSetUpFile(written)
  expect(read.ok && read.file.connections[0]?.fields['requested_claims']).toEqual(claims)
  expect(remarks).toBe('')
  const odd = { id_token: canary }
  expect(allTexts({ oidc: [{ id: 'a', requested_claims: odd }] }).join('')).not.toContain(canary)
})
