import { describe, expect, it } from 'vitest'
import { defaultMapper } from '../../../src/core/mapper/template/default-mapper'
import type { ClaimsInput } from '../../../src/core/mapper/kratos/run'
import type { JsonObject } from '../../../src/core/model/json'
import { findSources } from '../../../src/main/mapper/find-sources'
import { turns } from '../../support/services/turns'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

/** Far above the limit of the app, so that a busy machine changes no answer. */
const unhurried = { limit: 20_000 }

const payload: JsonObject = {
  iss: 'https://login.example',
  sub: '248289761001',
  name: 'Ann Müller',
  given_name: 'Ann',
  family_name: 'Müller',
  email: 'Ann@acme.example',
  email_verified: true,
  locale: 'de-DE',
  picture: 'https://img.example/ann.png',
  birthdate: '1990-02-03',
  hd: 'acme.example',
  level: 3,
  groups: ['app-admins', 'app-users', 'others'],
  'https://acme.example/roles': ['editor'],
}
const claims: ClaimsInput = { mode: 'provider', kind: 'generic', payload }

/** Sources by trait, each as "from" and, where there are any, "depends on". */
async function sourcesOf(text: string, identity?: { traits: JsonObject }) {
  const input = { text, fileName: 'm', claims, ...(identity ? { identity } : {}) }
  const found = await findSources(engine, input, undefined, unhurried)
  if (!found.ok) throw new Error(found.error.message)
  expect(found.value.complete).toBe(true)
  const words = ({ from, dependsOn }: { from: readonly string[]; dependsOn: readonly string[] }) =>
    from.join(' + ') + (dependsOn.length > 0 ? ` if ${dependsOn.join(', ')}` : '')
  return Object.fromEntries(
    found.value.sources.map((source) => [source.path.join('.'), words(source)]),
  )
}

const withClaims = (body: string) => `local claims = std.extVar('claims'); ${body}`
const traits = (fields: string) => withClaims(`{ identity: { traits: { ${fields} } } }`)

const mappers: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    'taken over as they are',
    traits(
      'email: claims.email, verified: claims.email_verified, level: claims.raw_claims.level, picture: claims.picture, born: claims.birthdate',
    ),
    {
      'traits.email': 'email',
      'traits.verified': 'email_verified',
      'traits.level': 'raw_claims.level',
      'traits.picture': 'picture',
      'traits.born': 'birthdate',
    },
  ],
  [
    'the default mapper, guarded by the verification',
    defaultMapper('oidc', 'generic'),
    { 'traits.email': 'email if email_verified' },
  ],
  [
    'guarded by the domain of the address',
    traits(
      "[if std.endsWith(std.asciiLower(claims.email), '@acme.example') then 'email']: claims.email",
    ),
    { 'traits.email': 'email' },
  ],
  [
    'guarded by one certain value',
    traits(
      "[if claims.hd == 'acme.example' then 'domain']: claims.hd, kind: if claims.hd == 'acme.example' then 'staff' else 'guest'",
    ),
    { 'traits.domain': 'hd', 'traits.kind': ' if hd' },
  ],
  [
    'changed on the way',
    traits(
      "email: std.asciiLower(claims.email), first: std.substr(claims.name, 0, 1), last: std.split(claims.name, ' ')[1], host: std.split(claims.picture, '/')[2], domain: std.split(claims.email, '@')[1]",
    ),
    {
      'traits.email': 'email',
      'traits.first': 'name',
      'traits.last': 'name',
      'traits.host': 'picture',
      'traits.domain': 'email',
    },
  ],
  [
    'put together',
    traits(
      "name: { full: claims.given_name + ' ' + claims.family_name }, id: '%s|%s' % [claims.iss, claims.sub]",
    ),
    { 'traits.name.full': 'given_name + family_name', 'traits.id': 'iss + sub' },
  ],
  [
    'groups, filtered, renamed, looked for, counted',
    withClaims(`local groups = claims.raw_claims.groups; {
      identity: {
        traits: { admin: std.member(groups, 'app-admins') },
        metadata_admin: {
          all: groups,
          apps: [g for g in groups if std.startsWith(g, 'app-')],
          one: [g for g in groups if g == 'others'],
          short: [std.strReplace(g, 'app-', '') for g in groups],
          role: if std.member(groups, 'app-admins') then 'admin' else 'user',
          count: std.length(groups),
        },
      },
    }`),
    {
      'traits.admin': ' if raw_claims.groups',
      'metadata_admin.all': 'raw_claims.groups',
      'metadata_admin.apps': 'raw_claims.groups',
      'metadata_admin.one': 'raw_claims.groups',
      'metadata_admin.short': 'raw_claims.groups',
      'metadata_admin.role': ' if raw_claims.groups',
      'metadata_admin.count': 'raw_claims.groups',
    },
  ],
  [
    'written in the mapper',
    withClaims(
      "{ identity: { traits: { plan: 'free', tags: ['a'] }, metadata_public: { from: 'sso' }, region: 'eu-central' } }",
    ),
    { 'traits.plan': '', 'traits.tags': '', 'metadata_public.from': '', region: '' },
  ],
  [
    'verified addresses',
    withClaims(
      "{ identity: { traits: {}, verified_addresses: [{ value: claims.email, via: 'email' }, { value: 'office@acme.example', via: 'email' }] } }",
    ),
    { 'verified_addresses.0': 'email', 'verified_addresses.1': '' },
  ],
  [
    'all claims at once, with a name that is no word',
    withClaims(
      "{ identity: { traits: {}, metadata_admin: { r: claims.raw_claims['https://acme.example/roles'], language: { 'de-DE': 'German' }[claims.locale] } } }",
    ),
    {
      'metadata_admin.r': 'raw_claims["https://acme.example/roles"]',
      'metadata_admin.language': ' if locale',
    },
  ],
  [
    'a default where the claim is missing',
    traits(
      "nick: std.get(claims, 'nickname', claims.name), given: std.get(claims, 'given_name', claims.name)",
    ),
    { 'traits.nick': 'name', 'traits.given': 'given_name' },
  ],
]

describe('where each trait came from', () => {
  it.each(mappers)('%s', async (_, text, wanted) => {
    expect(await sourcesOf(text)).toEqual(wanted)
  })

  it('the identity that signs in', async () => {
    const text = withClaims(
      "local old = std.extVar('identity').traits; { identity: { traits: old + { email: claims.email, first: std.get(old, 'first', claims.given_name) } } }",
    )
    expect(
      await sourcesOf(text, { traits: { email: 'x@acme.example', phone: '+491', first: 'A' } }),
    ).toEqual({
      'traits.email': 'email',
      'traits.phone': 'identity.traits.phone',
      'traits.first': 'identity.traits.first',
    })
  })

  it('a mapper that fails on the claims has no traits', async () => {
    for (const text of [
      "error 'no'",
      '{ a: ',
      "local a = std.extVar('claims').nothing; { identity: { traits: { a: a } } }",
    ]) {
      const found = await findSources(engine, { text, fileName: 'm', claims }, undefined, unhurried)
      expect(found).toEqual({ ok: true, value: { sources: [], complete: true } })
    }
    const exact: ClaimsInput = { mode: 'exact', json: '{ "email": ' }
    const found = await findSources(engine, { text: '{}', fileName: 'm', claims: exact })
    expect(found).toEqual({ ok: true, value: { sources: [], complete: true } })
  })
})

describe('a search has its limits', () => {
  const slow = traits('email: claims.email, n: std.length([0 for i in std.range(1, 100000)])')

  // Shorter than any run, so that no other limit comes first on a fast computer. What is known when time runs out
  // between two runs is tested in test/unit/core/mapper/sources.
  const atOnce = { limit: 1 }

  it('ends in time, and says that it does not know all', async () => {
    const found = await findSources(
      engine,
      { text: slow, fileName: 'm', claims },
      undefined,
      atOnce,
    )
    expect(found).toEqual({ ok: true, value: { sources: [], complete: false } })
  })

  it('can be cancelled', async () => {
    const controller = new AbortController()
    const searching = findSources(engine, { text: slow, fileName: 'm', claims }, controller.signal)
    await turns()
    controller.abort()
    expect(await searching).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(await sourcesOf(traits('email: claims.email'))).toEqual({ 'traits.email': 'email' })
  })
})
