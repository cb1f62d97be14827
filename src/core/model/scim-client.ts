import { textMember, type JsonObject } from './json'
import type { Snapshot } from './snapshot'

/** One SCIM client on the server: an item of `scim_clients` of the normalized form. */
export interface StoredScimClient {
  /** Its `client_id`, which its server URL has too. */
  readonly key: string
  /** Position in `scim_clients`, valid for this snapshot only; never stored. */
  readonly index: number
  readonly entry: JsonObject
  /** Another item has the same `client_id` (or none): it cannot be addressed safely, so it is read-only. */
  readonly ambiguous: boolean
}

/** The member of the normalized form with all SCIM clients of a project. */
export const scimClientsMember = 'scim_clients'

const clients = new WeakMap<NonNullable<Snapshot['scim']>, readonly StoredScimClient[]>()

/** Every SCIM client of a snapshot, in the server's order; none where they were never read. */
export function scimClientsOf({ scim }: Pick<Snapshot, 'scim'>): readonly StoredScimClient[] {
  if (!scim) return []
  const known = clients.get(scim)
  if (known) return known
  const counts = new Map<string, number>()
  for (const entry of scim.clients) {
    const id = textMember(entry, 'client_id') ?? ''
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const found = scim.clients.map((entry, index) => {
    const id = textMember(entry, 'client_id') ?? ''
    const ambiguous = id === '' || (counts.get(id) ?? 0) > 1
    return { key: ambiguous ? `${id}#${index}` : id, index, entry, ambiguous }
  })
  clients.set(scim, found)
  return found
}

/** What of a client the server makes anew with each revision; it says nothing of what a person set. */
const serverMade = new Set(['id', 'project_revision_id', 'created_at', 'updated_at'])

/** A client without what the server makes anew with each revision, such as the id of its row. */
export const withoutRow = (client: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(client).filter(([name]) => !serverMade.has(name)))
