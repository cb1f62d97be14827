import { computed, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { LibraryMapper } from '../../../core/ipc/mapper-library'
import { mostLibraryRows } from '../../../core/ipc/mapper-library'
import type { LibraryProject, MapperUse } from '../../../core/mapper/library/entry'
import { request } from '../../bridge/request'
import { createPagedList } from '../../composables/paged-list'
import { useLibraryStore } from './library-store'

type Uses = RequestOutput<'mapper-library.uses'>

/** What the library knows of one mapper, read anew when that may be another. */
export function useMapper(id: string) {
  const library = useLibraryStore()
  const mapper = shallowRef<LibraryMapper>()
  const projects = shallowRef<ReadonlyMap<string, LibraryProject>>(new Map())
  const readError = shallowRef<AppError>()
  const usesError = shallowRef<AppError>()
  const error = computed(() => readError.value ?? usesError.value)
  /** Nothing has it any more: its uses have other texts, or its text is known by its hash now. */
  const isGone = computed(() => error.value?.code === 'request.invalid')
  const list = createPagedList<string, Uses, MapperUse>({
    question: () => id,
    async ask(asked, offset, limit) {
      const answer = await request('mapper-library.uses', { id: asked, offset, limit })
      if (answer.ok) add(answer.value.projects)
      return answer
    },
    rowsOf: (answer) => answer.uses,
    page: 100,
    most: mostLibraryRows,
    failed: (problem) => (usesError.value = problem),
  })
  const { rows: uses } = list
  const total = computed(() => list.answer.value?.total ?? 0)
  let round = 0

  function add(more: readonly LibraryProject[]): void {
    projects.value = new Map([...projects.value, ...more.map((each) => [each.id, each] as const)])
  }

  async function load(): Promise<void> {
    const begun = (round += 1)
    const [read] = await Promise.all([
      request('mapper-library.read', { id }),
      list.reload(Math.max(100, uses.value.length)),
    ])
    if (round !== begun) return
    readError.value = read.ok ? undefined : read.error
    if (read.ok) mapper.value = read.value
  }

  /** Reads on where the list of uses ends. @returns whether there is more. */
  async function readOn(): Promise<boolean> {
    const before = uses.value.length
    await list.readOn(mostLibraryRows)
    return uses.value.length > before && uses.value.length < total.value
  }

  watch(() => library.version, load, { immediate: true })
  return { mapper, uses, projects, total, error, isGone, load, readOn }
}
