import type { ShallowRef } from 'vue'
import { emptyDraft, isAlive, type Draft } from '../../core/draft/draft'
import { applyEntries } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import type { EventPayload } from '../../core/ipc/contract'
import type { Ask } from './deps'
import { createUnwritten } from './unwritten'
import type { ProjectId } from '../../core/model/project-id'

/** A change of the draft on disk by another window. */
type DiskEvent = EventPayload<'draft.appended'> | EventPayload<'draft.replaced'>

/** A draft that lost what a publish in another window sent. */
export type PublishedElsewhere = EventPayload<'draft.replaced'> & {
  readonly published: NonNullable<EventPayload<'draft.replaced'>['published']>
}

const isPublished = (event: DiskEvent): event is PublishedElsewhere =>
  'published' in event && event.published !== undefined

/** Attempts to write on top of what other windows write meanwhile; then it is tried again later. */
const mostAttempts = 5

/**
 * The way of the open draft to the disk: entry by entry, or whole where the draft there is another
 * one. What another window writes is taken below what is not on disk yet: `draft` is then what is on
 * disk with the changes of this window on top, and nothing of the other window is overwritten.
 *
 * @param deps.takePublished takes what is left of a draft after a publish in another window, with what
 *   is not on disk: `before` is the draft that was published, the last one known from disk
 * @param deps.wake asks for a `save` soon: there is something to write or to read again
 */
export function createDraftFile(deps: {
  readonly projectId: ProjectId
  readonly draft: ShallowRef<Draft | undefined>
  readonly ask: Ask
  readonly takePublished: (event: PublishedElsewhere, before: Draft) => void
  readonly wake: () => void
}) {
  const { projectId, draft, ask, takePublished, wake } = deps
  const unwritten = createUnwritten()
  /** The draft on disk; `undefined` where the project has none, or it is not known. */
  let disk: Draft | undefined
  /** Number of its last entry; `undefined` without one. */
  let sequence: number | undefined
  /** The disk has more than is known here, and has to be read. */
  let isBehind = false
  /** Events from other windows that have not been handled. */
  let heard: DiskEvent[] = []
  /** Until the draft is opened, and while something is asked, what is heard may be known by its answer. */
  let isAsking = true
  /** Main works on the draft on disk: what is heard may be older than what it gives back, or newer. */
  let isLent = false
  /** Something that was heard is being taken: what comes of that is not the place to take the next. */
  let isTaking = false
  let reading: Promise<AppError | undefined> | undefined
  /** Goes up when another draft takes the place: answers about the one before are of no use. */
  let round = 0

  /**
   * Another draft is open.
   * @param onDisk number of the last entry on disk; `undefined` where there is no draft
   * @param isUnwritten the draft on disk is another one, which this one is to replace
   */
  function opened(onDisk: number | undefined, isUnwritten = false): void {
    round += 1
    sequence = onDisk
    disk = onDisk === undefined || isUnwritten ? undefined : draft.value
    unwritten.forget()
    if (isUnwritten && draft.value) unwritten.replaceAt(draft.value, onDisk)
    isAsking = false
    if (isBehind || isToWrite()) wake()
    void catchUp()
  }

  /** A draft that only moved, with nothing in it to work on, is written with the next entry. */
  function isToWrite(): boolean {
    if (unwritten.isUrgent()) return true
    return !unwritten.isEmpty() && draft.value !== undefined && isAlive(draft.value)
  }

  /** Accepts the state on disk, with the changes on top that are not there yet. */
  function take(next: Draft | undefined, number: number | undefined): void {
    disk = next
    sequence = number
    const base = next ?? emptyDraft(projectId, draft.value?.baseRevisionId ?? '')
    draft.value = unwritten.onto(base, number)
    if (isToWrite()) wake()
  }

  function readLater(): void {
    isBehind = true
    wake()
  }

  /** @returns why the draft on disk cannot be read. */
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
    const index = heard.findLastIndex(isPublished)
    const publish = heard[index]
    if (publish && isPublished(publish) && disk) {
      // The answer may be older than the publish, or have it without what became of its entities.
      heard = heard.slice(index + 1)
      takePublished(publish, disk)
      return askForDisk()
    }
    take(result.value.draft, result.value.sequence)
    return undefined
  }

  /** The next event from another window; none while a request about the disk is running. */
  const nextHeard = () => (isAsking || isLent ? undefined : heard.shift())

  /** Handles the events of other windows in their order. */
  async function catchUp(): Promise<void> {
    if (isTaking) return
    isTaking = true
    try {
      for (let event = nextHeard(); event; event = nextHeard()) {
        const asked = takeHeard(event)
        if (asked && (await asked)) return
      }
    } finally {
      isTaking = false
    }
  }

  /** Whether what is open has it already, such as the step of a revert that was given back. */
  const isKnown = (event: DiskEvent) =>
    event.sequence !== undefined && sequence !== undefined && event.sequence <= sequence

  /** @returns where the draft on disk has to be read for it: why it cannot be. */
  function takeHeard(event: DiskEvent): Promise<AppError | undefined> | undefined {
    if (isKnown(event)) return undefined
    if (isPublished(event) && disk) takePublished(event, disk)
    else if (!('entries' in event)) take(event.draft, event.sequence)
    else if (disk && event.after === sequence) {
      take(applyEntries(disk, event.entries), event.sequence)
    } else return readDisk()
    return undefined
  }

  /** Another window wrote the draft. */
  function hear(event: DiskEvent): void {
    // That the draft is gone has no number: it cannot be told whether it came before the answer.
    const isDoubtful = event.sequence === undefined && !isPublished(event) && (isAsking || isLent)
    if (isDoubtful) return readLater()
    heard.push(event)
    void catchUp()
  }

  /** The draft is lent to main, or back: what was heard meanwhile is read again as a whole. */
  function lend(isIt: boolean): void {
    isLent = isIt
    if (isLent) return
    const isNews = heard.some((event) => !isKnown(event))
    heard = []
    if (isNews) readLater()
  }

  /** Sends all that is not on disk; its answer clears what was sent, and nothing that came since. */
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

  /** Writes what is not on disk. @returns why it could not; it then still waits. */
  async function save(): Promise<AppError | undefined> {
    let error: AppError | undefined
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      if (reading) await reading
      if (!draft.value) return undefined
      const begun = round
      const unread = isBehind || error ? await readDisk() : undefined
      if (round !== begun || !draft.value) return undefined
      if (unread) {
        error = unread
        break
      }
      error = isToWrite() ? await send(draft.value) : undefined
      if (round !== begun) return undefined
      if (error?.code !== 'draft.stale') break
    }
    void catchUp()
    return error
  }

  return {
    opened,
    /** The draft moved by an entry, in words for a list of what is not saved. */
    add: unwritten.addOne,
    /** The draft moved onto another state of the server: it is sent whole. */
    move: unwritten.addMove,
    isToWrite,
    /** The draft on disk, as far as it is known. */
    onDisk: () => disk,
    /** What is not on disk, in words. */
    words: unwritten.words,
    hear,
    lend,
    save,
  }
}
