import { computed, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { LibraryMapper } from '../../../core/ipc/mapper-library'
import { mostLibraryRows } from '../../../core/ipc/mapper-library'
import type { LibraryProject, MapperUse } from '../../../core/mapper/library/entry'
import { request } from '../../bridge/request'
import { useLibraryStore } from './library-store'

/** What the library knows of one mapper, read anew when that may be another. */
export function useMapper(id: string) {
  const library = useLibraryStore()
  const mapper = shallowRef<LibraryMapper>()
  const uses = shallowRef<readonly MapperUse[]>([])
  const projects = shallowRef<ReadonlyMap<string, LibraryProject>>(new Map())
  const total = shallowRef(0)
  const error = shallowRef<AppError>()
  /** Nothing has it any more: its uses have other texts, or its text is known by its hash now. */
  const isGone = computed(() => error.value?.code === 'request.invalid')
  let round = 0
  let readingOn = false

  function add(more: readonly LibraryProject[]): void {
    projects.value = new Map([...projects.value, ...more.map((each) => [each.id, each] as const)])
  }

  async function load(): Promise<void> {
    const begun = (round += 1)
    const limit = Math.min(mostLibraryRows, Math.max(100, uses.value.length))
    const [read, used] = await Promise.all([
      request('mapper-library.read', { id }),
      request('mapper-library.uses', { id, offset: 0, limit }),
    ])
    if (round !== begun) return
    error.value = read.ok ? (used.ok ? undefined : used.error) : read.error
    if (read.ok) mapper.value = read.value
    if (!used.ok) return
    add(used.value.projects)
    uses.value = used.value.uses
    total.value = used.value.total
  }

  /** Reads on where the list of uses ends. @returns whether there is more. */
  async function readOn(): Promise<boolean> {
    if (readingOn || uses.value.length >= total.value) return false
    readingOn = true
    const begun = round
    const input = { id, offset: uses.value.length, limit: mostLibraryRows }
    const more = await request('mapper-library.uses', input)
    readingOn = false
    if (round !== begun || !more.ok || more.value.uses.length === 0) return false
    add(more.value.projects)
    uses.value = [...uses.value, ...more.value.uses]
    return uses.value.length < total.value
  }

  watch(() => library.version, load, { immediate: true })
  return { mapper, uses, projects, total, error, isGone, load, readOn }
}
