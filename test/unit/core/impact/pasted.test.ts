import { expect, test } from 'vitest'
import { addressesIn, addressWays } from '../../../../src/core/impact/pasted'
import { expectNoSquare } from '../../../support/growth'
import { setUpOfParts, type Parts } from './set-ups'

test('addresses and domains are found in whatever was pasted, each once', () => {
  const text =
    'Ann <ann@pebble.example>, bob@quartz.example; "c@d.example"\tmailto:e@f.example\nANN@pebble.example\nno address\npebble.example.'
  expect(addressesIn(text)).toEqual({
    addresses: [
      'ANN@pebble.example',
      'bob@quartz.example',
      'c@d.example',
      'e@f.example',
      'pebble.example',
    ],
    more: 0,
  })
})

test('no more than 1,000 are listed, and the rest is counted', () => {
  const text = Array.from({ length: 1200 }, (_none, index) => `p${index}@d.example`).join('\n')
  const found = addressesIn(text)
  expect(found.addresses).toHaveLength(1000)
  expect(found.more).toBe(200)
})

test.each(['.', '@', 'a@', 'a.', ':', 'mailto:'])(
  'a long text of nothing but %s is no square',
  (part) => {
    expectNoSquare((size) => part.repeat(Math.ceil(size / part.length)), addressesIn, 64_000)
  },
)

test('each has its way before and after', () => {
  const before: Parts = {
    organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
    connections: [{ id: 'x', label: 'Okta', protocol: 'oidc', organization: 'o', issuer: true }],
    oidc: true,
    saml: false,
  }
  const after = { ...before, connections: [] }
  const ways = addressWays(setUpOfParts(before), setUpOfParts(after), [
    'a@pebble.example',
    'b@other.example',
  ])
  expect(ways).toEqual([
    {
      address: 'a@pebble.example',
      before: 'Pebble, by Okta',
      after: 'Pebble, locked out: no connection',
      verdict: 'locked-out',
    },
    {
      address: 'b@other.example',
      before: 'No organization',
      after: 'No organization',
      verdict: 'same',
    },
  ])
})
