import { proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import type { Draft } from '../../core/draft/draft'
import type { Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import { createAutosave, type SaveState } from './autosave'
import type { Ask } from './deps'
import { createDraftFile, type PublishedElsewhere } from './draft-file'
import type { Move } from './unwritten'
import type { ProjectId } from '../../core/model/project-id'

export type Saving = ReturnType<typeof createSaving>

/** The way of one project's draft to the disk, and how far it is. */
export function createSaving(deps: {
  readonly projectId: ProjectId
  /** Moved onto what another window writes. */
  readonly draft: ShallowRef<Draft | undefined>
  readonly ask: Ask
  /** Waited for before each write: what main works with on disk is left alone meanwhile. */
  readonly isFree: () => Promise<unknown>
  /** See `createDraftFile`. */
  readonly takePublished: (event: PublishedElsewhere, before: Draft) => void
}) {
  const { projectId, draft, ask, isFree, takePublished } = deps
  const state = ref<SaveState>('saved')
  const error = shallowRef<AppError>()
  let writing: Promise<AppError | undefined> = Promise.resolve(undefined)
  const file = createDraftFile({
    projectId,
    draft,
    ask,
    takePublished,
    wake: () => autosave.touch(),
  })
  const autosave = createAutosave({
    async save() {
      await isFree()
      writing = file.save()
      error.value = await writing
      return error.value === undefined
    },
    changed(next) {
      state.value = next
    },
  })

  /** The draft moved by an entry, in words for a list of what is not saved. */
  function add(entry: Entry, words: string): void {
    file.add(entry, words)
    autosave.touch()
  }

  /** The draft moved onto another state of the server; one without anything in it is not written. */
  function move(moved: Move): void {
    file.move(moved)
    if (file.isToWrite()) autosave.touch()
  }

  /**
   * Another draft took the place, and what was to be written is of no use any more.
   * @param onDisk number of the last entry on disk; without it, there is no draft
   * @param isUnwritten what is on disk is another draft, which this one is to replace
   */
  function opened(onDisk?: number, isUnwritten = false): void {
    autosave.forget()
    error.value = undefined
    file.opened(onDisk, isUnwritten)
  }

  return proxyRefs({
    state,
    error,
    /** Steps that are in the window only, in words. */
    unsaved: file.words,
    add,
    move,
    opened,
    /** Waits for the write under way. */
    settled: () => writing,
    /** The draft on disk, as far as it is known; `undefined` where there is none. */
    onDisk: file.onDisk,
    /** Another window wrote the draft: unsaved entries are applied on top of it. */
    hear: file.hear,
    /** Says that the draft on disk is lent to main, or back. */
    lend: file.lend,
    /** Writes what is not on disk. @returns whether all of it is there then. */
    flush: autosave.flush,
  })
}
