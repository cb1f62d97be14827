import { describe, expect, it } from 'vitest'
import { mergeTraits } from '../../../../../src/core/mapper/kratos/merge-traits'
import { readOutput } from '../../../../../src/core/mapper/kratos/output'
import { sameIdentity, updatedIdentity } from '../../../../../src/core/mapper/kratos/sign-in'
import type { JsonObject, JsonValue } from '../../../../../src/core/model/json'

function read(identity: JsonValue) {
  const result = readOutput(JSON.stringify({ identity }))
  return result.ok ? result.value : result.error.text
}

const notAnObject = (key: string) =>
  `OpenID Connect Jsonnet mapper did not return an object for key ${key}. Please check your Jsonnet code!`

describe('checks of the output', () => {
  it.each<[JsonValue, string]>([
    [null, notAnObject('identity.traits')],
    [{}, notAnObject('identity.traits')],
    [{ traits: [] }, notAnObject('identity.traits')],
    [{ traits: null, metadata_public: null }, notAnObject('identity.traits')],
    [{ traits: {}, metadata_public: null }, notAnObject('identity.metadata_public')],
    [
      { traits: {}, metadata_admin: 'x', metadata_public: [] },
      notAnObject('identity.metadata_public'),
    ],
    [{ traits: {}, metadata_admin: 'x' }, notAnObject('identity.metadata_admin')],
    [
      { traits: {}, verified_addresses: {} },
      'OpenID Connect Jsonnet mapper did not return an array for key identity.verified_addresses. Please check your Jsonnet code!',
    ],
    [
      { traits: {}, verified_addresses: ['a'] },
      'Failed to unmarshal value for key identity.verified_addresses. Please check your Jsonnet code!',
    ],
  ])('%j is refused', (identity, text) => {
    expect(read(identity)).toBe(text)
  })

  it('an unknown region is refused, a known one is taken', () => {
    expect(read({ traits: {}, region: 'mars' })).toBe(
      'the provided region is not a valid Ory region',
    )
    expect(read({ traits: {}, region: 'eu-central' })).toMatchObject({ region: 'eu-central' })
  })

  it('an output that is no object has no traits', () => {
    expect(readOutput('"x"\n')).toMatchObject({ ok: false, error: { code: 'mapper.output-shape' } })
    expect(readOutput('[]\n')).toMatchObject({ ok: false })
  })

  it('e-mail addresses are trimmed and lower-cased, others are not', () => {
    const verified_addresses = [
      { value: ' Ann@Example.COM ', via: 'email' },
      { value: ' +49 X', via: 'sms' },
    ]
    expect(read({ traits: {}, verified_addresses })).toMatchObject({
      verifiedAddresses: [
        { value: 'ann@example.com', via: 'email' },
        { value: ' +49 X', via: 'sms' },
      ],
    })
  })

  it('other keys are ignored and named', () => {
    const result = readOutput('{"identity":{"traits":{},"organization_id":"x"},"debug":1}')
    expect(result.ok && result.value.ignored).toEqual(['debug', 'identity.organization_id'])
  })
})

describe('merging traits', () => {
  // Recorded from the library that Kratos uses.
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: '' }, { a: 'x' }, { a: '' }],
    [{ a: false }, { a: true }, { a: false }],
    [{ a: null }, { a: 1 }, { a: null }],
    [{ a: [] }, { a: [1] }, { a: [] }],
    [{ a: [2] }, { a: [1, 3] }, { a: [2] }],
    [{ a: {} }, { a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: { c: 1 } }, { a: { b: 1 } }, { a: { b: 1, c: 1 } }],
    [{ a: { c: 1 } }, { a: 3 }, { a: { c: 1 } }],
    [{ a: 3 }, { a: { c: 1 } }, { a: 3 }],
    [{ a: {} }, { a: 3 }, { a: {} }],
    [{ a: [{ x: 1 }] }, { a: [{ y: 1 }] }, { a: [{ x: 1 }] }],
    [{}, { a: 1 }, { a: 1 }],
  ])('%j over %j gives %j', (winner, base, merged) => {
    expect(mergeTraits(winner, base)).toEqual(merged)
  })

  it('a trait named __proto__ is a trait', () => {
    const winner = JSON.parse('{"__proto__": {"a": 1}}') as JsonObject
    expect(JSON.stringify(mergeTraits(winner, { b: 1 }))).toBe('{"b":1,"__proto__":{"a":1}}')
    expect(JSON.stringify(mergeTraits(winner, {}))).toBe('{"__proto__":{"a":1}}')
  })
})

describe('a sign-in', () => {
  const old = {
    traits: { email: 'a@b.c', phone: '1' },
    metadata_public: { p: 1 },
    metadata_admin: { q: 1 },
  }
  const mapped = {
    traits: { email: 'new@b.c' },
    metadataAdmin: {},
    verifiedAddresses: [],
    ignored: [],
  }

  it('with update on login takes the mapper’s traits, keeps what it leaves out, and {} clears', () => {
    expect(updatedIdentity(old, mapped)).toEqual({
      traits: { email: 'new@b.c', phone: '1' },
      metadata_public: { p: 1 },
      metadata_admin: {},
    })
  })

  it('that gives the same changes nothing', () => {
    const same = { traits: { email: 'a@b.c' }, verifiedAddresses: [], ignored: [] }
    expect(sameIdentity(old, updatedIdentity(old, same))).toBe(true)
    for (const part of ['traits', 'metadata_public', 'metadata_admin'] as const) {
      expect(sameIdentity(old, { ...old, [part]: { other: 1 } }), part).toBe(false)
    }
  })
})
