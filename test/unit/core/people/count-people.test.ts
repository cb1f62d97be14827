import { expect, test } from 'vitest'
import { createPeopleCounter } from '../../../../src/core/people/count-people'
import { peopleCountsSchema } from '../../../../src/core/people/counts'

const readAt = '2026-11-27T12:00:00.000Z'
const start = () =>
  createPeopleCounter({
    organizations: [{ id: 'o', domains: ['a.example'] }],
    connections: ['oidc:c'],
    domains: ['a.example'],
    readAt,
  })
const person = (id: string, more: object = {}) => ({
  id,
  addresses: [`${id}@a.example`],
  emergencyFor: [],
  organizationId: 'o',
  ...more,
})
const session = (id: string, personId: string, at: string) => ({
  id,
  personId,
  signIns: [{ connection: 'oidc:c', at: Date.parse(at) }],
})

test('a clock that is ahead says when, and not that it will be', () => {
  const counter = start()
  counter.addPeople([person('p')])
  counter.addSessions([session('s', 'p', '2031-01-01T00:00:00Z')])
  expect(counter.counts(true)).toMatchObject({
    organizations: { o: { people: 1, recent: 1, lastSignIn: readAt } },
    connections: { 'oidc:c': { people: 1, recent: 1, lastSignIn: readAt } },
  })
})

test('people with the ID of a deleted organization are in none', () => {
  const counter = start()
  counter.addPeople([person('p', { organizationId: 'deleted' }), person('q')])
  expect(counter.counts(true)).toMatchObject({
    organizations: { o: { people: 1 } },
    domains: { 'a.example': { outside: 1 } },
  })
})

test('people without a session have an unknown last sign-in, and none that is never', () => {
  const counter = start()
  counter.addPeople([person('p'), person('q', { organizationId: undefined })])
  const counts = counter.counts(true)
  expect(counts.organizations['o']).toEqual({
    people: 1,
    recent: 0,
    lastSignIn: null,
    outsideDomains: 0,
    emergency: 0,
  })
  expect(counts.domains).toEqual({ 'a.example': { outside: 1 } })
  expect(peopleCountsSchema.parse(counts)).toEqual(counts)
})

test('sessions may come before their identities, and everybody is counted once', () => {
  const counter = start()
  counter.addSessions([
    session('s1', 'p', '2026-11-26T12:00:00Z'),
    session('s2', 'p', '2026-11-10T12:00:00Z'),
    session('s3', 'not-listed', '2026-11-10T12:00:00Z'),
  ])
  counter.addPeople([person('p'), person('p')])
  const counts = counter.counts(true)
  expect(counts.people).toBe(1)
  expect(counts.organizations['o']).toMatchObject({
    people: 1,
    recent: 1,
    lastSignIn: '2026-11-26T12:00:00.000Z',
  })
  expect(counts.connections['oidc:c']).toEqual({
    people: 2,
    recent: 1,
    earlier: 2,
    lastSignIn: '2026-11-26T12:00:00.000Z',
  })
})

test('a page that was there before is known: nobody in it is new, or its first session is not', () => {
  const counter = start()
  expect(counter.addPeople([person('p'), person('q')])).toBe(false)
  expect(counter.addPeople([person('q'), person('r')])).toBe(false)
  expect(counter.addPeople([person('r'), person('p')])).toBe(true)
  expect(counter.addPeople([])).toBe(false)
  expect(counter.addPeople([person('p'), person('q')])).toBe(true)
  expect(counter.addSessions([session('p', 'p', readAt)])).toBe(false)
  expect(counter.addSessions([])).toBe(false)
  expect(counter.addSessions([])).toBe(false)
  expect(counter.counts(false)).toMatchObject({ people: 3, isWhole: false })
})
