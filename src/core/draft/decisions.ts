import { organizationFields } from '../fields/other-fields'
import type { Snapshot } from '../model/snapshot'
import { undoDeletionChanges } from './cascades'
import { currentEntity } from '../intents/current-intents'
import { resolveConflict, type Conflict, type ConflictChoice } from './conflicts'
import { intentOf, moveIntents, type IntentChange, type Intents } from '../intents/intents'
import { relinkedConnections } from './relink'
import { serverEntity } from '../intents/server-entities'

export interface Decision {
  readonly conflict: Conflict
  readonly choice: ConflictChoice
}

const ownFields: ReadonlySet<string> = new Set(organizationFields.map(({ name }) => name))

const recreatesOrganization = ({ conflict, choice }: Decision) =>
  conflict.target.kind === 'organization' && choice === 'recreate'

/** Recreates a deleted organization under a new key, because the server assigns a new ID, and updates references. */
function recreated(
  snapshot: Snapshot,
  intents: Intents,
  { conflict, choice }: Decision,
  newKey: () => string,
): IntentChange[] {
  const whole = resolveConflict(intents, conflict, choice)
  if (whole.field !== undefined || whole.after?.kind !== 'create') return [whole]
  const { after, ...gone } = whole
  const { seen: _former, ...made } = after
  const target = { kind: 'organization' as const, key: newKey() }
  const own = Object.entries(after.fields).filter(([name]) => ownFields.has(name))
  const creation = { target, after: { ...made, fields: Object.fromEntries(own) } }
  const organizations = new Map([[conflict.target.key, target.key]])
  const links = relinkedConnections(snapshot, intents, organizations, [])
  return [gone, creation, ...links.map(({ change }) => change)]
}

function decided(
  snapshot: Snapshot,
  intents: Intents,
  { conflict, choice }: Decision,
): IntentChange[] {
  const intent = intentOf(intents, conflict.target)
  const server = serverEntity(snapshot, conflict.target)
  if (intent?.kind === 'create' && server) {
    // Recreated here and on the server, so it becomes an edit.
    const { target } = conflict
    const after = currentEntity(intent, server)
    const settled = { target, before: intent, ...(after ? { after } : {}) }
    const next = moveIntents(intents, settled, 'forward')
    return [settled, resolveConflict(next, conflict, choice)]
  }
  const isKept = conflict.kind === 'changed-after-delete' && choice !== 'mine'
  return isKept && intent && conflict.target.kind === 'organization'
    ? undoDeletionChanges(snapshot, intents, conflict.target, intent)
    : [resolveConflict(intents, conflict, choice)]
}

/** Intent changes of several decisions; `newKey` is a new `new:UUID`. */
export function decisionChanges(
  snapshot: Snapshot,
  intents: Intents,
  decisions: readonly Decision[],
  newKey: () => string,
): IntentChange[] {
  // Organizations last, so that recreated connections link to them.
  const inOrder = [
    ...decisions.filter((item) => !recreatesOrganization(item)),
    ...decisions.filter(recreatesOrganization),
  ]
  const changes: IntentChange[] = []
  let next = intents
  for (const decision of inOrder) {
    const made = recreatesOrganization(decision)
      ? recreated(snapshot, next, decision, newKey)
      : decided(snapshot, next, decision)
    next = made.reduce((all, change) => moveIntents(all, change, 'forward'), next)
    changes.push(...made)
  }
  return changes
}
