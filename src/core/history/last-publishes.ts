import type { PublishSummary } from './publish-history'

/**
 * ISO 8601 times of the last publish of each organization and connection, by the key that it got then.
 *
 * @param publishes newest first
 */
export function lastPublishes(publishes: readonly PublishSummary[]): ReadonlyMap<string, string> {
  const times = new Map<string, string>()
  for (const { organizations = [], connections = [], scimClients = [], endedAt } of publishes) {
    for (const key of [...organizations, ...connections, ...scimClients]) {
      if (!times.has(key)) times.set(key, endedAt)
    }
  }
  return times
}
