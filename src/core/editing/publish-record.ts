import type { JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { emptyDraft, type Draft } from './draft'
import { sameField } from './fields'
import { writeOnlyFields } from '../fields/fields'
import {
  filterIntents,
  intentOf,
  sameTarget,
  targetsOf,
  type EntityIntent,
  type Intents,
  type Target,
} from './intents'
import type { OrganizationIds } from './compile'
import { serverEntity } from './working-copy'
import { connectionKey } from '../model/connection'

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
    return Object.entries(intent.fields).flatMap(([field, { to }]) => {
      const value = answeredField(to, field, ids)
      if (writeOnlyFields.has(field) && server) return []
      return sameField(field, value, server?.[field])
        ? []
        : [{ target: server ? place : target, field, sent: value, answered: server?.[field] }]
    })
  })
}

/** Replaces the keys of organizations that now exist, wherever intents name them. */
function resolveOrganizations(intents: Intents, ids: OrganizationIds): Intents {
  const connection = Object.fromEntries(
    Object.entries(intents.connection).map(([key, intent]) => {
      const field = intent.fields['organization_id']
      const id = typeof field?.to === 'string' ? ids[field.to] : undefined
      if (!field || id === undefined) return [key, intent]
      const fields = { ...intent.fields, organization_id: { ...field, to: id } }
      return [key, { ...intent, fields }]
    }),
  )
  return { ...intents, connection }
}

/**
 * The draft after some of its targets were published. What was published leaves it, except the
 * fields that the server dropped; the rest stays. History ends here: a step back would ask for what
 * the server no longer has.
 */
export function afterPublish(
  draft: Draft,
  published: readonly Target[],
  answer: Snapshot,
  ids: OrganizationIds,
): Draft {
  const isPublished = (target: Target) => published.some((item) => sameTarget(item, target))
  const sent = filterIntents(draft.intents, isPublished)
  const left = filterIntents(draft.intents, (target) => !isPublished(target))
  const rest = resolveOrganizations(left, ids)
  const kept: Intents = {
    organization: { ...rest.organization },
    connection: { ...rest.connection },
    method: { ...rest.method },
  }
  for (const { target, field, sent: to, answered: from } of droppedFields(sent, answer, ids)) {
    const known = serverEntity(answer, target) !== undefined
    const intent = intentOf(sent, target)
    if (!known || intent?.kind === 'delete') {
      if (intent) kept[target.kind][target.key] = intent
      continue
    }
    const entity = kept[target.kind][target.key] ?? { kind: 'edit' as const, fields: {} }
    const value = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }
    kept[target.kind][target.key] = { ...entity, fields: { ...entity.fields, [field]: value } }
  }
  return { ...emptyDraft(draft.projectId, answer.revisionId), intents: kept }
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
