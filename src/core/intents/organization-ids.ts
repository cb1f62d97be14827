import type { Intents } from './intents'

/** Ids of new organizations, by their draft keys: as proposed, or as the server gave them. */
export type OrganizationIds = Readonly<Record<string, string>>

const newUuid = /^new:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The id proposed for a new organization: the UUID of its key in the draft; `undefined` for any other key. */
export function proposedId(key: string): string | undefined {
  return newUuid.exec(key)?.[1]
}

/** The ids that are proposed for the new organizations of intents, by their draft keys. */
export function proposedIds(intents: Intents): OrganizationIds {
  return Object.fromEntries(
    Object.keys(intents.organization).flatMap((key) => {
      const id = proposedId(key)
      return id === undefined ? [] : [[key, id] as const]
    }),
  )
}
