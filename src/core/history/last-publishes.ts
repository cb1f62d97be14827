import type { PublishSummary } from './publish-history'

/** ISO 8601 times by the key after the publish; `publishes` newest first. */
export function lastPublishes(publishes: readonly PublishSummary[]): ReadonlyMap<string, string> {
  const times = new Map<string, string>()
  for (const { organizations = [], connections = [], scimClients = [], endedAt } of publishes) {
    for (const key of [...organizations, ...connections, ...scimClients]) {
      if (!times.has(key)) times.set(key, endedAt)
    }
  }
  return times
}
