import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { byPlace, engineFinding, type MapperFinding } from '../../core/mapper/lint/finding'
import { lintMapper } from '../../core/mapper/lint/lint'
import type { LintSituation } from '../../core/mapper/lint/rule'
import type { MapperEngine } from './engine'

/**
 * All that is known to be wrong with a mapper without running it: go-jsonnet's linter and the app's
 * own rules, in the order of the text.
 */
export async function inspectMapper(
  engine: Pick<MapperEngine, 'lint'>,
  text: string,
  situation: LintSituation,
  signal?: AbortSignal,
): Promise<Result<readonly MapperFinding[], MapperError>> {
  const found = await engine.lint(text, 'mapper.jsonnet', signal)
  if (!found.ok) return found
  const remarks = found.value.map((finding) => engineFinding(text, finding))
  const findings: readonly MapperFinding[] = [...lintMapper(text, situation), ...remarks]
  return success(findings.toSorted(byPlace))
}
