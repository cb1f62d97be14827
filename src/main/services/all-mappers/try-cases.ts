import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { TriedCase } from '../../../core/ipc/all-mappers'
import { judgeCase, type Difference } from '../../../core/mapper/cases/judge'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import type { MapperEngine } from '../../mapper/engine'
import { runMapper } from '../../mapper/run'
import { inputOf, isEngineFailure } from '../cases/run-cases'

function wordsOf(differences: readonly Difference[]): string {
  const words = differences.slice(0, 3).map(({ path, expected, actual }) => {
    const found = t('expected {expected}, got {actual}', {
      expected: expected ?? t('nothing'),
      actual: actual ?? t('nothing'),
    })
    return path === '' ? found : `${path}: ${found}`
  })
  return words.join('; ')
}

/** Runs cases on two texts with each schema (JSON); a case passes only with all of them. */
export async function tryCases(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  texts: { readonly before: string; readonly after: string },
  schemas: readonly (string | undefined)[],
  signal?: AbortSignal,
): Promise<Result<TriedCase[]>> {
  async function judged(item: NamedCase, text: string): Promise<Result<string | undefined>> {
    for (const schema of schemas) {
      const run = await runMapper(engine, inputOf(item, { text, schema }), signal)
      if (run.error && isEngineFailure(run.error)) return failure(run.error)
      const { pass, differences } = judgeCase(item.case.expect, run)
      if (!pass) return success(wordsOf(differences))
    }
    return success(undefined)
  }

  const tried: TriedCase[] = []
  for (const item of cases) {
    const before = await judged(item, texts.before)
    if (!before.ok) return before
    const after = await judged(item, texts.after)
    if (!after.ok) return after
    const why = after.value
    tried.push({
      name: item.case.name,
      before: before.value === undefined,
      after: why === undefined,
      ...(why === undefined ? {} : { why }),
    })
  }
  return success(tried)
}
