import { describe, expect, it } from 'vitest'
import { normalTemplate } from '../../../../../src/core/mapper/template/normal-form'
import type {
  MapperTemplate,
  TraitMapping,
  TraitSource,
} from '../../../../../src/core/mapper/template/template'
import { writeTemplate } from '../../../../../src/core/mapper/template/write-template'

const template = (
  traits: readonly TraitMapping[],
  more: Partial<MapperTemplate> = {},
): MapperTemplate => ({ traits, metadataPublic: [], verifiedAddresses: false, ...more })

const claim = (name: string, path: readonly string[] = [name]): TraitMapping => ({
  path,
  source: { kind: 'claim', name },
  guard: 'leave-out',
})

/** The lines inside of `traits`. */
const linesOf = (...traits: TraitMapping[]) => {
  const lines = writeTemplate(template(traits)).split('\n')
  const from = lines.indexOf('    traits: {') + 1
  return lines.slice(from, lines.indexOf('    },', from)).map((line) => line.slice(6))
}

describe('the text of a template', () => {
  it('is what people write by hand', () => {
    const whole = template(
      [
        { ...claim('email'), guard: 'verified-only' },
        claim('given_name', ['name', 'first']),
        claim('family_name', ['name', 'last']),
        {
          path: ['groups'],
          source: { kind: 'raw', path: ['groups'] },
          guard: 'leave-out',
          type: 'array',
        },
        { ...claim('preferred_username', ['username']), guard: 'require' },
      ],
      {
        metadataPublic: [
          { path: ['plan'], source: { kind: 'fixed', value: 'company' }, guard: 'leave-out' },
        ],
        verifiedAddresses: true,
        domains: ['@Example.com'],
      },
    )
    expect(writeTemplate(whole)).toBe(`\
// Ory leaves out claims that are empty or false, so each one is tested before it is read.
// All that the identity provider sent is in raw_claims, which some kinds do not have.
local claims = { email_verified: false, raw_claims: {} } + std.extVar('claims');

// Ory makes everyone who signs in here a member, whatever the domain of their address.
assert 'email' in claims && claims.email_verified &&
       std.any([std.endsWith(std.asciiLower(claims.email), '@' + domain) for domain in ['example.com']]) :
       'Sign-in needs an e-mail address of example.com.';

{
  identity: {
    traits: {
      // Only an address that the identity provider has verified is taken over.
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
      name: {
        [if 'given_name' in claims then 'first' else null]: claims.given_name,
        [if 'family_name' in claims then 'last' else null]: claims.family_name,
      },
      // One value may come alone, several come as a list.
      [if std.get(claims.raw_claims, 'groups') != null then 'groups' else null]:
        if std.isArray(claims.raw_claims.groups) then claims.raw_claims.groups
        else [claims.raw_claims.groups],
      username:
        if 'preferred_username' in claims then claims.preferred_username
        else error 'The identity provider did not send preferred_username. Check the scopes of the connection and what is released to it.',
    },
    // Whoever signs in can read this of themselves.
    metadata_public: {
      plan: 'company',
    },
    // Ory asks nobody to confirm these, so only what the identity provider has verified.
    [if 'email' in claims && claims.email_verified then 'verified_addresses' else null]:
      [{ value: claims.email, via: 'email' }],
  },
}
`)
  })

  it('reads no claims where it needs none', () => {
    const fixed: TraitSource = { kind: 'fixed', value: { a: [1, null, 'x'] } }
    expect(writeTemplate(template([{ path: ['t'], source: fixed, guard: 'require' }]))).toBe(`\
{
  identity: {
    traits: {
      t: { a: [1, null, 'x'] },
    },
  },
}
`)
    expect(writeTemplate(template([]))).toContain('    traits: {},\n')
  })

  it('tests no claim that is always there', () => {
    const text = writeTemplate(template([{ ...claim('sub', ['id']), guard: 'require' }]))
    expect(text).toMatch(/^local claims = std.extVar\('claims'\);\n/)
    expect(text).toContain('      id: claims.sub,\n')
  })

  it.each<[string, TraitSource, TraitMapping['type'], string]>([
    [
      'small letters',
      { kind: 'claim', name: 'nickname', lowerCase: true },
      undefined,
      "[if 'nickname' in claims then 't' else null]: std.asciiLower(claims.nickname),",
    ],
    [
      'a custom claim as text',
      { kind: 'raw', path: ['https://example.com/team'] },
      'string',
      "[if std.isString(std.get(claims.raw_claims, 'https://example.com/team')) then 't' else null]:\n  claims.raw_claims['https://example.com/team'],",
    ],
    [
      'a custom claim in an object',
      { kind: 'raw', path: ['a', 'b'] },
      undefined,
      "[if std.isObject(std.get(claims.raw_claims, 'a')) && std.get(claims.raw_claims.a, 'b') != null then 't' else null]:\n  claims.raw_claims.a.b,",
    ],
    [
      'all of raw_claims',
      { kind: 'raw', path: [] },
      undefined,
      "[if claims.raw_claims != {} then 't' else null]: claims.raw_claims,",
    ],
    [
      'a boolean',
      { kind: 'raw', path: ['active'] },
      'boolean',
      "[if std.member([true, false, 'true', 'false'], std.get(claims.raw_claims, 'active')) then 't' else null]:\n  std.toString(claims.raw_claims.active) == 'true',",
    ],
    [
      'the part before the @',
      { kind: 'local-part', of: 'email' },
      undefined,
      "[if 'email' in claims then 't' else null]: std.split(claims.email, '@')[0],",
    ],
    [
      'joined claims',
      { kind: 'joined', parts: ['given_name', 'family_name'], separator: ' ' },
      undefined,
      "[if 'given_name' in claims || 'family_name' in claims then 't' else null]:\n  std.join(' ', [claims[part] for part in ['given_name', 'family_name'] if part in claims]),",
    ],
    [
      'a list of one',
      { kind: 'claim', name: 'email' },
      'array',
      "[if 'email' in claims then 't' else null]: [claims.email],",
    ],
  ])('has for %s its expression', (_what, source, type, text) => {
    const mapping = { path: ['t'], source, guard: 'leave-out' as const, ...(type ? { type } : {}) }
    expect(linesOf(mapping).join('\n')).toBe(text)
  })

  it('quotes what is no name, and escapes what a text cannot hold', () => {
    const fixed = (path: string, value: string): TraitMapping => ({
      path: [path],
      source: { kind: 'fixed', value },
      guard: 'leave-out',
    })
    expect(
      linesOf(
        fixed('a b', "it's"),
        fixed('if', 'say "hi"'),
        fixed('__proto__', `both ' and "`),
        fixed('ü', 'back\\slash\n\u0001\u007f'),
        fixed('\ud800', '\udc00'),
      ),
    ).toEqual([
      `'a b': "it's",`,
      `'if': 'say "hi"',`,
      String.raw`__proto__: 'both \' and "',`,
      String.raw`'ü': 'back\\slash\n\u0001\u007f',`,
      "'\ufffd': '\ufffd',",
    ])
  })
})

describe('the normal form', () => {
  const normal = (...traits: TraitMapping[]) => normalTemplate(template(traits)).traits

  it('keeps the first of two mappings that cannot both be', () => {
    const first = claim('name')
    expect(
      normal(first, claim('nickname', ['name']), claim('given_name', ['name', 'first'])),
    ).toEqual([first])
    const nested = claim('given_name', ['name', 'first'])
    expect(normal(nested, first)).toEqual([nested])
  })

  it('puts members of one object together', () => {
    const [first, email, last] = [
      claim('given_name', ['name', 'first']),
      claim('email'),
      claim('family_name', ['name', 'last']),
    ]
    expect(normal(first, email, last)).toEqual([first, last, email])
  })

  it('leaves out what says nothing', () => {
    const always = { ...claim('sub'), guard: 'require' as const, type: 'string' as const }
    expect(normal(always)).toEqual([claim('sub')])
    const fixed: TraitMapping = {
      path: ['f'],
      source: { kind: 'fixed', value: 1 },
      guard: 'verified-only',
      type: 'number',
    }
    expect(normal(fixed)).toEqual([{ path: ['f'], source: fixed.source, guard: 'leave-out' }])
    expect(normal({ ...claim('email_verified', ['v']), guard: 'verified-only' })).toEqual([
      claim('email_verified', ['v']),
    ])
    expect(normal({ ...claim('x'), path: [] })).toEqual([])
  })

  it('makes one claim of one joined part, and nothing of none or of what is no text', () => {
    const joined = (...parts: string[]): TraitMapping => ({
      path: ['n'],
      source: { kind: 'joined', parts, separator: ' ' },
      guard: 'leave-out',
    })
    expect(normal(joined('name', 'updated_at'))).toEqual([claim('name', ['n'])])
    expect(normal(joined('groups'))).toEqual([])
    const part: TraitMapping = { ...claim('x'), source: { kind: 'local-part', of: 'amr' } }
    expect(normal(part)).toEqual([])
  })

  it('has domains in small letters, each once, and none rather than an empty list', () => {
    const domainsOf = (...domains: string[]) => normalTemplate(template([], { domains })).domains
    expect(domainsOf('Example.com', ' @example.com ', '@', 'b.example')).toEqual([
      'example.com',
      'b.example',
    ])
    expect(domainsOf('', '@')).toBeUndefined()
  })
})
