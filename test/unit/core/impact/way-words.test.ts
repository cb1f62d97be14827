import { expect, test } from 'vitest'
import { addressWays } from '../../../../src/core/impact/way-words'
import { setUpOfParts, type Parts } from './set-ups'

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
