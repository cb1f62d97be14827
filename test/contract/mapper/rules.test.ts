import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../src/core/mapper/lint/edits'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import { ssoMetadataOf } from '../../../src/core/mapper/lint/sso-metadata'
import type { RuleName } from '../../../src/core/mapper/lint/explanations'
import type { MapperInput } from '../../../src/core/mapper/kratos/run'
import type { JsonObject, JsonValue } from '../../../src/core/model/json'
import { runMapper } from '../../../src/main/mapper/run'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const head = "local claims = std.extVar('claims');\n"
const mapper = (traits: string, more = '') =>
  `${head}{ identity: { traits: { ${traits} }${more} } }`

const reached = (via: string) => ({ 'ory.sh/kratos': { verification: { via } } })
const schema: JsonObject = {
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: { type: ['string', 'null'], format: 'email', ...reached('email') },
        phone: { type: 'string', format: 'tel', ...reached('sms') },
        name: { type: 'object', properties: { first: { type: 'string' } } },
        nick: { type: ['string', 'null'] },
        groups: { type: 'array', items: { type: 'string' } },
      },
    },
  },
}

const payload: JsonObject = {
  iss: 'https://idp.example',
  sub: 'u1',
  aud: 'client',
  exp: 4_000_000_000,
  iat: 1_700_000_000,
  email: ' Ann@Example.com',
  phone_number: '+49 30 901820',
  groups: null,
  NickName: 'ann',
}

const known = { traits: { nick: 'old' }, metadata_public: { plan: 'gold' } }

function run(text: string, more: Partial<MapperInput> = {}) {
  const claims = { mode: 'provider', kind: 'generic', payload } as const
  const fixed = { fileName: 'mapper.jsonnet', schema: JSON.stringify(schema) }
  return runMapper(engine, { text, claims, ...fixed, ...more })
}

const rulesOf = (text: string) => lintMapper(text, { schema }).map(({ rule }) => rule)

function mended(text: string, rule: RuleName): string {
  const found = lintMapper(text, { schema }).find((finding) => finding.rule === rule)
  if (!found?.fix) throw new Error(`${rule} offers nothing for ${text}`)
  return applyEdits(text, found.fix.edits)
}

describe('null', () => {
  it.each([
    ['email', 'registration'],
    ['phone', 'registration'],
    ['groups', 'registration'],
    ['nick', 'session'],
    ['name', 'session'],
  ])('as the trait %s leads to: %s', async (name, at) => {
    const text = mapper(`${name}: null`)
    expect((await run(text)).ending?.at).toBe(at)
    expect(rulesOf(text).includes('null-trait')).toBe(name !== 'nick')
  })

  it('for an object ends a sign-in that updates the identity', async () => {
    const text = mapper('name: null')
    expect((await run(text, { identity: known })).ending?.at).toBe('login')
    const left = await run(mended(text, 'null-trait'), { identity: known })
    expect(left.ending?.at).toBe('session')
  })

  it('as metadata is left out by the fix, so that a sign-in clears nothing', async () => {
    const text = mapper('', ", metadata_public: if 'hd' in claims then { hd: claims.hd } else null")
    expect((await run(text, { identity: known })).ending?.at).toBe('error')
    const left = await run(mended(text, 'null-metadata'), { identity: known })
    expect(left.identity?.metadata_public).toEqual({ plan: 'gold' })
    const cleared = await run(mapper('', ', metadata_public: {}'), { identity: known })
    expect(cleared.identity?.metadata_public).toEqual({})
  })

  it('in raw_claims is no value for the fixes that read there', async () => {
    const text = mended(mapper('groups: claims.groups'), 'custom-claim')
    const { ending, identity } = await run(text)
    expect(ending?.at).toBe('session')
    expect(identity?.traits).toEqual({ name: {} })
  })
})

describe('verified addresses', () => {
  const traits = 'email: claims.email, phone: claims.phone_number'
  const of = (list: string) => mapper(traits, `, verified_addresses: ${list}`)

  it.each([
    ["[{ value: claims.email, via: 'email' }]", true, false],
    ["[{ value: claims.phone_number, via: 'sms' }]", false, true],
    ["[{ value: std.strReplace(claims.phone_number, ' ', ''), via: 'sms' }]", true, false],
    ["[{ value: claims.email, via: 'mail' }]", false, true],
    ['[{ value: claims.email }]', false, true],
  ])('%s: marks one: %s, has a finding: %s', async (list, marks, isFound) => {
    const { ending, addresses } = await run(of(list))
    expect(ending?.at).toBe('session')
    expect(addresses?.some(({ verified }) => verified)).toBe(marks)
    expect(rulesOf(of(list)).includes('verified-address')).toBe(isFound)
  })

  it.each(['null', '[claims.email]', "['a@b.example']", "{ value: claims.email, via: 'email' }"])(
    '%s goes back to the form, and is found',
    async (list) => {
      const { ending } = await run(of(list))
      expect(ending?.at).toBe('registration')
      expect(rulesOf(of(list))).toContain('verified-address')
    },
  )
})

describe('the name of a claim', () => {
  it('is Ory’s own after the fix, whatever its case when it was sent', async () => {
    const text = mapper('nick: claims.NickName')
    expect((await run(text)).ending?.at).toBe('error')
    const { identity } = await run(mended(text, 'custom-claim'))
    expect(identity?.traits['nick']).toBe('ann')
  })
})

describe('metadata that a SCIM client and SSO write', () => {
  const user = {
    mode: 'provider',
    kind: 'scim',
    payload: { userName: 'ann', title: 'Dr' },
  } as const
  const situation = {
    provider: 'scim',
    ssoMetadata: ssoMetadataOf('Okta', mapper('', ', metadata_public: { oid: claims.sub }')),
  }
  const writes = (value: string) =>
    `local scim = std.extVar('scim');
    { identity: { traits: {}, [if 'title' in scim then 'metadata_public' else null]: ${value} } }`

  async function metadataAfter(text: string, old: JsonObject) {
    const identity = { traits: {}, metadata_public: old }
    const { identity: after, error } = await run(text, { claims: user, identity })
    expect(error).toBeUndefined()
    return after?.metadata_public
  }

  it.each([
    ['{ title: scim.title }', { title: 'Dr' }],
    ["if scim.title == '' then {} else { title: scim.title }", { title: 'Dr' }],
    ['local own = { title: 1 }; own', { title: 1 }],
    ["{ title: 1 } + { [if true then 'plan' else null]: self.title }", { title: 1, plan: 1 }],
    ['{}', {}],
  ])('%s loses what SSO wrote, and keeps it after the fix', async (value, own) => {
    const text = writes(value)
    const found = lintMapper(text, situation).find(({ rule }) => rule === 'lost-metadata')
    const mended = applyEdits(text, found?.fix?.edits ?? [])
    expect(lintMapper(mended, situation).map(({ rule }) => rule)).not.toContain('lost-metadata')
    const keys = fc.constantFrom('oid', 'title', 'plan', '__proto__', 'ä b')
    const members = fc.dictionary(keys, fc.jsonValue({ maxDepth: 1 }), { noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(members, async (old) => {
        const before = old as Record<string, JsonValue>
        expect(await metadataAfter(text, before)).toEqual(own)
        expect(await metadataAfter(mended, before)).toEqual({ ...before, ...own })
      }),
      { numRuns: 15 },
    )
  })
})
