import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { serverCallback } from '../../../core/links/connection-callback'

/** A connection whose redirect URL another base moves. */
export interface MovedCallback {
  readonly key: string
  readonly label: string
  readonly organization: string | undefined
  readonly before: string
  readonly after: string
}

/** Whose redirect URLs change when the settings become these; all at once, with their publish. */
export function movedCallbacks(
  snapshot: Snapshot,
  copy: WorkingCopy,
  settings: JsonObject,
): MovedCallback[] {
  const names = new Map(
    copy.organizations.map(({ target, fields }) => [target.key, entityLabel(fields, target)]),
  )
  return copy.connections.flatMap(({ target, protocol, status, server, fields }) => {
    if (status === 'deleted' || !server || protocol !== 'oidc') return []
    const before = serverCallback(snapshot, protocol, server)
    const after = serverCallback(snapshot, protocol, server, settings)
    if (before.kind !== 'known' || after.kind !== 'known' || before.url === after.url) return []
    const key = textMember(fields, 'organization_id') ?? ''
    const label = entityLabel(fields, target)
    const organization = names.get(key)
    return [{ key: target.key, label, organization, before: before.url, after: after.url }]
  })
}
