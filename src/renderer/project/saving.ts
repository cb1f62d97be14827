import { computed, proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import { emptyDraft, isAlive, type Draft } from '../../core/draft/draft'
import { applyEntries, type Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import type { OrganizationIds } from '../../core/intents/organization-ids'
import type { EventPayload } from '../../core/ipc/contract'
import type { ProjectId } from '../../core/model/project-id'
import type { Snapshot } from '../../core/model/snapshot'
import type { Ask } from './deps'
import { createUnwritten, type Move } from './unwritten'

export interface Standing {
  readonly draft: Draft
  readonly snapshot: Snapshot
}

/** A draft that main made from the one on disk, with its server state. */
export interface GivenBack extends Standing {
  readonly ids?: OrganizationIds | undefined
  /** Number of the last entry on disk; `undefined` without a file. */
  readonly sequence?: number | undefined
  /** The write failed: save the whole draft. */
  readonly unwritten?: boolean | undefined
}

type DiskEvent = EventPayload<'draft.appended'> | EventPayload<'draft.replaced'>

/** A publish by another window. */
export type PublishedElsewhere = EventPayload<'draft.replaced'> & {
  readonly published: NonNullable<EventPayload<'draft.replaced'>['published']>
}

const isPublished = (event: DiskEvent): event is PublishedElsewhere =>
  'published' in event && event.published !== undefined

const quietMilliseconds = 150
const longestMilliseconds = 250
/** Seconds before each retry; the last one repeats. */
const retrySeconds = [1, 2, 5, 10, 30]
/** Attempts in a row against other windows' writes before it counts as failed. */
const mostAttempts = 5

export type Saving = ReturnType<typeof createSaving>

/**
 * Brings the open draft to disk: entry by entry, or whole if the file holds another draft.
 *
 *     saved ──▶ unsaved ──▶ saving ──▶ saved
 *                  │         ▲  │
 *                  ▼         │  ▼
 *                  conflicting          saving, conflicting ──▶ failed ──▶ saved
 *
 * `conflicting`: another window changed the file. It is read, and this window's changes go on top, so
 * nothing is overwritten. `failed` lasts until a retry succeeds, so the status does not flicker. While
 * main works on the file, as during a publish, changes wait for the draft that main returns.
 */
export function createSaving(deps: {
  readonly projectId: ProjectId
  /** Also receives other windows' writes. */
  readonly draft: ShallowRef<Draft | undefined>
  readonly ask: Ask
  /** Continues after a publish elsewhere; `before` is the published draft. */
  readonly takePublished: (event: PublishedElsewhere, before: Draft) => void
}) {
  const { projectId, draft, ask, takePublished } = deps
  const state = ref<'saved' | 'unsaved' | 'saving' | 'conflicting' | 'failed'>('saved')
  const error = shallowRef<AppError>()
  const unwritten = createUnwritten()
  /** The draft on disk, if any and known. */
  let disk: Draft | undefined
  /** Number of its last entry. */
  let sequence: number | undefined
  /** The file must be read before the next write. */
  let isBehind = false
  let events: DiskEvent[] = []
  /** A file request is running; its answer may include pending events. */
  let isAsking = true
  /** Handling an event opens a draft, which must not start the next event. */
  let isHandling = false
  /** Counts opened drafts: answers about earlier ones are dropped. */
  let round = 0
  let dirtySince: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let running: Promise<boolean> | undefined
  let reading: Promise<AppError | undefined> | undefined
  let writing: Promise<AppError | undefined> = Promise.resolve(undefined)
  /** Settles when main has returned the draft. */
  let lent: Promise<unknown> = Promise.resolve()
  let isLent = false
  /** The lent draft, rebased; the rest of the window's draft is newer edits. */
  let held: Standing | undefined

  function enter(next: 'unsaved' | 'saving' | 'conflicting'): void {
    if (state.value !== 'failed') state.value = next
  }

  /** Something is to be written or read. */
  function touch(): void {
    const now = Date.now()
    dirtySince ??= now
    if (state.value === 'saved') enter('unsaved')
    clearTimeout(timer)
    const since = failures === 0 ? dirtySince : now
    const remaining = Math.max(0, since + longestMilliseconds - now)
    timer = setTimeout(() => void flush(), Math.min(quietMilliseconds, remaining))
  }

  /** A rebased draft without edits is written with its next entry. */
  function isToWrite(): boolean {
    if (unwritten.isUrgent()) return true
    return !unwritten.isEmpty() && draft.value !== undefined && isAlive(draft.value)
  }

  function add(entry: Entry, words: string): void {
    unwritten.addOne(entry, words)
    touch()
  }

  /** The draft was rebased; it is sent whole. */
  function move(moved: Move): void {
    unwritten.addMove(moved)
    if (isToWrite()) touch()
  }

  /** Another draft was opened: drops unsaved changes. @param isUnwritten replaces the draft on disk */
  function opened(onDisk?: number, isUnwritten = false): void {
    clearTimeout(timer)
    dirtySince = undefined
    failures = 0
    state.value = 'saved'
    error.value = undefined
    round += 1
    sequence = onDisk
    disk = onDisk === undefined || isUnwritten ? undefined : draft.value
    unwritten.forget()
    if (isUnwritten && draft.value) unwritten.replaceAt(draft.value, onDisk)
    isAsking = false
    if (isBehind || isToWrite()) touch()
    void handleEvents()
  }

  /** Writes all changes. @returns whether that worked */
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    if (running) return running
    if (dirtySince === undefined) return Promise.resolve(true)
    running = write().finally(() => (running = undefined))
    return running
  }

  async function write(): Promise<boolean> {
    while (dirtySince !== undefined) {
      dirtySince = undefined
      await returned()
      writing = writeChanges()
      error.value = await writing
      if (error.value !== undefined) {
        dirtySince ??= Date.now()
        state.value = 'failed'
        retry()
        return false
      }
    }
    failures = 0
    state.value = 'saved'
    return true
  }

  function retry(): void {
    const seconds = retrySeconds[Math.min(failures, retrySeconds.length - 1)] ?? 1
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), seconds * 1000)
  }

  async function writeChanges(): Promise<AppError | undefined> {
    let failed: AppError | undefined
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      if (reading) await reading
      if (!draft.value) return undefined
      const begun = round
      if (isBehind || failed) {
        enter('conflicting')
        failed = await readDisk()
      }
      if (round !== begun || !draft.value) return undefined
      if (failed) break
      if (isToWrite()) {
        enter('saving')
        failed = await send(draft.value)
      }
      if (round !== begun) return undefined
      if (failed?.code !== 'draft.stale') break
    }
    void handleEvents()
    return failed
  }

  /** Sends all changes; the answer clears only those. */
  async function send(now: Draft): Promise<AppError | undefined> {
    const begun = round
    const known = disk
    isAsking = true
    const entries = unwritten.send()
    const result =
      entries && known && sequence !== undefined
        ? await ask('draft.append', { projectId, after: sequence, entries: [...entries] })
        : await ask('draft.save', {
            draft: now,
            ...(sequence === undefined ? {} : { after: sequence }),
          })
    if (round !== begun) return undefined
    isAsking = false
    if (!result.ok) {
      unwritten.returned()
      return result.error
    }
    unwritten.arrived()
    ;({ sequence } = result.value)
    // An empty draft leaves no file.
    disk = sequence === undefined ? undefined : now
    return undefined
  }

  function readLater(): void {
    isBehind = true
    touch()
  }

  function readDisk(): Promise<AppError | undefined> {
    reading ??= askForDisk().finally(() => (reading = undefined))
    return reading
  }

  async function askForDisk(): Promise<AppError | undefined> {
    const begun = round
    isAsking = true
    isBehind = false
    const result = await ask('draft.read', { projectId })
    if (round !== begun) return undefined
    isAsking = false
    if (!result.ok) {
      readLater()
      return result.error
    }
    const index = events.findLastIndex(isPublished)
    const publish = events[index]
    if (publish && isPublished(publish) && disk) {
      // The answer may be older than the publish.
      events = events.slice(index + 1)
      takePublished(publish, disk)
      return askForDisk()
    }
    take(result.value.draft, result.value.sequence)
    return undefined
  }

  /** Takes the draft on disk and re-applies unsaved changes. */
  function take(next: Draft | undefined, number: number | undefined): void {
    disk = next
    sequence = number
    const base = next ?? emptyDraft(projectId, draft.value?.baseRevisionId ?? '')
    draft.value = unwritten.onto(base, number)
    if (isToWrite()) touch()
  }

  /** Another window wrote the draft. */
  function hear(event: DiskEvent): void {
    // A deletion has no number, so its order relative to the request is unknown.
    const isDoubtful = event.sequence === undefined && !isPublished(event) && (isAsking || isLent)
    if (isDoubtful) return readLater()
    events.push(event)
    void handleEvents()
  }

  const nextEvent = () => (isAsking || isLent ? undefined : events.shift())

  /** Handles events in their order. */
  async function handleEvents(): Promise<void> {
    if (isHandling) return
    isHandling = true
    try {
      for (let event = nextEvent(); event; event = nextEvent()) {
        const read = handle(event)
        if (read && (await read)) return
      }
    } finally {
      isHandling = false
    }
  }

  /** Whether the open draft already includes the event. */
  const isKnown = (event: DiskEvent) =>
    event.sequence !== undefined && sequence !== undefined && event.sequence <= sequence

  /** @returns the error if the file cannot be read */
  function handle(event: DiskEvent): Promise<AppError | undefined> | undefined {
    if (isKnown(event)) return undefined
    if (isPublished(event) && disk) takePublished(event, disk)
    else if (!('entries' in event)) take(event.draft, event.sequence)
    else if (disk && event.after === sequence) {
      take(applyEntries(disk, event.entries), event.sequence)
    } else return readDisk()
    return undefined
  }

  /** Resolves when no loan is left. */
  async function returned(): Promise<void> {
    let waited: Promise<unknown> | undefined
    while (waited !== lent) {
      waited = lent
      await waited
    }
  }

  /** Lends the draft on disk to main, after earlier loans and the current write. @param current evaluated at its turn */
  async function lend<Value>(
    current: () => Standing | undefined,
    work: (held: () => Standing | undefined) => Promise<Value>,
  ): Promise<Value> {
    const earlier = lent
    let end: () => void = () => undefined
    lent = new Promise<void>((resolve) => (end = resolve))
    try {
      await earlier
      await writing
      isLent = true
      held = current()
      return await work(() => held)
    } finally {
      isLent = false
      held = undefined
      // Events of the meantime may be older or newer than the returned draft.
      if (events.some((event) => !isKnown(event))) readLater()
      events = []
      end()
    }
  }

  return proxyRefs({
    state,
    /** Writes are under way without failure. */
    isUnderWay: computed(() => state.value !== 'saved' && state.value !== 'failed'),
    error,
    unsaved: unwritten.words,
    add,
    move,
    opened,
    flush,
    lend,
    /** Rebases the lent draft too. */
    moveLent(snapshot: Snapshot, rebased: (draft: Draft) => Draft): void {
      if (held) held = { draft: rebased(held.draft), snapshot }
    },
    /** The draft on disk, if any and known. */
    onDisk: () => disk,
    hear,
  })
}
