import type { JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { Draft } from './draft'
import { sameField } from './fields'
import { writeOnlyFields } from '../fields/fields'
import { intentOf, targetsOf, type EntityIntent, type Intents, type Target } from './intents'
import type { OrganizationIds } from './compile'
import { serverEntity } from './working-copy'
import { connectionKey } from '../model/connection'
import { isAsAsked, isShown } from './sets'

/** A field that was sent and that the server's answer does not show. */
export interface DroppedField {
  readonly target: Target
  readonly field: string
  readonly sent: JsonValue | undefined
  readonly answered: JsonValue | undefined
}

/** Where an entity stands after it was published: a new connection is then known by its id. */
export function publishedTarget(
  target: Target,
  intent: EntityIntent,
  ids: OrganizationIds,
): Target {
  if (target.kind === 'organization') return { ...target, key: ids[target.key] ?? target.key }
  if (target.kind === 'method') return target
  const id = intent.fields['id']?.to
  if (typeof id !== 'string') return target
  const protocol = intent.protocol ?? (target.key.startsWith('saml:') ? 'saml' : 'oidc')
  return { ...target, key: connectionKey(protocol, id) }
}

function answeredField(value: JsonValue | undefined, field: string, ids: OrganizationIds) {
  return field === 'organization_id' && typeof value === 'string' ? (ids[value] ?? value) : value
}

/** What of the sent intents the server's answer does not show; write-only fields cannot be seen. */
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
      const isWritten = target.kind === 'organization' && isAsAsked(field, value, answered)
      const isKept = server && (isWritten || isShown(field, own, answered))
      return isKept || sameField(field, value, answered)
        ? []
        : [{ target: server ? place : target, field, sent: value, answered }]
    })
  })
}

/** References of all secrets that a draft holds, in its intents and in its history. */
export function secretReferences(draft: Draft): Set<string> {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, item] of Object.entries(value)) {
      if (name === '$secret' && typeof item === 'string') found.add(item)
      else visit(item)
    }
  }
  visit(draft.intents)
  visit(draft.past)
  visit(draft.future)
  visit(draft.branches)
  return found
}
