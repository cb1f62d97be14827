import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Draft } from '../../core/draft/draft'
import { withoutWholeWrites } from '../../core/publish/whole-writes'
import { listMoved, type Moved } from '../../core/conflict/rebase'
import type { AppError } from '../../core/errors/app-error'
import { success, type Result } from '../../core/errors/result'
import type { EventPayload } from '../../core/ipc/contract'
import { sameJson, type JsonObject } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import { request, subscribe } from '../bridge/request'
import type { LeavingFor } from './leaving'
import { createReconnect } from './reconnect'
import { useSessionStore } from './session'

/** What depends on the snapshot and moves with it; the draft store is the one there is. */
export interface CatalogFollower {
  /** Before the project goes: write what is not written. @returns whether it may go. */
  leaving(why: LeavingFor): Promise<boolean>
  /** No project is open: what hung on the one before is of no use any more. */
  closed(): void
  opened(
    projectId: string,
    draft: Draft | undefined,
    snapshot: Snapshot | undefined,
    /** Number of the draft's last entry on disk. */
    sequence: number | undefined,
  ): void
  /** A newer snapshot of the same project; called before it is put in place. */
  moved(before: Snapshot | undefined, now: Snapshot): void
}

/** The API cannot be reached at all, as opposed to an answer that says no. */
function isUnreachable(error: AppError): boolean {
  return error.code.startsWith('network.') || error.code === 'api.unavailable'
}

/** Whether a state tells of whole writes that the one before it did not. */
function isNewlyTold(before: Snapshot | undefined, now: Snapshot): boolean {
  const told = now.wholeWrites ?? []
  return told.length > 0 && !sameJson(told, before?.wholeWrites ?? [])
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
  /** The person wants nothing to be sent. */
  const workOffline = computed(() => session.settings.workOffline === true)
  const unreachable = computed(
    () => readError.value !== undefined && isUnreachable(readError.value),
  )
  const offline = computed(() => workOffline.value || unreachable.value)
  /** The reading now going on is one that nobody asked for: it is not worth a word. */
  const quiet = ref(false)
  /** What readings found changed elsewhere, until the person has taken note of it. */
  const moved = shallowRef<readonly Moved[]>([])
  /** What of a first reading has come so far: shown, and not edited. */
  const arriving = shallowRef<Snapshot>()
  /** A request waits to be made again; others of the same reading may go on meanwhile. */
  const waiting = shallowRef<EventPayload<'request.waiting'>>()
  /** What came to this reading that is no answer of an API, and from where; it is asked again. */
  const oddAnswer = ref<string>()
  /** Which connections are enabled, by key; only when asked, and only where the server says. */
  const states = shallowRef<Readonly<Record<string, 'enabled' | 'disabled'>>>()
  const statesReading = ref<'not-asked' | 'reading' | 'known' | 'not-told'>('not-asked')
  const statesError = shallowRef<AppError>()
  let follower: CatalogFollower | undefined
  /** How many publishes came back. */
  let published = 0
  let running: { controller: AbortController; promise: Promise<Result<Snapshot>> } | undefined

  subscribe('read.progress', (payload) => {
    if (reading.value && payload.projectId === projectId.value) {
      progress.value = payload.organizations
    }
  })
  subscribe('read.page', (payload) => {
    if (reading.value && payload.projectId === projectId.value && !snapshot.value) {
      arriving.value = withPage(payload.organizations)
    }
  })
  subscribe('request.waiting', (payload) => {
    if (payload.projectId !== projectId.value) return
    waiting.value = payload
    if (reading.value && payload.answered !== undefined) oddAnswer.value = payload.answered
  })
  const reconnect = createReconnect({
    isWanted: () => unreachable.value && !workOffline.value && readError.value?.retry === true,
    attempt: () => void refresh({ quietly: true }),
  })
  subscribe('network.changed', () => reconnect.hurry())
  window.addEventListener('online', () => reconnect.hurry())

  function withPage(organizations: readonly JsonObject[]): Snapshot | undefined {
    const summary = session.currentProject
    if (!summary) return undefined
    const before = arriving.value
    return {
      summary: { ...summary },
      revisionId: '',
      readAt: new Date().toISOString(),
      project: {},
      organizations: [...(before?.organizations ?? []), ...organizations],
      incomplete: true,
    }
  }

  function follow(next: CatalogFollower): void {
    follower = next
  }

  /** Puts a newer state in place and lets the draft move onto it. */
  function setSnapshot(now: Snapshot): void {
    // States may be lost as well: those that were looked up before say nothing any more.
    if (isNewlyTold(snapshot.value, now)) forgetStates()
    follower?.moved(snapshot.value, now)
    snapshot.value = now
  }

  /** Puts the state after a publish in place: a reading that is still on its way may be older. */
  function setPublished(now: Snapshot): void {
    published += 1
    setSnapshot(now)
  }

  /** Whether a publish came back while something was read that is older than its answer. */
  function isOvertaken(read: Snapshot, begun: number): boolean {
    const known = snapshot.value
    // The revision does not tell: a request for an organization may leave it as it is.
    if (begun === published || !known) return false
    return Date.parse(read.readAt) <= Date.parse(known.readAt)
  }

  /** What is known from two readings is the later one's. */
  function addMoved(before: Snapshot | undefined, now: Snapshot): void {
    if (!before || before.incomplete || now.incomplete) return
    const found = listMoved(before, now)
    const name = ({ target }: Moved) => `${target.kind} ${target.key}`
    const names = new Set(found.map(name))
    moved.value = [...moved.value.filter((item) => !names.has(name(item))), ...found]
  }

  /** The person has taken note of what points to whole writes: it is told no more. */
  async function noteWholeWrites(): Promise<Result<object>> {
    const id = projectId.value
    if (id === undefined) return success({})
    const noted = await request('project.note-whole-writes', { projectId: id })
    const known = snapshot.value
    if (noted.ok && known && projectId.value === id) snapshot.value = withoutWholeWrites(known)
    return noted
  }

  function forgetMoved(): void {
    moved.value = []
  }

  async function read(id: string, signal: AbortSignal): Promise<Result<Snapshot>> {
    reading.value = true
    oddAnswer.value = undefined
    progress.value = undefined
    arriving.value = undefined
    const begun = published
    const result = await request('project.read', { projectId: id }, { signal })
    // Another reading may have begun meanwhile, of another project or of this one opened again.
    if (running?.controller.signal !== signal) return result
    reading.value = false
    progress.value = undefined
    waiting.value = undefined
    oddAnswer.value = undefined
    arriving.value = undefined
    // Ended by the person: what is in sight stays, and that is no error.
    const ended = !result.ok && result.error.code === 'request.cancelled'
    if (!ended) readError.value = result.ok ? undefined : result.error
    if (result.ok && !isOvertaken(result.value, begun)) {
      addMoved(snapshot.value, result.value)
      setSnapshot(result.value)
    }
    quiet.value = false
    reconnect.settled()
    return result
  }

  /**
   * Reads the project from the API; the old state stays in sight meanwhile. Does nothing while the
   * person works offline.
   */
  function refresh({ quietly = false } = {}): Promise<Result<Snapshot>> | undefined {
    const id = projectId.value
    if (id === undefined || workOffline.value) return undefined
    // A person who asks wants to see how it goes.
    quiet.value = quietly && (quiet.value || !reading.value)
    if (running && reading.value) return running.promise
    const controller = new AbortController()
    running = { controller, promise: read(id, controller.signal) }
    return running.promise
  }

  /** Asks which connections are enabled: a request of its own, which not every server answers. */
  async function readStates(): Promise<void> {
    const id = projectId.value
    if (id === undefined || statesReading.value === 'reading') return
    statesReading.value = 'reading'
    statesError.value = undefined
    const result = await request('connection.states', { projectId: id })
    if (projectId.value !== id) return
    states.value = result.ok ? result.value.states : undefined
    statesError.value = result.ok ? undefined : result.error
    if (!result.ok) statesReading.value = 'not-asked'
    else statesReading.value = result.value.states ? 'known' : 'not-told'
  }

  function forgetStates(): void {
    states.value = undefined
    statesReading.value = 'not-asked'
    statesError.value = undefined
  }

  /** Ends reading; of a first one the pages that came stay, as an incomplete state. */
  function stopReading(): void {
    running?.controller.abort()
  }

  /** Has main send nothing at all, or again what is asked for; kept over restarts. */
  async function setWorkOffline(wanted: boolean): Promise<void> {
    if (wanted) stopReading()
    await session.saveSettings({ workOffline: wanted })
    if (!wanted) void refresh()
  }

  function close(): void {
    running?.controller.abort()
    running = undefined
    reading.value = false
    quiet.value = false
    forgetMoved()
    arriving.value = undefined
    waiting.value = undefined
    oddAnswer.value = undefined
    readError.value = undefined
    progress.value = undefined
    forgetStates()
    projectId.value = undefined
    snapshot.value = undefined
    session.currentProjectId = undefined
    follower?.closed()
  }

  /**
   * Before the open project goes: its last edits are written, or the person gives them up. Nothing is
   * given up before `close` or `open`. @returns whether it may go.
   */
  async function leave(why: LeavingFor): Promise<boolean> {
    return (await follower?.leaving(why)) ?? true
  }

  /**
   * Opens a project as it is on this disk, then reads it anew in the background. The one before stays
   * where its last edits are not on disk and the person wants to keep them.
   */
  async function open(id: string): Promise<void> {
    if (!(await leave('switch'))) return
    close()
    projectId.value = id
    session.currentProjectId = id
    void session.saveSettings({ lastProjectId: id })
    const result = await request('project.open', { projectId: id })
    if (projectId.value !== id) return
    const opened = result.ok ? result.value : {}
    follower?.opened(id, opened.draft, opened.snapshot, opened.sequence)
    snapshot.value = opened.snapshot
    if (!result.ok) readError.value = result.error
    void refresh()
  }

  return {
    snapshot,
    reading,
    readError,
    progress,
    arriving,
    waiting,
    oddAnswer,
    offline,
    workOffline,
    setWorkOffline,
    quiet,
    moved,
    forgetMoved,
    noteWholeWrites,
    projectId,
    follow,
    setSnapshot,
    setPublished,
    states,
    statesReading,
    statesError,
    readStates,
    refresh,
    stopReading,
    leave,
    open,
    close,
  }
})
