import { markRaw, proxyRefs, shallowRef } from 'vue'
import type { PublishEnd } from '../../../core/ipc/publish'
import type { ProjectId } from '../../../core/model/project-id'
import type { ReadTold } from '../../composables/read-told'

/** A publish that ended, and what is told of it. */
export interface EndedPublish {
  readonly projectId: ProjectId
  /** What the project is called. */
  readonly name: string
  readonly end: PublishEnd
  /** Absent until it is read. */
  readonly read?: ReadTold
}

/** The publishes of this session and what each leaves to be handed over, the newest first, until it is closed. */
export function createToHandOver(nameOf: (projectId: ProjectId) => string | undefined) {
  const all = shallowRef<readonly EndedPublish[]>([])

  const has = (publishId: string) => all.value.some(({ end }) => end.publishId === publishId)

  /** Reads what is told of a publish, also once more. */
  async function tell({ projectId, name, end }: EndedPublish): Promise<void> {
    const { readTold } = await import('../../composables/read-told')
    const read = await readTold(projectId, end, name)
    all.value = all.value.map((item) =>
      item.end.publishId === end.publishId ? { ...item, read } : item,
    )
  }

  function add(projectId: ProjectId, end: PublishEnd): void {
    if (has(end.publishId)) return
    const item = { projectId, name: nameOf(projectId) ?? projectId, end }
    all.value = [item, ...all.value]
    void tell(item)
  }

  return markRaw(proxyRefs({ all, add, tell, close: () => void (all.value = []) }))
}
