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

/** A preview row: the change to one entity, or why there is none. */
export interface BulkRow {
  readonly target: Target
  readonly name: string
  /** Value of the field that `shownField` returns. */
  readonly before: JsonValue | undefined
  /** Same as `before` if the row is left out; `undefined` for deletions. */
  readonly after: JsonValue | undefined
  readonly leftOut?: LeftOut
  readonly warnings: readonly string[]
}

export interface BulkPlan {
  /** In the project's order. */
  readonly rows: readonly BulkRow[]
  /** Table rows that name an organization of this project. */
  readonly used: ReadonlySet<DomainTableRow>
}

function entitiesFor(copy: WorkingCopy, operation: BulkOperation): readonly WorkingEntity[] {
  return operationTarget(operation) === 'connection' ? copy.connections : copy.organizations
}

const isChange = ({ leftOut }: BulkRow) => leftOut === undefined

/** Wire name of the field that an operation changes; `undefined` for deletions. */
const fieldOf = (operation: BulkOperation): string | undefined =>
  operation.kind === 'delete' ? undefined : operationField(operation).name

/** The draft step for the rows that change something. */
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

/** Moving an incomplete connection is allowed. */
function hinders(operation: BulkOperation, { field }: WrittenProblem): boolean {
  return operation.kind !== 'organization' || field === fieldOf(operation)
}

function judged(
  snapshot: Snapshot,
  intents: Intents,
  copy: WorkingCopy,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): readonly BulkRow[] {
  if (operation.kind === 'delete') return rows
  const region = textMember(snapshot.project, 'home_region')
  // Each entity has one row, so the changes are independent.
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

/** Warnings about connections of deleted organizations, by organization key. */
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
 * Plans an operation on the chosen entities (`keys`) on top of a project's draft. Omits organizations that a domain
 * table does not name.
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
 * Returns one draft step for rows of `planBulk` (same snapshot and draft), or `undefined` if no row changes anything.
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
