import { textMember, type JsonObject } from './json'
import type { Snapshot } from './snapshot'

/** An item of `scim_clients` in the normalized form. */
export interface StoredScimClient {
  /** `client_id`, also part of the server URL. */
  readonly key: string
  /** Position in `scim_clients`; valid only for this snapshot, never stored. */
  readonly index: number
  readonly entry: JsonObject
  /** The `client_id` is missing or not unique, so the client is read-only. */
  readonly ambiguous: boolean
}

/** Member of the normalized form. */
export const scimClientsMember = 'scim_clients'

const clients = new WeakMap<NonNullable<Snapshot['scim']>, readonly StoredScimClient[]>()

/** In the server's order; empty if never read. */
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

const serverMade = new Set(['id', 'project_revision_id', 'created_at', 'updated_at'])

export const withoutRow = (client: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(client).filter(([name]) => !serverMade.has(name)))
