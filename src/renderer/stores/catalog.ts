import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Draft } from '../../core/editing/draft'
import type { AppError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'
import type { Snapshot } from '../../core/model/snapshot'
import { request, subscribe } from '../bridge/request'
import { useSessionStore } from './session'

/** What depends on the snapshot and moves with it; the draft store is the one there is. */
export interface CatalogFollower {
  /** Before another project takes the place: write what is not written. */
  leaving(): Promise<void>
  opened(projectId: string, draft: Draft | undefined, snapshot: Snapshot | undefined): void
  /** A newer snapshot of the same project; called before it is put in place. */
  moved(before: Snapshot | undefined, now: Snapshot): void
}

/** The API cannot be reached at all, as opposed to an answer that says no. */
function isUnreachable(error: AppError): boolean {
  return error.code.startsWith('network.') || error.code === 'api.unavailable'
}

/** The server's truth of the open project. */
export const useCatalogStore = defineStore('catalog', () => {
  const session = useSessionStore()
  const snapshot = shallowRef<Snapshot>()
  const reading = ref(false)
  const readError = shallowRef<AppError>()
  /** Organizations read so far, while reading. */
  const progress = ref<number>()
  const projectId = ref<string>()
  const offline = computed(() => readError.value !== undefined && isUnreachable(readError.value))
  let follower: CatalogFollower | undefined
  let running: { controller: AbortController; promise: Promise<Result<Snapshot>> } | undefined

  subscribe('read.progress', (payload) => {
    if (reading.value && payload.projectId === projectId.value) {
      progress.value = payload.organizations
    }
  })

  function follow(next: CatalogFollower): void {
    follower = next
  }

  /** Puts a newer state in place and lets the draft move onto it. */
  function setSnapshot(now: Snapshot): void {
    follower?.moved(snapshot.value, now)
    snapshot.value = now
  }

  async function read(id: string, signal: AbortSignal): Promise<Result<Snapshot>> {
    reading.value = true
    progress.value = undefined
    const result = await request('project.read', { projectId: id }, { signal })
    if (signal.aborted || projectId.value !== id) return result
    reading.value = false
    progress.value = undefined
    readError.value = result.ok ? undefined : result.error
    if (result.ok) setSnapshot(result.value)
    return result
  }

  /** Reads the project from the API; the old state stays in sight meanwhile. */
  function refresh(): Promise<Result<Snapshot>> | undefined {
    const id = projectId.value
    if (id === undefined) return undefined
    if (running && reading.value) return running.promise
    const controller = new AbortController()
    running = { controller, promise: read(id, controller.signal) }
    return running.promise
  }

  function close(): void {
    running?.controller.abort()
    running = undefined
    reading.value = false
    readError.value = undefined
    progress.value = undefined
    projectId.value = undefined
    snapshot.value = undefined
    session.currentProjectId = undefined
  }

  /** Opens a project as it is on this disk, then reads it anew in the background. */
  async function open(id: string): Promise<void> {
    await follower?.leaving()
    close()
    projectId.value = id
    session.currentProjectId = id
    void session.saveSettings({ lastProjectId: id })
    const result = await request('project.open', { projectId: id })
    if (projectId.value !== id) return
    const opened = result.ok ? result.value : {}
    follower?.opened(id, opened.draft, opened.snapshot)
    snapshot.value = opened.snapshot
    if (!result.ok) readError.value = result.error
    void refresh()
  }

  return {
    snapshot,
    reading,
    readError,
    progress,
    offline,
    projectId,
    follow,
    setSnapshot,
    refresh,
    open,
    close,
  }
})
