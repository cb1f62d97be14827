import { success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { givenFor } from '../../core/mapper/given'
import type { MapperError } from '../../core/mapper/engine'
import { byPlace, engineFinding, type MapperFinding } from '../../core/mapper/lint/finding'
import { lintMapper } from '../../core/mapper/lint/lint'
import type { LintFinding, LintSituation } from '../../core/mapper/lint/rule'
import type { JsonObject } from '../../core/model/json'
import type { MapperEngine } from './engine'

/** Problems found without running: go-jsonnet's linter, our rules, and an unusable schema. */
export async function inspectMapper(
  engine: Pick<MapperEngine, 'lint' | 'validate'>,
  text: string,
  situation: LintSituation,
  signal?: AbortSignal,
): Promise<Result<readonly MapperFinding[], MapperError>> {
  const found = await engine.lint(text, 'mapper.jsonnet', signal)
  if (!found.ok) return found
  const given = givenFor(situation.provider)
  const remarks = found.value.map((finding) => ({
    ...engineFinding(text, finding),
    ...(given === 'scim' ? { given } : {}),
  }))
  const schema = await unusableSchema(engine, situation, signal)
  const findings: readonly MapperFinding[] = [...lintMapper(text, situation), ...remarks, ...schema]
  return success(findings.toSorted(byPlace))
}

/** Cached, as all mappers of a project share a schema. */
const tried = new WeakMap<JsonObject, LintFinding[]>()

/** A schema that Kratos can't compile breaks every mapper. */
export async function unusableSchema(
  engine: Pick<MapperEngine, 'validate'>,
  { schema }: LintSituation,
  signal?: AbortSignal,
): Promise<LintFinding[]> {
  if (!schema) return []
  const known = tried.get(schema)
  if (known) return known
  const answer = await engine.validate({ schema: JSON.stringify(schema), traits: '{}' }, signal)
  // A stopped engine says nothing about the schema.
  if (!answer.ok && answer.error.code !== 'mapper.schema') return []
  const found = answer.ok ? [] : [unusable(answer.error.message)]
  tried.set(schema, found)
  return found
}

const unusable = (reason: string): LintFinding => ({
  rule: 'unusable-schema',
  severity: 'error',
  message: t('The identity schema prevents every registration: {reason}', { reason }),
  start: 0,
  end: 0,
})
