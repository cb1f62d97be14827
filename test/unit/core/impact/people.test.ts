import { expect, test } from 'vitest'
import { impactOf } from '../../../../src/core/impact/impact'
import { impactPeople, withPeople } from '../../../../src/core/impact/people'
import type { PeopleCounts } from '../../../../src/core/people/counts'
import { setUpOfParts, type Parts } from './set-ups'

const nowIso = '2026-11-27T00:00:00.000Z'
const parts: Parts = {
  organizations: [
    { id: 'o1', label: 'Pebble', domains: ['pebble.example'] },
    { id: 'o2', label: 'Shell', domains: [] },
  ],
  connections: [
    { id: 'x', label: 'Okta', protocol: 'oidc', organization: 'o1', issuer: true },
    { id: 'g', label: 'Google', protocol: 'oidc', issuer: true },
  ],
  oidc: true,
  saml: true,
}
const before = setUpOfParts(parts)
const organization = (people: number, recent: number) => ({
  people,
  recent,
  lastSignIn: nowIso,
  outsideDomains: 0,
  emergency: 0,
})
const counts = (more: Partial<PeopleCounts> = {}): PeopleCounts => ({
  readAt: '2026-11-26T12:00:00.000Z',
  isWhole: true,
  people: 300,
  organizations: { o1: organization(214, 31), o2: organization(0, 0) },
  connections: {
    'oidc:x': { people: 190, recent: 30, earlier: 90, lastSignIn: nowIso },
    'oidc:g': { people: 40, recent: 4, earlier: 9, lastSignIn: nowIso },
  },
  domains: {},
  ...more,
})
const linesTo = (after: Partial<Parts>) =>
  impactOf(before, setUpOfParts({ ...parts, ...after }), { nowIso }).lines
const peopleOf = (after: Partial<Parts>, known: PeopleCounts | undefined = counts()) =>
  withPeople(linesTo(after), before, known).map(({ kind, people }) => [kind, people])

test('who is locked out is counted by the organization that took them', () => {
  const after = { connections: parts.connections.slice(1) }
  expect(peopleOf(after)).toEqual([
    ['locked-out', '31 of 214 people of Pebble signed in within 7 days (counted on 26 Nov 2026).'],
    [
      'connection-gone',
      '30 of at least 190 people who signed in with it did so within 7 days (counted on 26 Nov 2026).',
    ],
  ])
  expect(impactPeople(linesTo(after), before, counts())).toBe(
    '31 of 214 people signed in within 7 days (counted on 26 Nov 2026).',
  )
})

test('a connection of another organization, or of everybody, is counted besides', () => {
  const after = { connections: [] }
  expect(impactPeople(linesTo(after), before, counts())).toBe(
    '35 of at least 254 people signed in within 7 days (counted on 26 Nov 2026).',
  )
})

test('a count that stopped early says “at least”, and one that never was says nothing', () => {
  const after = { connections: parts.connections.slice(1) }
  const [line] = peopleOf(after, counts({ isWhole: false }))
  expect(line?.[1]).toBe(
    'at least 31 of at least 214 people of Pebble signed in within 7 days (counted on 26 Nov 2026).',
  )
  expect(withPeople(linesTo(after), before, undefined)).toEqual(linesTo(after))
  expect(impactPeople(linesTo(after), before, undefined)).toBeUndefined()
})

test('nobody is said only where all were counted', () => {
  const nobody = counts({ organizations: { o1: organization(0, 0) }, connections: {} })
  const after = { connections: parts.connections.slice(1) }
  expect(peopleOf(after, nobody)).toEqual([
    ['locked-out', 'Nobody is in Pebble (counted on 26 Nov 2026).'],
    [
      'connection-gone',
      'No session by it is kept, so when it was used last is not known (counted on 26 Nov 2026).',
    ],
  ])
  expect(impactPeople([], before, counts())).toBeUndefined()
  // It came after the count.
  expect(peopleOf(after, counts({ organizations: {} }))[0]).toEqual(['locked-out', undefined])
})
