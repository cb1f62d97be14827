import { success, failure, type Result } from '../../../core/errors/result'
import type { CaseOutcome, StoredCase } from '../../../core/ipc/mapper-editor'
import { caseInput } from '../../../core/mapper/cases/input'
import { judgeCase } from '../../../core/mapper/cases/judge'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import type { MapperError } from '../../../core/mapper/engine'
import type { MapperRun } from '../../../core/mapper/kratos/run'
import type { MapperEngine } from '../../mapper/engine'
import { runMapper } from '../../mapper/run'
import { mapperFile } from '../../files/cases/case-folders'

/** A mapper's text, and a schema (JSON) for cases without one. */
export interface CasesOn {
  readonly text: string
  readonly schema?: string | undefined
}

export function readable(cases: readonly StoredCase[]): NamedCase[] {
  return cases.flatMap((item) => ('case' in item ? [item] : []))
}

/** Whether the engine failed, not the mapper; such messages contain no claims. */
export const isEngineFailure = ({ code }: MapperError): boolean =>
  code === 'mapper.stopped' || code === 'bug' || code === 'request.cancelled'

interface Ran {
  readonly item: NamedCase
  readonly run: MapperRun
  readonly milliseconds: number
}

export const inputOf = (item: NamedCase, { text, schema }: CasesOn) =>
  caseInput(item.case, {
    text,
    fileName: mapperFile,
    ...(schema === undefined ? {} : { schema }),
  })

/** Runs cases in order; ends silently when canceled. */
async function* runEach(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  on: CasesOn,
  signal: AbortSignal | undefined,
): AsyncGenerator<Ran> {
  for (const item of cases) {
    const begun = performance.now()
    let run = await runMapper(engine, inputOf(item, on), signal)
    // The engine restarts; its crash isn't the mapper's fault.
    if (run.error?.code === 'mapper.stopped')
      run = await runMapper(engine, inputOf(item, on), signal)
    if (signal?.aborted || run.error?.code === 'request.cancelled') return
    yield { item, run, milliseconds: performance.now() - begun }
  }
}

/** Outcome of each case, also streamed; partial after a cancel. */
export async function runCases(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  on: CasesOn,
  more: {
    readonly signal?: AbortSignal | undefined
    readonly onRan?: (outcome: CaseOutcome) => void
  } = {},
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  for await (const { item, run, milliseconds } of runEach(engine, cases, on, more.signal)) {
    const outcome = { id: item.id, result: judgeCase(item.case.expect, run), milliseconds }
    outcomes.push(outcome)
    more.onRan?.(outcome)
  }
  return outcomes
}

/** Names of failing cases; fails only if the engine did. */
export async function failingCases(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  on: CasesOn,
  signal?: AbortSignal,
): Promise<Result<string[], MapperError>> {
  const failed: string[] = []
  for await (const { item, run } of runEach(engine, cases, on, signal)) {
    if (run.error && isEngineFailure(run.error)) return failure(run.error)
    if (!judgeCase(item.case.expect, run).pass) failed.push(item.case.name)
  }
  return success(failed)
}
