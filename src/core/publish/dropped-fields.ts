import type { OrganizationIds } from '../intents/organization-ids'
import type { JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { sameField } from '../intents/field-values'
import { isNormalized, writeOnlyFields } from '../fields/fields'
import { intentOf, targetsOf, type Intents, type Target } from '../intents/intents'
import { serverEntity } from '../draft/working-copy'
import { publishedTarget } from './published-target'
import { isAsAsked, isShown } from '../intents/sets'

/** A field that was sent but is missing from the server's answer. */
export interface DroppedField {
  readonly target: Target
  readonly field: string
  readonly sent: JsonValue | undefined
  readonly answered: JsonValue | undefined
}

function answeredField(value: JsonValue | undefined, field: string, ids: OrganizationIds) {
  return field === 'organization_id' && typeof value === 'string' ? (ids[value] ?? value) : value
}

/** The sent fields that are missing from the server's answer; write-only fields cannot be checked. */
export function droppedFields(
  sent: Intents,
  answer: Snapshot,
  ids: OrganizationIds,
): DroppedField[] {
  return targetsOf(sent).flatMap((target): DroppedField[] => {
    const intent = intentOf(sent, target)
    if (!intent) return []
    const place = publishedTarget(target, intent, ids)
    const server = serverEntity(answer, place)
    if (intent.kind === 'delete') {
      return server ? [{ target, field: 'id', sent: undefined, answered: server['id'] }] : []
    }
    return Object.entries(intent.fields).flatMap(([field, own]) => {
      const value = answeredField(own.to, field, ids)
      const answered = server?.[field]
      if (writeOnlyFields.has(field) && server) return []
      // A server without the normalized form says nothing of the state of a new connection.
      const isUntold = target.kind === 'connection' && isNormalized('oidc', field)
      if (isUntold && server && answered === undefined) return []
      const isWritten = target.kind === 'organization' && isAsAsked(field, value, answered)
      const isKept = server && (isWritten || isShown(field, own, answered))
      return isKept || sameField(field, value, answered)
        ? []
        : [{ target: server ? place : target, field, sent: value, answered }]
    })
  })
}
