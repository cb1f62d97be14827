import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodingsOf } from '../../../../src/main/scrub/decodings'
import { mappedText } from '../../../../src/main/scrub/mapped-text'
import { hidden } from '../../../../src/core/fields/hidden-text'
import { createSecretsInUse, isTokenShaped } from '../../../../src/main/scrub/secrets-in-use'
import { anySecret, secretForms, shownPieces } from '../../../support/texts/secret-forms'

function scrubbed(text: string, ...secrets: string[]): string {
  const inUse = createSecretsInUse()
  inUse.add(undefined, ...secrets)
  return inUse.scrub(text)
}

const names = Object.keys(secretForms)

test.each(names)('no secret is left of a text that quotes it %s', (name) => {
  fc.assert(
    fc.property(anySecret, fc.constantFrom('', ' ', '"', '='), (secret, around) => {
      const quoted = secretForms[name]!(secret)
      const text = scrubbed(`refused: ${around}${quoted}${around} is wrong`, secret)
      expect(shownPieces(text, secret)).toEqual([])
      expect(text).toContain(hidden)
      expect(text.startsWith('refused: ')).toBe(true)
      expect(text.endsWith(' is wrong')).toBe(true)
    }),
    { numRuns: 60 },
  )
})

const secret = 'pR9+x/Lq"27&vZ tu8Wm'

test('all forms in one text, beside each other, leave only its own words', () => {
  const text = names.map((name) => `${name}> ${secretForms[name]!(secret)} <`).join('\n')
  const seen = scrubbed(text, secret)
  expect(shownPieces(seen, secret)).toEqual([])
  for (const name of names) expect(seen).toContain(`${name}> `)
})

test('sixteen characters in a row are enough: a part, a cut, or a line of a key', () => {
  const long = 'Kx81mQz7Lw03Tr95Vb62Yn48Hc17'
  expect(scrubbed(`starts with ${long.slice(0, 20)}...`, long)).toBe(`starts with ${hidden}...`)
  expect(scrubbed(`ends with ${long.slice(-16)}.`, long)).toBe(`ends with ${hidden}.`)
  const line = Buffer.from('one line of a private key, nothing else').toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${line}\n${line}\n-----END PRIVATE KEY-----\n`
  expect(scrubbed(`line 2 is wrong: ${line}`, key)).toBe(`line 2 is wrong: ${hidden}`)
  const about = 'expected -----BEGIN PRIVATE KEY----- at the beginning'
  expect(scrubbed(about, key)).toBe(about)
})

describe('short secrets do not turn a text into mush', () => {
  const prose =
    'a client secret with a wrong tail; the key of the client is too short: abcd1 and abc'

  test.each([
    ['a', prose],
    ['t', prose],
    ['e', prose],
    ['the', prose],
    ['secr', prose],
    ['lient', prose],
    ['abcd', prose],
  ])('%s leaves prose as it is', (short, text) => {
    expect(scrubbed(text, short)).toBe(text)
  })

  test.each([
    ['ab', 'client_secret "ab" is wrong', `client_secret "${hidden}" is wrong`],
    ['ab', 'client_secret=ab&x=1', `client_secret=${hidden}&x=1`],
    ['ab', '{"client_secret":"ab"}', `{"client_secret":"${hidden}"}`],
    ['ab', 'secret: ab', `secret: ${hidden}`],
    ['hunt5', 'secret hunt5 is wrong, hunt52 is not', `secret ${hidden} is wrong, hunt52 is not`],
    ['p%+&', 'form secret=p%25%2B%26', `form secret=${hidden}`],
    ['hunter2x', 'xhunter2xx', `x${hidden}x`],
  ])('%s is hidden where it is given: %s', (short, text, expected) => {
    expect(scrubbed(text, short)).toBe(expected)
  })

  test('and none changes a text that does not give it', () => {
    const word = fc.stringMatching(/^[a-z]{1,7}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 20 }), word, (words, short) => {
        fc.pre(!words.includes(short))
        const text = words.join(' ')
        // "aajpza" is base64 too: of `j:s`, which does give the secret `s`.
        const decoded = decodingsOf(mappedText(text), short.length).slice(1)
        fc.pre(!decoded.some((each) => each.text.includes(short)))
        expect(scrubbed(text, short)).toBe(text)
      }),
    )
  })
})

test('a text without a secret stays as it is, whatever it looks like', () => {
  const texts = fc.oneof(fc.string(), fc.base64String(), fc.webUrl(), fc.json())
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!text.includes('Zq'))
      expect(scrubbed(text, 'ZqZqZqZqZqZqZqZqZqZq', 'Zq12345678')).toBe(text)
    }),
    { numRuns: 50 },
  )
})

test('a text that is too long for a message is cut, with no part of a secret at the cut', () => {
  const key = 'Kx81mQz7Lw03'
  const filler = 'no-secret '.repeat(2000)
  for (let shift = 0; shift < 12; shift += 1) {
    const head = filler.slice(0, 16 * 1024 - shift)
    const text = scrubbed(head + key + filler, key)
    expect(text.length).toBeLessThan(16 * 1024)
    expect(text.endsWith('…')).toBe(true)
    expect(text).not.toContain('Kx8')
  }
})

test('every text of a JSON value is scrubbed, at any depth', () => {
  const inUse = createSecretsInUse()
  inUse.add(undefined, secret)
  const value = { a: [secret, { b: `x ${secret}`, n: 1, z: null }], c: true }
  expect(inUse.scrubJson(value)).toEqual({
    a: [hidden, { b: `x ${hidden}`, n: 1, z: null }],
    c: true,
  })
})

test('of a value with very many words the first are looked at, and no others are shown', () => {
  const inUse = createSecretsInUse()
  inUse.add(undefined, secret)
  const words = Array.from({ length: 3_000 }, (_each, index) => ({
    message: `${index} is wrong: ${'no secret at all, '.repeat(5)} ${secret}`,
  }))
  const seen = inUse.scrubJson(words) as unknown as typeof words
  expect(seen).toHaveLength(words.length)
  expect(JSON.stringify(seen)).not.toContain(secret.slice(0, 8))
  expect(seen[0]?.message).toMatch(/^0 is wrong: .*\[hidden\]$/)
  expect(seen.filter(({ message }) => message !== '…').length).toBeLessThan(1_000)
})

test('words of a message are taken for base64 only where what is looked for fits into them', () => {
  const words = mappedText('The request contained invalid parameters: additional_scopes')
  expect(decodingsOf(words, 16)).toEqual([words])
  expect(decodingsOf(words, 4).length).toBeGreaterThan(1)
})

test('work grows with the text and not with what is in it', () => {
  const inUse = createSecretsInUse()
  inUse.add(
    undefined,
    ...Array.from({ length: 500 }, (_each, index) => `secret number ${index} of many`),
  )
  const hostile = ['\\\\'.repeat(4_000), '%25'.repeat(5_000), '&amp;'.repeat(3_000)]
  for (const text of hostile) expect(inUse.scrub(text)).toBe(text.slice(0, 16 * 1024))
})

describe('a text in which every encoding occurs again and again', () => {
  const forms: ((text: string) => string)[] = [
    encodeURIComponent,
    (text) => JSON.stringify(text),
    (text) => Buffer.from(text).toString('base64'),
    (text) => text.replaceAll('&', '&amp;').replaceAll('%', '&#37;'),
  ]
  const seed = String.raw`\\%2525&amp;amp;%5c%26amp;&#37;25\u0025&#92;+ `
  const tangled = [seed, ...forms.flatMap((form) => forms.map((other) => form(other(seed))))].join(
    '',
  )
  const repeated = (size: number) => tangled.repeat(Math.ceil(size / tangled.length)).slice(0, size)

  test('is decoded only so far', () => {
    const decoded = (size: number, left: number) =>
      decodingsOf(mappedText(repeated(size)), 16, { left })
        .map(({ text }) => text.length)
        .reduce((sum, length) => sum + length, 0)
    // By itself it has hundreds of decodings.
    expect(decoded(4_096, Infinity)).toBeGreaterThan(100 * 4_096)
    expect(decoded(4_096, 50_000)).toBeLessThan(50_000 + 2 * 4_096)
  })

  test('is cut where looking at all of it would take long, alone and in a value', () => {
    const inUse = createSecretsInUse()
    inUse.add(undefined, secret)
    expect(inUse.scrub(repeated(16_384)).length).toBeLessThan(2_048)
    const value = Array.from({ length: 40 }, (_each, at) => repeated(1_000 + at))
    const seen = inUse.scrubJson(value) as string[]
    expect(seen.filter((text) => text !== '…').length).toBeLessThan(20)
  })

  test('loses the secrets in it all the same', () => {
    const inUse = createSecretsInUse()
    inUse.add(undefined, secret)
    for (const place of [0, 700, 2_040, 9_000, 16_380]) {
      const text = repeated(place) + forms.map((form) => form(secret)).join(' ') + repeated(9_000)
      expect(shownPieces(inUse.scrub(text), secret)).toEqual([])
    }
  })
})

test.each([
  ['ory_apikey_A1b2C3d4E5f6G7h8I9j0', true],
  ['VwRkYxTzAbCdEfGhIjKlMnOpQrStUvWx', true],
  ['eyJhbGciOiJIUzI1NiJ9.e30.AbC-dEf_', true],
  ['6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13', true],
  ['Litware International', false],
  ['LitwareInternational', false],
  ['litware-international.example', false],
  ['Litware International 2026 and its daughters', false],
  ['a1', false],
  ['', false],
])('%j as a token: %s', (text, expected) => {
  expect(isTokenShaped(text)).toBe(expected)
})
