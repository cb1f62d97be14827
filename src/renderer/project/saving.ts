import { proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import type { Draft } from '../../core/draft/draft'
import type { Entry } from '../../core/draft/journal'
import type { AppError } from '../../core/errors/app-error'
import { createAutosave, type SaveState } from './autosave'
import type { Ask } from './deps'
import { createDraftFile, type PublishedElsewhere } from './draft-file'
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
  /** Steps that are in the window only, in words. */
  const unsaved = shallowRef<readonly string[]>([])
  const file = createDraftFile({ projectId, draft, ask, takePublished })
  const autosave = createAutosave({
    async save() {
      await isFree()
      const begun = unsaved.value.length
      error.value = await file.save()
      if (!error.value) unsaved.value = unsaved.value.slice(begun)
      return error.value === undefined
    },
    changed(next) {
      state.value = next
    },
  })

  /** The draft moved by an entry, in words for a list of what is not saved. */
  function add(entry: Entry, words: string): void {
    unsaved.value = [...unsaved.value, words]
    file.add(entry)
    autosave.touch()
  }

  /** Another draft took the place: it is written whole. */
  function replaced(): void {
    file.replaced()
    autosave.touch()
  }

  /**
   * Another draft took the place, and what was to be written is of no use any more.
   * @param onDisk number of its last entry on disk; without it, it is not there
   */
  function opened(onDisk?: number): void {
    autosave.forget()
    file.opened(onDisk)
    unsaved.value = []
    error.value = undefined
  }

  return proxyRefs({
    state,
    error,
    unsaved,
    add,
    replaced,
    opened,
    /** Another window wrote the draft: unsaved entries are applied on top of it. */
    hear: file.hear,
    /** Writes what is not on disk. @returns whether all of it is there then. */
    flush: autosave.flush,
    /** Waits for a running write and drops later ones. */
    stop: autosave.stop,
    /** Writes after all what `stop` dropped. */
    resume: autosave.touch,
  })
}
