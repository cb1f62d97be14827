import { computed, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { LibraryMapper } from '../../../core/ipc/mapper-library'
import { mostLibraryRows } from '../../../core/ipc/mapper-library'
import type { LibraryProject, MapperUse } from '../../../core/mapper/library/entry'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { usePagedList } from '../../composables/use-paged-list'
import { useLibraryStore } from './library-store'

type Uses = RequestOutput<'mapper-library.uses'>

/**
 * Connections that have a mapper, and their projects by id.
 * @param failed see `usePagedList`
 */
export function useUses(id: string, failed: (error: AppError | undefined) => void) {
  const projects = shallowRef<ReadonlyMap<string, LibraryProject>>(new Map())
  const list = usePagedList<{ id: string }, Uses, MapperUse>({
    question: () => ({ id }),
    async ask(part, signal) {
      const answer = await request('mapper-library.uses', part, { signal })
      const more = answer.ok ? answer.value.projects : []
      projects.value = new Map([...projects.value, ...more.map((each) => [each.id, each] as const)])
      return answer
    },
    rowsOf: ({ uses }) => uses,
    page: 100,
    most: mostLibraryRows,
    failed,
  })
  return { projects, list }
}

/** What the library knows of one mapper, read anew when that may be another. */
export function useMapper(id: string) {
  const library = useLibraryStore()
  const mapper = shallowRef<LibraryMapper>()
  const readError = shallowRef<AppError>()
  const usesError = shallowRef<AppError>()
  const error = computed(() => readError.value ?? usesError.value)
  /** Nothing has it any more: its uses have other texts, or its text is known by its hash now. */
  const isGone = computed(() => error.value?.code === 'request.invalid')
  const { projects, list } = useUses(id, (problem) => (usesError.value = problem))
  const { rows: uses, total } = list
  const known = useLatest(
    [],
    undefined,
    (signal) => request('mapper-library.read', { id }, { signal }),
    (read) => {
      readError.value = read.ok ? undefined : read.error
      if (read.ok) mapper.value = read.value
    },
  )

  async function load(): Promise<void> {
    await Promise.all([known.askNow(), list.reload()])
  }

  const readOn = () => list.readOn(mostLibraryRows)

  watch(() => library.version, load, { immediate: true })
  return { mapper, uses, projects, total, error, isGone, load, readOn }
}
