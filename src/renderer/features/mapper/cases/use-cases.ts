import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../../core/errors/app-error'
import type { Result } from '../../../../core/errors/result'
import type { CaseOutcome, StoredCase } from '../../../../core/ipc/mapper-lab'
import type { MapperCase } from '../../../../core/mapper/cases/case'
import type { Unreached } from '../../../../core/mapper/coverage/coverage'
import { request, subscribe } from '../../../bridge/request'

const quietMilliseconds = 400
/** More than these are run on request only. */
const runByThemselves = 50

export interface CasesPlace {
  readonly projectId: string
  readonly connectionKey: string
  readonly text: string
}

/** What cases were run with: an outcome is true of nothing else. */
interface RanOn {
  readonly text: string | undefined
  readonly schema: string | undefined
}

const isSame = (left: RanOn, right: RanOn): boolean =>
  left.text === right.text && left.schema === right.schema

/**
 * The saved cases of a mapper and how they went.
 *
 * @param place `undefined` while there is no text
 * @param opened changes when another text was put in place, which may have other cases
 */
export function useCases(deps: {
  readonly place: () => CasesPlace | undefined
  readonly schema: () => string | undefined
  readonly opened: () => unknown
}) {
  const cases = shallowRef<readonly StoredCase[]>([])
  const outcomes = shallowRef<ReadonlyMap<string, CaseOutcome>>(new Map())
  /** What the outcomes are about. */
  const ran = shallowRef<RanOn>()
  const isCurrent = computed(() => ran.value !== undefined && isSame(ran.value, ranOn()))
  const unreached = shallowRef<readonly Unreached[]>([])
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const error = shallowRef<AppError>()
  /** What an export or import did, in words. */
  const said = ref('')
  /** Cases that an export left out. */
  const leftOut = shallowRef<readonly { readonly id: string; readonly problem: string }[]>([])
  const refused = shallowRef<readonly { readonly file: string; readonly problem: string }[]>([])
  const passed = computed(() => [...outcomes.value.values()].filter(({ result }) => result.pass))
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined
  let covering: AbortController | undefined
  let gone = false
  /** Cases that became others, or none, while a run was on its way. */
  const changed = new Set<string>()

  const ranOn = (): RanOn => ({ text: deps.place()?.text, schema: deps.schema() })

  /** Takes over a list of cases, which every change of them answers with. */
  function take(next: readonly StoredCase[]): void {
    cases.value = next
    const ids = new Set(next.map(({ id }) => id))
    outcomes.value = new Map([...outcomes.value].filter(([id]) => ids.has(id)))
    schedule()
  }

  function finish<Value extends { readonly cases: readonly StoredCase[] }>(
    result: Result<Value>,
  ): result is { readonly ok: true; readonly value: Value } {
    if (gone) return false
    error.value = result.ok ? undefined : result.error
    if (result.ok) take(result.value.cases)
    return result.ok
  }

  async function load(): Promise<void> {
    const place = deps.place()
    if (place) finish(await request('case.list', place))
  }

  /** @returns whether it is saved. */
  async function save(next: MapperCase, id?: string): Promise<boolean> {
    const place = deps.place()
    if (!place) return false
    const input = { ...place, case: next, ...(id === undefined ? {} : { id }) }
    const result = await request('case.save', input)
    if (result.ok && id !== undefined) {
      // How the case before went says nothing about this one.
      changed.add(id)
      outcomes.value = new Map([...outcomes.value].filter(([each]) => each !== id))
    }
    return finish(result)
  }

  async function remove(id: string): Promise<void> {
    const place = deps.place()
    if (!place) return
    const result = await request('case.delete', { ...place, id })
    if (result.ok) changed.add(id)
    finish(result)
  }

  async function runAll(): Promise<void> {
    cancel()
    const place = deps.place()
    if (!place || cases.value.length === 0) return
    const own = new AbortController()
    running = own
    const runId = crypto.randomUUID()
    const fresh = new Map<string, CaseOutcome>()
    const on = ranOn()
    changed.clear()
    progress.value = { done: 0, of: cases.value.length }
    const end = subscribe('case.ran', (one) => {
      if (one.runId !== runId || own.signal.aborted) return
      fresh.set(one.outcome.id, one.outcome)
      progress.value = { done: fresh.size, of: one.of }
    })
    const { schema } = on
    const input = { ...place, runId, ...(schema === undefined ? {} : { schema }) }
    const result = await request('case.run', input, { signal: own.signal })
    end()
    // What came before a cancel counts too.
    if (running !== own) return
    running = undefined
    progress.value = undefined
    if (gone) return
    if (result.ok) for (const outcome of result.value.outcomes) fresh.set(outcome.id, outcome)
    else if (result.error.code !== 'request.cancelled') error.value = result.error
    for (const id of changed) fresh.delete(id)
    if (own.signal.aborted && fresh.size === 0) return
    const stays = own.signal.aborted && ran.value !== undefined && isSame(ran.value, on)
    outcomes.value = stays ? new Map([...outcomes.value, ...fresh]) : fresh
    ran.value = on
    if (result.ok && !own.signal.aborted) await cover(place)
  }

  async function cover(place: CasesPlace): Promise<void> {
    covering?.abort()
    // What no case reaches is about places in the text, and these moved.
    const moved = () => deps.place()?.text !== place.text
    if (moved()) return
    const own = new AbortController()
    covering = own
    const result = await request('case.cover', place, { signal: own.signal })
    if (own.signal.aborted || gone || moved()) return
    unreached.value = result.ok ? result.value.coverage.unreached : []
  }

  /** Ends a run; what came is kept. */
  function cancel(): void {
    running?.abort()
    covering?.abort()
  }

  function schedule(): void {
    clearTimeout(timer)
    const { length } = cases.value
    if (length === 0) {
      outcomes.value = new Map()
      unreached.value = []
    } else if (length <= runByThemselves) {
      timer = setTimeout(() => void runAll(), quietMilliseconds)
    }
  }

  function hush(): void {
    said.value = ''
    refused.value = []
    leftOut.value = []
  }

  async function exportAll(): Promise<void> {
    const place = deps.place()
    if (!place) return
    hush()
    const result = await request('case.export', place)
    if (gone) return
    error.value = result.ok ? undefined : result.error
    if (!result.ok || result.value.folder === undefined) return
    const { files, folder, leftOut: unusable } = result.value
    leftOut.value = unusable
    said.value = `${files === 1 ? '1 file was' : `${files} files were`} written to ${folder}`
  }

  async function importSome(): Promise<void> {
    const place = deps.place()
    if (!place) return
    hush()
    const result = await request('case.import', place)
    if (!finish(result)) return
    const { added } = result.value
    refused.value = result.value.refused
    if (added > 0) said.value = added === 1 ? '1 case was added' : `${added} cases were added`
  }

  watch(deps.opened, () => void load(), { immediate: true })
  watch([() => deps.place()?.text, deps.schema], schedule)
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
    cancel()
  })

  return {
    cases,
    outcomes,
    isCurrent,
    unreached,
    passed,
    progress,
    error,
    said,
    refused,
    leftOut,
    load,
    save,
    remove,
    runAll,
    cancel,
    exportAll,
    importSome,
  }
}
