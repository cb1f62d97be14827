import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressesIn, isAddress, malformedWords } from '../../../../src/core/sign-in-ways/pasted'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/sign-in-ways/pasted')>(
  'src/core/sign-in-ways/pasted.ts',
)

test('addresses and domains are found in whatever was pasted, each once', () => {
  const text =
    'Ann <ann@pebble.example>, bob@quartz.example; "c@d.example"\tmailto:e@f.example\nANN@pebble.example\nno address\npebble.example. eve@host'
  expect(addressesIn(text)).toEqual({
    addresses: [
      'ANN@pebble.example',
      'bob@quartz.example',
      'c@d.example',
      'e@f.example',
      'pebble.example',
      'eve@host',
    ],
    more: 0,
    malformed: ['no address'],
  })
})

test.each([
  ["o'brien@pebble.example", "o'brien@pebble.example"],
  ["'o’brien@pebble.example'", 'o’brien@pebble.example'],
  ['“ann+tag@pebble.example”!', 'ann+tag@pebble.example'],
  ['"ann"@pebble.example', '"ann"@pebble.example'],
  ['"Bell, Ann" <ann@bücher.example>', 'ann@bücher.example'],
  ['Ann <ann@xn--bcher-kva.example>.', 'ann@xn--bcher-kva.example'],
])('%j is one address', (text, address) => {
  expect(addressesIn(text)).toEqual({ addresses: [address], more: 0, malformed: [] })
})

test.each([
  'ann@@pebble.example',
  'ann@pebble.example@quartz.example',
  '@pebble.example',
  'ann@',
  '.ann@pebble.example',
  'ann@pebble..example',
  'Ann Bell',
])('%j is named as no address', (item) => {
  expect(addressesIn(`eve@host; ${item}, bob@host`)).toEqual({
    addresses: ['eve@host', 'bob@host'],
    more: 0,
    malformed: [item],
  })
})

test('five malformed items are named and the rest is counted', () => {
  const { malformed } = addressesIn('a@\nb@\nc@\nd@\ne@\nf@\ng@')
  expect(malformedWords(malformed)).toBe('Not an e-mail address: a@, b@, c@, d@, e@ and 2 more.')
  expect(malformedWords([])).toBe('')
})

test('every pasted item is answered or named, with nothing cut off', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9+_]{1,6}(?:[.'-][A-Za-z0-9]{1,4})?$/)
  const domain = fc.constantFrom(
    'pebble.example',
    'PEBBLE.Example',
    'bücher.example',
    'xn--bcher-kva.example',
    'host',
  )
  const good = fc.tuple(part, domain).map(([local, at]) => `${local}@${at}`)
  const bad = fc.oneof(
    part.map((local) => `${local}@@host`),
    domain.map((at) => `@${at}`),
    part.map((local) => `${local}@`),
    part.map((local) => `${local}@a@b`),
  )
  const dressed = fc.tuple(
    fc.oneof(
      good.map((item) => ({ item, isGood: true })),
      bad.map((item) => ({ item, isGood: false })),
    ),
    fc.constantFrom(
      ['', ''],
      ['<', '>'],
      ['Ann <', '>'],
      ['"', '"'],
      ["'", "'"],
      ['(', ').'],
      ['  ', '.'],
      ['mailto:', ''],
    ),
  )
  const between = fc.constantFrom(',', ';', '\n', '\r\n', ' , ')
  fc.assert(
    fc.property(fc.array(dressed, { minLength: 1, maxLength: 8 }), between, (items, gap) => {
      const text = items.map(([{ item }, [before, after]]) => `${before}${item}${after}`).join(gap)
      const { addresses, malformed } = addressesIn(text)
      const answered = new Set(addresses.map((item) => item.toLowerCase()))
      const expected = new Set(
        items.flatMap(([{ item, isGood }]) => (isGood ? [item.toLowerCase()] : [])),
      )
      expect(answered).toEqual(expected)
      for (const [{ item, isGood }] of items) {
        if (!isGood) expect(malformed.join('\n')).toContain(item)
      }
      expect(addresses.every(isAddress)).toBe(true)
    }),
  )
})

test('no more than 3,000 are listed, and the rest is counted', () => {
  const text = Array.from({ length: 3200 }, (_none, index) => `p${index}@d.example`).join('\n')
  const found = addressesIn(text)
  expect(found.addresses).toHaveLength(3000)
  expect(found.more).toBe(200)
})

test.each(['.', '@', 'a@', 'a.', ':', 'mailto:'])(
  'a long text of nothing but %s is no square',
  async (part) => {
    const make = (size: number) => part.repeat(Math.ceil(size / part.length))
    await expectNoSquare(make, counted.addressesIn, 64_000)
  },
)

test('a text of any length is looked through whole: no address is cut in two, and what is left out is counted', () => {
  // The end of a million characters stands within an address: cut there, it would be one of somebody else.
  const before = 'x '.repeat(499_990)
  const { addresses, more } = addressesIn(`${before} ann@pebble.example.org bob@quartz.example`)
  expect(addresses).toEqual(['ann@pebble.example.org', 'bob@quartz.example'])
  expect(more).toBe(0)
  const many = Array.from({ length: 250_000 }, (_none, index) => `p${index}@pebble.example`)
  expect(addressesIn(many.join('\n')).more).toBe(247_000)
})
