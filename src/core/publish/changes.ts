import { type JsonValue, textMember } from '../model/json'
import { ambiguousOrganizations, type Snapshot } from '../model/snapshot'
import { problemsOf } from '../problems/written'
import type { WrittenProblem } from '../problems/problem'
import { type Conflict, findConflicts } from '../draft/conflicts'
import { changeId } from './change-id'
import { currentIntents } from '../intents/current-intents'
import { secretFields } from '../fields/fields'
import { filterIntents, intentOf, type Intents, isNewKey, type Target } from '../intents/intents'
import {
  entitiesOf,
  entityLabel,
  type EntityStatus,
  workingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import { t } from '../language/translate'

/** One field of a change, before and after; for a secret, only whether it is set, changed or removed. */
export interface FieldChange {
  readonly field: string
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
  readonly secret: boolean
}

/** One organization, connection or method that is created, edited or deleted, with all its fields. */
export interface Change {
  /** Stable over rebases: names the target. */
  readonly id: string
  readonly target: Target
  readonly status: Exclude<EntityStatus, 'unchanged'>
  readonly label: string
  readonly fields: readonly FieldChange[]
  readonly problems: readonly WrittenProblem[]
  readonly conflicts: readonly Conflict[]
  /** Why this change cannot be published yet; absent when it can. */
  readonly heldBack?: string
}

/** What of a change is said in words. */
export type ChangedFields = Pick<Change, 'target' | 'status' | 'label' | 'fields'>

/** Whether a change gives a connection another mapper, which its saved cases are run on. */
export const changesMapper = ({ fields }: ChangedFields): boolean =>
  fields.some(({ field }) => field === 'mapper_url')

function fieldChanges(entity: WorkingEntity): FieldChange[] {
  return entity.edited.map((field) => ({
    field,
    before: entity.server?.[field],
    after: entity.fields[field],
    secret: secretFields.has(field),
  }))
}

/** Why the state of a connection cannot be sent: only the normalized form has it, which not every server returns. */
function stateMessage(
  { rows }: Pick<Snapshot, 'rows'>,
  { target, status, fields, server, edited }: WorkingEntity,
): string | undefined {
  if (target.kind !== 'connection') return undefined
  const isLost =
    status === 'new'
      ? fields['state'] === 'disabled' && !rows
      : edited.includes('state') && server?.['state'] === undefined
  return isLost ? t('This server does not return the state of the connection') : undefined
}

/** Why a change cannot be published without another one that is not published. */
function dependencyMessage(
  entity: WorkingEntity,
  entities: readonly WorkingEntity[],
  stopped: ReadonlySet<string>,
): string | undefined {
  const organization = entity.fields['organization_id']
  if (typeof organization === 'string' && isNewKey(organization)) {
    const needed = { kind: 'organization', key: organization } as const
    if (stopped.has(changeId(needed))) {
      return t('Waits for its organization, which is not published')
    }
  }
  if (entity.target.kind === 'organization' && entity.status === 'deleted') {
    const { key } = entity.target
    const isClient = ({ target }: WorkingEntity) => target.kind === 'scim-client'
    const was = entities.filter(({ server }) => server?.['organization_id'] === key)
    const isIn = ({ fields, status }: WorkingEntity) =>
      status !== 'deleted' && fields['organization_id'] === key
    // Ory deletes its SCIM clients with it, so one that is to stay has to be moved in an earlier publish.
    if (was.some((item) => isClient(item) && item.status === 'edited' && !isIn(item))) {
      return t('Waits for its SCIM clients to be moved: publish again after this')
    }
    const remains = [
      ...was.filter(({ target }) => stopped.has(changeId(target))),
      ...entities.filter(isIn),
    ].some((item) => !isClient(item))
    if (remains) return t('Waits for its connections to be deleted or detached')
  }
  return undefined
}

const noneExcluded: ReadonlySet<string> = new Set()

/** The last changes of some intents: the review lists them, and its plan asks which of them can be published. */
const made = new WeakMap<
  Intents,
  {
    readonly snapshot: Snapshot
    readonly excluded: ReadonlySet<string>
    readonly changes: readonly Change[]
  }
>()

/**
 * The changes of a draft on the latest snapshot, as shown to and counted by people.
 *
 * @param excluded ids of changes that the person leaves out of this publish.
 */
export function draftChanges(
  snapshot: Snapshot,
  intents: Intents,
  excluded: ReadonlySet<string> = noneExcluded,
): readonly Change[] {
  const known = made.get(intents)
  if (known?.snapshot === snapshot && known.excluded === excluded) return known.changes
  const changes = changesOf(snapshot, intents, excluded)
  made.set(intents, { snapshot, excluded, changes })
  return changes
}

function changesOf(
  snapshot: Snapshot,
  intents: Intents,
  excluded: ReadonlySet<string>,
): readonly Change[] {
  const copy = workingCopy(snapshot, intents)
  const entities = entitiesOf(copy)
  const problems = problemsOf(copy, textMember(snapshot.project, 'home_region'))
  const conflicts = findConflicts(snapshot, intents)
  const own = <Item extends { target: Target }>(items: readonly Item[], id: string) =>
    items.filter(({ target }) => changeId(target) === id)
  const changed = entities.filter(({ status }) => status !== 'unchanged')
  const stopped = new Set(excluded)
  const twice = ambiguousOrganizations(snapshot)
  const isAmbiguous = ({ kind, key }: Target) => kind === 'organization' && twice.has(key)
  for (const entity of changed) {
    const { target } = entity
    const id = changeId(target)
    const bad = own(problems, id).some(({ severity }) => severity === 'error')
    const isHeld = own(conflicts, id).length > 0 || isAmbiguous(target)
    if (bad || isHeld || stateMessage(snapshot, entity)) stopped.add(id)
  }
  // The deletion of an organization waits for connections that wait themselves; nothing waits for it.
  const waiting = changed.filter((entity) => dependencyMessage(entity, entities, stopped))
  for (const { target } of waiting) stopped.add(changeId(target))
  const vanished = conflicts.filter((item) => item.kind === 'vanished')
  return [
    ...changed.map((entity): Change => {
      const id = changeId(entity.target)
      const held =
        own(conflicts, id).length > 0
          ? t('Someone else changed it too: resolve the conflict first')
          : isAmbiguous(entity.target)
            ? t('Several organizations of this project have its ID on the server')
            : own(problems, id).find(({ severity }) => severity === 'error')?.message
      const heldBack =
        held ?? stateMessage(snapshot, entity) ?? dependencyMessage(entity, entities, stopped)
      return {
        id,
        target: entity.target,
        // Every entity here is changed by the draft.
        status: entity.status as Change['status'],
        label: entityLabel(entity.fields, entity.target),
        fields: fieldChanges(entity),
        problems: own(problems, id),
        conflicts: own(conflicts, id),
        ...(heldBack === undefined ? {} : { heldBack }),
      }
    }),
    ...vanished.map((conflict): Change => ({
      id: changeId(conflict.target),
      target: conflict.target,
      status: 'edited',
      label: entityLabel(conflict.seen ?? {}, conflict.target),
      fields: [],
      problems: [],
      conflicts: [conflict],
      heldBack: t('Someone else deleted it: resolve the conflict first'),
    })),
  ]
}

/** Number of changes of a draft that a publish of some of its intents leaves in it. */
export function countStaying(
  snapshot: Snapshot,
  drafted: Intents,
  published: Intents,
  excluded: ReadonlySet<string>,
): number {
  return draftChanges(snapshot, currentIntents(snapshot, drafted), excluded).filter(
    ({ target }) => intentOf(published, target) === undefined,
  ).length
}

/** The intents of the changes that are to be published, applied to the snapshot. */
export function publishableIntents(
  snapshot: Snapshot,
  drafted: Intents,
  excluded: ReadonlySet<string>,
): Intents {
  const intents = currentIntents(snapshot, drafted)
  const included = new Set(
    draftChanges(snapshot, intents, excluded)
      .filter(({ id, heldBack }) => heldBack === undefined && !excluded.has(id))
      .map(({ id }) => id),
  )
  return filterIntents(intents, (target) => included.has(changeId(target)))
}
