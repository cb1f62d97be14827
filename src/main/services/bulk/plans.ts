import { planBulk, type BulkRow } from '../../../core/bulk/bulk'
import { readDomainTable, type DomainTableRow } from '../../../core/bulk/domain-table'
import { shownField, type BulkOperation } from '../../../core/bulk/operation'
import { publishOrder } from '../../../core/publish/publish-order'
import { valueWords } from '../../../core/fields/value-words'
import { cutText } from '../../../core/model/cut-text'
import type { JsonValue } from '../../../core/model/json'
import type { LeftOutReason } from '../../../core/bulk/wanted'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { AskedOperation, BulkPreviewRow } from '../../../core/ipc/bulk'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { ProjectSummary } from '../../../core/model/project'
import { createRecent } from '../../../core/model/recent'
import type { AppFiles } from '../../files/app-files'
import type { GuardsService } from '../guards/guards'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { WorkspacesService } from '../workspaces/workspaces'
import { readTable } from './read-table'
import { readRefusals } from '../guards/refusals'
import type { ProjectId } from '../../../core/model/project-id'

export interface ProjectPlan {
  readonly summary: ProjectSummary
  readonly rows: readonly BulkRow[]
}

export interface KeptPlan {
  readonly operation: BulkOperation
  readonly projects: readonly ProjectPlan[]
  /** Rows by filter, so that each page is only a slice. */
  readonly shown: Readonly<Record<Shown, readonly ShownRow[]>>
}

type Shown = RequestInput<'bulk.rows'>['show']
interface ShownRow {
  readonly projectId: ProjectId
  readonly row: BulkRow
}

export interface BulkPlans {
  prepare(
    input: RequestInput<'bulk.prepare'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'bulk.prepare'>>>
  rows(input: RequestInput<'bulk.rows'>): Result<RequestOutput<'bulk.rows'>>
  /** `request.invalid` if the plan was dropped. */
  kept(planId: number): Result<KeptPlan>
}

/** Maximum number of kept plans, over all windows. */
const mostKept = 4
const mostRemarks = 200

/** ID of a row, unique in its plan. */
export const rowId = (projectId: ProjectId, { target }: BulkRow) => `${projectId} ${target.key}`

const longestValue = 300
const shownValue = (field: string, value: JsonValue | undefined) =>
  cutText(valueWords(field, value, () => undefined) ?? t('not set'), longestValue)

const isChange = ({ leftOut }: BulkRow) => leftOut === undefined

function shownOf(projects: readonly ProjectPlan[]): KeptPlan['shown'] {
  const all = projects.flatMap(({ summary, rows }) =>
    rows.map((row): ShownRow => ({ projectId: summary.id, row })),
  )
  const part = (isWanted: boolean) => all.filter(({ row }) => isChange(row) === isWanted)
  return { all, changes: part(true), 'left-out': part(false) }
}

async function readOperation(
  asked: AskedOperation,
  signal: AbortSignal | undefined,
): Promise<Result<BulkOperation>> {
  if (asked.kind !== 'domains') return success(asked)
  const cells = await readTable(asked.table, signal)
  if (!cells.ok) return cells
  return success({ kind: 'domains', table: readDomainTable(cells.value) })
}

/** Line number in a remark, in any language; remarks without one come last. */
const lineOf = (remark: string) =>
  Number(/^[^\d:]*(\d+):/.exec(remark)?.[1] ?? Number.MAX_SAFE_INTEGER)
const byLine = (left: string, right: string) => lineOf(left) - lineOf(right)

/** Remarks about rows of a table that match nothing chosen. */
function unusedRemarks(operation: BulkOperation, used: ReadonlySet<DomainTableRow>): string[] {
  if (operation.kind !== 'domains') return []
  return operation.table.rows
    .filter((row) => !used.has(row))
    .map(({ line, organization, project }) => {
      const name = organization.slice(0, 60)
      return project === undefined
        ? t('Line {line}: no chosen organization is “{name}”', { line, name })
        : t('Line {line}: no chosen organization is “{name}” in “{project}”', {
            line,
            name,
            project: project.slice(0, 60),
          })
    })
}

export function createBulkPlans(deps: {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts'>
  readonly workspaces: Pick<WorkspacesService, 'findProject'>
  readonly guards: Pick<GuardsService, 'read'>
  readonly emit: (progress: RequestProgress<'bulk.prepare'>) => void
}): BulkPlans {
  const { files, workspaces, guards, emit } = deps
  const plans = createRecent<number, KeptPlan>(mostKept)
  let last = 0

  async function planProject(
    summary: ProjectSummary,
    operation: BulkOperation,
    keys: readonly string[],
    used: Set<DomainTableRow>,
  ): Promise<Result<ProjectPlan>> {
    const snapshot = await files.snapshots.read(summary.id)
    if (!snapshot.ok) return snapshot
    const draft = await files.drafts.read(summary.id)
    if (!draft.ok) return draft
    if (!snapshot.value) {
      return failure(
        appError('request.invalid', t('{project} was not read yet', { project: summary.name })),
      )
    }
    const intents = draft.value?.intents ?? noIntents
    const plan = planBulk(snapshot.value, intents, operation, keys)
    plan.used.forEach((row) => used.add(row))
    const refusal = (await readRefusals(guards))(summary)
    if (refusal === undefined) return success({ summary, rows: plan.rows })
    const leftOut = { reason: 'read-only', why: refusal.message } as const
    const rows = plan.rows.map((row) => ({ ...row, after: row.before, leftOut }))
    return success({ summary, rows })
  }

  function keep(plan: KeptPlan): number {
    last += 1
    plans.set(last, plan)
    return last
  }

  function kept(planId: number): Result<KeptPlan> {
    const plan = plans.get(planId)
    return plan
      ? success(plan)
      : failure(appError('request.invalid', t('The preview is no longer kept: make it again')))
  }

  return {
    async prepare({ chosen, operation: asked }, signal) {
      const operation = await readOperation(asked, signal)
      if (!operation.ok) return operation
      const used = new Set<DomainTableRow>()
      const projects: ProjectPlan[] = []
      for (const [done, { projectId, keys }] of chosen.entries()) {
        emit({ done, of: chosen.length })
        if (signal?.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
        const summary = await workspaces.findProject(projectId)
        if (!summary) continue
        const plan = await planProject(summary, operation.value, keys, used)
        if (!plan.ok) return plan
        projects.push(plan.value)
        await yieldToEventLoop()
      }
      emit({ done: chosen.length, of: chosen.length })
      const inOrder = publishOrder(
        projects.map((plan) => ({ plan, environment: plan.summary.environment })),
      ).map(({ plan }) => plan)
      const rows = inOrder.flatMap((plan) => plan.rows)
      const reasons: Partial<Record<LeftOutReason, number>> = {}
      for (const { leftOut } of rows) {
        if (leftOut) reasons[leftOut.reason] = (reasons[leftOut.reason] ?? 0) + 1
      }
      const understood =
        operation.value.kind === 'domains' ? [...operation.value.table.remarks] : []
      const remarks = [...understood, ...unusedRemarks(operation.value, used)].toSorted(byLine)
      const more = remarks.length - mostRemarks
      return success({
        planId: keep({ operation: operation.value, projects: inOrder, shown: shownOf(inOrder) }),
        changes: rows.filter(isChange).length,
        reasons,
        projects: inOrder.map((plan) => {
          const changes = plan.rows.filter(isChange).length
          return { projectId: plan.summary.id, changes, leftOut: plan.rows.length - changes }
        }),
        remarks:
          more > 0
            ? [...remarks.slice(0, mostRemarks - 1), t('And {more} more', { more: more + 1 })]
            : remarks,
      })
    },

    rows({ planId, show, offset, limit }) {
      const plan = kept(planId)
      if (!plan.ok) return plan
      const { operation } = plan.value
      const field = shownField(operation)
      const all = plan.value.shown[show]
      const shown = all.slice(offset, offset + limit).map(({ projectId, row }): BulkPreviewRow => {
        const { target, name, before, after, leftOut, warnings } = row
        return {
          id: rowId(projectId, row),
          projectId,
          target,
          name,
          before: shownValue(field.name, before),
          after:
            operation.kind === 'delete' && !leftOut ? t('deleted') : shownValue(field.name, after),
          ...(leftOut ? { leftOut } : {}),
          warnings: [...warnings],
        }
      })
      return success({ rows: shown, total: all.length })
    },

    kept,
  }
}
