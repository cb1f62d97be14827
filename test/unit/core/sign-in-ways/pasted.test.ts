import { expect, test } from 'vitest'
import { addressesIn } from '../../../../src/core/sign-in-ways/pasted'
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
  })
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
