import { failure, success, type Result } from '../../../core/errors/result'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { mergeCoverage, type Coverage } from '../../../core/mapper/coverage/coverage'
import type { CoverAnswer, MapperError } from '../../../core/mapper/engine'
import { givenOf } from '../../../core/mapper/kratos/run'
import { mapperVariables } from '../../../core/mapper/kratos/variables'
import { mapperFile } from '../../files/cases/case-folders'
import type { MapperEngine } from '../../mapper/engine'
import { readClaims } from '../../mapper/run-input'
import { inputOf, isEngineFailure } from './run-cases'

/**
 * The combined coverage of a mapper's cases. A case that stops before the mapper, or without an answer in
 * it, covers nothing; a failure is a cancel or comes from the engine.
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
    const variables = mapperVariables(claims.value.text, input.identity, givenOf(input.claims))
    const answer = await engine.cover({ text, fileName: mapperFile, variables }, signal)
    if (answer.ok) answers.push(answer.value)
    // Other messages may contain claims, and running the case shows them anyway.
    else if (isEngineFailure(answer.error)) return failure(answer.error)
  }
  return success(mergeCoverage(text, answers))
}
