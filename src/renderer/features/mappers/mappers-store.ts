import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import type { RequestOutput, RequestProgress } from '../../../core/ipc/contract'
import { mostMapperRows } from '../../../core/ipc/all-mappers'
import type { MapperFilter, MapperRow } from '../../../core/mapper/texts/rows'
import { request, subscribe } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import type { PutIntoDraft } from '../../stores/drafts'
import { useProjectsStore } from '../../stores/projects'
import { useReadingStore } from '../../stores/reading'
import { cancelledText } from './mapper-words'

type List = RequestOutput<'all-mappers.list'>
interface Progress {
  readonly done: number
  readonly of: number
}

/** Page size; more is read while scrolling. */
const page = 200

export const everyMapper: MapperFilter = { words: '', part: 'all' }

/** The mappers of all projects in this window; the list stays while other screens are open. */
export const useMappersStore = defineStore('mappers', () => {
  const readingStore = useReadingStore()
  const projects = useProjectsStore()
  const filter = shallowRef<MapperFilter>(everyMapper)
  const actionError = shallowRef<AppError>()
  const said = ref('')
  const put = shallowRef<readonly PutIntoDraft[]>([])
  const looking = shallowRef<AbortController>()
  const fetching = shallowRef<AbortController>()
  const progress = shallowRef<Progress & { readonly what: string }>()
  /** Increases when details may have changed. */
  const version = ref(0)
  const mappers = usePagedList<MapperFilter, List, MapperRow>({
    question: () => filter.value,
    ask: (part, signal) => request('all-mappers.list', part, { signal }),
    rowsOf: (answer) => answer.rows,
    stateOf: ({ lookedAt, counts }) => [lookedAt, counts],
    page,
    most: mostMapperRows,
  })
  const { answer: list, rows, chosenId, readOn } = mappers
  const error = computed(() => actionError.value ?? mappers.error.value)
  const isFiltered = computed(() => JSON.stringify(filter.value) !== JSON.stringify(everyMapper))

  /** Reloads the list; the old one stays until the answer arrives. */
  async function reload(): Promise<void> {
    const answer = await mappers.reload()
    if (answer?.ok) version.value += 1
  }

  async function setFilter(next: Partial<MapperFilter>): Promise<void> {
    filter.value = { ...filter.value, ...next }
    await reload()
  }

  function failed(result: Result<unknown>): boolean {
    const cancelled = !result.ok && result.error.code === 'request.cancelled'
    actionError.value = result.ok || cancelled ? undefined : result.error
    return !result.ok
  }

  /** Collects all mappers on this computer; contacts no server. */
  async function look(): Promise<void> {
    if (looking.value) return
    const controller = new AbortController()
    looking.value = controller
    // Main reads the drafts on disk.
    await Promise.all(projects.tabs.map(({ saving }) => saving.flush()))
    let gathered = false
    const onProgress = ({ phase, done, of }: RequestProgress<'all-mappers.look'>) => {
      const what = phase === 'gathering' ? t('Projects read') : t('Mappers checked')
      progress.value = { what, done, of }
      // The list is ready before the checks, which take longer.
      if (phase === 'checking' && !gathered) void reload()
      gathered = phase === 'checking'
    }
    const { signal } = controller
    const result = await request('all-mappers.look', {}, { signal, onProgress })
    looking.value = undefined
    progress.value = undefined
    failed(result)
    await reload()
  }

  /** Downloads the missing texts. */
  async function fetchTexts(): Promise<void> {
    if (fetching.value || looking.value) return
    const controller = new AbortController()
    fetching.value = controller
    const result = await request(
      'all-mappers.fetch',
      { which: 'all' },
      {
        signal: controller.signal,
        onProgress: (now) => (progress.value = { what: t('Texts read'), ...now }),
      },
    )
    fetching.value = undefined
    progress.value = undefined
    failed(result)
    const problem = actionError.value
    if (result.ok) {
      const { read, failed: left, reasons } = result.value
      const done = t('{count, plural, one {# text was} other {# texts were}} read.', {
        count: read,
      })
      const why = t('{n} could not be read: {reasons}', {
        n: numberText(left),
        reasons: reasons.join(' '),
      })
      said.value = left > 0 ? `${done} ${why}` : done
    }
    await look()
    actionError.value ??= problem
  }

  /** Looks, and downloads what is missing if the settings allow. */
  async function begin(): Promise<void> {
    await look()
    if (await readingStore.readUnasked()) await look()
  }

  /** Shows what was put into drafts. */
  function tell(words: string, what: readonly PutIntoDraft[]): void {
    said.value = words
    put.value = what
  }

  function choose(id: string | undefined): void {
    tell('', [])
    chosenId.value = id
  }

  subscribe('all-mappers.noted', () => void reload())

  return {
    filter,
    isFiltered,
    list,
    rows,
    chosenId,
    error,
    report: (problem: AppError | undefined) => (actionError.value = problem),
    said,
    put,
    looking,
    fetching,
    progress,
    version,
    reload,
    readOn,
    setFilter,
    look,
    begin,
    fetchTexts,
    tell,
    choose,
    cancel() {
      said.value = cancelledText(progress.value)
      looking.value?.abort()
      fetching.value?.abort()
    },
    /** Saves name and notes of a mapper. @returns whether that worked */
    async note(hash: string, name: string, notes: string): Promise<boolean> {
      const result = await request('all-mappers.note', { hash, name, notes })
      if (failed(result)) return false
      await reload()
      return true
    },
  }
})
