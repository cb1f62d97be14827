import { createRecent } from '../../../core/model/recent'
import type { CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper } from '../../files/cases/case-folders'
import type { MapperEngine } from '../../mapper/engine'
import { failingCases, readable } from './run-cases'

export interface CaseVerdict {
  readonly cases: number
  readonly failing: readonly string[]
}

/** Runs and remembers saved cases (`schema` is JSON); `undefined` without text or if canceled. */
export type CaseVerdicts = (
  hash: string,
  textOf: () => Promise<string | undefined>,
  schema: string | undefined,
  signal?: AbortSignal,
) => Promise<CaseVerdict | undefined>

const mostCharacters = 16 * 1024 * 1024

export function createCaseVerdicts(deps: {
  readonly caseFiles: Pick<CaseFiles, 'list'>
  readonly engine: MapperEngine
}): CaseVerdicts {
  const { caseFiles, engine } = deps
  /** By inputs, which may be long. */
  const ran = createRecent<string, CaseVerdict>(mostCharacters, (_, id) => id.length)

  return async (hash, textOf, schema, signal) => {
    const listed = await caseFiles.list(casesOfMapper(hash))
    const cases = listed.ok ? readable(listed.value) : []
    if (cases.length === 0) return { cases: 0, failing: [] }
    const id = JSON.stringify([hash, schema, cases])
    const known = ran.get(id)
    if (known) return known
    const text = await textOf()
    if (text === undefined) return undefined
    const failed = await failingCases(engine, cases, { text, schema }, signal)
    // A stopped engine says nothing about the mapper.
    if (!failed.ok || signal?.aborted) return undefined
    const verdict = { cases: cases.length, failing: failed.value }
    ran.set(id, verdict)
    return verdict
  }
}
