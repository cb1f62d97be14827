import type { ShallowRef } from 'vue'
import { emptyDraft, type Draft } from '../../core/draft/draft'
import { addEntry, applyEntries, type Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import type { EventPayload } from '../../core/ipc/contract'
import type { Ask } from './deps'
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
 * disk with the entries of this window on top, and nothing of the other window is overwritten.
 *
 * @param deps.takePublished takes what is left of a draft after a publish in another window, with what
 *   is not on disk: `before` is the draft that was published, the last one known from disk
 */
export function createDraftFile(deps: {
  readonly projectId: ProjectId
  readonly draft: ShallowRef<Draft | undefined>
  readonly ask: Ask
  readonly takePublished: (event: PublishedElsewhere, before: Draft) => void
}) {
  const { projectId, draft, ask, takePublished } = deps
  /** The draft on disk; `undefined` where the project has none, or it is not known. */
  let disk: Draft | undefined
  /** Number of its last entry; `undefined` without one. */
  let sequence: number | undefined
  /** The draft has to be sent whole. */
  let isWhole = true
  /** Entries of this window that are not on disk and not on their way there, in their order. */
  let waiting: Entry[] = []
  /** Events from other windows that have not been handled. */
  let heard: DiskEvent[] = []
  /** Until the draft is opened, and while something is asked, what is heard may be known by its answer. */
  let isAsking = true
  /** Something that was heard is being taken: what comes of that is not the place to take the next. */
  let isTaking = false
  let reading: Promise<AppError | undefined> | undefined
  /** Goes up when another draft takes the place: answers about the one before are of no use. */
  let round = 0

  /** Another draft is open, which is on disk up to an entry, or not at all. */
  function opened(onDisk: number | undefined): void {
    round += 1
    sequence = onDisk
    disk = onDisk === undefined ? undefined : draft.value
    isWhole = onDisk === undefined
    waiting = []
    isAsking = false
    void catchUp()
  }

  /** The draft is another one than its entries make: it is sent whole. */
  function replaced(): void {
    isWhole = true
  }

  /** The draft moved by an entry. */
  function add(entry: Entry): void {
    waiting = addEntry(waiting, entry)
  }

  /** Accepts the state on disk, with the entries on top that are not there yet. */
  function take(next: Draft | undefined, number: number | undefined): void {
    disk = next
    sequence = number
    isWhole = number === undefined
    const base = next ?? emptyDraft(projectId, draft.value?.baseRevisionId ?? '')
    draft.value = applyEntries(base, waiting)
  }

  /** @returns why the draft on disk cannot be read. */
  function readDisk(): Promise<AppError | undefined> {
    reading ??= askForDisk().finally(() => (reading = undefined))
    return reading
  }

  async function askForDisk(): Promise<AppError | undefined> {
    const begun = round
    isAsking = true
    const result = await ask('draft.read', { projectId })
    if (round !== begun) return undefined
    isAsking = false
    if (!result.ok) return result.error
    take(result.value.draft, result.value.sequence)
    return undefined
  }

  /** The next event from another window; none while a request about the disk is running. */
  const nextHeard = () => (isAsking ? undefined : heard.shift())

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

  /** @returns where the draft on disk has to be read for it: why it cannot be. */
  function takeHeard(event: DiskEvent): Promise<AppError | undefined> | undefined {
    const isKnown =
      event.sequence !== undefined && sequence !== undefined && event.sequence <= sequence
    if (isKnown) return undefined
    if (isPublished(event) && disk) takePublished(event, disk)
    else if (!('entries' in event)) take(event.draft, event.sequence)
    else if (disk && event.after === sequence) {
      take(applyEntries(disk, event.entries), event.sequence)
    } else return readDisk()
    return undefined
  }

  /** Another window wrote the draft. */
  function hear(event: DiskEvent): void {
    heard.push(event)
    void catchUp()
  }

  async function send(whole: Draft | undefined): Promise<AppError | undefined> {
    const begun = round
    const entries = waiting
    waiting = []
    isAsking = true
    const after = sequence === undefined ? {} : { after: sequence }
    const result =
      whole === undefined
        ? await ask('draft.append', { projectId, after: sequence ?? 0, entries })
        : await ask('draft.save', { draft: whole, ...after })
    if (round !== begun) return undefined
    isAsking = false
    if (!result.ok) {
      waiting = [...entries, ...waiting]
      return result.error
    }
    disk = whole ?? (disk && applyEntries(disk, entries))
    ;({ sequence } = result.value)
    isWhole = sequence === undefined
    return undefined
  }

  /** Writes what is not on disk. @returns why it could not; it then still waits. */
  async function save(): Promise<AppError | undefined> {
    let error: AppError | undefined
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      if (reading) await reading
      if (!draft.value) return undefined
      const begun = round
      if (isWhole) error = await send(draft.value)
      else if (waiting.length > 0) error = await send(undefined)
      else return undefined
      if (round !== begun) return undefined
      if (error?.code !== 'draft.stale') break
      const unread = await readDisk()
      if (unread) return unread
    }
    void catchUp()
    return error
  }

  return { opened, replaced, add, hear, save }
}
