import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../../core/errors/app-error'
import type { Result } from '../../../../core/errors/result'
import type { RequestInput } from '../../../../core/ipc/contract'
import type { MapperRun } from '../../../../core/mapper/kratos/run'
import type { TraitSource } from '../../../../core/mapper/sources/sources'
import { request } from '../../../bridge/request'

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

/** The claims are one value as long as nobody changes them. */
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
  /** Of the run that is shown; none as long as only those of another text or claims are known. */
  const sources = computed<KnownSources>(() => {
    const now = shown.value?.input
    return found.value && now && hasSameSources(found.value.of, now) ? found.value.known : noSources
  })
  /** The request itself failed; what is wrong in the mapper is in the run. */
  const failed = shallowRef<AppError>()
  const running = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let sourcesTimer: ReturnType<typeof setTimeout> | undefined
  let controller = new AbortController()

  function stop(): void {
    clearTimeout(timer)
    clearTimeout(sourcesTimer)
    controller.abort()
    running.value = false
  }

  async function runNow(): Promise<void> {
    stop()
    const input = source()
    if (!input) return
    const own = new AbortController()
    controller = own
    running.value = true
    const { identity, ...registering } = input
    // Without update on login only a registration runs the mapper.
    const isNever = identity !== undefined && input.updateOnLogin === 'never'
    const [mapping, other] = isNever ? [registering, input] : [input, registering]
    const [result, beside] = await Promise.all([
      request('mapper.run', mapping, { signal: own.signal }),
      identity ? request('mapper.run', other, { signal: own.signal }) : undefined,
    ])
    if (own.signal.aborted) return
    running.value = false
    failed.value = result.ok ? undefined : result.error
    if (!result.ok) return
    const next: ShownRun = { input, run: result.value, ...bothOf(isNever, result.value, beside) }
    shown.value = next
    if (!result.value.mapped) return
    lastGood.value = next
    if (!wanted.findsSources) return
    sourcesTimer = setTimeout(() => void findSources(input, own.signal), sourcesMilliseconds)
  }

  async function findSources(input: RunInput, signal: AbortSignal): Promise<void> {
    const result = await request('mapper.find-sources', input, { signal })
    if (!signal.aborted && result.ok) found.value = { known: result.value, of: input }
  }

  /** The run of what is there now, for whoever keeps it; `undefined` where it gives no answer. */
  async function newest(): Promise<ShownRun | undefined> {
    while (source() !== undefined && shown.value?.input !== source()) {
      await runNow()
      if (failed.value) return undefined
    }
    return source() === undefined ? undefined : shown.value
  }

  watch(
    source,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void runNow(), quietMilliseconds)
    },
    { immediate: true },
  )
  onScopeDispose(stop)

  return { shown, lastGood, sources, failed, running, runNow, newest }
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
