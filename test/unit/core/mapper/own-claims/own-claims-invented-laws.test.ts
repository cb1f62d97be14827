import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withInventedValues } from '../../../../../src/core/mapper/own-claims/invented-values'
import type { JsonObject, JsonValue } from '../../../../../src/core/model/json-value'
import { size as sized } from '../../../../soak/size'
import { expectNoSquare } from '../../../../support/growth'
import { email, shape, texts, wordsIn } from '../../../../support/invented-values'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Words long enough that they are nobody’s structure, in several scripts and cases. */
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
    fc.constantFrom('lower', 'upper', 'first'),
  )
  .map(([letters, numbers, how]) => {
    const list = Array.from(letters)
    const text = numbers.map((number) => list[number % list.length]).join('')
    if (how === 'upper') return text.toUpperCase()
    return how === 'lower' ? text : text.charAt(0).toUpperCase() + text.slice(1)
  })
const id = fc.stringMatching(/^[0-9a-zA-Z]{3}[0-9][0-9a-zA-Z]{8,20}$/)

/** Structure of texts and addresses that the generators themselves put in. */
const structure = new Set(['https', 'called'])
const ascii = fc.stringMatching(/^[a-z]{6,12}$/)
const host = fc
  .tuple(ascii, fc.constantFrom('com', 'de', 'co.uk', 'io'))
  .map((parts) => parts.join('.'))
const mail = fc
  .tuple(
    fc.oneof(
      ascii,
      fc.tuple(ascii, ascii).map((parts) => parts.join('.')),
    ),
    host,
  )
  .map((parts) => parts.join('@'))
const phone = fc.stringMatching(/^\+[1-9][0-9]{1,2} [0-9]{3} [0-9]{4,7}$/)
const url = fc
  .tuple(host, ascii, fc.nat({ max: 1e9 }))
  .map(([at, name, id]) => `https://${at}/${name}/${id + 1000}`)
const sentence = fc
  .array(fc.oneof(word, id), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '))
const full = fc.tuple(word, word).map((parts) => parts.join(' '))

const payloads = fc.record(
  {
    sub: fc.oneof(id, fc.uuid(), mail),
    oid: fc.uuid(),
    given_name: word,
    family_name: word,
    name: full,
    email: mail,
    upn: mail,
    phone_number: phone,
    picture: url,
    website: url,
    groups: fc.array(fc.oneof(word, full, fc.uuid(), mail), { maxLength: 5 }),
    about: sentence,
    address: fc.record({ street_address: sentence, locality: word }),
    employee_id: fc.integer({ min: 1_000_000 }),
    raw_claims: fc.dictionary(
      ascii,
      fc.oneof(word, mail, url, id, fc.boolean(), fc.constant(null)),
    ),
  },
  { requiredKeys: [] },
)

/** Given names and the like that are used again in other claims, as real payloads do. */
const related = fc.tuple(payloads, ascii, ascii, host).map(([rest, given, family, domain]) => ({
  ...rest,
  given_name: given,
  family_name: family,
  name: `${given} ${family}`,
  email: `${given}.${family}@${domain}`,
  about: `${family} is called ${given}, see ${given}.${family}@${domain}`,
  hd: domain,
}))
const any = fc.oneof(payloads, related) as fc.Arbitrary<JsonObject>

describe('laws of invented values', () => {
  const check = (
    law: (payload: JsonObject, result: JsonObject) => void,
    numRuns = sized(60, 200),
  ) =>
    fc.assert(
      fc.property(any, (payload) => law(payload, withInventedValues(payload))),
      { numRuns },
    )

  it('the shape stays, also when it is done twice', () => {
    check((payload, result) => {
      expect(shape(result)).toEqual(shape(payload))
      expect(shape(withInventedValues(result))).toEqual(shape(payload))
    })
  })

  it('no personal text of four characters or more survives', () => {
    check(
      (payload, result) => {
        const out = texts(result)
        const outWords = new Set(out.flatMap(wordsIn))
        const joined = out.join('\n').toLowerCase()
        for (const text of texts(payload)) {
          if (text.length >= 4) expect(joined.split('\n')).not.toContain(text.toLowerCase())
          for (const found of wordsIn(text)) {
            if (found.length < 4 || structure.has(found)) continue
            expect(outWords.has(found), found).toBe(false)
          }
        }
      },
      sized(150, 500),
    )
  })

  it('what was an address, GUID, URL or telephone number is one', () => {
    check((payload, result) => {
      const pairs = pairsOf(payload, result)
      for (const [before, after] of pairs) {
        if (guid.test(before)) expect(after).toMatch(guid)
        else if (email.test(before) && !before.includes(' ')) expect(after).toMatch(email)
        else if (before.startsWith('https://')) expect(new URL(after).href).toBe(after)
        else if (/^\+[\d ]+$/.test(before)) {
          expect(after.replaceAll(/\d/g, '0')).toBe(before.replaceAll(/\d/g, '0'))
          expect(after.replaceAll(' ', '')).toMatch(/^\+155501\d{2,}$/)
        }
      }
    })
  })

  it('the same is replaced by the same, and other by other', () => {
    check((payload, result) => {
      const seen = new Map<string, string>()
      const back = new Map<string, string>()
      for (const [before, after] of pairsOf(payload, result)) {
        expect(seen.get(before) ?? after).toBe(after)
        seen.set(before, after)
        // Only capitals may make two out of one.
        expect(back.get(after.toLowerCase()) ?? before.toLowerCase()).toBe(before.toLowerCase())
        back.set(after.toLowerCase(), before.toLowerCase())
      }
    })
  })

  it('the name is made of given and family name, the address of both', () => {
    fc.assert(
      fc.property(related, (payload) => {
        const result = withInventedValues(payload as JsonObject)
        const { given_name: given, family_name: family, hd } = result as Record<string, string>
        expect(result['name']).toBe(`${given} ${family}`)
        expect(result['email']).toBe(`${given}.${family}@${hd}`)
        expect(String(result['about']).endsWith(`${given}.${family}@${hd}`)).toBe(true)
      }),
    )
  })

  it('the answer is always the same', () => {
    check(
      (payload, result) => {
        expect(withInventedValues(payload)).toEqual(result)
      },
      sized(30, 100),
    )
  })

  it('of any JSON at all the shape stays', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' }), {
          noNullPrototype: true,
        }),
        (value) => {
          const payload = JSON.parse(JSON.stringify(value)) as JsonObject
          expect(shape(withInventedValues(payload))).toEqual(shape(payload))
        },
      ),
      { numRuns: sized(100, 300) },
    )
  })

  it.each([
    ['one long word', 'a'.repeat(900_000)],
    ['many words', Array.from({ length: 100_000 }, (_, index) => `w${index}`).join(' ')],
    [
      'many addresses',
      Array.from({ length: 20_000 }, (_, index) => `a${index}@d${index}.com`).join(' '),
    ],
    ['dots', 'a.'.repeat(400_000)],
    ['at signs', '@'.repeat(900_000)],
    ['slashes', `https://${'/'.repeat(900_000)}`],
  ])('%s of nearly 1 MB are replaced in time', (_, text) => {
    expectNoSquare(
      (size) => text.slice(0, size),
      (part) => withInventedValues({ about: part }),
      sized(text.length / 4, text.length),
    )
  })
})

/** Texts before and after, place by place. */
function pairsOf(before: JsonValue, after: JsonValue): [string, string][] {
  const [left, right] = [texts(before), texts(after)]
  return left.map((text, index): [string, string] => [text, right[index] ?? ''])
}
