import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { CheckedMapper, MapperEntry } from '../../../core/mapper/texts/entry'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import type { JsonObject } from '../../../core/model/json'
import type { CaseVerdicts } from '../cases/verdicts'
import {
  findingKey,
  linesOf,
  onceEach,
  schemaHashOf,
  type LookAtText,
} from '../mappers/look-at-text'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { MapperPlace } from '../estate/channel'
import type { ProjectId } from '../../../core/model/project-id'

export interface CheckedPlace {
  readonly projectId: ProjectId
  readonly situations: readonly LintSituation[]
  readonly schema: JsonObject | undefined
}

/** Maximum number of schemas per mapper's cases. */
const mostSchemas = 5

export function placesByEntry(
  places: readonly MapperPlace[],
  schemas: readonly JsonObject[],
): Map<string, CheckedPlace[]> {
  const found = new Map<string, CheckedPlace[]>()
  for (const { entryId, projectId, situations, schema: index } of places) {
    const schema = index === undefined ? undefined : schemas[index]
    const whole = schema ? situations.map((situation) => ({ ...situation, schema })) : situations
    const list = found.get(entryId)
    const place = { projectId, situations: whole, schema }
    if (list) list.push(place)
    else found.set(entryId, [place])
  }
  return found
}

/** Distinct schemas as JSON; `undefined` for a project without one. */
export function schemasIn(places: readonly CheckedPlace[]): (string | undefined)[] {
  const texts = places.map(({ schema }) => (schema ? JSON.stringify(schema) : undefined))
  const different = [...new Set(texts)].slice(0, mostSchemas)
  return different.length > 0 ? different : [undefined]
}

/**
 * Checks a mapper in each project: linter problems and failing cases; `undefined` after an abort.
 */
export type CheckEntry = (
  entry: MapperEntry,
  places: readonly CheckedPlace[],
  caseHash: string | undefined,
  signal?: AbortSignal,
) => Promise<CheckedMapper | undefined>

export function createCheckEntry(deps: {
  readonly lookAtText: LookAtText
  readonly verdicts: CaseVerdicts
}): CheckEntry {
  const { lookAtText, verdicts } = deps

  async function caseVerdict(
    { text }: MapperEntry,
    places: readonly CheckedPlace[],
    caseHash: string | undefined,
    signal: AbortSignal | undefined,
  ) {
    const failing = new Set<string>()
    let cases = 0
    if (caseHash === undefined) return { cases, failing }
    for (const schema of schemasIn(places)) {
      const verdict = await verdicts(caseHash, () => Promise.resolve(text), schema, signal)
      if (!verdict) return undefined
      cases = Math.max(cases, verdict.cases)
      for (const name of verdict.failing) failing.add(name)
    }
    return { cases, failing }
  }

  return async (entry, places, caseHash, signal) => {
    const { id, text, problem } = entry
    const textOf = () => Promise.resolve(text === undefined ? noText : success(text))
    const all: MapperFinding[] = []
    const placed = new Map<string, Set<ProjectId>>()
    let unchecked = problem?.message
    for (const { projectId, situations, schema } of places) {
      if (text === undefined) break
      const of = { id, situations, schemaHash: schemaHashOf(schema) }
      const looked = await lookAtText(of, textOf, signal)
      if (signal?.aborted) return undefined
      if (looked.ok) {
        for (const finding of looked.value.findings) {
          all.push(finding)
          const key = findingKey(finding)
          placed.set(key, (placed.get(key) ?? new Set()).add(projectId))
        }
      } else unchecked = looked.error.message
      await yieldToEventLoop()
    }
    const verdict = await caseVerdict(entry, places, caseHash, signal)
    if (signal?.aborted) return undefined
    if (!verdict) unchecked ??= t('Its saved cases could not be run.')
    const findings = onceEach(all)
    const lines = linesOf(text ?? '', findings)
    return {
      findings: findings.map((finding, at) => ({
        finding,
        line: lines[at] ?? 1,
        projects: [...(placed.get(findingKey(finding)) ?? [])],
      })),
      cases: verdict?.cases ?? 0,
      failing: [...(verdict?.failing ?? [])],
      ...(unchecked === undefined ? {} : { unchecked }),
    }
  }
}

const noText = failure(appError('network.off', t('The text is not on this computer')))
