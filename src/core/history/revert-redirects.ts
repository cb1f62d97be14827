import { textMember } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { callbackOf, serverCallback } from '../links/connection-callback'
import type { Intents } from '../intents/intents'
import type { RecordedEntity } from './publish-history'
import { protocolOf, type RevertedEntity } from './revert-entity'
import { workingCopy } from '../draft/working-copy'

/** A redirect URL changed by a revert, which has to be updated at the identity provider. */
export interface ChangedRedirect {
  readonly label: string
  readonly connectionKey: string
  /** The URL configured at the identity provider. */
  readonly from: string
  /** Absent until the organization has been created and has its id. */
  readonly to?: string
}

/**
 * Redirect URLs that change: those of connections whose organization is created again with a new id, or
 * whose own id changes.
 *
 * @param next the draft's intents including the revert
 */
export function changedRedirects(
  snapshot: Snapshot,
  entities: readonly RecordedEntity[],
  next: Intents,
  reverted: readonly RevertedEntity[],
): ChangedRedirect[] {
  const copy = workingCopy(snapshot, next)
  return reverted.flatMap(({ item, change }): ChangedRedirect[] => {
    const { target, label } = item
    if (target.kind !== 'connection' || change.length === 0) return []
    const working = copy.connections.find((entity) => entity.target.key === target.key)
    if (!working || working.status === 'deleted') return []
    // The identity provider's last known URL: today's, or else the one from before the publish.
    const former = entities.find(
      ({ kind, before }) =>
        kind === 'connection' &&
        before !== undefined &&
        protocolOf(before.key) === working.protocol &&
        textMember(before.document, 'id') === textMember(working.fields, 'id'),
    )?.before?.document
    const told = working.server ?? former
    if (!told) return []
    const old = serverCallback(snapshot, working.protocol, told)
    const now = callbackOf(snapshot, working)
    if (old.kind !== 'known' || (now.kind === 'known' && now.url === old.url)) return []
    return [
      {
        label,
        connectionKey: target.key,
        from: old.url,
        ...(now.kind === 'known' ? { to: now.url } : {}),
      },
    ]
  })
}
