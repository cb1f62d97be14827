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

/** Which claims the values came from; not all of them are known where it took too long to find out. */
export interface KnownSources {
  readonly sources: readonly TraitSource[]
  readonly complete: boolean
}

/** Sources, with what they are the sources of. */
interface FoundSources {
  readonly known: KnownSources
  readonly of: RunInput
}

/** A run that was answered, and what it was a run of. */
export interface ShownRun {
  readonly input: RunInput
  /** That of the mapper: the sign-in where it runs the mapper, else the registration. */
  readonly run: MapperRun
  /** Where an identity signs in: the same claims without it, and with it. */
  readonly registration?: MapperRun
  readonly again?: MapperRun
  /** Why the one of them that is missing is not known. */
  readonly otherError?: AppError
}

/** Claims are the same object until they change. */
const hasSameSources = (left: RunInput, right: RunInput): boolean =>
  left.text === right.text && left.claims === right.claims && left.identity === right.identity

/**
 * Runs the mapper a moment after each change. Only the answer to the newest question counts; those
 * that are late are dropped, and their calls are cancelled.
 *
 * @param source what is run; `undefined` while there is nothing to run
 * @param wanted `findsSources: false` leaves out where each value came from
 */
export function useRun(
  source: () => RunInput | undefined,
  wanted: { readonly findsSources: boolean } = { findsSources: true },
) {
  const shown = shallowRef<ShownRun>()
  /** The last one that gave an identity. */
  const lastGood = shallowRef<ShownRun>()
  const found = shallowRef<FoundSources>()
  /** Sources of the shown run; none while only those of another text or claims are known. */
  const sources = computed<KnownSources>(() => {
    const now = shown.value?.input
    return found.value && now && hasSameSources(found.value.of, now) ? found.value.known : noSources
  })
  /** The request itself failed; what is wrong in the mapper is in the run. */
  const failed = shallowRef<AppError>()
  /** The newest good run whose sources are not known yet. */
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

  /** The run of the current input, awaited; `undefined` where it fails. */
  async function newest(): Promise<ShownRun | undefined> {
    while (source() !== undefined && shown.value?.input !== source()) {
      await runs.askNow()
      if (failed.value) return undefined
    }
    return source() === undefined ? undefined : shown.value
  }

  return { shown, lastGood, sources, failed, running: runs.asking, runNow: runs.askNow, newest }
}

/** The registration and the sign-in of a run with an identity. */
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
