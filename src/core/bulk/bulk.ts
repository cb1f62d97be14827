import { findConflicts } from '../draft/conflicts'
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
import type { DomainTableRow } from './domain-table'
import { matchTable } from './match-table'
import { operationFields, operationTargets, stepLabel, type BulkOperation } from './operation'
import { wantedOf, type LeftOut } from './wanted'
import { t } from '../language/translate'

/** One entity in a preview: what changes in it, or why nothing does. */
export interface BulkRow {
  readonly target: Target
  /** What people call it. */
  readonly name: string
  readonly before: JsonValue | undefined
  /** As `before` where it is left out. */
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

type FieldEdit = Extract<Edit, { readonly kind: 'set-field' }>

function entitiesFor(copy: WorkingCopy, operation: BulkOperation): readonly WorkingEntity[] {
  return operationTargets[operation.kind] === 'connection' ? copy.connections : copy.organizations
}

const isChange = ({ leftOut }: BulkRow) => leftOut === undefined

/** The edits of the rows that change something. */
function editsOf(operation: BulkOperation, rows: readonly BulkRow[]): FieldEdit[] {
  const field = operationFields[operation.kind]
  return rows.filter(isChange).map(({ target, after }) => ({
    kind: 'set-field',
    target,
    field,
    ...(after === undefined ? {} : { value: after }),
  }))
}

/** The changes of intents that these rows make: each entity has one row, so none depends on another. */
function changesOf(
  snapshot: Snapshot,
  intents: Intents,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): IntentChange[] {
  return editsOf(operation, rows).flatMap((edit) => intentChangesOf(snapshot, intents, edit))
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
function hinders({ kind }: BulkOperation, { field }: WrittenProblem): boolean {
  return kind !== 'organization' || field === operationFields.organization
}

/** Leaves out what the rules refuse once it is changed, and keeps what they warn of. */
function judged(
  snapshot: Snapshot,
  intents: Intents,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): BulkRow[] {
  const kind = operationTargets[operation.kind]
  const region = textMember(snapshot.project, 'home_region')
  const changes = changesOf(snapshot, intents, operation, rows)
  const after = workingCopy(snapshot, moveManyIntents(intents, changes, 'forward'))
  const problems = byKey<WrittenProblem>(problemsOf(after, region), kind)
  return rows.map((row): BulkRow => {
    if (!isChange(row)) return row
    const own = problems.get(row.target.key) ?? []
    const error = own.find((problem) => problem.severity === 'error' && hinders(operation, problem))
    if (error) {
      const leftOut = { reason: 'problem', why: error.message } as const
      return { ...row, after: row.before, leftOut }
    }
    const field = operationFields[operation.kind]
    const warnings = own.filter((problem) => problem.field === field).map(({ message }) => message)
    return { ...row, warnings }
  })
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
  const kind = operationTargets[operation.kind]
  const field = operationFields[operation.kind]
  const chosen = new Set(keys)
  const entities = entitiesFor(workingCopy(snapshot, intents), operation)
  const chosenEntities = entities.filter(({ target }) => chosen.has(target.key))
  const matches =
    operation.kind === 'domains'
      ? matchTable(operation.table, snapshot.summary, chosenEntities)
      : undefined
  const conflicts = byKey(findConflicts(snapshot, intents), kind)
  const isContested = (key: string) =>
    (conflicts.get(key) ?? []).some((item) => item.kind !== 'field' || item.field === field)

  const rows = chosenEntities.flatMap((entity): BulkRow[] => {
    const { target, fields } = entity
    const match = matches?.byKey.get(target.key)
    if (matches && !match) return []
    const before = fields[field]
    const row = { target, name: entityLabel(fields, target), before, warnings: [] }
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
    rows: [...judged(snapshot, intents, operation, rows), ...goneRows],
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
  const changes = changesOf(snapshot, intents, operation, rows)
  return { label: stepLabel(operation, rows.filter(isChange).length), changes }
}
