import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSent } from '../../../../../src/core/mapper/scim/read-sent'
import { withMaskedValues } from '../../../../../src/core/mapper/own-claims/mask-values'
import type { JsonObject, JsonValue } from '../../../../../src/core/model/json'
import { size as sized } from '../../../../soak/size'
import { allSamples, readSamples } from '../../../../support/mapping/samples'

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Types, names of members and lengths of lists; nothing of the values. */
function shape(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map((item: JsonValue) => shape(item))
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
  return Object.entries(value as JsonObject).map(([name, item]) => [name, shape(item)])
}

/** Every text and number in a value, as texts. */
function texts(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value as object).flatMap((item) => texts(item as JsonValue))
}

/** Its words, in lower case. */
const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

it('masks each value by its form, and leaves what tells of the sign-in', () => {
  const about = {
    iss: 'https://login.acme-works.com/v2.0',
    aud: ['b7d1e0a2-6c35-4f8e-9b04-2a1f8c7d6e53'],
    exp: 1764075600,
    email_verified: 'true',
    locale: 'de-AT',
    amr: ['pwd', 'mfa'],
    active: true,
    manager: null,
  }
  expect(
    withMaskedValues({
      ...about,
      sub: 'auth0|6740c1f2a9b8d3e4f5061728',
      oid: 'B4E0C7D2-58A1-4F36-9D7B-2C80E1F5A693',
      given_name: 'Gertrude',
      preferred_username: 'gertrude.mcallister',
      email: 'gertrude.mcallister@acme-works.com',
      upn: 'Gertrude.McAllister@partner.com',
      hd: 'acme-works.com',
      phone_number: '+49 151 23456789',
      picture: 'https://media.acme-works.com/photos/gertrude-82731.jpg?v=4',
      birthdate: '1984-03-12',
      updated_at: '2025-11-24T16:42:07.318Z',
      groups: ['Engineering', 'Payroll', 'engineering'],
      employee_number: 482915,
      badge: '1723456789',
      type: { label: 'Gertrude’s contractor', 'urn:x:locale': 'en' },
    }),
  ).toEqual({
    ...about,
    sub: 'masked-1',
    oid: '00000000-0000-4000-8000-000000000001',
    given_name: 'masked-2',
    preferred_username: 'masked-3',
    email: 'person1@domain1.example',
    upn: 'person1@domain2.example',
    hd: 'domain1.example',
    phone_number: '+15550100001',
    picture: 'https://example.com/1',
    birthdate: '2000-01-01',
    updated_at: '2000-01-01T00:00:00Z',
    groups: ['masked-4', 'masked-5', 'masked-4'],
    employee_number: 1,
    badge: '2',
    type: { label: 'masked-6', 'urn:x:locale': 'en' },
  })
})

it.each([
  ['a note after a time', { note: '2025-11-24T16:42:07Z Gertrude called' }],
  ['a number below the name of a time', { exp: { of: 1555987654 } }],
  ['a text below a name that stays', { locale: { text: 'ask Gertrude' } }],
  ['an address with a name', { mail: 'Gertrude <gertrude@acme.com>' }],
  ['a telephone number as a number', { mobile: 1555987654 }],
  ['percent escapes', { profile: 'https://acme.com/u/%47ertrude?name=gertrude' }],
  ['a member named as the prototype', JSON.parse('{"__proto__":"Gertrude"}') as JsonObject],
])('masks %s', (_, payload) => {
  expect(JSON.stringify(withMaskedValues(payload))).not.toMatch(/gertrude|1555987654|acme/i)
})

describe('laws of masks', () => {
  /** Words long enough that they are no mask’s, in several scripts and cases. */
  const word = fc
    .tuple(
      fc.constantFrom(
        'abcdefghijklmnopqrstuvwxyz',
        'àéîõüßçñøå',
        'абвгдежзик',
        'अआइईउऊ',
        '王小明李大文',
      ),
      fc.array(fc.nat(), { minLength: 6, maxLength: 14 }),
      fc.boolean(),
    )
    .map(([letters, numbers, capitals]) => {
      const list = Array.from(letters)
      const text = numbers.map((number) => list[number % list.length]).join('')
      return capitals ? text.toUpperCase() : text
    })
  const id = fc.stringMatching(/^[0-9a-zA-Z]{3}[0-9][0-9a-zA-Z]{8,20}$/)
  const ascii = fc.stringMatching(/^[a-z]{6,12}$/)
  const host = fc.tuple(ascii, fc.constantFrom('de', 'io')).map((parts) => parts.join('.'))
  const mail = fc.tuple(word, host).map((parts) => parts.join('@'))
  const phone = fc.stringMatching(/^\+[1-9][0-9]{1,2} [0-9]{3} [0-9]{4,7}$/)
  const url = fc.tuple(host, ascii).map(([at, name]) => `https://${at}/${name}`)
  const guid = fc.uuid().filter((text) => !text.includes('000'))
  const full = fc.array(word, { minLength: 2, maxLength: 8 }).map((parts) => parts.join(' '))
  const personal = fc.oneof(word, full, id, mail, phone, url, guid)
  const payloads = fc.record(
    {
      sub: personal,
      name: full,
      email: mail,
      hd: host,
      groups: fc.array(personal, { maxLength: 5 }),
      address: fc.record({ street_address: full, locality: word, locale: fc.record({ a: full }) }),
      employee_id: fc.integer({ min: 1_000_000 }),
      raw_claims: fc.dictionary(ascii, fc.oneof(personal, fc.boolean(), fc.constant(null))),
    },
    { requiredKeys: [] },
  )

  it('no personal text of four characters or more survives', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const out = texts(withMaskedValues(payload))
        const words = new Set(out.flatMap(wordsIn))
        for (const text of texts(payload)) {
          if (text.length >= 4) expect(out).not.toContain(text)
          for (const found of wordsIn(text)) {
            if (found.length >= 4 && found !== 'https') expect(words.has(found), found).toBe(false)
          }
        }
      }),
      { numRuns: sized(150, 500) },
    )
  })

  it('equal texts have equal masks, and others have others', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const after = texts(withMaskedValues(payload))
        const pairs = texts(payload).map((text, index) => [text.toLowerCase(), after[index]])
        for (const at of [0, 1]) {
          const seen = new Set(pairs.map((pair) => pair[at]))
          expect(seen.size).toBe(new Set(pairs.map((pair) => pair.join(' '))).size)
        }
      }),
    )
  })

  it('of any JSON at all the shape stays', () => {
    const any = fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' }), {
      noNullPrototype: true,
    })
    fc.assert(
      fc.property(any, (value) => {
        const payload = JSON.parse(JSON.stringify(value)) as JsonObject
        expect(shape(withMaskedValues(payload))).toEqual(shape(payload))
      }),
      { numRuns: sized(100, 300) },
    )
  })
})

describe('of a SCIM user', () => {
  it('nothing personal is left, and what a mapper looks at stays', () => {
    const masked = withMaskedValues({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ida.falk@corp.example',
      externalId: '00u7q2',
      password: 'made-up-1',
      active: 'False',
      timezone: 'Europe/Oslo',
      emails: [{ value: 'ida.falk@corp.example', type: 'work', primary: true }],
      name: { givenName: 'Ida' },
    })
    expect(JSON.stringify(masked)).not.toMatch(/ida|falk|corp|00u7q2|made-up/i)
    expect(masked).toMatchObject({
      active: 'False',
      timezone: 'Europe/Oslo',
      emails: [{ value: masked['userName'], type: 'work', primary: true }],
    })
  })
})

describe('a masked sample gives the mapper the same claims', () => {
  const samples = allSamples(readSamples()).map((choice) => [choice.sample.id, choice] as const)
  it.each(samples)('%s', (_, { sample, kind }) => {
    const before = readSent(kind, sample.payload)
    const after = readSent(kind, withMaskedValues(sample.payload))
    expect(after.ok).toBe(before.ok)
    if (!before.ok || !after.ok) return
    expect(Object.keys(after.value.claims)).toEqual(Object.keys(before.value.claims))
    const address = before.value.claims['email']
    if (typeof address === 'string') {
      expect(after.value.claims['email']).not.toBe(address)
      expect(after.value.claims['email']).toMatch(email)
    }
  })
})
