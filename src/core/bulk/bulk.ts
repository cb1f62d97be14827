import { findConflicts } from '../draft/conflicts'
import { connectionsOf, deleteRows } from '../draft/delete-rows'
import { intentChangesOf, type Edit } from '../draft/edits'
import {
  entityLabel,
  workingCopy,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import { moveManyIntents, type IntentChange, type Intents, type Target } from '../intents/intents'
import { textMember, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { WrittenProblem } from '../problems/problem'
import { problemsOf } from '../problems/written'
import { type DomainTableRow, matchTable } from './domain-table'
import {
  operationField,
  operationTarget,
  shownField,
  stepLabel,
  type BulkOperation,
} from './operation'
import { wantedOf, type LeftOut } from './wanted'
import { t } from '../language/translate'

/** One entity in a preview: what changes in it, or why nothing does. */
export interface BulkRow {
  readonly target: Target
  /** What people call it. */
  readonly name: string
  /** The value of the shown field (`shownField`). */
  readonly before: JsonValue | undefined
  /** As `before` where it is left out; nothing of what is deleted. */
  readonly after: JsonValue | undefined
  readonly leftOut?: LeftOut
  /** What the rules warn of, in words. */
  readonly warnings: readonly string[]
}

/** What an operation does in one project. */
export interface BulkPlan {
  /** In the order of the project. */
  readonly rows: readonly BulkRow[]
  /** Rows of a table that name an organization here. */
  readonly used: ReadonlySet<DomainTableRow>
}

function entitiesFor(copy: WorkingCopy, operation: BulkOperation): readonly WorkingEntity[] {
  return operationTarget(operation) === 'connection' ? copy.connections : copy.organizations
}

const isChange = ({ leftOut }: BulkRow) => leftOut === undefined

/** The field that an operation changes, by its wire name; a deletion changes none. */
const fieldOf = (operation: BulkOperation): string | undefined =>
  operation.kind === 'delete' ? undefined : operationField(operation).name

/** What is done with the rows that change something, and what it is called as a step. */
function stepOf(
  copy: WorkingCopy,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): { readonly label: string; readonly edits: readonly Edit[] } {
  const changing = rows.filter(isChange)
  if (operation.kind === 'delete') {
    const keys = new Set(changing.map(({ target }) => target.key))
    const going = entitiesFor(copy, operation).filter(({ target }) => keys.has(target.key))
    return deleteRows(going, operation.connections)
  }
  const field = operationField(operation).name
  const edits = changing.map(({ target, after }): Edit => ({
    kind: 'set-field',
    target,
    field,
    ...(after === undefined ? {} : { value: after }),
  }))
  return { label: stepLabel(operation, changing.length), edits }
}

function byKey<Item extends { readonly target: Target }>(
  items: readonly Item[],
  kind: Target['kind'],
): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    if (item.target.kind !== kind) continue
    const same = found.get(item.target.key)
    if (same) same.push(item)
    else found.set(item.target.key, [item])
  }
  return found
}

/** A move hinders nobody from going on with a connection that is not complete yet. */
function hinders(operation: BulkOperation, { field }: WrittenProblem): boolean {
  return operation.kind !== 'organization' || field === fieldOf(operation)
}

/** Leaves out what the rules refuse once it is changed, and keeps what they warn of. */
function judged(
  snapshot: Snapshot,
  intents: Intents,
  copy: WorkingCopy,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): readonly BulkRow[] {
  if (operation.kind === 'delete') return rows
  const region = textMember(snapshot.project, 'home_region')
  // Each entity has one row, so no change depends on another.
  const changes = stepOf(copy, operation, rows).edits.flatMap((edit) =>
    intentChangesOf(snapshot, intents, edit),
  )
  const after = workingCopy(snapshot, moveManyIntents(intents, changes, 'forward'))
  const problems = byKey<WrittenProblem>(problemsOf(after, region), operationTarget(operation))
  return rows.map((row): BulkRow => {
    if (!isChange(row)) return row
    const own = problems.get(row.target.key) ?? []
    const error = own.find((problem) => problem.severity === 'error' && hinders(operation, problem))
    if (error) {
      const leftOut = { reason: 'problem', why: error.message } as const
      return { ...row, after: row.before, leftOut }
    }
    const field = fieldOf(operation)
    const warnings = own.filter((problem) => problem.field === field).map(({ message }) => message)
    return { ...row, warnings }
  })
}

/** What becomes of the connections of organizations that are deleted, by the key of each. */
function memberWarnings(copy: WorkingCopy, operation: BulkOperation): ReadonlyMap<string, string> {
  if (operation.kind !== 'delete' || operation.of !== 'organization') return new Map()
  const counts = new Map<string, number>()
  for (const { fields } of connectionsOf(copy, copy.organizations)) {
    const key = textMember(fields, 'organization_id') ?? ''
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Map(
    [...counts].map(([key, count]) => [
      key,
      operation.connections === 'delete'
        ? t(
            '{count, plural, one {Its connection is deleted too} ' +
              'other {Its # connections are deleted too}}',
            { count },
          )
        : t(
            '{count, plural, one {Its connection becomes a social sign-in} ' +
              'other {Its # connections become social sign-ins}}',
            { count },
          ),
    ]),
  )
}

/**
 * What an operation does to the chosen entities of one project, on top of its draft. Organizations that a
 * table of domains does not name are not in the answer.
 *
 * @param keys of connections or organizations, as the operation needs them
 */
export function planBulk(
  snapshot: Snapshot,
  intents: Intents,
  operation: BulkOperation,
  keys: readonly string[],
): BulkPlan {
  const kind = operationTarget(operation)
  const field = fieldOf(operation)
  const chosen = new Set(keys)
  const copy = workingCopy(snapshot, intents)
  const entities = entitiesFor(copy, operation)
  const chosenEntities = entities.filter(({ target }) => chosen.has(target.key))
  const matches =
    operation.kind === 'domains'
      ? matchTable(operation.table, snapshot.summary, chosenEntities)
      : undefined
  const conflicts = byKey(findConflicts(snapshot, intents), kind)
  const isContested = (key: string) =>
    (conflicts.get(key) ?? []).some((item) => item.kind !== 'field' || item.field === field)

  const members = memberWarnings(copy, operation)
  const rows = chosenEntities.flatMap((entity): BulkRow[] => {
    const { target, fields } = entity
    const match = matches?.byKey.get(target.key)
    if (matches && !match) return []
    const before = fields[shownField(operation).name]
    const warnings = members.get(target.key)
    const row = {
      target,
      name: entityLabel(fields, target),
      before,
      warnings: warnings === undefined ? [] : [warnings],
    }
    if (isContested(target.key)) {
      const why = t('Someone else changed it too: resolve the conflict first')
      return [{ ...row, after: before, leftOut: { reason: 'conflict', why } }]
    }
    const wanted = wantedOf(entity, operation, match)
    if (wanted.kind === 'value') return [{ ...row, after: wanted.value }]
    const { reason, why } = wanted
    return [{ ...row, after: before, leftOut: { reason, why } }]
  })
  const there = new Set(entities.map(({ target }) => target.key))
  const gone = [...chosen].filter((key) => !there.has(key))
  const goneRows = gone.map((key): BulkRow => {
    const target = { kind, key }
    const leftOut = { reason: 'gone', why: t('It is not there any more') } as const
    return { target, name: key, before: undefined, after: undefined, leftOut, warnings: [] }
  })
  return {
    rows: [...judged(snapshot, intents, copy, operation, rows), ...goneRows],
    used: matches?.used ?? new Set(),
  }
}

/**
 * The step of a draft that makes the changes of these rows; without any where none changes something.
 *
 * @param rows of `planBulk` on the same snapshot and draft
 */
export function bulkStep(
  snapshot: Snapshot,
  intents: Intents,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): { readonly label: string; readonly changes: readonly IntentChange[] } {
  const { label, edits } = stepOf(workingCopy(snapshot, intents), operation, rows)
  return { label, changes: edits.flatMap((edit) => intentChangesOf(snapshot, intents, edit)) }
}
