import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { MapperError } from '../../core/mapper/engine'
import { knownIdentity, mapperVariables, noIdentity } from '../../core/mapper/kratos/variables'
import { givenOf, type MapperInput } from '../../core/mapper/kratos/run'
import { traitSources, type SourceRun, type TraitSources } from '../../core/mapper/sources/sources'
import { isJsonObject, parseJson, type JsonObject } from '../../core/model/json'
import type { MapperEngine } from './engine'
import { readClaims } from './run-input'

const nothing: TraitSources = { sources: [], complete: true }

/** Milliseconds for all runs together. It only stops slow mappers: an edit ends a search anyway. */
const defaultLimit = 30_000

/** Finds each trait's claims by changing claims one by one; fails only if canceled. */
export async function findSources(
  engine: MapperEngine,
  input: MapperInput,
  signal?: AbortSignal,
  { limit = defaultLimit }: { readonly limit?: number } = {},
): Promise<Result<TraitSources, MapperError>> {
  const claims = parseClaims(input)
  if (!claims) return success(nothing)
  const begin = performance.now()
  const late = AbortSignal.timeout(limit)
  const stop = signal ? AbortSignal.any([signal, late]) : late
  let longest = 0

  const run: SourceRun = async (changed, identity) => {
    const started = performance.now()
    const { text, fileName } = input
    const variables = mapperVariables(JSON.stringify(changed), identity, givenOf(input.claims))
    const result = await engine.evaluate({ text, fileName, variables }, stop)
    longest = Math.max(longest, performance.now() - started)
    return result.ok ? parseJson(result.value.output) : undefined
  }
  // A run cut off by the limit would cost a worker.
  const mayGoOn = () => !stop.aborted && performance.now() - begin + longest < limit

  const identity = input.identity ? knownIdentity(input.identity) : noIdentity
  const output = await run(claims, { ...identity })
  const found =
    output === undefined
      ? { ...nothing, complete: !late.aborted }
      : await traitSources(run, claims, output, { text: input.text, identity, mayGoOn })
  if (signal?.aborted) return failure(appError('request.cancelled', t('The search was cancelled.')))
  return success(late.aborted ? { ...found, complete: false } : found)
}

function parseClaims({ claims }: MapperInput): JsonObject | undefined {
  const read = readClaims(claims)
  if (!read.ok) return undefined
  try {
    const parsed: unknown = JSON.parse(read.value.text)
    return isJsonObject(parsed) ? parsed : undefined
  } catch {
    // Not JSON: the run reports it.
    return undefined
  }
}
