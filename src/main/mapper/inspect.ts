import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { byPlace, engineFinding, type MapperFinding } from '../../core/mapper/lint/finding'
import { lintMapper } from '../../core/mapper/lint/lint'
import type { LintFinding, LintSituation } from '../../core/mapper/lint/rule'
import type { MapperEngine } from './engine'

/**
 * All that is known to be wrong with a mapper without running it: go-jsonnet's linter and the app's
 * own rules, in the order of the text, and whether its identity schema can be used at all.
 */
export async function inspectMapper(
  engine: Pick<MapperEngine, 'lint' | 'validate'>,
  text: string,
  situation: LintSituation,
  signal?: AbortSignal,
): Promise<Result<readonly MapperFinding[], MapperError>> {
  const found = await engine.lint(text, 'mapper.jsonnet', signal)
  if (!found.ok) return found
  const remarks = found.value.map((finding) => engineFinding(text, finding))
  const schema = await unusableSchema(engine, situation, signal)
  const findings: readonly MapperFinding[] = [...lintMapper(text, situation), ...remarks, ...schema]
  return success(findings.toSorted(byPlace))
}

/** An identity schema that Kratos' validator cannot compile is an error for every mapper under it. */
export async function unusableSchema(
  engine: Pick<MapperEngine, 'validate'>,
  { schema }: LintSituation,
  signal?: AbortSignal,
): Promise<LintFinding[]> {
  if (!schema) return []
  const tried = await engine.validate({ schema: JSON.stringify(schema), traits: '{}' }, signal)
  if (tried.ok || tried.error.code !== 'mapper.schema') return []
  const message = `The identity schema lets nobody register: ${tried.error.message}`
  return [{ rule: 'unusable-schema', severity: 'error', message, start: 0, end: 0 }]
}
