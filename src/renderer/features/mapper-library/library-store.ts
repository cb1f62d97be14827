import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { mostLibraryRows } from '../../../core/ipc/mapper-library'
import type { LibraryRow } from '../../../core/mapper/library/rows'
import { request, subscribe } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'

type Filter = Pick<RequestInput<'mapper-library.list'>, 'words' | 'part'>
type List = RequestOutput<'mapper-library.list'>
interface Progress {
  readonly done: number
  readonly of: number
}

/** Mappers of one answer; the list is read on as it is scrolled. */
const page = 200

export const everyMapper: Filter = { words: '', part: 'all' }

/** The library of this window: what is shown of it stays while other screens are open. */
export const useLibraryStore = defineStore('mapper-library', () => {
  const filter = shallowRef<Filter>(everyMapper)
  const error = shallowRef<AppError>()
  /** What was just done, in words. */
  const said = ref('')
  const looking = shallowRef<AbortController>()
  const fetching = shallowRef<AbortController>()
  const progress = shallowRef<Progress & { readonly what: string }>()
  /** Goes up when what is known of a mapper may be another: details are read anew. */
  const version = ref(0)
  const mappers = usePagedList<Filter, List, LibraryRow>({
    question: () => filter.value,
    ask: (part, signal) => request('mapper-library.list', part, { signal }),
    rowsOf: (answer) => answer.rows,
    stateOf: ({ lookedAt, counts }) => [lookedAt, counts],
    page,
    most: mostLibraryRows,
    failed: (problem) => (error.value = problem ?? error.value),
  })
  const { answer: list, rows, chosenId, readOn } = mappers

  /** Reads the list anew; what is shown stays until the answer is there. */
  async function reload(): Promise<void> {
    const answer = await mappers.reload()
    if (answer?.ok) version.value += 1
  }

  async function setFilter(next: Partial<Filter>): Promise<void> {
    filter.value = { ...filter.value, ...next }
    await reload()
  }

  function failed(result: Result<unknown>): boolean {
    const cancelled = !result.ok && result.error.code === 'request.cancelled'
    error.value = result.ok || cancelled ? undefined : result.error
    return !result.ok
  }

  /** Gathers all mappers as they are on this computer; nothing is asked of a server. */
  async function look(): Promise<void> {
    if (looking.value) return
    const controller = new AbortController()
    looking.value = controller
    const result = await request('mapper-library.look', {}, { signal: controller.signal })
    looking.value = undefined
    progress.value = undefined
    failed(result)
    const problem = error.value
    await reload()
    error.value ??= problem
  }

  /** Reads the texts that are not on this computer from where they are stored. */
  async function fetchTexts(): Promise<void> {
    if (fetching.value || looking.value) return
    const controller = new AbortController()
    fetching.value = controller
    said.value = ''
    const result = await request('mapper-library.fetch', {}, { signal: controller.signal })
    fetching.value = undefined
    progress.value = undefined
    failed(result)
    const problem = error.value
    if (result.ok) {
      const { read, failed: left, reasons } = result.value
      const done = t('{count, plural, one {# text was} other {# texts were}} read.', {
        count: read,
      })
      const why = t('{n} could not be: {reasons}', {
        n: numberText(left),
        reasons: reasons.join(' '),
      })
      said.value = left > 0 ? `${done} ${why}` : done
    }
    await look()
    error.value ??= problem
  }

  let gathered = false
  subscribe('mapper-library.progress', ({ phase, done, of }) => {
    if (!looking.value) return
    const what = phase === 'gathering' ? t('Projects read') : t('Mappers checked')
    progress.value = { what, done, of }
    // The list is there before the checks, which take longer.
    if (phase === 'checking' && !gathered) void reload()
    gathered = phase === 'checking'
  })
  subscribe('mapper-library.fetched', ({ done, of }) => {
    if (fetching.value) progress.value = { what: t('Texts read'), done, of }
  })
  subscribe('mapper-library.noted', () => void reload())

  return {
    filter,
    list,
    rows,
    chosenId,
    error,
    said,
    looking,
    fetching,
    progress,
    version,
    reload,
    readOn,
    setFilter,
    look,
    fetchTexts,
    cancel() {
      looking.value?.abort()
      fetching.value?.abort()
    },
    /** Names a mapper, and notes something about it. @returns whether it is on disk. */
    async note(hash: string, name: string, notes: string): Promise<boolean> {
      const result = await request('mapper-library.note', { hash, name, notes })
      if (failed(result)) return false
      await reload()
      return true
    },
  }
})
