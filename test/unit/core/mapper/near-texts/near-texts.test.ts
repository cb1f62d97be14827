import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  leastSimilar,
  mostNear,
  nearTexts,
} from '../../../../../src/core/mapper/near-texts/near-texts'
import { shinglesOf, similarity } from '../../../../../src/core/mapper/near-texts/shingles'
import { program } from '../../../../support/mapper-programs'

/** A mapper of a customer: all alike but for a domain and a trait. */
const forCustomer = (domain: string, trait = 'email') => `
local claims = std.extVar('claims');
{
  identity: {
    traits: {
      [if 'email' in claims then '${trait}' else null]: claims.email,
      name: { first: claims.given_name, last: claims.family_name },
      tenant: '${domain}',
    },
    metadata_public: { groups: claims.raw_claims.groups },
  },
}`

/** A mapper with nothing in common with others of another number. */
const unlike = (number: number) =>
  Array.from({ length: 30 }, (_, at) => `local v${number}_${at} = w${number}_${at};`).join('\n')

describe('how alike two texts are', () => {
  it('makes no difference of comments, white space, quotes and a last comma', () => {
    const [one, other] = [
      `local claims = std.extVar('claims'); // the claims
       { identity: { traits: { 'email': claims.email, }, }, }`,
      `/* of Okta */ local claims = std.extVar("claims");
       {identity: {traits: {email: claims.email}}}`,
    ].map(shinglesOf)
    expect(one?.whole).toBe(other?.whole)
  })

  it('keeps apart what runs differently', () => {
    const texts = [
      "{ a: 'x' }",
      '{ a: x }',
      "{ a: 'y' }",
      "{ a:: 'x' }",
      "{ [a]: 'x' }",
      "{ 'a b': 'x' }",
    ]
    expect(new Set(texts.map((text) => shinglesOf(text).whole)).size).toBe(texts.length)
  })

  it('is the same both ways, and whole for a text and itself', () => {
    fc.assert(
      fc.property(program, program, (left, right) => {
        const [one, other] = [shinglesOf(left), shinglesOf(right)]
        expect(similarity(one, one)).toBe(1)
        expect(similarity(one, other)).toBe(similarity(other, one))
        expect(similarity(one, other)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('near texts', () => {
  it('are found among others, the closest first', () => {
    const texts = [
      forCustomer('acme.example'),
      ...Array.from({ length: 40 }, (_, at) => unlike(at)),
      forCustomer('globex.example', 'username'),
      `// renamed\n${forCustomer('acme.example')}`,
    ]
    const { near } = nearTexts(texts)
    expect(near[0]).toEqual([
      { index: 42, similarity: 1, same: true },
      { index: 41, similarity: expect.any(Number), same: false },
    ])
    for (const found of near.slice(1, 41)) expect(found).toEqual([])
  })

  it('are what a look at every pair finds, where no crowd has more than there is room for', () => {
    const words = fc.array(fc.constantFrom<string>(...'abcdefg'), {
      minLength: 30,
      maxLength: 60,
    })
    const edit = fc.record({ at: fc.nat(59), to: fc.constantFrom('x', 'y', 'z') })
    const families = fc.array(fc.tuple(words, fc.array(edit, { maxLength: 2 })), { maxLength: 5 })
    fc.assert(
      fc.property(families, (made) => {
        const texts = made.flatMap(([tokens, edits]) => [
          tokens.join(' '),
          edits.reduce((all, { at, to }) => all.with(at % all.length, to), tokens).join(' '),
        ])
        const shingles = texts.map(shinglesOf)
        const { near } = nearTexts(texts)
        for (const [one, left] of shingles.entries()) {
          for (const [other, right] of shingles.entries()) {
            const value = similarity(left, right)
            const found = near[one]?.find(({ index }) => index === other)
            if (one === other || value < leastSimilar) expect(found).toBeUndefined()
            // The hash functions miss a pair with so much in common once in 47,000 times.
            else if (value >= 0.7) expect(found?.similarity).toBe(value)
          }
        }
      }),
    )
  })

  it('are the same whichever way a text comes, and each way', () => {
    const texts = [forCustomer('a.example'), forCustomer('b.example'), unlike(1)]
    const { near } = nearTexts(texts)
    expect(near[0]?.map(({ index }) => index)).toEqual([1])
    expect(near[1]?.map(({ index }) => index)).toEqual([0])
    expect(nearTexts(texts)).toEqual(nearTexts(texts))
    expect(nearTexts([])).toEqual({ near: [], compared: 0 })
    expect(nearTexts(['', '']).near[0]).toEqual([{ index: 1, similarity: 1, same: true }])
  })
})

describe('how many pairs are compared', () => {
  const most = 17 * 4
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, at) => forCustomer(`customer-${at}.example`))
  const strangers = (size: number) => Array.from({ length: size }, (_, at) => unlike(at))

  it.each([100, 400, 1600])('is bounded for each of %i texts, in a crowd of copies', (size) => {
    const { compared, near } = nearTexts(crowd(size))
    expect(compared).toBeLessThanOrEqual(size * most)
    expect(near.every(({ length }) => length > 0 && length <= mostNear)).toBe(true)
  })

  it('is next to nothing where texts are not alike', () => {
    expect(nearTexts(strangers(1600)).compared).toBeLessThan(160)
  })

  it('does not grow with the square of the crowd', () => {
    const small = nearTexts(crowd(200)).compared
    const large = nearTexts(crowd(1600)).compared
    expect(large / small).toBeLessThan(16)
  })

  it('is bounded for equal texts too', () => {
    const same = Array.from({ length: 1000 }, () => forCustomer('a.example'))
    expect(nearTexts(same).compared).toBeLessThanOrEqual(1000 * mostNear)
  })
})
