import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../../../core/errors/app-error'
import type { Result } from '../../../../../core/errors/result'
import type { CaseOutcome, StoredCase } from '../../../../../core/ipc/mapper-editor'
import type { MapperCase } from '../../../../../core/mapper/cases/case'
import type { Unreached } from '../../../../../core/mapper/coverage/coverage'
import { request } from '../../../../bridge/request'
import { useLatest } from '../../../../composables/use-latest'
import { t } from '../../../../../core/language/translate'
import type { ProjectId } from '../../../../../core/model/project-id'

const quietMilliseconds = 400
/** More cases run on request only. */
const runByThemselves = 50

export interface CasesPlace {
  readonly projectId: ProjectId
  readonly connectionKey: string
  readonly text: string
}

/** The text and schema that outcomes are valid for. */
interface RanOn {
  readonly text: string | undefined
  readonly schema: string | undefined
}

const isSame = (left: RanOn, right: RanOn): boolean =>
  left.text === right.text && left.schema === right.schema

/**
 * The saved cases of a mapper and their outcomes. @param opened changes when another text is loaded, which may
 * have other cases
 */
export function useCases(deps: {
  readonly place: () => CasesPlace | undefined
  readonly schema: () => string | undefined
  readonly opened: () => unknown
}) {
  const cases = shallowRef<readonly StoredCase[]>([])
  const outcomes = shallowRef<ReadonlyMap<string, CaseOutcome>>(new Map())
  const ran = shallowRef<RanOn>()
  const isCurrent = computed(() => ran.value !== undefined && isSame(ran.value, ranOn()))
  const unreached = shallowRef<readonly Unreached[]>([])
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const error = shallowRef<AppError>()
  const said = ref('')
  /** Cases that an export left out. */
  const leftOut = shallowRef<readonly { readonly id: string; readonly problem: string }[]>([])
  const refused = shallowRef<readonly { readonly file: string; readonly problem: string }[]>([])
  /** There is anything to show: cases, an error, or what an export or import did. */
  const hasContent = computed(
    () =>
      [cases, leftOut, refused].some(({ value }) => value.length > 0) ||
      error.value !== undefined ||
      said.value !== '',
  )
  const passed = computed(() => [...outcomes.value.values()].filter(({ result }) => result.pass))
  /** Outcomes of the latest run. */
  let newest: ReadonlyMap<string, CaseOutcome> | undefined
  let gone = false
  /** Cases changed or deleted during a run. */
  const changed = new Set<string>()

  const ranOn = (): RanOn => ({ text: deps.place()?.text, schema: deps.schema() })

  function take(next: readonly StoredCase[]): void {
    cases.value = next
    const ids = new Set(next.map(({ id }) => id))
    outcomes.value = new Map([...outcomes.value].filter(([id]) => ids.has(id)))
    if (next.length === 0) unreached.value = []
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

  async function save(next: MapperCase, id?: string): Promise<boolean> {
    const place = deps.place()
    if (!place) return false
    const input = { ...place, case: next, ...(id === undefined ? {} : { id }) }
    const result = await request('case.save', input)
    if (result.ok && id !== undefined) {
      // The outcome of the previous version is invalid.
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

  /** Runs all cases, then finds uncovered parts. A cancel keeps outcomes so far. */
  async function run(signal: AbortSignal): Promise<readonly Unreached[] | undefined> {
    const place = deps.place()
    if (!place || cases.value.length === 0) return undefined
    const fresh = new Map<string, CaseOutcome>()
    newest = fresh
    const on = ranOn()
    changed.clear()
    progress.value = { done: 0, of: cases.value.length }
    const { schema } = on
    const input = { ...place, ...(schema === undefined ? {} : { schema }) }
    const result = await request('case.run', input, {
      signal,
      onProgress({ outcome, of }) {
        if (signal.aborted) return
        fresh.set(outcome.id, outcome)
        progress.value = { done: fresh.size, of }
      },
    })
    if (gone || newest !== fresh) return undefined
    progress.value = undefined
    if (result.ok) for (const outcome of result.value.outcomes) fresh.set(outcome.id, outcome)
    else if (result.error.code !== 'request.cancelled') error.value = result.error
    for (const id of changed) fresh.delete(id)
    if (signal.aborted && fresh.size === 0) return undefined
    const stays = signal.aborted && ran.value !== undefined && isSame(ran.value, on)
    outcomes.value = stays ? new Map([...outcomes.value, ...fresh]) : fresh
    ran.value = on
    return result.ok && !signal.aborted ? cover(place, signal) : undefined
  }

  async function cover(
    place: CasesPlace,
    signal: AbortSignal,
  ): Promise<readonly Unreached[] | undefined> {
    // Uncovered parts are positions in the text.
    const moved = () => deps.place()?.text !== place.text
    if (moved()) return undefined
    const result = await request('case.cover', place, { signal })
    if (moved()) return undefined
    return result.ok ? result.value.coverage.unreached : []
  }

  const runs = useLatest(
    [() => deps.place()?.text, deps.schema, cases],
    () => {
      const { length } = cases.value
      return length > 0 && length <= runByThemselves ? quietMilliseconds : undefined
    },
    run,
    (next) => (unreached.value = next),
  )

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
    said.value = t('{count, plural, one {# file was} other {# files were}} written to {folder}', {
      count: files,
      folder,
    })
  }

  async function importSome(): Promise<void> {
    const place = deps.place()
    if (!place) return
    hush()
    const result = await request('case.import', place)
    if (!finish(result)) return
    const { added } = result.value
    refused.value = result.value.refused
    if (added > 0) {
      said.value = t('{count, plural, one {# case was} other {# cases were}} added', {
        count: added,
      })
    }
  }

  watch(deps.opened, () => void load(), { immediate: true })
  onScopeDispose(() => (gone = true))

  return {
    cases,
    hasContent,
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
    runAll: runs.askNow,
    cancel: runs.cancel,
    exportAll,
    importSome,
  }
}
