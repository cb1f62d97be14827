import type { Draft } from '../../core/draft/draft'
import { addEntry, type Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import type { Ask } from './deps'

/**
 * The way of the open draft to the disk: entry by entry, or whole where the draft there is another
 * one.
 *
 * @param current the draft as it is at this moment.
 */
export function createDraftFile(current: () => Draft | undefined, ask: Ask) {
  /** Number of the last entry on disk; `undefined` where the project has no draft there. */
  let sequence: number | undefined
  /** The draft has to be sent whole. */
  let isWhole = true
  /** Entries that are not on disk, in their order. */
  let waiting: Entry[] = []
  /** Goes up when another draft takes the place: answers about the one before are of no use. */
  let round = 0

  /** Another draft is open, which is on disk up to an entry, or not at all. */
  function opened(onDisk: number | undefined): void {
    round += 1
    sequence = onDisk
    isWhole = onDisk === undefined
    waiting = []
  }

  /** Another draft takes the place of the one on disk. @param onDisk its number, where it is known anew */
  function replaced(onDisk = sequence): void {
    opened(onDisk)
    isWhole = true
  }

  /** The draft moved by an entry. */
  function add(entry: Entry): void {
    waiting = addEntry(waiting, entry)
  }

  async function saveWhole(): Promise<AppError | undefined> {
    const draft = current()
    if (!draft) return undefined
    const begun = round
    // What comes while it is sent goes on from what is sent.
    waiting = []
    isWhole = true
    const after = sequence === undefined ? {} : { after: sequence }
    const result = await ask('draft.save', { draft, ...after })
    if (round !== begun) return undefined
    if (!result.ok) return result.error
    ;({ sequence } = result.value)
    isWhole = sequence === undefined
    return undefined
  }

  /** The draft on disk is not the one that was known: what is in the window takes its place. */
  async function saveOver(projectId: string): Promise<AppError | undefined> {
    const begun = round
    const result = await ask('draft.read', { projectId })
    if (round !== begun) return undefined
    if (!result.ok) return result.error
    ;({ sequence } = result.value)
    return saveWhole()
  }

  /** Writes what is not on disk. @returns why it could not; it then still waits. */
  async function save(): Promise<AppError | undefined> {
    const draft = current()
    if (!draft) return undefined
    const { projectId } = draft
    if (isWhole || sequence === undefined) {
      const error = await saveWhole()
      return error?.code === 'draft.stale' ? saveOver(projectId) : error
    }
    if (waiting.length === 0) return undefined
    const begun = round
    const entries = waiting
    waiting = []
    const result = await ask('draft.append', { projectId, after: sequence, entries })
    if (round !== begun) return undefined
    if (result.ok) {
      sequence = result.value.sequence
      return undefined
    }
    if (result.error.code === 'draft.stale') return saveOver(projectId)
    waiting = [...entries, ...waiting]
    return result.error
  }

  return { opened, replaced, add, save }
}
