import { isoFrom, milliseconds } from '../model/times'
import {
  earlierDays,
  recentDays,
  type ConnectionCount,
  type OrganizationCount,
  type PeopleCounts,
} from './counts'
import { domainsOfPerson, hasOtherDomain, isForEmergency, type OrganizationDomains } from './group'
import type { Person, Session } from './person'

const day = 24 * 60 * 60_000
/** Stand-ins for an organization: none or unknown, and not listed yet. */
const [inNone, notListed] = [-1, -2]
/** Unknown time, as a number. */
const unknown = -Infinity

export interface PeopleFrame {
  readonly organizations: readonly OrganizationDomains[]
  /** Connection keys, `oidc:ID` or `saml:ID`; sign-ins by others are ignored. */
  readonly connections: readonly string[]
  readonly domains: readonly string[]
  /** ISO 8601 time at which the read began; later sign-ins count as at this time. */
  readonly readAt: string
}

/** Counts people from pages in any order. Keeps an ID and a few numbers per person, to join sessions with them. */
export interface PeopleCounter {
  /**
   * Counts a page of `listIdentities`, skipping known people. Returns whether the page repeats earlier ones: it has
   * people, but nobody new.
   */
  addPeople(page: readonly Person[]): boolean
  /**
   * Counts a page of `listSessions`. Returns whether the page was counted before, recognized by its first session ID to
   * save memory.
   */
  addSessions(page: readonly Session[]): boolean
  counts(isWhole: boolean): PeopleCounts
}

interface ByOrganization {
  people: number
  recent: number
  /** Milliseconds since 1970. */
  last: number
  outsideDomains: number
  emergency: number
  readonly domains: ReadonlySet<string>
}

interface ByConnection {
  readonly people: Set<number>
  readonly recent: Set<number>
  readonly earlier: Set<number>
  last: number
}

export function createPeopleCounter(frame: PeopleFrame): PeopleCounter {
  const { readAt } = frame
  const now = milliseconds(readAt)
  const recentFrom = now - recentDays * day
  const earlierFrom = recentFrom - earlierDays * day
  const outside = new Map(frame.domains.map((domain) => [domain, 0]))
  const organizations = frame.organizations.map(({ domains }): ByOrganization => ({
    people: 0,
    recent: 0,
    last: unknown,
    outsideDomains: 0,
    emergency: 0,
    domains: new Set(domains),
  }))
  const organizationPlaces = new Map(frame.organizations.map(({ id }, at) => [id, at]))
  const connections = new Map(
    frame.connections.map((key): [string, ByConnection | undefined] => [key, undefined]),
  )

  /** Index of each person in the lists below; sharded, since growing one large map is slow. */
  const places = Array.from({ length: 16 }, () => new Map<string, number>())
  const organizationOf: number[] = []
  /** Milliseconds since 1970. */
  const lastOf: number[] = []
  let people = 0
  /** IDs of the first session of each page. */
  const firsts = new Set<string>()

  function placeOf(id: string): number {
    const some = places[id.charCodeAt(0) % places.length]
    const known = some?.get(id)
    if (known !== undefined) return known
    const place = organizationOf.length
    some?.set(id, place)
    organizationOf.push(notListed)
    lastOf.push(unknown)
    return place
  }

  /** Updates an organization's counts incrementally, to avoid a pass over all people. */
  function noteLast(own: ByOrganization, before: number, time: number): void {
    if (before < recentFrom && time >= recentFrom) own.recent += 1
    if (time > own.last) own.last = time
  }

  function countOutside(domains: readonly string[]): void {
    for (const domain of domains) {
      const count = outside.get(domain)
      if (count !== undefined) outside.set(domain, count + 1)
    }
  }

  function addPerson(person: Person): void {
    const place = placeOf(person.id)
    if (organizationOf[place] !== notListed) return
    people += 1
    const domains = domainsOfPerson(person)
    const { organizationId } = person
    const at = organizationId === undefined ? undefined : organizationPlaces.get(organizationId)
    organizationOf[place] = at ?? inNone
    // Deleting an organization leaves its ID in identities.
    if (at === undefined) countOutside(domains)
    const own = at === undefined ? undefined : organizations[at]
    if (!own) return
    own.people += 1
    noteLast(own, unknown, lastOf[place] ?? unknown)
    if (hasOtherDomain(domains, own.domains)) own.outsideDomains += 1
    if (isForEmergency(person)) own.emergency += 1
  }

  /** Returns `undefined` for connections that the project does not have. */
  function byConnection(key: string): ByConnection | undefined {
    const known = connections.get(key)
    if (known || !connections.has(key)) return known
    const made = {
      people: new Set<number>(),
      recent: new Set<number>(),
      earlier: new Set<number>(),
      last: unknown,
    }
    connections.set(key, made)
    return made
  }

  function addSession({ personId, signIns }: Session): void {
    const place = personId === undefined ? undefined : placeOf(personId)
    for (const { connection, at = unknown } of signIns) {
      // Clamp times from clocks that run ahead.
      const time = Math.min(at, now)
      const before = place === undefined ? now : (lastOf[place] ?? unknown)
      if (place !== undefined && time > before) {
        lastOf[place] = time
        const own = organizations[organizationOf[place] ?? inNone]
        if (own) noteLast(own, before, time)
      }
      const count = connection === undefined ? undefined : byConnection(connection)
      if (!count) continue
      if (time > count.last) count.last = time
      if (place === undefined) continue
      count.people.add(place)
      if (time >= recentFrom) count.recent.add(place)
      else if (time >= earlierFrom) count.earlier.add(place)
    }
  }

  const isoOf = (time: number): string | null => isoFrom(time) ?? null

  return {
    addPeople(page) {
      const before = people
      page.forEach(addPerson)
      return page.length > 0 && people === before
    },
    addSessions(page) {
      const first = page[0]?.id
      const isKnown = first !== undefined && firsts.has(first)
      if (first !== undefined) firsts.add(first)
      page.forEach(addSession)
      return isKnown
    },
    counts(isWhole) {
      const all = frame.organizations.flatMap(({ id }, at): [string, OrganizationCount][] => {
        const own = organizations[at]
        if (!own) return []
        const { domains: _domains, last, ...numbers } = own
        return [[id, { ...numbers, lastSignIn: isoOf(last) }]]
      })
      const by = [...connections].flatMap(([key, count]): [string, ConnectionCount][] => {
        if (!count) return []
        const { people: some, recent, earlier, last } = count
        const more = { lastSignIn: isoOf(last), earlier: earlier.size }
        return [[key, { people: some.size, recent: recent.size, ...more }]]
      })
      const domains = [...outside].map(([domain, count]) => [domain, { outside: count }] as const)
      return {
        readAt,
        isWhole,
        people,
        organizations: Object.fromEntries(all),
        connections: Object.fromEntries(by),
        domains: Object.fromEntries(domains),
      }
    },
  }
}
