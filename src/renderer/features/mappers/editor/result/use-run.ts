import { computed, shallowRef } from 'vue'
import type { AppError } from '../../../../../core/errors/app-error'
import { success, type Result } from '../../../../../core/errors/result'
import type { RequestInput } from '../../../../../core/ipc/contract'
import type { MapperRun } from '../../../../../core/mapper/kratos/run'
import type { TraitSource } from '../../../../../core/mapper/sources/sources'
import { request } from '../../../../bridge/request'
import { useLatest } from '../../../../composables/use-latest'

const quietMilliseconds = 60
const sourcesMilliseconds = 250

const noSources: KnownSources = { sources: [], complete: false }

export type RunInput = RequestInput<'mapper.run'>

/** Sources of values; incomplete if the search took too long. */
export interface KnownSources {
  readonly sources: readonly TraitSource[]
  readonly complete: boolean
}

/** Sources and the run they belong to. */
interface FoundSources {
  readonly known: KnownSources
  readonly of: RunInput
}

/** A run that was answered, and what it was a run of. */
export interface ShownRun {
  readonly input: RunInput
  /** The run of the mapper: the sign-in if it runs the mapper, else the registration. */
  readonly run: MapperRun
  /** With an identity: the same claims without and with it. */
  readonly registration?: MapperRun
  readonly again?: MapperRun
  /** Why the other run is missing. */
  readonly otherError?: AppError
}

/** Claims keep their identity until they change. */
const hasSameSources = (left: RunInput, right: RunInput): boolean =>
  left.text === right.text && left.claims === right.claims && left.identity === right.identity

/**
 * Runs the mapper shortly after each change; drops outdated answers. @param wanted `findsSources: false` skips
 * value sources
 */
export function useRun(
  source: () => RunInput | undefined,
  wanted: { readonly findsSources: boolean } = { findsSources: true },
) {
  const shown = shallowRef<ShownRun>()
  /** The last run that gave an identity. */
  const lastGood = shallowRef<ShownRun>()
  const found = shallowRef<FoundSources>()
  /** Sources of the shown run only. */
  const sources = computed<KnownSources>(() => {
    const now = shown.value?.input
    return found.value && now && hasSameSources(found.value.of, now) ? found.value.known : noSources
  })
  /** The request failed; errors of the mapper are in the run. */
  const failed = shallowRef<AppError>()
  /** The newest good run without known sources. */
  const traced = shallowRef<ShownRun>()

  const runs = useLatest(
    source,
    quietMilliseconds,
    async (signal) => {
      tracing.cancel()
      const input = source()
      if (!input) return undefined
      const { identity, ...registering } = input
      // Without update on login only a registration runs the mapper.
      const isNever = identity !== undefined && input.updateOnLogin === 'never'
      const [mapping, other] = isNever ? [registering, input] : [input, registering]
      const [result, beside] = await Promise.all([
        request('mapper.run', mapping, { signal }),
        identity ? request('mapper.run', other, { signal }) : undefined,
      ])
      if (!result.ok) return result
      return success({ input, run: result.value, ...bothOf(isNever, result.value, beside) })
    },
    (next: Result<ShownRun>) => {
      failed.value = next.ok ? undefined : next.error
      if (!next.ok) return
      shown.value = next.value
      if (!next.value.run.mapped) return
      lastGood.value = next.value
      if (wanted.findsSources) traced.value = next.value
    },
  )

  const tracing = useLatest(
    traced,
    sourcesMilliseconds,
    async (signal) => {
      if (!traced.value) return undefined
      const of = traced.value.input
      const result = await request('mapper.find-sources', of, { signal })
      return result.ok ? { known: result.value, of } : undefined
    },
    (next: FoundSources) => (found.value = next),
  )

  /** Awaits the run of the current input; `undefined` on failure. */
  async function newest(): Promise<ShownRun | undefined> {
    while (source() !== undefined && shown.value?.input !== source()) {
      await runs.askNow()
      if (failed.value) return undefined
    }
    return source() === undefined ? undefined : shown.value
  }

  return { shown, lastGood, sources, failed, running: runs.asking, runNow: runs.askNow, newest }
}

/** Registration and sign-in of a run with an identity. */
function bothOf(
  isNever: boolean,
  run: MapperRun,
  beside: Result<MapperRun> | undefined,
): Pick<ShownRun, 'registration' | 'again' | 'otherError'> {
  if (!beside) return {}
  const own = isNever ? { registration: run } : { again: run }
  if (!beside.ok) return { ...own, otherError: beside.error }
  return isNever ? { ...own, again: beside.value } : { ...own, registration: beside.value }
}
