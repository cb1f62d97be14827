import type { OrganizationIds } from '../intents/organization-ids'
import { sameJson, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { intentChangesOf, type Edit } from '../draft/edits'
import {
  intentOf,
  moveManyIntents,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { publishedTarget } from './published-target'
import {
  entitiesOf,
  workingCopy,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'

/** A draft's intents when a publish began, and as edited by the person until its end. */
export interface Meanwhile {
  /** The server's state that the person saw. */
  readonly snapshot: Snapshot
  readonly lent: Intents
  readonly now: Intents
}

/** The result of the publish. */
export interface Returned {
  readonly snapshot: Snapshot
  readonly intents: Intents
  /** Server ids of new organizations, by their draft keys. */
  readonly ids: OrganizationIds
}

const nameOf = ({ kind, key }: Target) => `${kind} ${key}`

const indexOf = (copy: WorkingCopy) =>
  new Map(entitiesOf(copy).map((entity) => [nameOf(entity.target), entity]))

function creation(entity: WorkingEntity | WorkingConnection): Edit {
  const { fields } = entity
  const { key } = entity.target
  if ('protocol' in entity) {
    return { kind: 'create-connection', key, protocol: entity.protocol, fields }
  }
  const isClient = entity.target.kind === 'scim-client'
  return { kind: isClient ? 'create-scim-client' : 'create-organization', key, fields }
}

/** Organizations come last: a connection leaves its organization before that is deleted. */
function deletion({ kind, key }: Target): Edit {
  if (kind === 'organization') return { kind: 'delete-organization', key, connections: 'detach' }
  return { kind: kind === 'scim-client' ? 'delete-scim-client' : 'delete-connection', key }
}

function fieldEdits(target: Target, before: JsonObject, after: JsonObject): Edit[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((field): Edit[] => {
    const value = after[field]
    if (sameJson(before[field], value)) return []
    return [{ kind: 'set-field', target, field, ...(value === undefined ? {} : { value }) }]
  })
}

/** The edits that lead from one state of a draft to another; organizations are made before who joins them. */
export function editsBetween({ snapshot, lent, now }: Meanwhile): Edit[] {
  const [before, after] = [workingCopy(snapshot, lent), workingCopy(snapshot, now)]
  const [was, is] = [indexOf(before), indexOf(after)]
  const made: Edit[] = []
  const fields: Edit[] = []
  const gone: Edit[] = []
  for (const [name, entity] of is) {
    const earlier = was.get(name)
    if (!earlier) made.push(creation(entity))
    else if (entity === earlier) continue
    else if (entity.status === 'deleted') {
      if (earlier.status !== 'deleted') gone.push(deletion(entity.target))
    } else {
      const restored = earlier.status === 'deleted'
      if (restored) made.push({ kind: 'revert', target: entity.target })
      const from = restored ? (entity.server ?? {}) : earlier.fields
      fields.push(...fieldEdits(entity.target, from, entity.fields))
    }
  }
  for (const [name, { target }] of was) if (!is.has(name)) gone.push(deletion(target))
  const isOrganization = ({ kind }: Edit) => kind.endsWith('-organization')
  return [
    ...made,
    ...fields,
    ...gone.toSorted((one, other) => Number(isOrganization(one)) - Number(isOrganization(other))),
  ]
}

/** The same edit for a published target, under its present key. */
function moved(edit: Edit, place: (target: Target) => Target, ids: OrganizationIds): Edit {
  const named = (value: JsonValue) => (typeof value === 'string' ? (ids[value] ?? value) : value)
  switch (edit.kind) {
    case 'create-organization':
    case 'create-connection':
    case 'create-scim-client': {
      const organization = edit.fields['organization_id']
      if (organization === undefined) return edit
      return { ...edit, fields: { ...edit.fields, organization_id: named(organization) } }
    }
    case 'set-field': {
      const target = place(edit.target)
      if (edit.field !== 'organization_id' || edit.value === undefined) return { ...edit, target }
      return { ...edit, target, value: named(edit.value) }
    }
    case 'revert':
    case 'revert-field':
      return { ...edit, target: place(edit.target) }
    case 'delete-connection':
      return { ...edit, key: place({ kind: 'connection', key: edit.key }).key }
    case 'delete-scim-client':
      return { ...edit, key: place({ kind: 'scim-client', key: edit.key }).key }
    case 'delete-organization':
      return { ...edit, key: place({ kind: 'organization', key: edit.key }).key }
  }
}

/**
 * The changes that apply edits made during a publish to the draft that it returned. Edits of entities
 * that no longer exist are dropped.
 */
export function carryOver(meanwhile: Meanwhile, returned: Returned): IntentChange[] {
  const { snapshot, ids } = returned
  const place = (target: Target): Target => {
    const intent = intentOf(meanwhile.lent, target)
    if (!intent || intentOf(returned.intents, target)) return target
    return publishedTarget(target, intent, ids)
  }
  let intents = returned.intents
  return editsBetween(meanwhile).flatMap((edit) => {
    const changes = intentChangesOf(snapshot, intents, moved(edit, place, ids))
    intents = moveManyIntents(intents, changes, 'forward')
    return changes
  })
}
