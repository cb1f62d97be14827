import { sameJson, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import {
  intentOf,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { serverEntity, workingCopy, type WorkingConnection } from './working-copy'

const link = 'organization_id'

/** The connections that a draft has in an organization. */
export function connectionsIn(
  snapshot: Snapshot,
  intents: Intents,
  organization: string,
): WorkingConnection[] {
  return workingCopy(snapshot, intents).connections.filter(
    ({ fields, status }) => status !== 'deleted' && fields[link] === organization,
  )
}

/** A change the other way round. */
function inverse(change: IntentChange): IntentChange {
  if (change.field !== undefined) {
    const { target, field, before, after } = change
    return {
      target,
      field,
      ...(after ? { before: after } : {}),
      ...(before ? { after: before } : {}),
    }
  }
  const { target, before, after } = change
  return { target, ...(after ? { before: after } : {}), ...(before ? { after: before } : {}) }
}

/** Whether the draft has what a change made, and nobody changed it since. */
function isAsMade(intents: Intents, change: IntentChange): boolean {
  const entity = intentOf(intents, change.target)
  // A deletion that was confirmed since has seen a newer state: it is the same one.
  if (change.field === undefined) return entity?.kind === change.after?.kind
  const field = entity?.fields[change.field]
  // An intent is JSON; its optional members keep an interface from being taken for it.
  return sameJson(field as JsonValue | undefined, change.after as JsonValue | undefined)
}

/** Drafts of older versions do not say what a deletion took: whatever left the organization, then. */
function leftWith(snapshot: Snapshot, intents: Intents, organization: string): IntentChange[] {
  return Object.entries(intents.connection).flatMap(([key, intent]): IntentChange[] => {
    const target: Target = { kind: 'connection', key }
    if (serverEntity(snapshot, target)?.[link] !== organization) return []
    if (intent.kind === 'delete') return [{ target, after: intent }]
    const after = intent.fields[link]
    return after && after.to === undefined ? [{ target, field: link, after }] : []
  })
}

/** Takes the deletion of an organization back, and what it did to connections. */
export function takenBack(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  deletion: EntityIntent,
): IntentChange[] {
  const took: readonly IntentChange[] = deletion.took ?? leftWith(snapshot, intents, target.key)
  const back = took
    .filter((change) => isAsMade(intents, change))
    .map((change) => {
      const turned = inverse(change)
      return turned.field === undefined && turned.before
        ? { ...turned, before: intentOf(intents, change.target) ?? turned.before }
        : turned
    })
  return [...back, { target, before: deletion }]
}

/**
 * Takes a new organization away with what names it: new connections go along, and those that the
 * server has go back to where they are there.
 */
export function unmade(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  creation: EntityIntent,
): IntentChange[] {
  const members = connectionsIn(snapshot, intents, target.key).flatMap((member): IntentChange[] => {
    const intent = intentOf(intents, member.target)
    if (!intent) return []
    if (intent.kind === 'create') return [{ target: member.target, before: intent }]
    const before = intent.fields[link]
    return before ? [{ target: member.target, field: link, before }] : []
  })
  return [...members, { target, before: creation }]
}
