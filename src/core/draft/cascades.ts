import { sameJson, textMember, type JsonValue } from '../model/json'
import { scimClientsOf, type StoredScimClient } from '../model/scim-client'
import type { Snapshot } from '../model/snapshot'
import {
  intentOf,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import {
  serverEntity,
  workingCopy,
  type WorkingConnection,
  type WorkingEntity,
  type WorkingScimClient,
} from './working-copy'

const link = 'organization_id'

const isIn =
  (organization: string) =>
  ({ fields, status }: WorkingEntity) =>
    status !== 'deleted' && fields[link] === organization

export const connectionsIn = (
  snapshot: Snapshot,
  intents: Intents,
  organization: string,
): WorkingConnection[] => workingCopy(snapshot, intents).connections.filter(isIn(organization))

export const scimClientsIn = (
  snapshot: Snapshot,
  intents: Intents,
  organization: string,
): WorkingScimClient[] => workingCopy(snapshot, intents).scimClients.filter(isIn(organization))

/** SCIM clients deleted with their organizations, without an intent of their own. */
export function clientsGoneWith(snapshot: Snapshot, intents: Intents): StoredScimClient[] {
  return scimClientsOf(snapshot).filter(({ key, entry }) => {
    const owner = intents.organization[textMember(entry, link) ?? '']
    return owner?.kind === 'delete' && intents['scim-client'][key] === undefined
  })
}

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

function isAsMade(intents: Intents, change: IntentChange): boolean {
  const entity = intentOf(intents, change.target)
  // Confirming a deletion updates `seen` but not its identity.
  if (change.field === undefined) return entity?.kind === change.after?.kind
  const field = entity?.fields[change.field]
  // An intent is JSON; only its optional members hide that from TypeScript.
  return sameJson(field as JsonValue | undefined, change.after as JsonValue | undefined)
}

/**
 * Drafts of earlier versions do not record a deletion's effects, so this finds everything that left the organization.
 */
function movedOutOf(snapshot: Snapshot, intents: Intents, organization: string): IntentChange[] {
  return Object.entries(intents.connection).flatMap(([key, intent]): IntentChange[] => {
    const target: Target = { kind: 'connection', key }
    if (serverEntity(snapshot, target)?.[link] !== organization) return []
    if (intent.kind === 'delete') return [{ target, after: intent }]
    const after = intent.fields[link]
    return after && after.to === undefined ? [{ target, field: link, after }] : []
  })
}

/** Restores an organization and its connections. */
export function undoDeletionChanges(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  deletion: EntityIntent,
): IntentChange[] {
  const took: readonly IntentChange[] = deletion.took ?? movedOutOf(snapshot, intents, target.key)
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

/** Discards a new organization: its new connections go too, existing ones return to their former organization. */
export function discardChanges(
  snapshot: Snapshot,
  intents: Intents,
  target: Target,
  creation: EntityIntent,
): IntentChange[] {
  const own = [
    ...connectionsIn(snapshot, intents, target.key),
    ...scimClientsIn(snapshot, intents, target.key),
  ]
  const members = own.flatMap((member): IntentChange[] => {
    const intent = intentOf(intents, member.target)
    if (!intent) return []
    if (intent.kind === 'create') return [{ target: member.target, before: intent }]
    const before = intent.fields[link]
    return before ? [{ target: member.target, field: link, before }] : []
  })
  return [...members, { target, before: creation }]
}
