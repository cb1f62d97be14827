import type { OrganizationIds } from '../intents/organization-ids'
import type { JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { Branch, Draft, PublishedSteps, Step } from '../draft/draft'
import {
  filterIntents,
  intentOf,
  moveManyIntents,
  sameTarget,
  type EntityIntent,
  type FieldIntent,
  type IntentChange,
  type Intents,
  targetsOf,
  type Target,
} from '../intents/intents'
import { droppedFields } from './dropped-fields'
import { publishedTarget } from './published-target'
import { serverEntity } from '../draft/working-copy'
import { t } from '../language/translate'

/** Identifies the publish in the draft's history. */
export type PublishMark = Pick<PublishedSteps, 'publishId' | 'at'>

/** The newest publishes, and steps of each, that are kept for display. */
const longest = { publishes: 20, steps: 200 }

function resolvedValue(field: FieldIntent, ids: OrganizationIds): FieldIntent {
  const id = typeof field.to === 'string' ? ids[field.to] : undefined
  return id === undefined ? field : { ...field, to: id }
}

function resolvedEntity(entity: EntityIntent, ids: OrganizationIds): EntityIntent {
  const field = entity.fields['organization_id']
  if (!field) return entity
  return { ...entity, fields: { ...entity.fields, organization_id: resolvedValue(field, ids) } }
}

/** A change with server ids in place of the draft keys of organizations. */
function resolvedChange(change: IntentChange, ids: OrganizationIds): IntentChange {
  if (change.field === undefined) {
    const { target, before, after } = change
    return {
      target,
      ...(before ? { before: resolvedEntity(before, ids) } : {}),
      ...(after ? { after: resolvedEntity(after, ids) } : {}),
    }
  }
  const { target, field, before, after } = change
  if (field !== 'organization_id') return change
  return {
    target,
    field,
    ...(before ? { before: resolvedValue(before, ids) } : {}),
    ...(after ? { after: resolvedValue(after, ids) } : {}),
  }
}

/** Replaces the draft keys of created organizations in intents by their ids. */
function resolveOrganizations(intents: Intents, ids: OrganizationIds): Intents {
  const resolved = (kind: 'connection' | 'scim-client') =>
    Object.fromEntries(
      Object.entries(intents[kind]).map(([key, intent]) => [key, resolvedEntity(intent, ids)]),
    )
  return {
    ...intents,
    connection: resolved('connection'),
    'scim-client': resolved('scim-client'),
  }
}

const value = (name: 'from' | 'to', item: JsonValue | undefined) =>
  item === undefined ? {} : { [name]: item }

/**
 * What is not on the server after a publish of intents: unchanged targets, and changes that put single fields into the
 * draft again, those that the answer lacks and those that were kept back for the next request.
 */
function notKept(drafted: Intents, sent: Intents, answer: Snapshot, ids: OrganizationIds) {
  const whole: Target[] = []
  const fields: IntentChange[] = []
  const later = targetsOf(sent).flatMap((target): IntentChange[] => {
    const [all, some] = [intentOf(drafted, target), intentOf(sent, target)]
    const place = all && publishedTarget(target, all, ids)
    const server = place && serverEntity(answer, place)
    if (!server) return []
    return Object.entries(all.fields).flatMap(([field, { to }]) =>
      some && Object.hasOwn(some.fields, field)
        ? []
        : [
            {
              target: place,
              field,
              after: { ...value('from', server[field]), ...value('to', to) },
            },
          ],
    )
  })
  for (const { target, field, sent: to, answered: from } of droppedFields(sent, answer, ids)) {
    const isKnown = serverEntity(answer, target) !== undefined
    const intent = intentOf(sent, target)
    if (!isKnown || intent?.kind === 'delete') whole.push(target)
    else fields.push({ target, field, after: { ...value('from', from), ...value('to', to) } })
  }
  return { whole, fields, later }
}

/** Steps with the changes that remain in the draft; steps without any are dropped. */
function remainingSteps(
  steps: readonly Step[],
  isDone: (target: Target) => boolean,
  ids: OrganizationIds,
): Step[] {
  return steps.flatMap((step): Step[] => {
    const changes = step.changes
      .filter(({ target }) => !isDone(target))
      .map((change) => resolvedChange(change, ids))
    return changes.length > 0 ? [{ ...step, changes }] : []
  })
}

/** The step before each step of the tree; `undefined` for the beginning. */
function predecessors({ past, future, branches }: Draft): ReadonlyMap<string, string | undefined> {
  const before = new Map<string, string | undefined>()
  const add = (steps: readonly Step[], start: string | undefined) =>
    steps.forEach(({ id }, index) => before.set(id, steps[index - 1]?.id ?? start))
  add(past, undefined)
  add(future, past.at(-1)?.id)
  for (const { after, steps } of branches) add(steps, after)
  return before
}

/** Branches with their remaining steps, attached to the nearest remaining step before them. */
function remainingBranches(
  draft: Draft,
  line: readonly Step[],
  remainingOf: (steps: readonly Step[]) => Step[],
): Branch[] {
  const before = predecessors(draft)
  const branches = draft.branches.map((branch) => ({ ...branch, steps: remainingOf(branch.steps) }))
  const kept = new Set([...line, ...branches.flatMap(({ steps }) => steps)].map(({ id }) => id))
  return branches.flatMap(({ after, steps }): Branch[] => {
    const [first] = steps
    if (!first) return []
    let at = after
    while (at !== undefined && !kept.has(at)) at = before.get(at)
    return [{ id: first.id, ...(at === undefined ? {} : { after: at }), steps }]
  })
}

/** The steps of a publish, for display; steps of its next request are added to it. */
function withMark(draft: Draft, mark: PublishMark, done: readonly Step[]): PublishedSteps[] {
  const last = draft.earlier.at(-1)
  const own = last?.publishId === mark.publishId ? last : undefined
  const others = own ? draft.earlier.slice(0, -1) : draft.earlier
  const known = new Set(own?.steps.map(({ id }) => id))
  // What a request of this publish left for its next one is no step of the person.
  const isPersons = ({ id }: Step) => !id.startsWith(`${mark.publishId} `)
  const steps = [
    ...(own?.steps ?? []),
    ...done
      .filter((step) => isPersons(step) && !known.has(step.id))
      .map(({ id, label, at }) => ({ id, label, at })),
  ].toSorted((one, other) => one.at.localeCompare(other.at))
  return [...others, { ...mark, steps: steps.slice(-longest.steps) }].slice(-longest.publishes)
}

/**
 * The draft after a request of a publish. Published changes are removed, and fields that the server did not keep, or
 * that go with the next request, become a step of their own; all other steps stay and can be undone. Published
 * steps cannot be undone, because the server has changed: they are kept for display below their publish.
 *
 * @param sent the intents of the request
 */
export function afterPublish(
  draft: Draft,
  sent: Intents,
  answer: Snapshot,
  ids: OrganizationIds,
  mark: PublishMark,
): Draft {
  const isPublished = (target: Target) => intentOf(sent, target) !== undefined
  const { whole, fields, later } = notKept(draft.intents, sent, answer, ids)
  const isDone = (target: Target) =>
    isPublished(target) && !whole.some((item) => sameTarget(item, target))
  const intents = resolveOrganizations(
    filterIntents(draft.intents, (target) => !isDone(target)),
    ids,
  )
  const remainingOf = (steps: readonly Step[]) => remainingSteps(steps, isDone, ids)
  const [past, future] = [remainingOf(draft.past), remainingOf(draft.future)]
  const branches = remainingBranches(draft, [...past, ...future], remainingOf)
  const left = (changes: readonly IntentChange[], label: string): Step[] =>
    changes.slice(0, 1).map(({ target, field }) => ({
      // A publish contains each target once, so this id is unique.
      id: `${mark.publishId} ${target.kind} ${target.key} ${field ?? ''}`,
      label,
      at: mark.at,
      changes: [...changes],
    }))
  const done = draft.past.filter(({ changes }) => changes.some(({ target }) => isDone(target)))
  return {
    projectId: draft.projectId,
    baseRevisionId: answer.revisionId,
    intents: moveManyIntents(intents, [...fields, ...later], 'forward'),
    past: [
      ...past,
      ...left(fields, t('Not kept by Ory')),
      ...left(later, t('Follows with the next request')),
    ],
    future,
    branches,
    earlier: withMark(draft, mark, done),
  }
}
