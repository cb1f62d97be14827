import { organizationFields } from '../fields/other-fields'
import type { Snapshot } from '../model/snapshot'
import { undoDeletionChanges } from './cascades'
import { currentEntity } from '../intents/current-intents'
import { resolveConflict, type Conflict, type ConflictChoice } from './conflicts'
import { intentOf, moveIntents, type IntentChange, type Intents } from '../intents/intents'
import { relinkedConnections } from './relink'
import { serverEntity } from '../intents/server-entities'

/** A conflict with the person's choice. */
export interface Decision {
  readonly conflict: Conflict
  readonly choice: ConflictChoice
}

const ownFields: ReadonlySet<string> = new Set(organizationFields.map(({ name }) => name))

const recreatesOrganization = ({ conflict, choice }: Decision) =>
  conflict.target.kind === 'organization' && choice === 'recreate'

/**
 * A deleted organization is created again under a new key, because the server gives it a new id; its
 * references are changed to that key.
 */
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
    // Created again both here and on the server meanwhile, so it is now decided as an edit.
    const { target } = conflict
    const after = currentEntity(intent, server)
    const settled = { target, before: intent, ...(after ? { after } : {}) }
    const next = moveIntents(intents, settled, 'forward')
    return [settled, resolveConflict(next, conflict, choice)]
  }
  const isKept = conflict.kind === 'changed-after-delete' && choice !== 'mine'
  // Keeping an organization also restores what its deletion changed, as undoing the deletion does.
  return isKept && intent && conflict.target.kind === 'organization'
    ? undoDeletionChanges(snapshot, intents, conflict.target, intent)
    : [resolveConflict(intents, conflict, choice)]
}

/**
 * The changes of intents that several decisions make together.
 *
 * @param newKey a key that no entity of the draft has, such as `new:UUID`
 */
export function decisionChanges(
  snapshot: Snapshot,
  intents: Intents,
  decisions: readonly Decision[],
  newKey: () => string,
): IntentChange[] {
  // Organizations come last, so that connections created again with them are linked to them too.
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
