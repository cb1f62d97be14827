import { isObject, textOf, type JsonObject } from './json'
import type { StoredProject } from './types'

/** A list whose entries may be made when they are asked for; an array is one. */
export interface Listed {
  readonly length: number
  at: (index: number) => JsonObject | undefined
}

/** The people of one project, as its admin API has them. Sessions have their identities with them. */
export interface People {
  readonly identities: Listed
  readonly sessions: Listed
}

/** Called for each page: what it gives is to be the same each time, unless people come and go. */
export type PeopleOf = (project: StoredProject) => People

export const entriesOf = (all: Listed): JsonObject[] =>
  Array.from({ length: all.length }, (_, at) => all.at(at)).filter((entry) => entry !== undefined)

/**
 * The same people after SCIM clients created, updated and deleted some.
 *
 * @param written identities by their IDs
 */
export function withProvisioned(
  people: People,
  written: ReadonlyMap<string, JsonObject>,
  deleted: ReadonlySet<string>,
): People {
  if (written.size === 0 && deleted.size === 0) return people
  const newest = (identity: JsonObject) => {
    const id = textOf(identity['id'] ?? '')
    return deleted.has(id) ? [] : [written.get(id) ?? identity]
  }
  const identities = entriesOf(people.identities)
  const known = new Set(identities.map(({ id }) => id))
  const created = [...written.values()].filter(({ id }) => !known.has(id))
  const sessions = entriesOf(people.sessions).flatMap((session) => {
    const { identity } = session
    return isObject(identity) ? newest(identity).map((now) => ({ ...session, identity: now })) : []
  })
  return { identities: [...identities.flatMap(newest), ...created], sessions }
}
