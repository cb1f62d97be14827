import type { JsonValue } from '../model/json-value'
import { isJsonObject, textMember } from '../model/json-value'
import { isoFrom, milliseconds } from '../model/times'
import {
  earlierDays,
  recentDays,
  type ConnectionCount,
  type OrganizationCount,
  type PeopleCounts,
} from './counts'
import { domainsOfPerson, hasOtherDomain, isForEmergency, type OrganizationDomains } from './group'
import { personOf, sessionOf, type AddressPaths } from './person'

const day = 24 * 60 * 60_000
/** In the place of a time that is not known, so that a list of times stays one of numbers. */
const unknown = -Infinity

/** What a count needs to know of its project. */
export interface PeopleFrame {
  readonly organizations: readonly OrganizationDomains[]
  /** Domains of which people outside are counted, as domains are compared. */
  readonly domains: readonly string[]
  /** Where identities of a schema, by its id, have e-mail addresses. */
  readonly pathsOf: (schemaId: string) => AddressPaths
  /** ISO 8601 time at which the read began: no sign-in counts as later. */
  readonly readAt: string
}

/**
 * Counts people as their pages come, in any order. Of each person it keeps their id and a few numbers, since sessions
 * have to be joined with them.
 */
export interface PeopleCounter {
  /**
   * Counts a page of `listIdentities`; who was counted before is not counted again.
   * @returns whether the page is one that was there before
   */
  addIdentities(page: readonly JsonValue[]): boolean
  /**
   * Counts a page of `listSessions` with their identities.
   * @returns whether the page is one that was there before
   */
  addSessions(page: readonly JsonValue[]): boolean
  counts(isWhole: boolean): PeopleCounts
}

interface ByConnection {
  readonly people: Set<number>
  readonly recent: Set<number>
  readonly earlier: Set<number>
  last: number
}

/** Whether a list came before, judged by its first entry: servers that repeat pages repeat them whole. */
function pagesSeen(): (page: readonly JsonValue[]) => boolean {
  const firsts = new Set<string>()
  return ([first]) => {
    const id = isJsonObject(first) ? textMember(first, 'id') : undefined
    if (id === undefined) return false
    const isKnown = firsts.has(id)
    firsts.add(id)
    return isKnown
  }
}

export function createPeopleCounter(frame: PeopleFrame): PeopleCounter {
  const { organizations, pathsOf, readAt } = frame
  const now = milliseconds(readAt)
  const recentFrom = now - recentDays * day
  const earlierFrom = recentFrom - earlierDays * day
  const ownDomains = new Map(organizations.map(({ id, domains }) => [id, new Set(domains)]))
  const outside = new Map(frame.domains.map((domain) => [domain, 0]))

  /** Position of each person in the lists below. */
  const places = new Map<string, number>()
  /** Position of the organization in the list below; -1 for none, -2 for who is not listed yet. */
  const organizationOf: number[] = []
  const lastOf: number[] = []
  const organizationIds: string[] = []
  const organizationPlaces = new Map<string, number>()
  const otherDomain: number[] = []
  const emergency: number[] = []
  const connections = new Map<string, ByConnection>()
  const identitySeen = pagesSeen()
  const sessionSeen = pagesSeen()

  function placeOf(id: string): number {
    const known = places.get(id)
    if (known !== undefined) return known
    const place = organizationOf.length
    places.set(id, place)
    organizationOf.push(-2)
    lastOf.push(unknown)
    return place
  }

  function organizationPlace(id: string): number {
    const known = organizationPlaces.get(id)
    if (known !== undefined) return known
    const place = organizationIds.length
    organizationPlaces.set(id, place)
    organizationIds.push(id)
    otherDomain.push(0)
    emergency.push(0)
    return place
  }
  for (const { id } of organizations) organizationPlace(id)

  function addIdentity(entry: JsonValue): void {
    const person = personOf(entry, pathsOf)
    if (!person) return
    const place = placeOf(person.id)
    if (organizationOf[place] !== -2) return
    const domains = domainsOfPerson(person)
    const { organizationId } = person
    if (organizationId === undefined) {
      organizationOf[place] = -1
      for (const domain of domains) {
        const count = outside.get(domain)
        if (count !== undefined) outside.set(domain, count + 1)
      }
      return
    }
    const at = organizationPlace(organizationId)
    organizationOf[place] = at
    const own = ownDomains.get(organizationId)
    if (own && hasOtherDomain(domains, own)) otherDomain[at] = (otherDomain[at] ?? 0) + 1
    if (isForEmergency(person)) emergency[at] = (emergency[at] ?? 0) + 1
  }

  function byConnection(key: string): ByConnection {
    const known = connections.get(key)
    if (known) return known
    const made = {
      people: new Set<number>(),
      recent: new Set<number>(),
      earlier: new Set<number>(),
      last: unknown,
    }
    connections.set(key, made)
    return made
  }

  function addSession(entry: JsonValue): void {
    const session = sessionOf(entry)
    if (!session) return
    const { personId, signIns } = session
    const place = personId === undefined ? undefined : placeOf(personId)
    for (const { connection, at = unknown } of signIns) {
      // A clock that is ahead says when, and not that it will be.
      const time = Math.min(at, now)
      if (place !== undefined && time > (lastOf[place] ?? unknown)) lastOf[place] = time
      if (connection === undefined) continue
      const count = byConnection(connection)
      if (time > count.last) count.last = time
      if (place === undefined) continue
      count.people.add(place)
      if (time >= recentFrom) count.recent.add(place)
      else if (time >= earlierFrom) count.earlier.add(place)
    }
  }

  const isoOf = (time: number): string | null => isoFrom(time) ?? null

  function organizationCounts(): { people: number; all: Record<string, OrganizationCount> } {
    const count = organizationIds.map(() => ({ people: 0, recent: 0, last: unknown }))
    let people = 0
    for (const [place, at] of organizationOf.entries()) {
      if (at === -2) continue
      people += 1
      const own = count[at]
      if (!own) continue
      own.people += 1
      const last = lastOf[place] ?? unknown
      if (last >= recentFrom) own.recent += 1
      if (last > own.last) own.last = last
    }
    const all = organizationIds.map((id, at): [string, OrganizationCount] => {
      const { people: some = 0, recent = 0, last = unknown } = count[at] ?? {}
      const more = { outsideDomains: otherDomain[at] ?? 0, emergency: emergency[at] ?? 0 }
      return [id, { people: some, recent, lastSignIn: isoOf(last), ...more }]
    })
    return { people, all: Object.fromEntries(all) }
  }

  return {
    addIdentities(page) {
      const isKnown = identitySeen(page)
      page.forEach(addIdentity)
      return isKnown
    },
    addSessions(page) {
      const isKnown = sessionSeen(page)
      page.forEach(addSession)
      return isKnown
    },
    counts(isWhole) {
      const { people, all } = organizationCounts()
      const by = [...connections].map(([key, count]): [string, ConnectionCount] => {
        const { people: some, recent, earlier, last } = count
        const more = { lastSignIn: isoOf(last), earlier: earlier.size }
        return [key, { people: some.size, recent: recent.size, ...more }]
      })
      const domains = [...outside].map(([domain, count]) => [domain, { outside: count }] as const)
      return {
        readAt,
        isWhole,
        people,
        organizations: all,
        connections: Object.fromEntries(by),
        domains: Object.fromEntries(domains),
      }
    },
  }
}
