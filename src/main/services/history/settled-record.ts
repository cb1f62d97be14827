import type { OrganizationIds } from '../../../core/intents/organization-ids'
import {
  filterIntents,
  intentOf,
  sameTarget,
  targetsOf,
  type Intents,
  type Target,
} from '../../../core/intents/intents'
import {
  withOrganizationIds,
  type PublishRecord,
  type RecordedEntity,
} from '../../../core/history/publish-history'
import { droppedFields } from '../../../core/publish/dropped-fields'
import { publishedTarget } from '../../../core/publish/published-target'
import { keptDocument } from '../../../core/history/recorded-entities'
import { findCreatedOrganization } from '../../../core/draft/created-unanswered'
import { serverEntity } from '../../../core/draft/working-copy'
import { writeOnlyFields } from '../../../core/fields/fields'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { RunningPublish } from '../../files/publish/running-publish'

type Before = RunningPublish['before'][number]

/** Whether a create request may have been sent: recorded in the draft, or already found. */
function mayBeSent(drafted: Intents, target: Target): boolean {
  const intent = intentOf(drafted, target)
  return intent === undefined || intent.attemptedAt !== undefined
}

/** An organization whose create request got no answer. */
function madeOrganization(
  { record, before, intents }: RunningPublish,
  drafted: Intents,
  key: string,
  now: Snapshot,
): string | undefined {
  const intent = intents.organization[key]
  if (!intent || !mayBeSent(drafted, { kind: 'organization', key })) return undefined
  const attemptedAt = drafted.organization[key]?.attemptedAt ?? record.startedAt
  const known = [...before, ...record.entities.flatMap(({ after }) => (after ? [after] : []))]
  const taken = new Set(known.map((item) => item.key))
  const made = findCreatedOrganization(key, { ...intent, attemptedAt }, now.organizations, taken)
  return made ? textMember(made, 'id') : undefined
}

/** Whether a state shows the effect of an intent. */
function isDone(
  running: RunningPublish,
  drafted: Intents,
  target: Target,
  ids: Readonly<Record<string, string>>,
  now: Snapshot,
): boolean {
  const intent = intentOf(running.intents, target)
  if (!intent) return false
  if (intent.kind === 'create' && !mayBeSent(drafted, target)) return false
  // Arrival of a secret can't be seen, so the draft keeps it.
  const names = Object.keys(intent.fields)
  if (intent.kind === 'edit' && names.every((name) => writeOnlyFields.has(name))) return false
  const own = filterIntents(running.intents, (item) => sameTarget(item, target))
  return droppedFields(own, now, ids).length === 0
}

/** Unrecorded effects found in the present state. */
function foundEntities(
  running: RunningPublish,
  drafted: Intents,
  now: Snapshot,
): {
  readonly entities: RecordedEntity[]
  readonly targets: Target[]
  readonly ids: OrganizationIds
} {
  const { record, intents, before } = running
  const ids: Record<string, string> = { ...running.ids }
  for (const [key, intent] of Object.entries(intents.organization)) {
    if (intent.kind !== 'create' || ids[key] !== undefined) continue
    const id = madeOrganization(running, drafted, key, now)
    if (id !== undefined) ids[key] = id
  }
  const isKnown = (target: Target) => {
    const intent = intentOf(intents, target)
    const place = intent ? publishedTarget(target, intent, ids).key : target.key
    return record.entities.some(
      (item) =>
        item.kind === target.kind && (item.before?.key === target.key || item.after?.key === place),
    )
  }
  const documentOf = (target: Target): Before | undefined =>
    before.find((item) => sameTarget(item, target))
  const targets = targetsOf(intents).filter(
    (target) => !isKnown(target) && isDone(running, drafted, target, ids, now),
  )
  const entities = targets.flatMap((target): RecordedEntity[] => {
    const intent = intentOf(intents, target)
    if (!intent) return []
    const place = publishedTarget(target, intent, ids)
    const was = documentOf(target)
    const is = serverEntity(now, place)
    return [
      {
        kind: target.kind,
        ...(was ? { before: { key: was.key, document: was.document } } : {}),
        ...(is ? { after: { key: place.key, document: keptDocument(is) } } : {}),
        fields: Object.keys(intent.fields),
      },
    ]
  })
  return { entities: [...entities, ...goneClients(running, targets, now)], targets, ids }
}

/** SCIM clients deleted with their organization. */
function goneClients(
  { before, intents }: RunningPublish,
  found: readonly Target[],
  now: Snapshot,
): RecordedEntity[] {
  return before.flatMap(({ kind, key, document }): RecordedEntity[] => {
    const of = document['organization_id']
    const isGone =
      kind === 'scim-client' &&
      intentOf(intents, { kind, key }) === undefined &&
      found.some((target) => target.kind === 'organization' && target.key === of) &&
      serverEntity(now, { kind, key }) === undefined
    return isGone ? [{ kind, before: { key, document }, fields: [] }] : []
  })
}

interface Settled {
  /** The record with effects that a later read shows. */
  readonly record: PublishRecord
  readonly done: Intents
}

/** Completes the record of a publish that the app's end interrupted. */
export function settled(
  running: RunningPublish,
  what: {
    readonly drafted: Intents
    readonly fresh: Snapshot
    readonly at: string
  },
): Settled {
  const { drafted, fresh, at } = what
  const { entities, targets, ids } = foundEntities(running, drafted, fresh)
  const isFound = (target: Target) => targets.some((item) => sameTarget(item, target))
  const found = running.changes
    .filter(({ target }) => isFound(target))
    .map((change) => withOrganizationIds(change, ids))
  const { record } = running
  return {
    record: {
      ...record,
      endedAt: at,
      done: Math.min(record.steps, record.done + (targets.length > 0 ? 1 : 0)),
      revisionAfter: fresh.revisionId,
      changes: [...record.changes, ...found],
      entities: [...record.entities, ...entities],
    },
    done: filterIntents(running.intents, isFound),
  }
}
