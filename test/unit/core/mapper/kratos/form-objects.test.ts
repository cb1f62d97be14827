import { describe, expect, it } from 'vitest'
import { storedTraits } from '../../../../../src/core/mapper/kratos/stored-traits'
import { blockedTraits, formTraits } from '../../../../../src/core/mapper/kratos/form-objects'
import { mergeTraits } from '../../../../../src/core/mapper/kratos/merge-traits'
import type { JsonObject } from '../../../../../src/core/model/json'

const ofTraits = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: { traits: { type: 'object', properties } },
  ...more,
})
const text = { type: 'string' }

describe('the traits that a browser posts', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['an object', ofTraits({ name: { type: 'object' } }), { name: {} }],
    [
      'objects inside objects',
      ofTraits({ a: { type: 'object', properties: { b: { type: 'object' }, c: text } } }),
      { a: { b: {} } },
    ],
    [
      'an object inside something without a type',
      ofTraits({ a: { properties: { b: { type: 'object' } } } }),
      { a: { b: {} } },
    ],
    [
      'a list of objects',
      ofTraits({ people: { type: 'array', items: { type: 'object' } } }),
      { people: {} },
    ],
    [
      'a list of lists',
      ofTraits({ rows: { type: 'array', items: { type: 'array' } } }),
      { rows: {} },
    ],
    ['a list of texts', ofTraits({ tags: { type: 'array', items: text } }), {}],
    ['a list of anything', ofTraits({ tags: { type: 'array' } }), {}],
    [
      'a list of texts and objects',
      ofTraits({ tags: { type: 'array', items: [text, { type: 'object' }] } }),
      {},
    ],
    ['an object or null', ofTraits({ a: { type: ['object', 'null'] } }), {}],
    ['three types', ofTraits({ a: { type: ['object', 'string', 'null'] } }), {}],
    [
      'three types with a default',
      ofTraits({ a: { type: ['object', 'string', 'null'], default: 'x' } }),
      { a: {} },
    ],
    ['simple values', ofTraits({ a: text, b: { type: 'number' }, c: { type: 'boolean' } }), {}],
    ['a constant object', ofTraits({ a: { const: { b: 1 } } }), { a: {} }],
    ['a constant text', ofTraits({ a: { const: 'b', type: 'object' } }), {}],
    [
      'what stands behind a reference',
      ofTraits({ a: { $ref: '#/definitions/a' } }, { definitions: { a: { type: 'object' } } }),
      { a: {} },
    ],
    [
      'a list of what stands behind a reference',
      ofTraits(
        { a: { type: 'array', items: { $ref: '#/definitions/a' } } },
        { definitions: { a: { type: 'object' } } },
      ),
      { a: {} },
    ],
    [
      'branches, also those that do not hold',
      ofTraits({
        a: { anyOf: [{ properties: { b: { type: 'object' } } }, { type: 'string' }] },
        c: { if: { required: ['x'] }, else: { properties: { d: { type: 'object' } } } },
      }),
      { a: { b: {} }, c: { d: {} } },
    ],
    ['a name with a dot', ofTraits({ 'a.b': { type: 'object' } }), { a: { b: {} } }],
    ['no traits', { type: 'object' }, {}],
  ])('have {} for %s', (_, schema, traits) => {
    expect(formTraits(schema)).toEqual(traits)
  })

  it('have the names of members that stand in a prototype', () => {
    const schema = JSON.parse(
      '{"properties":{"traits":{"properties":{"__proto__":{"type":"object"},"constructor":{"type":"object"}}}}}',
    ) as JsonObject
    expect(JSON.stringify(formTraits(schema))).toBe('{"__proto__":{},"constructor":{}}')
  })

  it('keep what was typed, without empty inputs', () => {
    const schema = ofTraits({ name: { type: 'object', properties: { first: text } }, nick: text })
    const typed = { name: { first: '' }, nick: 'Kim' }
    expect(formTraits(schema, typed)).toEqual({ name: {}, nick: 'Kim' })
    expect(mergeTraits(formTraits(schema, typed), { nick: 'x', name: { first: 'A' } })).toEqual({
      nick: 'Kim',
      name: { first: 'A' },
    })
  })

  it('follow a schema that refers to itself, and end', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/definitions/node' } } }
    const schema = ofTraits({ first: { $ref: '#/definitions/node' } }, { definitions: { node } })
    let depth = 0
    for (let at = formTraits(schema)['first']; at; depth++) at = (at as JsonObject)['next'] ?? null
    expect(depth).toBeGreaterThan(2)
    const wide = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`p${i}`, { $ref: '#/properties/traits' }]),
    )
    expect(Object.keys(formTraits(ofTraits(wide))).length).toBeGreaterThan(0)
  })
})

describe('a schema under which nobody can register', () => {
  it.each<[string, JsonObject, string[]]>([
    ['a list of objects', { people: { type: 'array', items: { type: 'object' } } }, ['people']],
    [
      'a list of objects inside an object',
      { a: { type: 'object', properties: { b: { type: 'array', items: { type: 'object' } } } } },
      ['a.b'],
    ],
    [
      'one in all of a list',
      { a: { allOf: [{ properties: { b: { type: 'array', items: { type: 'array' } } } }] } },
      ['a.b'],
    ],
    ['a constant list', { a: { const: [1] } }, ['a']],
    [
      'three types without an object and a default',
      { a: { type: ['string', 'number', 'null'], default: 1 } },
      ['a'],
    ],
  ])('has %s', (_, properties, blocked) => {
    expect(blockedTraits(ofTraits(properties)).map(({ path }) => path.join('.'))).toEqual(blocked)
  })

  it.each<[string, JsonObject]>([
    ['an object that must have a member', { a: { type: 'object', required: ['b'] } }],
    ['a list of texts', { a: { type: 'array', items: text } }],
    [
      'a list of objects under a condition',
      {
        a: {
          anyOf: [
            { type: 'string' },
            { properties: { b: { type: 'array', items: { type: 'object' } } } },
          ],
        },
      },
    ],
    ['three types with an object', { a: { type: ['object', 'number', 'null'], default: 1 } }],
  ])('has not %s', (_, properties) => {
    expect(blockedTraits(ofTraits(properties))).toEqual([])
  })
})

describe('stored traits', () => {
  const phone = { ...text, format: 'tel', 'ory.sh/kratos': { verification: { via: 'sms' } } }
  it('have phone numbers in E.164 where the schema uses them as such', () => {
    const schema = ofTraits({
      phone,
      phones: { type: 'array', items: phone },
      note: { ...text, format: 'tel' },
      code: {
        ...text,
        'ory.sh/kratos': { credentials: { code: { identifier: true, via: 'sms' } } },
      },
    })
    const number = '+49 30 901820'
    expect(
      storedTraits(schema, { phone: number, phones: [number, 'x'], note: number, code: number }),
    ).toEqual({
      phone: '+4930901820',
      phones: ['+4930901820', 'x'],
      note: number,
      code: '+4930901820',
    })
  })

  it('are left alone by a schema that refers to itself', () => {
    const schema = ofTraits({ a: { $ref: '#/properties/traits/properties/a' } })
    expect(storedTraits(schema, { a: 'x' })).toEqual({ a: 'x' })
  })
})
