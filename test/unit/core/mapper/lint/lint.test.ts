import { describe, expect, it } from 'vitest'
import {
  explanationOfRule,
  ruleExplanations,
  type RuleName,
} from '../../../../../src/core/mapper/lint/explanations'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import type { LintSituation } from '../../../../../src/core/mapper/lint/rule'
import { ssoMetadataOf } from '../../../../../src/core/mapper/lint/sso-metadata'
import { tokenize } from '../../../../../src/core/mapper/lint/tokens'
import { defaultMapper } from '../../../../../src/core/mapper/template/default-mapper'
import { providerClaims } from '../../../../../src/core/mapper/kratos/provider-claims'
import { providerName } from '../../../../../src/core/model/providers'
import type { JsonObject } from '../../../../../src/core/model/json'
import { expectNoSquare, loadCounted } from '../../../../support/runner/growth'
import { scimTraits, start, traits } from '../../../../support/mapping/lint'
import { enterpriseUser } from '../../../../../src/core/mapper/scim/attributes'

const counted = await loadCounted<typeof import('../../../../../src/core/mapper/lint/lint')>(
  'src/core/mapper/lint/lint.ts',
)

const rulesOf = (text: string, situation?: LintSituation) =>
  lintMapper(text, situation).map(({ rule }) => rule)

const traitsSchema = (properties: JsonObject, more: JsonObject = {}): LintSituation => ({
  schema: { properties: { traits: { properties, ...more } } },
})

const nullable = traitsSchema({
  email: { type: ['string', 'null'], format: 'email' },
  name: { type: ['string', 'null'] },
  person: { type: 'object' },
  text: { type: 'string' },
})

/** Rules that need claims, or the form of a registration. */
const onlyOfClaims: readonly RuleName[] = [
  'custom-claim',
  'mistyped-claim',
  'unguarded-claim',
  'email-verified-default',
  'email-verified-never-sent',
  'raw-claims-unavailable',
  'userinfo-only',
  'identity-metadata',
  'blocked-by-schema',
]

const scim: LintSituation = { provider: 'scim' }

const ssoMapper = (metadata: string) => traits('', `, metadata_public: ${metadata}`)
const withSso: LintSituation = {
  ...scim,
  ssoMetadata: ssoMetadataOf('Okta', ssoMapper('{ oid: claims.sub }')),
}
const metadata = (value: string) =>
  `local scim = std.extVar('scim'); { identity: { traits: {}, metadata_public: ${value} } }`

/** Each rule: a mapper that it finds, one that it leaves alone, and where it must be known. */
const table: readonly (readonly [RuleName, string, string, LintSituation?])[] = [
  [
    'custom-claim',
    traits('groups: claims.groups'),
    traits(
      "[if 'raw_claims' in claims && 'groups' in claims.raw_claims then 'groups' else null]: claims.raw_claims.groups",
    ),
  ],
  // Go's names have no case: what was sent as Email is the claim email, but not for SAML.
  ['custom-claim', traits('id: claims.SUB'), traits('id: claims.sub')],
  ['custom-claim', "{ identity: { traits: { g: std.extVar('claims').groups } } }", traits('a: 1')],
  ['mistyped-claim', traits('e: claims.emial'), traits('e: claims.mail')],
  ['mistyped-claim', traits('n: claims.given_nmae'), traits('n: claims.givenName')],
  [
    'unguarded-claim',
    traits('email: claims.email'),
    traits("[if 'email' in claims then 'email' else null]: claims.email"),
  ],
  [
    'unguarded-claim',
    traits('email: claims.email'),
    traits("email: if std.objectHas(claims, 'email') then claims.email else ''"),
  ],
  ['unguarded-claim', traits('g: claims.raw_claims.groups'), traits('id: claims.sub')],
  [
    'email-verified-default',
    traits('[if claims.email_verified then "a" else null]: 1'),
    "local claims = { email_verified: false } + std.extVar('claims');\n{ identity: { traits: { [if claims.email_verified then 'a' else null]: 1 } } }",
  ],
  [
    'email-verified-never-sent',
    traits("[if 'email_verified' in claims && claims.email_verified then 'a' else null]: 1"),
    traits("[if 'email' in claims then 'email' else null]: claims.email"),
    { provider: 'microsoft' },
  ],
  [
    'raw-claims-unavailable',
    traits('g: claims.raw_claims.groups'),
    traits('n: 1'),
    { provider: 'github' },
  ],
  [
    'userinfo-only',
    traits('e: claims.email'),
    traits('n: claims.sub'),
    { provider: 'generic', claimsSource: 'id_token' },
  ],
  [
    'foreign-domain',
    traits('email: claims.email'),
    `${start}assert std.endsWith(claims.email, '@example.com') : 'no'; { identity: { traits: { email: claims.email } } }`,
    { domains: ['example.com'] },
  ],
  [
    'top-level-function',
    'local a = { b: [1; 2] };\nfunction(claims) { identity: { traits: {} } }',
    'local f = function(x) x;\n{ identity: { traits: {} } }',
  ],
  ['no-traits', '{ identity: { email: 1 } }', '{ identity: { traits: {} } }'],
  [
    'unknown-trait',
    traits('name: 1'),
    traits('email: 1'),
    {
      schema: {
        properties: { traits: { properties: { email: {} }, additionalProperties: false } },
      },
    },
  ],
  // What a pattern takes is for the validator to say.
  [
    'unknown-trait',
    traits('x_a: 1'),
    traits('email: 1'),
    traitsSchema({ email: {} }, { additionalProperties: false }),
  ],
  [
    'required-trait',
    traits('name: 1'),
    traits("[if true then 'email' else null]: 1"),
    { schema: { properties: { traits: { properties: { email: {} }, required: ['email'] } } } },
  ],
  // Ory puts {} in for an object, which then lacks what the object requires.
  [
    'required-trait',
    traits('email: 1'),
    traits('email: 1, name: { first: 1 }'),
    {
      schema: {
        properties: {
          traits: {
            properties: {
              email: {},
              name: { type: 'object', properties: { first: {} }, required: ['first'] },
            },
          },
        },
      },
    },
  ],
  [
    'required-trait',
    traits('email: 1'),
    traits('email: 1, address: { city: 1 }'),
    {
      schema: {
        properties: {
          traits: { properties: { address: { type: 'object', minProperties: 1 }, email: {} } },
        },
      },
    },
  ],
  ['null-trait', traits('email: null'), traits("[if true then 'email' else null]: 'a'")],
  ['null-trait', traits('email: if true then 1'), traits('email: if true then 1 else 2')],
  ['null-trait', traits("n: { a: if 'x' in claims then 1 else null }"), traits('n: { a: 1 }')],
  // Null beside a format is refused, also where the type takes it.
  ['null-trait', traits('email: null'), traits('name: null'), nullable],
  ['null-trait', traits('person: null'), traits('person: {}'), nullable],
  ['null-trait', traits('text: if false then 1'), traits('unknown: null, hidden:: null'), nullable],
  [
    'verified-address',
    traits('', ", verified_addresses: [{ value: claims.sub, via: 'phone' }]"),
    traits('', ", verified_addresses: [{ VALUE: claims.sub, Via: 'email' }]"),
  ],
  ['verified-address', traits('', ', verified_addresses: null'), traits('')],
  [
    'verified-address',
    traits('', ', verified_addresses: [claims.sub]'),
    traits('', ", verified_addresses: [{ value: x, via: 'email' } for x in [claims.sub]]"),
  ],
  [
    'verified-address',
    traits('', ", verified_addresses: { value: claims.sub, via: 'email' }"),
    traits('', ', verified_addresses: []'),
  ],
  [
    'verified-address',
    traits('', ', verified_addresses: [{ value: claims.sub }]'),
    traits('', ', verified_addresses: f({ a: 1 })'),
  ],
  // Only the form E.164 is found among the addresses of the identity.
  [
    'verified-address',
    traits(
      '',
      ", [if 'a' in claims then 'verified_addresses' else null]: [{ value: claims.phone_number, via: 'sms' }]",
    ),
    traits(
      '',
      ", verified_addresses: [{ value: std.strReplace(claims.sub, ' ', ''), via: 'sms' }]",
    ),
  ],
  ['null-metadata', traits('', ', metadata_public: null'), traits('', ', metadata_public: {}')],
  [
    'null-metadata',
    traits('', ', metadata_admin: if true then { a: 1 }'),
    traits('', ', metadata_admin: if true then { a: 1 } else {}'),
  ],
  [
    'null-metadata',
    traits('', ', metadata_admin: if true then { a: 1 } else null'),
    traits('', ", [if true then 'metadata_admin' else null]: { a: 1 }"),
  ],
  ['duplicate-field', traits('email: 1, "email": 2'), traits('a: { email: 1 }, email: 2')],
  ['ignored-key', traits('', ', transient_payload: {}'), traits('', ", region: 'eu', hidden:: 1")],
  [
    'ignored-key',
    `${start}{ identity: { traits: {} }, organization_id: 'x' }`,
    `${start}{ local x = 1, identity: { traits: {} } }`,
  ],
  ['secret', traits("client_secret: 'abcdefgh12345'"), traits('client_secret: claims.sub')],
  [
    'secret',
    `${start}// ory_pat_abcdefghijkl\n{ identity: { traits: {} } }`,
    traits("note: 'token'"),
  ],
  ['secret', traits("a: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc'"), traits("a: 'eyes'")],
  ['import', "import 'x.libsonnet'", "'import'"],
  ['unknown-variable', "std.extVar('user')", "std.extVar('identity')"],
  ['native-function', "std.native('x')", "std.length('native')"],
  ['too-large', `'${'x'.repeat(65_536)}'`, `'${'x'.repeat(65_000)}'`],
  // As JSON, in which the request is counted: an end of line is two bytes, a < is six.
  ['too-large', `{}${'\n'.repeat(33_000)}`, `{}${' '.repeat(33_000)}`],
  ['too-large', `'${'<'.repeat(11_000)}'`, `'${'<'.repeat(10_500)}'`],
  ['trace', traits("a: std.trace('x', 1)"), traits("a: 'std.trace(1)', trace: claims.sub")],
  ['large-output', "{ a: std.repeat('x', 262143) }", "{ a: std.repeat('x', 1000) }"],
  // Bytes count, not letters.
  ['large-output', "{ a: std.repeat('ä', 1e5) }", "{ a: std.repeat('a', 1e5) }"],
  ['large-output', "{ a: std.repeat('0123456789', 2e4) }", "{ a: std.repeat('x', std.length(y)) }"],
  [
    'identity-metadata',
    traits("plan: std.extVar('identity').metadata_public.plan"),
    traits("known: std.extVar('identity').metadata_public"),
  ],
  [
    'identity-metadata',
    "local identity = std.extVar('identity'); { a: identity.metadata_admin.x }",
    "local identity = std.extVar('identity'); { a: if identity.metadata_admin != null then identity.metadata_admin.x else 1 }",
  ],
  [
    'identity-metadata',
    "local known = std.extVar('identity').metadata_public; { a: 'x' in known }",
    "local known = std.extVar('identity').metadata_public; { a: known != null && 'x' in known }",
  ],
  [
    'identity-metadata',
    "local i = std.extVar('identity'); { a: std.objectHas(i.metadata_public, 'x') }",
    "local i = std.extVar('identity'); { a: std.get(i.traits, 'x') }",
  ],
  [
    'identity-metadata',
    "local i = std.extVar('identity'); { a: i['metadata_public']['x'] }",
    'local identity = { metadata_public: { x: 1 } }; { a: identity.metadata_public.x }',
  ],
  [
    'unbalanced-brackets',
    '{ identity: { traits: {} }',
    "{ identity: { traits: { a: '{' /* { */ } } }",
  ],
  ['unbalanced-brackets', '{ identity: { traits: {} } } }', '{ identity: { traits: {} } } # {'],
  // Each of a mapper for SCIM.
  [
    'other-variable',
    scimTraits("a: std.extVar('claims').sub"),
    scimTraits("a: std.extVar('identity').traits"),
    scim,
  ],
  ['other-variable', traits("a: std.extVar('scim').userName"), traits('a: claims.sub')],
  ['unknown-attribute', scimTraits('a: scim.email'), scimTraits('a: scim.userName'), scim],
  ['unknown-attribute', scimTraits('a: scim.UserName'), scimTraits('a: scim.userName'), scim],
  ['unknown-attribute', scimTraits('a: scim.dispalyName'), scimTraits('a: scim.userName'), scim],
  [
    'unguarded-attribute',
    scimTraits('a: scim.title'),
    scimTraits("[if std.get(scim, 'title') != null then 'a' else null]: scim.title"),
    scim,
  ],
  [
    'unguarded-attribute',
    scimTraits("[if 'name' in scim then 'a' else null]: scim.name.givenName"),
    scimTraits(
      "[if 'name' in scim && 'givenName' in scim.name then 'a' else null]: scim.name.givenName",
    ),
    scim,
  ],
  [
    'unguarded-attribute',
    "{ identity: { traits: { a: std.extVar('scim').title } } }",
    "local scim = { title: '' } + std.extVar('scim');\n{ identity: { traits: { a: scim.title } } }",
    scim,
  ],
  [
    'enterprise-default',
    scimTraits(`a: scim['${enterpriseUser}'].department`),
    scimTraits(`a: std.get(std.get(scim, '${enterpriseUser}', {}), 'department', '')`),
    scim,
  ],
  [
    'first-entry',
    scimTraits('a: scim.emails[0].value'),
    scimTraits('a: if std.length(scim.emails) > 0 then scim.emails[0].value else scim.userName'),
    scim,
  ],
  [
    'first-entry',
    scimTraits("[if 'emails' in scim then 'a' else null]: scim.emails[0].value"),
    scimTraits(
      "[if std.length(std.get(scim, 'emails', [])) > 0 then 'a' else null]: scim.emails[0].value",
    ),
    scim,
  ],
  [
    'scim-active',
    scimTraits("[if scim.active then 'a' else null]: 1"),
    scimTraits("[if std.toString(scim.active) == 'true' then 'a' else null]: 1"),
    scim,
  ],
  [
    'user-name-as-address',
    scimTraits('email: scim.userName'),
    scimTraits('id: scim.userName'),
    scim,
  ],
  [
    'user-name-as-address',
    scimTraits('mail: scim.userName'),
    scimTraits("mail: if std.member(scim.userName, '@') then scim.userName else 'none'"),
    { ...traitsSchema({ mail: { format: 'email' } }), ...scim },
  ],
  // The rules that mappers of both kinds share.
  [
    'unknown-variable',
    scimTraits("a: std.extVar('session')"),
    scimTraits('a: scim.userName'),
    scim,
  ],
  ['top-level-function', 'function(scim) scim', scimTraits('a: scim.userName'), scim],
  ['lost-metadata', metadata('{ a: 1 }'), metadata('{ oid: 1 }'), withSso],
  [
    'lost-metadata',
    metadata('local known = 1; { a: known }'),
    metadata("{ a: 1 } + std.extVar('identity').metadata_public"),
    withSso,
  ],
  [
    'lost-metadata',
    metadata("{ a: std.extVar('identity').metadata_public.oid }"),
    `local kept = f(1);
    local f(x) = std.get(std.extVar('identity'), 'metadata_public', {});
    ${metadata('std.mergePatch(kept, { a: 1 })')}`,
    withSso,
  ],
  [
    'lost-metadata',
    metadata("if 'title' in scim then { title: 1 } else {}"),
    `local own = { oid: 1 }; ${metadata('own')}`,
    withSso,
  ],
  [
    'lost-metadata',
    metadata('{}'),
    metadata('{ oid: 1 }').replace('metadata_public', 'metadata_admin'),
    withSso,
  ],
  [
    'lost-metadata',
    metadata('{ oid: 1 }'),
    metadata("{ [k]: 1 for k in std.objectFields(std.extVar('identity').metadata_public) }"),
    { ...scim, ssoMetadata: ssoMetadataOf('Okta', ssoMapper('claims.raw_claims')) },
  ],
  [
    'lost-metadata',
    metadata('{}').replace('metadata_public', "[if 'a' in scim then 'metadata_public' else null]"),
    scimTraits(''),
    {
      ...scim,
      ssoMetadata: ssoMetadataOf('Okta', ssoMapper("{ [if 'a' in claims then 'a' else null]: 1 }")),
    },
  ],
  [
    'foreign-domain',
    scimTraits("[if std.length(scim.emails) > 0 then 'email' else null]: scim.emails[0].value"),
    scimTraits('id: scim.externalId'),
    { domains: ['example.com'], ...scim },
  ],
  [
    'unknown-trait',
    scimTraits('other: scim.userName'),
    scimTraits('email: scim.userName'),
    { ...traitsSchema({ email: {} }, { additionalProperties: false }), ...scim },
  ],
  [
    'required-trait',
    scimTraits('id: scim.userName'),
    scimTraits('email: scim.userName'),
    { ...traitsSchema({ email: {}, id: {} }, { required: ['email'] }), ...scim },
  ],
]

const peopleOf = (items: JsonObject): LintSituation => ({
  schema: { properties: { traits: { properties: { people: { type: 'array', items } } } } },
})

describe('rules', () => {
  it.each([...table])('%s', (...entry) => {
    const [rule, wrong, right, situation] = entry as unknown as (typeof table)[number]
    expect(rulesOf(wrong, situation)).toContain(rule)
    expect(rulesOf(right, situation)).not.toContain(rule)
  })

  it('leave names to the patterns of a schema, and the case of letters to SAML', () => {
    const schema = traitsSchema(
      { email: {} },
      { additionalProperties: false, patternProperties: { '^x_': {} } },
    )
    expect(rulesOf(traits('x_a: 1'), schema)).not.toContain('unknown-trait')
    const [saml] = lintMapper(traits('e: claims.Email'), { provider: 'saml' })
    expect(saml?.message).toBe('“Email” is a custom claim: it is only in raw_claims')
    const [generic] = lintMapper(traits('e: claims.Email'), { provider: 'generic' })
    expect(generic?.message).toContain('Ory names this claim “email”')
  })

  it('know of which kinds email_verified always comes and never comes', () => {
    const text = traits('[if claims.email_verified then "a" else null]: 1')
    expect(rulesOf(text, { provider: 'slack' })).not.toContain('email-verified-default')
    const found = lintMapper(text, { provider: 'microsoft' }).map(({ message }) => message)
    expect(found).toContain('The mapper always fails: this provider does not send email_verified')
    expect(rulesOf(text, { provider: 'line' })).toContain('email-verified-never-sent')
  })

  it('name in words the kinds that have raw_claims', () => {
    const notOffered = ['jackson', 'fedcm-test', 'saml']
    for (const [kind, { rawClaims }] of providerClaims) {
      if (!rawClaims || notOffered.includes(kind)) continue
      const name = kind === 'generic' ? kind : providerName(kind)
      expect(ruleExplanations['custom-claim'].why).toContain(name)
    }
  })

  const readsScim = (example: string) => /\bscim\b/.test(example) && !example.includes('claims')

  it('show examples that they have nothing against', () => {
    for (const rule of Object.keys(ruleExplanations) as RuleName[]) {
      for (const given of ['claims', 'scim'] as const) {
        const { example } = explanationOfRule(rule, given)
        const isOfScim = readsScim(example)
        const head = isOfScim ? "local scim = std.extVar('scim');\n" : start
        const text =
          example.startsWith('local ') && example.includes('extVar') ? example : head + example
        const provider = isOfScim ? 'scim' : 'generic'
        const found = lintMapper(text, { domains: ['example.com'], provider })
        const left = found.filter((finding) => {
          return finding.severity !== 'info' && finding.rule !== 'no-traits'
        })
        expect(left, `${rule} ${given}`).toEqual([])
      }
    }
  })

  it('say of a mapper for SCIM nothing of sign-ins, forms and error pages', () => {
    const rules = Object.keys(ruleExplanations) as RuleName[]
    const ofClaims = new Set(rules.filter((rule) => onlyOfClaims.includes(rule)))
    for (const rule of rules.filter((each) => !ofClaims.has(each))) {
      expect(explanationOfRule(rule, 'scim').why, rule).not.toMatch(/error page|registration form/)
    }
  })

  it('mark what they find in a mapper for SCIM, and run none about claims there', () => {
    const found = lintMapper(
      scimTraits("a: scim.emails[0].value, b: std.extVar('claims').groups"),
      scim,
    )
    expect(found.length).toBeGreaterThan(1)
    for (const finding of found) {
      expect(finding.given).toBe('scim')
      expect(onlyOfClaims).not.toContain(finding.rule)
    }
  })

  it('tell of a schema under which nobody can register, whatever the mapper', () => {
    const mapper = traits('people: []')
    expect(rulesOf(mapper, peopleOf({ type: 'object' }))).toContain('blocked-by-schema')
    expect(rulesOf(mapper, peopleOf({ type: 'string' }))).not.toContain('blocked-by-schema')
  })

  it('name the members that are lost, and nothing where SSO writes no metadata', () => {
    const [found] = lintMapper(metadata('{ title: 1 }'), withSso)
    expect(found?.message).toBe('metadata_public loses oid, written by Okta')
    const unknown = { ...scim, ssoMetadata: ssoMetadataOf('Okta', ssoMapper('claims.raw_claims')) }
    const [other] = lintMapper(metadata('{ title: 1 }'), unknown)
    expect(other?.message).toBe('metadata_public loses members written by Okta')
    for (const nothing of [traits(''), ssoMapper('{}'), 'error']) {
      expect(ssoMetadataOf('Okta', nothing)).toEqual([])
    }
    expect(rulesOf(metadata('{}'), { ...scim, ssoMetadata: [] })).not.toContain('lost-metadata')
  })

  it('are all tried above, and explained', () => {
    // That a schema cannot be used is known from Kratos' validator, and tried with it.
    const elsewhere = ['blocked-by-schema', 'unusable-schema']
    const tried = [...new Set([...table.map(([rule]) => rule), ...elsewhere])]
    expect(tried.sort()).toEqual(Object.keys(ruleExplanations).sort())
    for (const { why } of Object.values(ruleExplanations)) expect(why).not.toBe('')
  })

  it('have nothing against the mappers that the app starts with', () => {
    for (const [protocol, provider] of [
      ['oidc', 'generic'],
      ['oidc', 'microsoft'],
      ['saml', 'saml'],
    ] as const) {
      expect(lintMapper(defaultMapper(protocol, provider), { provider })).toEqual([])
    }
  })

  it('take an assertion for a guard', () => {
    const asserted =
      "assert 'email' in claims : 'no address'; { identity: { traits: { e: claims.email } } }"
    expect(lintMapper(start + asserted)).toEqual([])
  })

  it('point at the place', () => {
    const text = traits('groups: claims.groups')
    const [finding] = lintMapper(text)
    expect(text.slice(finding?.start, finding?.end)).toBe('claims.groups')
  })

  it('never fail on what is not finished', () => {
    const whole = defaultMapper('oidc', 'generic')
    for (let end = 0; end <= whole.length; end++)
      expect(Array.isArray(lintMapper(whole.slice(0, end)))).toBe(true)
  })
})

describe('tokens', () => {
  it('tell strings, blocks and comments apart', () => {
    const text = "a = @'it''s' + \"q\\\"\" // c\n+ |||\n  { }\n||| /* { */ # x\n1.5e3 import"
    expect(tokenize(text).map(({ kind }) => kind)).toEqual([
      'name',
      'sign',
      'string',
      'sign',
      'string',
      'comment',
      'sign',
      'string',
      'comment',
      'comment',
      'number',
      'keyword',
    ])
  })
})

describe('a text as long as Ory takes it', () => {
  const many = (count: number, line: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => line(number)).join('\n')
  it.each<[string, number, (count: number) => string]>([
    ['braces without end', 60_000, (count) => '{'.repeat(count)],
    ['objects in objects', 15_000, (count) => `${'{a:'.repeat(count)}1${'}'.repeat(count)}`],
    [
      'thousands of claims',
      3500,
      (count) => traits(many(count, (number) => `a${number}: claims.c${number},`)),
    ],
    [
      'thousands of tests',
      1500,
      (count) => traits(many(count, (n) => `[if 'c${n}' in claims then 'a${n}']: claims.c${n},`)),
    ],
  ])('is looked at with work that grows with its length: %s', async (_, count, make) => {
    expect(lintMapper(make(count), { provider: 'generic' }).length).toBeGreaterThan(0)
    await expectNoSquare(make, (text) => counted.lintMapper(text, { provider: 'generic' }), count)
  })

  it.each<[string, (count: number) => string]>([
    [
      'many',
      (count) =>
        `${many(count, (n) => `local a${n} = { a: a${n - 1} };`)} ${metadata(`a${count - 1}`)}`,
    ],
    ['nested', (count) => metadata(`${'local a = '.repeat(count)} {}${'; a'.repeat(count)}`)],
  ])('follows %s variables with work that grows with their number', async (_, make) => {
    expect(rulesOf(make(300), withSso)).toContain('lost-metadata')
    await expectNoSquare(make, (text) => counted.lintMapper(text, withSso), 300)
  })
})

it('says of active that it may be a text, and offers to take both for the same', () => {
  const [found] = lintMapper(scimTraits("[if scim.active then 'a' else null]: 1"), scim)
  expect(found).toMatchObject({
    rule: 'scim-active',
    message: 'active may be the text “False”, which fails as a condition',
    fix: { title: 'Take true and “True” for the same' },
  })
})
