import { describe, expect, it } from 'vitest'
import { presetSchemas } from '../../../../../src/core/mapper/kratos/preset-schemas'
import { schemaTraits } from '../../../../../src/core/mapper/template/schema-traits'
import { sourcesFor } from '../../../../../src/core/mapper/template/sources-for'
import { suggestTemplate } from '../../../../../src/core/mapper/template/suggest-template'
import type { TraitMapping, TraitSource } from '../../../../../src/core/mapper/template/template'
import type { JsonObject } from '../../../../../src/core/model/json'

const schemaOf = (properties: JsonObject, ...required: string[]): JsonObject => ({
  properties: { traits: { type: 'object', properties, required } },
})

const sourceText = (source: TraitSource): string => {
  switch (source.kind) {
    case 'claim':
      return source.name
    case 'raw':
      return `raw:${source.path.join('/')}`
    case 'fixed':
      return `=${JSON.stringify(source.value)}`
    case 'joined':
      return source.parts.join('+')
    case 'local-part':
      return `${source.of}@`
  }
}

/** `name.first: given_name` for each trait, with its guard where it has one. */
const suggested = (kind: string, schema?: JsonObject, claims?: JsonObject): string[] =>
  suggestTemplate({
    kind,
    ...(schema ? { schema } : {}),
    ...(claims ? { claims } : {}),
  }).traits.map(({ path, source, guard, type }: TraitMapping) =>
    [
      `${path.join('.')}: ${sourceText(source)}`,
      ...(guard === 'leave-out' ? [] : [guard]),
      ...(type ? [type] : []),
    ].join(' '),
  )

const text = { type: 'string' }
const address = { type: 'string', format: 'email' }

describe('a suggestion', () => {
  it('takes a trait for what the schema says of it, whatever it is called', () => {
    const other = { ...text, format: 'tel' }
    const found = suggested('generic', schemaOf({ other }))
    expect(found).toEqual(
      suggested('generic', schemaOf({ phone: text })).map((line) =>
        line.replace(/^phone/, 'other'),
      ),
    )
    expect(found[0]).toMatch(/^other: phone/)
  })

  it('takes the address only when it is verified, where the provider tells', () => {
    expect(suggested('generic')).toEqual(['email: email verified-only'])
    expect(suggested('google')).toEqual(['email: email verified-only'])
    expect(suggested('github')).toEqual(['email: email verified-only'])
    expect(suggested('microsoft')).toEqual(['email: email'])
    expect(suggested('saml')).toEqual(['email: email'])
    expect(suggested('facebook')).toEqual(['email: email'])
    expect(suggested('some-new-kind')).toEqual(['email: email verified-only'])
  })

  it('never takes Microsoft’s user principal name for an address', () => {
    const claims = { preferred_username: 'ann@example.com', raw_claims: { upn: 'ann@example.com' } }
    expect(suggested('microsoft', schemaOf({ email: address }, 'email'), claims)).toEqual([
      'email: email',
    ])
  })

  it('calls nothing verified at Ory, and knows no domains', () => {
    const template = suggestTemplate({
      kind: 'google',
      schema: presetSchemas['preset://email'] ?? {},
    })
    expect(template.verifiedAddresses).toBe(false)
    expect(template.domains).toBeUndefined()
  })

  it('puts the address first, then what is required', () => {
    const schema = schemaOf(
      { picture: text, username: text, locale: text, email: address },
      'locale',
    )
    expect(suggested('generic', schema)).toEqual([
      'email: email verified-only',
      'locale: locale',
      'picture: picture',
      'username: preferred_username',
    ])
  })

  it('gives the address to one trait: the one that Ory signs in with', () => {
    const mark = {
      'ory.sh/kratos': {
        credentials: { password: { identifier: true } },
        recovery: { via: 'email' },
      },
    }
    const schema = schemaOf({ contact: address, login: { ...address, ...mark } }, 'contact')
    expect(suggested('microsoft', schema)).toEqual(['login: email'])
  })

  it('knows names of people in objects and beside them', () => {
    const inside = { type: 'object', properties: { first: text, last: text } }
    expect(suggested('google', schemaOf({ name: inside, 'Full Name': text }))).toEqual([
      'name.first: given_name',
      'name.last: family_name',
      'Full Name: name',
    ])
    const company = { type: 'object', properties: { name: text } }
    expect(suggested('google', schemaOf({ company }))).toEqual([])
  })

  it('chooses what the kind of provider has', () => {
    const schema = schemaOf({ username: text, last_name: text, full_name: text }, 'username')
    expect(suggested('uaepass', schema)).toEqual([
      'username: email',
      'last_name: last_name',
      'full_name: name',
    ])
    expect(suggested('vk', schema)).toEqual([
      'username: nickname',
      'last_name: family_name',
      'full_name: given_name+family_name',
    ])
    expect(suggested('dingtalk', schema)).toEqual(['username: nickname', 'full_name: name'])
  })

  it('looks into raw_claims only where the provider has them', () => {
    const schema = schemaOf({ groups: { type: 'array' }, cost_centre: text }, 'cost_centre')
    expect(suggested('generic', schema)).toEqual([
      'cost_centre: raw:cost_centre string',
      'groups: raw:groups array',
    ])
    expect(suggested('github', schema)).toEqual([])
  })

  it('prefers what the sample has', () => {
    const schema = schemaOf({
      email: address,
      first_name: text,
      roles: { type: 'array' },
      department: text,
      level: { type: 'integer' },
    })
    const claims = {
      email: 'ann@example.com',
      raw_claims: {
        email: 'ann@example.com',
        'urn:oid:2.5.4.42': 'Ann',
        realm_access: { roles: ['admin'] },
        'https://example.com/Department': 'Workshop',
        level: 'three',
      },
    }
    expect(suggested('saml', schema, claims)).toEqual([
      'email: email',
      'first_name: raw:urn:oid:2.5.4.42 string',
      'roles: raw:realm_access/roles array',
      'department: raw:https://example.com/Department string',
    ])
  })

  it('takes nothing of someone else', () => {
    const claims = { raw_claims: { manager: { email: 'bo@example.com', department: 'Board' } } }
    const schema = schemaOf({ email: address, department: text, odd: { format: 'constructor' } })
    expect(suggested('saml', schema, claims)).toEqual(['email: email'])
  })

  it('takes no value whose form the schema refuses', () => {
    const phone = { type: 'string', format: 'tel' }
    const claims = { raw_claims: { mobile: '971500000000' } }
    expect(suggested('saml', schemaOf({ phone }), claims)).toEqual(['phone: phone_number'])
    const plus = { raw_claims: { mobile: '+971500000000' } }
    expect(suggested('saml', schemaOf({ phone }), plus)).toEqual(['phone: raw:mobile string'])
    const key = schemaOf({ key: { type: 'string', format: 'uuid' } })
    const uuid = 'd9b2d63d-a233-4123-847a-7b1c3d2e4f50'
    expect(suggested('saml', key, { raw_claims: { key: uuid } })).toEqual(['key: raw:key string'])
    expect(suggested('saml', key, { raw_claims: { key: uuid.slice(7) } })).toEqual([])
    const day = schemaOf({ birthday: { type: 'string', format: 'date' } })
    expect(suggested('generic', day)).toEqual(['birthday: birthdate'])
    expect(suggested('facebook', day)).toEqual([])
    expect(suggested('google', schemaOf({ gender: { enum: ['f', 'm'] } }))).toEqual([])
    expect(
      suggested('google', schemaOf({ id: { type: 'number' }, sub: { type: 'number' } })),
    ).toEqual([])
  })

  it('writes the one value that the schema takes', () => {
    const schema = schemaOf(
      { plan: { const: 'company' }, tier: { enum: [1] }, x: { const: 1 } },
      'plan',
      'tier',
    )
    expect(suggested('google', schema)).toEqual(['plan: ="company"', 'tier: =1'])
  })

  it('for a schema without traits is empty', () => {
    expect(suggested('google', presetSchemas['preset://blank'])).toEqual([])
    expect(suggested('google', {})).toEqual([])
  })
})

describe('the traits of a schema', () => {
  it('are its members that are no objects, with what the schema says', () => {
    expect(schemaTraits(presetSchemas['preset://basic'] ?? {})).toEqual([
      {
        path: ['email'],
        type: 'string',
        format: 'email',
        via: 'email',
        identifier: true,
        required: true,
        listed: false,
      },
      {
        path: ['name', 'first'],
        type: 'string',
        required: false,
        identifier: false,
        listed: false,
      },
      { path: ['name', 'last'], type: 'string', required: false, identifier: false, listed: false },
      { path: ['newsletter'], type: 'boolean', required: false, identifier: false, listed: false },
    ])
  })

  it('have a type only where there is one', () => {
    const types = schemaTraits(
      schemaOf({ a: { type: ['string', 'null'] }, b: { type: ['string', 'number'] }, c: {} }),
    )
    expect(types.map(({ type }) => type)).toEqual(['string', undefined, undefined])
  })

  it('are required only inside of what is required', () => {
    const name = { type: 'object', properties: { first: text }, required: ['first'] }
    expect(schemaTraits(schemaOf({ name }))[0]?.required).toBe(false)
    expect(schemaTraits(schemaOf({ name }, 'name'))[0]?.required).toBe(true)
  })
})

describe('the sources that a form offers', () => {
  it('are the claims of the kind, those of the sample first', () => {
    const offers = sourcesFor('github', { sub: '7', email: 'ann@example.com' })
    expect(offers.slice(0, 2)).toEqual([
      {
        name: 'sub',
        source: { kind: 'claim', name: 'sub' },
        type: 'string',
        sample: '7',
        always: true,
      },
      {
        name: 'email',
        source: { kind: 'claim', name: 'email' },
        type: 'string',
        sample: 'ann@example.com',
        always: false,
      },
    ])
    const names = offers.map(({ name }) => name)
    expect(names).toContain('nickname')
    expect(names).not.toContain('given_name')
    expect(new Set(names).size).toBe(names.length)
  })

  it('have raw claims of the sample, but not those of the exchange nor twice', () => {
    const claims = {
      email: 'ann@example.com',
      raw_claims: {
        email: 'ann@example.com',
        aud: 'client',
        exp: 1,
        groups: ['a'],
        realm_access: { roles: ['b'] },
        none: null,
      },
    }
    const raw = sourcesFor('generic', claims).filter(({ source }) => source.kind === 'raw')
    expect(raw).toEqual([
      {
        name: 'raw_claims.groups',
        source: { kind: 'raw', path: ['groups'] },
        type: 'array',
        sample: ['a'],
        always: false,
      },
      {
        name: 'raw_claims.realm_access.roles',
        source: { kind: 'raw', path: ['realm_access', 'roles'] },
        type: 'array',
        sample: ['b'],
        always: false,
      },
    ])
    expect(sourcesFor('github', claims).some(({ source }) => source.kind === 'raw')).toBe(false)
  })

  it('leave out what a provider never sends', () => {
    const names = (kind: string) => sourcesFor(kind).map(({ name }) => name)
    expect(names('generic')).toContain('email_verified')
    expect(names('microsoft')).not.toContain('email_verified')
    expect(names('generic')).not.toContain('nonce')
  })
})
