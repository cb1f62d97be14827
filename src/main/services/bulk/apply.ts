import { applyBulk, planBulk, type BulkRow } from '../../../core/bulk/bulk'
import type { BulkOperation } from '../../../core/bulk/operation'
import { emptyDraft } from '../../../core/draft/draft'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { BulkApplied } from '../../../core/ipc/bulk'
import { sameJson } from '../../../core/model/json'
import type { AppFiles } from '../../files/app-files'
import type { Drafts, DraftTurn } from '../drafts/drafts'
import type { GuardsService } from '../guards/guards'
import type { Locks } from '../locks'
import { rowId, type KeptPlan, type ProjectPlan } from './plans'
import { readRefusals } from './refusals'

export interface ApplyDeps {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly drafts: Pick<Drafts, 'change'>
  readonly locks: Pick<Locks, 'run'>
  readonly guards: Pick<GuardsService, 'read'>
  readonly now: () => Date
}

/** The rows that look as they did in the preview, of those that are wanted. */
function stillMeant(wanted: readonly BulkRow[], now: readonly BulkRow[]): BulkRow[] {
  const byKey = new Map(now.map((row) => [row.target.key, row]))
  return wanted.filter((row) => {
    const present = byKey.get(row.target.key)
    return (
      present !== undefined &&
      present.leftOut === undefined &&
      sameJson(present.before, row.before) &&
      sameJson(present.after, row.after)
    )
  })
}

/** Puts the wanted rows of one project into its draft on disk, as one step. */
async function applyTo(
  deps: ApplyDeps,
  operation: BulkOperation,
  { summary }: ProjectPlan,
  wanted: readonly BulkRow[],
): Promise<Result<{ applied: number; moved: number }>> {
  const { files, drafts, locks, guards, now } = deps
  const projectId = summary.id
  const refusal = (await readRefusals(guards))(summary)
  if (refusal) return failure(refusal)
  const apply = async (turn: DraftTurn) => {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    if (!snapshot.value) {
      return failure(appError('request.invalid', 'Nothing is known of the project any more'))
    }
    const stored = await turn.read(projectId)
    if (!stored.ok) return stored
    const draft = stored.value ?? emptyDraft(projectId, snapshot.value.revisionId)
    const keys = wanted.map(({ target }) => target.key)
    const present = planBulk(snapshot.value, draft.intents, operation, keys)
    const rows = stillMeant(wanted, present.rows)
    const outcome = { applied: rows.length, moved: wanted.length - rows.length }
    if (rows.length === 0) return success(outcome)
    const at = now().toISOString()
    const written = await turn.write(applyBulk(snapshot.value, draft, { operation, rows, at }))
    return written.ok ? success(outcome) : written
  }
  // After a publish or a read of the project, which both end with another state of it.
  return locks.run(projectId, () => drafts.change(projectId, apply))
}

/**
 * Puts a plan into the drafts of its projects, one after the other. What fails in one project is told and
 * keeps none of the others back.
 *
 * @param takenOut ids of rows that the person took out
 */
export async function applyPlan(
  deps: ApplyDeps,
  plan: KeptPlan,
  takenOut: ReadonlySet<string>,
): Promise<BulkApplied[]> {
  const all: BulkApplied[] = []
  for (const project of plan.projects) {
    const projectId = project.summary.id
    const wanted = project.rows.filter(
      (row) => row.leftOut === undefined && !takenOut.has(rowId(projectId, row)),
    )
    if (wanted.length === 0) continue
    const result = await applyTo(deps, plan.operation, project, wanted)
    all.push(
      result.ok
        ? { projectId, ...result.value }
        : { projectId, applied: 0, moved: 0, error: result.error },
    )
  }
  return all
}
