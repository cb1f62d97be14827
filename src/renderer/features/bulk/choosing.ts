import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { mostBulkRows, type BulkEntity, type BulkProject } from '../../../core/ipc/bulk'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import type { ProjectId } from '../../../core/model/project-id'

export type BulkKind = 'connection' | 'organization'

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
  const rows = shallowRef<readonly BulkEntity[]>([])
  const total = ref(0)
  const projects = shallowRef<readonly BulkProject[]>([])
  const chosen = shallowRef<Chosen>(new Map())
  const error = shallowRef<AppError>()
  const reading = ref(false)
  const isRead = ref(false)
  const count = computed(() => [...chosen.value.values()].reduce((sum, keys) => sum + keys.size, 0))
  const byId = computed(() => new Map(projects.value.map((project) => [project.id, project])))
  /** As main takes it. */
  const asked = computed(() =>
    [...chosen.value].map(([id, keys]) => ({ projectId: id, keys: [...keys] })),
  )
  /** The newest question alone is answered. */
  let question = 0

  const ask = (offset: number, limit: number, only = projectId.value) =>
    request('bulk.entities', {
      kind: kind.value,
      words: words.value,
      projectIds: only === '' ? [] : [only],
      offset,
      limit,
    })

  async function newest(
    offset: number,
    limit: number,
  ): Promise<RequestOutput<'bulk.entities'> | undefined> {
    const number = (question += 1)
    reading.value = true
    const result = await ask(offset, limit)
    if (number !== question) return undefined
    reading.value = false
    error.value = result.ok ? undefined : result.error
    return result.ok ? result.value : undefined
  }

  /** Reads the list anew; what is shown stays until the answer is there. */
  async function reload(): Promise<void> {
    const answer = await newest(0, page)
    if (!answer) return
    ;({ rows: rows.value, total: total.value, projects: projects.value } = answer)
    isRead.value = true
  }

  let readingOn = false
  async function readOn(): Promise<void> {
    if (readingOn || rows.value.length >= total.value) return
    readingOn = true
    const answer = await newest(rows.value.length, page)
    readingOn = false
    if (answer) rows.value = [...rows.value, ...answer.rows]
  }

  async function setKind(next: BulkKind): Promise<void> {
    if (next === kind.value) return
    kind.value = next
    chosen.value = new Map()
    rows.value = []
    isRead.value = false
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
    const all: BulkEntity[] = []
    for (let of = 1; all.length < of;) {
      const answer = await ask(all.length, mostBulkRows, only)
      if (!answer.ok) {
        error.value = answer.error
        return
      }
      of = answer.value.total
      if (answer.value.rows.length === 0) break
      all.push(...answer.value.rows)
    }
    put(all, isWanted)
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
