import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestInput } from '../../../core/ipc/contract'
import type { MapperRun } from '../../../core/mapper/run'
import type { TraitSource } from '../../../core/mapper/sources/sources'
import { request } from '../../bridge/request'

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
  readonly run: MapperRun
  /** The same claims without the identity, where there is one: a registration. */
  readonly registration?: MapperRun
  /** Why that is not known. */
  readonly registrationError?: AppError
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
    const { identity, ...without } = input
    const [result, registered] = await Promise.all([
      request('mapper.run', input, { signal: own.signal }),
      identity ? request('mapper.run', without, { signal: own.signal }) : undefined,
    ])
    if (own.signal.aborted) return
    running.value = false
    failed.value = result.ok ? undefined : result.error
    if (!result.ok) return
    const next: ShownRun = {
      input,
      run: result.value,
      ...(registered?.ok ? { registration: registered.value } : {}),
      ...(registered && !registered.ok ? { registrationError: registered.error } : {}),
    }
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

  watch(
    source,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void runNow(), quietMilliseconds)
    },
    { immediate: true },
  )
  onScopeDispose(stop)

  return { shown, lastGood, sources, failed, running, runNow }
}
