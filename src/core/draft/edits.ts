import type { Protocol } from '../model/connection'
import type { JsonObject, JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { assertNever } from '../errors/result'
import { connectionsIn, discardChanges, scimClientsIn, undoDeletionChanges } from './cascades'
import { sameField } from '../intents/field-values'
import {
  isSecretPlace,
  isSecretReference,
  referenceMember,
  withoutReferences,
} from '../intents/secret-places'
import {
  intentOf,
  nextMade,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { areSets } from '../intents/sets'
import { serverEntity } from './working-copy'

/** The caller creates the `new:UUID` key of a new entity. */
export type Edit =
  | { readonly kind: 'create-organization'; readonly key: string; readonly fields: JsonObject }
  | {
      readonly kind: 'create-connection'
      readonly key: string
      readonly protocol: Protocol
      readonly fields: JsonObject
    }
  | {
      readonly kind: 'set-field'
      readonly target: Target
      readonly field: string
      /** Absent removes the field. */
      readonly value?: JsonValue | undefined
    }
  | { readonly kind: 'create-scim-client'; readonly key: string; readonly fields: JsonObject }
  | { readonly kind: 'delete-connection' | 'delete-scim-client'; readonly key: string }
  | {
      readonly kind: 'delete-organization'
      readonly key: string
      /** What happens to the organization's connections. */
      readonly connections: 'delete' | 'detach'
    }
  | { readonly kind: 'revert-field'; readonly target: Target; readonly field: string }
  | { readonly kind: 'revert'; readonly target: Target }

function change<Value>(target: Target, before: Value | undefined, after: Value | undefined) {
  return {
    target,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}

/** Normalizes a field's value; references count only in their own field. */
function meant(target: Target, field: string, to: JsonValue): JsonValue {
  return isSecretPlace(target.kind, field) && isSecretReference(to) ? to : withoutReferences(to)
}

/** Value of an emptied field; an organization always has a list of domains. */
function emptied({ kind }: Target, field: string): JsonValue | undefined {
  return kind === 'organization' && field === 'domains' ? [] : undefined
}

function create(
  intents: Intents,
  target: Target,
  fields: JsonObject,
  protocol?: Protocol,
): IntentChange {
  const made = nextMade(intents[target.kind])
  const members = Object.entries(fields)
    .filter(([name]) => name !== referenceMember)
    .map(([name, to]) => [name, { to: meant(target, name, to) }] as const)
  const entity: EntityIntent = { kind: 'create', fields: Object.fromEntries(members), made }
  return change<EntityIntent>(target, undefined, protocol ? { ...entity, protocol } : entity)
}

/** Whether a target exists and is not deleted; late answers, such as the keychain's, may name a deleted one. */
function isThere(snapshot: Snapshot, intents: Intents, target: Target): boolean {
  const intent = intentOf(intents, target)
  if (intent?.kind === 'create') return true
  return intent?.kind !== 'delete' && serverEntity(snapshot, target) !== undefined
}

function setField(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  field: string,
  wanted: JsonValue | undefined,
): IntentChange {
  const to = wanted === undefined ? emptied(target, field) : meant(target, field, wanted)
  const before = intentOf(intents, target)?.fields[field]
  const there = serverEntity(snapshot, target)
  const server = there?.[field]
  // Edits of unordered lists start from the server's current list.
  const isSet = areSets(field, before?.from, before?.to, to, server)
  // Keep an earlier `from`, the value the person saw, to reveal conflicts.
  const from = before && !(isSet && there) ? before.from : server
  const after = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  return { ...change(target, before, sameField(field, to, server) ? undefined : after), field }
}

function remove(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  took?: IntentChange[],
): IntentChange {
  const before = intentOf(intents, target)
  const seen = serverEntity(snapshot, target)
  if (!seen) return change<EntityIntent>(target, before, undefined)
  const deletion: EntityIntent = { kind: 'delete', seen, fields: {} }
  return change<EntityIntent>(target, before, took ? { ...deletion, took } : deletion)
}

/** Discards a target's edits and their effects on others. */
function revert(snapshot: Snapshot, intents: Intents, target: Target): IntentChange[] {
  const before = intentOf(intents, target)
  if (before && target.kind === 'organization') {
    if (before.kind === 'delete') return undoDeletionChanges(snapshot, intents, target, before)
    if (before.kind === 'create') return discardChanges(snapshot, intents, target, before)
  }
  return [change<EntityIntent>(target, before, undefined)]
}

/** Intent changes of an edit; empty if it has no effect or its target does not exist. */
export function intentChangesOf(snapshot: Snapshot, intents: Intents, edit: Edit): IntentChange[] {
  switch (edit.kind) {
    case 'create-organization':
      return [create(intents, { kind: 'organization', key: edit.key }, edit.fields)]
    case 'create-connection':
      return [create(intents, { kind: 'connection', key: edit.key }, edit.fields, edit.protocol)]
    case 'create-scim-client':
      return [create(intents, { kind: 'scim-client', key: edit.key }, edit.fields)]
    case 'set-field':
      return isThere(snapshot, intents, edit.target)
        ? [setField(snapshot, intents, edit.target, edit.field, edit.value)]
        : []
    case 'delete-connection':
      return [remove(snapshot, intents, { kind: 'connection', key: edit.key })]
    case 'delete-scim-client':
      return [remove(snapshot, intents, { kind: 'scim-client', key: edit.key })]
    case 'delete-organization': {
      const parts = connectionsIn(snapshot, intents, edit.key).map(({ target }) =>
        edit.connections === 'delete'
          ? remove(snapshot, intents, target)
          : setField(snapshot, intents, target, 'organization_id', undefined),
      )
      // Ory deletes the organization's SCIM clients too.
      const clients = scimClientsIn(snapshot, intents, edit.key).flatMap(({ target }) => {
        const before = intentOf(intents, target)
        return before ? [change<EntityIntent>(target, before, undefined)] : []
      })
      const took = [...parts, ...clients]
      const target = { kind: 'organization', key: edit.key } as const
      return [...took, remove(snapshot, intents, target, took)]
    }
    case 'revert-field': {
      const before = intentOf(intents, edit.target)?.fields[edit.field]
      return before ? [{ ...change(edit.target, before, undefined), field: edit.field }] : []
    }
    case 'revert':
      return revert(snapshot, intents, edit.target)
    default:
      return assertNever(edit)
  }
}
