import { bulkStep, planBulk, type BulkRow } from '../../../core/bulk/bulk'
import type { BulkOperation } from '../../../core/bulk/operation'
import { failure, success, type Result } from '../../../core/errors/result'
import type { BulkApplied } from '../../../core/ipc/bulk'
import { sameJson } from '../../../core/model/json'
import type { PutStep } from '../drafts/put-step'
import type { GuardsService } from '../guards/guards'
import { rowId, type KeptPlan, type ProjectPlan } from './plans'
import { readRefusals } from '../guards/refusals'

export interface ApplyDeps {
  readonly putStep: PutStep
  readonly guards: Pick<GuardsService, 'read'>
}

/** Rows that still look as in the preview. */
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

async function applyTo(
  deps: ApplyDeps,
  operation: BulkOperation,
  { summary }: ProjectPlan,
  wanted: readonly BulkRow[],
): Promise<Result<Omit<BulkApplied, 'projectId'>>> {
  const refusal = (await readRefusals(deps.guards))(summary)
  if (refusal) return failure(refusal)
  const keys = wanted.map(({ target }) => target.key)
  const put = await deps.putStep(summary.id, (snapshot, { intents }) => {
    const present = planBulk(snapshot, intents, operation, keys)
    const rows = stillMeant(wanted, present.rows)
    const answer = { applied: rows.length, moved: wanted.length - rows.length }
    return success({ ...bulkStep(snapshot, intents, operation, rows), answer })
  })
  if (!put.ok) return put
  const { answer, draft } = put.value
  const stepId = answer.applied > 0 ? draft.past.at(-1)?.id : undefined
  return success({ ...answer, ...(stepId === undefined ? {} : { stepId }) })
}

/** Puts a plan into drafts, except rows in `takenOut`; a failure stops only its own project. */
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
