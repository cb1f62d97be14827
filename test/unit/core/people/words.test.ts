import { expect, it } from 'vitest'
import type { PeopleCounts } from '../../../../src/core/people/counts'
import { peopleAt, peopleText } from '../../../../src/core/people/words'

const counts: PeopleCounts = {
  readAt: '2026-11-25T10:00:00.000Z',
  isWhole: true,
  people: 300,
  organizations: {
    o1: { people: 214, recent: 31, lastSignIn: null, outsideDomains: 0, emergency: 0 },
  },
  connections: {
    'oidc:a': { people: 180, recent: 30, earlier: 0, lastSignIn: '2026-11-25T09:00:00.000Z' },
  },
  domains: {},
}

it('finds what was counted of an organization and a connection, and nobody where no session was seen', () => {
  expect(peopleAt(counts, { kind: 'organization', key: 'o1' })).toMatchObject({ people: 214 })
  expect(peopleAt(counts, { kind: 'connection', key: 'oidc:a' })).toMatchObject({ people: 180 })
  const none = { people: 0, recent: 0, lastSignIn: null }
  expect(peopleAt(counts, { kind: 'connection', key: 'saml:a' })).toEqual(none)
})

it('knows nothing of an organization that came after the count, which is not that nobody is in it', () => {
  expect(peopleAt(counts, { kind: 'organization', key: 'o2' })).toBeUndefined()
})

it('knows of nobody in what a draft makes, nor of what has no people', () => {
  expect(peopleAt(counts, { kind: 'organization', key: 'new:1' })).toBeUndefined()
  expect(peopleAt(counts, { kind: 'scim-client', key: 'o1' })).toBeUndefined()
})

it('says that there may be more where a count stopped early', () => {
  expect([peopleText(1, true), peopleText(1234, true)]).toEqual(['1 person', '1,234 people'])
  expect([peopleText(1, false), peopleText(0, false)]).toEqual([
    'at least 1 person',
    'at least 0 people',
  ])
})
