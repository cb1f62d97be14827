import { proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import type { Draft } from '../../core/draft/draft'
import type { Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import type { OrganizationIds } from '../../core/intents/organization-ids'
import type { ProjectId } from '../../core/model/project-id'
import type { Snapshot } from '../../core/model/snapshot'
import type { Ask } from './deps'
import { createDraftFile, type PublishedElsewhere } from './draft-file'
import type { Move } from './unwritten'

/** A draft and the state that it stands on. */
export interface Standing {
  readonly draft: Draft
  readonly snapshot: Snapshot
}

/** A draft that main made of the one on disk, as by a publish, with the state that it belongs to. */
export interface GivenBack extends Standing {
  readonly ids?: OrganizationIds | undefined
  /** Number of the draft's last entry on disk; `undefined` where it is not there. */
  readonly sequence?: number | undefined
  /** The disk has not taken it: it is to be saved whole, in place of what is there. */
  readonly unwritten?: boolean | undefined
}

const quietMilliseconds = 150
const longestMilliseconds = 250
/** Waits before each further attempt, the last one for as long as it fails. */
const retrySeconds = [1, 2, 5, 10, 30]

export type Saving = ReturnType<typeof createSaving>

/**
 * When the open draft is written to its file: soon after the last change, and never later than 250 ms
 * after the first one. What could not be written is tried again by itself, and with every change. Nothing
 * is written while the draft on disk is lent to main, for what is edited meanwhile belongs into the draft
 * that main gives back. Two delays share one timer and `flush` waits for a write under way, which VueUse's
 * debounce cannot do.
 */
export function createSaving(deps: {
  readonly projectId: ProjectId
  /** Moved onto what another window writes. */
  readonly draft: ShallowRef<Draft | undefined>
  readonly ask: Ask
  /** See `createDraftFile`. */
  readonly takePublished: (event: PublishedElsewhere, before: Draft) => void
}) {
  const state = ref<'saved' | 'saving' | 'failed'>('saved')
  const error = shallowRef<AppError>()
  const file = createDraftFile({ ...deps, wake: touch })
  let dirtySince: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | undefined
  let failures = 0
  let writing: Promise<AppError | undefined> = Promise.resolve(undefined)
  /** Settles when main has nothing of the draft. */
  let lent: Promise<unknown> = Promise.resolve()
  /** The lent draft, rebased on the newest known state: the rest of the window's draft is then the person's edits. */
  let held: Standing | undefined

  /** Resolves when main has nothing of it, and nothing of it was lent again meanwhile. */
  async function returned(): Promise<void> {
    let waited: Promise<unknown> | undefined
    while (waited !== lent) {
      waited = lent
      await waited
    }
  }

  async function write(): Promise<boolean> {
    while (dirtySince !== undefined) {
      dirtySince = undefined
      await returned()
      writing = file.save()
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

  /** Writes at once what is not written. @returns whether all of it is on disk then. */
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    timer = undefined
    if (running) return running
    if (dirtySince === undefined) return Promise.resolve(true)
    if (failures === 0) state.value = 'saving'
    running = write().finally(() => {
      running = undefined
    })
    return running
  }

  /** There is something to write. */
  function touch(): void {
    const now = Date.now()
    dirtySince ??= now
    // A disk that is full stays so for a while: the status does not flicker with every key.
    if (failures === 0) state.value = 'saving'
    clearTimeout(timer)
    const since = failures === 0 ? dirtySince : now
    const remaining = Math.max(0, since + longestMilliseconds - now)
    timer = setTimeout(() => void flush(), Math.min(quietMilliseconds, remaining))
  }

  /** The draft moved by an entry, in words for a list of what is not saved. */
  function add(entry: Entry, words: string): void {
    file.add(entry, words)
    touch()
  }

  /** The draft moved onto another state of the server; one without anything in it is not written. */
  function move(moved: Move): void {
    file.move(moved)
    if (file.isToWrite()) touch()
  }

  /**
   * Another draft took the place, and what was to be written is of no use any more.
   * @param onDisk number of the last entry on disk; without it, there is no draft
   * @param isUnwritten what is on disk is another draft, which this one is to replace
   */
  function opened(onDisk?: number, isUnwritten = false): void {
    clearTimeout(timer)
    timer = undefined
    dirtySince = undefined
    failures = 0
    state.value = 'saved'
    error.value = undefined
    file.opened(onDisk, isUnwritten)
  }

  /**
   * Lends the draft on disk to main, after what was lent before is back and the write under way is done.
   * @param current what main has to work with when it is this one's turn
   * @param work what main does with it; gets the lent draft, rebased on the newest known state
   */
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
      file.lend(true)
      held = current()
      return await work(() => held)
    } finally {
      file.lend(false)
      held = undefined
      end()
    }
  }

  return proxyRefs({
    state,
    error,
    /** Steps that are in the window only, in words. */
    unsaved: file.words,
    add,
    move,
    opened,
    flush,
    lend,
    /** The draft in the window moves onto a newer state: so does the one that main has. */
    moveLent(snapshot: Snapshot, rebased: (draft: Draft) => Draft): void {
      if (held) held = { draft: rebased(held.draft), snapshot }
    },
    /** The draft on disk, as far as it is known; `undefined` where there is none. */
    onDisk: file.onDisk,
    /** Another window wrote the draft: unsaved entries are applied on top of it. */
    hear: file.hear,
  })
}
