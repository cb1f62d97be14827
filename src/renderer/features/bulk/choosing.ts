import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { mostBulkRows, type BulkEntity, type BulkProject } from '../../../core/ipc/bulk'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import type { ProjectId } from '../../../core/model/project-id'

export type BulkKind = 'connection' | 'organization'

type Asked = Omit<RequestInput<'bulk.entities'>, 'offset' | 'limit'>
type Answer = RequestOutput<'bulk.entities'>

/** Rows of the first answer; more are read as they are scrolled to. */
const page = 200

/** The chosen keys of each project. */
type Chosen = ReadonlyMap<ProjectId, ReadonlySet<string>>

/** What there is to choose in all projects, filtered, and what of it is chosen. */
export function createChoosing() {
  const kind = ref<BulkKind>('connection')
  const words = ref('')
  /** The only project that is listed; all where it is empty. */
  const projectId = ref<ProjectId | ''>('')
  const chosen = shallowRef<Chosen>(new Map())
  const error = shallowRef<AppError>()
  const list = usePagedList<Asked, Answer, BulkEntity>({
    question: () => askedOf(projectId.value),
    ask: (part, signal) => request('bulk.entities', part, { signal }),
    rowsOf: (answer) => answer.rows,
    stateOf: (answer) => answer.projects,
    page,
    most: mostBulkRows,
    failed: (problem) => (error.value = problem),
  })
  const { rows, total, reading, readOn } = list
  const isRead = computed(() => list.answer.value !== undefined)
  /** As the last answer has them. */
  const projects = shallowRef<readonly BulkProject[]>([])
  const count = computed(() => [...chosen.value.values()].reduce((sum, keys) => sum + keys.size, 0))
  const byId = computed(() => new Map(projects.value.map((project) => [project.id, project])))
  /** As main takes it. */
  const asked = computed(() =>
    [...chosen.value].map(([id, keys]) => ({ projectId: id, keys: [...keys] })),
  )
  const askedOf = (only: ProjectId | ''): Asked => ({
    kind: kind.value,
    words: words.value,
    projectIds: only === '' ? [] : [only],
  })

  /** Reads the list anew; what is shown stays until the answer is there. */
  async function reload(): Promise<void> {
    const answer = await list.reload()
    if (answer?.ok) projects.value = answer.value.projects
  }

  async function setKind(next: BulkKind): Promise<void> {
    if (next === kind.value) return
    kind.value = next
    chosen.value = new Map()
    list.clear()
    await reload()
  }

  async function setFilter(next: { words?: string; projectId?: ProjectId | '' }): Promise<void> {
    if (next.words !== undefined) words.value = next.words
    if (next.projectId !== undefined) projectId.value = next.projectId
    await reload()
  }

  const isChosen = (row: BulkEntity): boolean =>
    chosen.value.get(row.projectId)?.has(row.key) === true

  function put(some: readonly BulkEntity[], isWanted: boolean): void {
    const next = new Map([...chosen.value].map(([id, keys]) => [id, new Set(keys)]))
    for (const { projectId: id, key } of some) {
      const keys = next.get(id) ?? new Set<string>()
      if (isWanted) keys.add(key)
      else keys.delete(key)
      if (keys.size > 0) next.set(id, keys)
      else next.delete(id)
    }
    chosen.value = next
  }

  /** Chooses all that the filter shows, or lets go of it, also what is not scrolled to yet. */
  async function putShown(isWanted: boolean, only = projectId.value): Promise<void> {
    const all = await list.all(askedOf(only))
    if (all.ok) put(all.value, isWanted)
    else error.value = all.error
  }

  return {
    kind,
    words,
    projectId,
    rows,
    total,
    projects,
    byId,
    chosen,
    count,
    asked,
    error,
    reading,
    isRead,
    reload,
    readOn,
    setKind,
    setFilter,
    isChosen,
    toggle: (row: BulkEntity) => put([row], !isChosen(row)),
    putShown,
    chosenOf: (id: ProjectId) => chosen.value.get(id)?.size ?? 0,
    clear: () => (chosen.value = new Map()),
  }
}
