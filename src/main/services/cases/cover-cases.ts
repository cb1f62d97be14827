import { failure, success, type Result } from '../../../core/errors/result'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { mergeCoverage, type Coverage } from '../../../core/mapper/coverage/coverage'
import type { CoverAnswer, MapperError } from '../../../core/mapper/engine'
import { mapperVariables } from '../../../core/mapper/kratos/variables'
import { mapperFile } from '../../files/cases/case-folders'
import type { MapperEngine } from '../../mapper/engine'
import { readClaims } from '../../mapper/run'
import { inputOf, isEngineFailure } from './run-cases'

/**
 * What cases come to in a mapper, together. A case that stops before the mapper, or in it without an
 * answer, comes to nothing; a failure is a cancel or one of the engine.
 */
export async function coverCases(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  text: string,
  signal?: AbortSignal,
): Promise<Result<Coverage, MapperError>> {
  const answers: CoverAnswer[] = []
  for (const item of cases) {
    const input = inputOf(item, { text })
    const claims = readClaims(input.claims)
    if (!claims.ok) continue
    const variables = mapperVariables(claims.value.text, input.identity)
    const answer = await engine.cover({ text, fileName: mapperFile, variables }, signal)
    if (answer.ok) answers.push(answer.value)
    // Other messages may quote claims, and say nothing that a run of the case does not.
    else if (isEngineFailure(answer.error)) return failure(answer.error)
  }
  return success(mergeCoverage(text, answers))
}
