import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { changesOf as changesInDraft } from '../../core/editing/changes'
import {
  findConflicts,
  resolveConflict,
  type Conflict,
  type ConflictChoice,
} from '../../core/editing/conflicts'
import {
  emptyDraft,
  record,
  redo as redoStep,
  undo as undoStep,
  type Draft,
  type Step,
} from '../../core/editing/draft'
import { changesOf as changesOfEdit, type Edit } from '../../core/editing/edits'
import { countChanges } from '../../core/editing/changes'
import { noIntents } from '../../core/editing/intents'
import { rebase } from '../../core/editing/rebase'
import { emptyCopy, workingCopy, type WorkingCopy } from '../../core/editing/working-copy'
import { appError, type AppError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'
import { problemsOf } from '../../core/rules/rules'
import { textMember } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import { request } from '../bridge/request'
import { createAutosave } from './autosave'
import { useCatalogStore } from './catalog'
import { useSessionStore } from './session'
import { useUiStore } from './ui'

/** The edits of the open project, what follows from them, and their way to the disk. */
export const useDraftStore = defineStore('draft', () => {
  const catalog = useCatalogStore()
  const session = useSessionStore()
  const ui = useUiStore()
  const draft = shallowRef<Draft>()
  /** Goes up with every undo, redo, rebase and publish: fields show the draft's value again. */
  const replaced = ref(0)
  const saveState = ref<'saved' | 'saving' | 'failed'>('saved')
  const saveError = shallowRef<AppError>()

  const intents = computed(() => draft.value?.intents ?? noIntents)
  const copy = computed<WorkingCopy>(() =>
    catalog.snapshot
      ? workingCopy(catalog.snapshot, intents.value)
      : catalog.arriving
        ? workingCopy(catalog.arriving, noIntents)
        : emptyCopy,
  )
  const homeRegion = computed(() =>
    catalog.snapshot ? textMember(catalog.snapshot.project, 'home_region') : undefined,
  )
  const problems = computed(() => problemsOf(copy.value, homeRegion.value))
  const conflicts = computed<Conflict[]>(() =>
    catalog.snapshot ? findConflicts(catalog.snapshot, intents.value) : [],
  )
  const changes = computed(() =>
    catalog.snapshot ? changesInDraft(catalog.snapshot, intents.value) : [],
  )
  const count = computed(() => countChanges(intents.value))
  const canUndo = computed(() => (draft.value?.past.length ?? 0) > 0)
  const canRedo = computed(() => (draft.value?.future.length ?? 0) > 0)
  const undoLabel = computed(() => draft.value?.past.at(-1)?.label)
  const redoLabel = computed(() => draft.value?.future.at(0)?.label)

  const autosave = createAutosave({
    async save() {
      const value = draft.value
      if (!value) return true
      const result = await request('draft.save', { draft: value })
      saveError.value = result.ok ? undefined : result.error
      return result.ok
    },
    changed(state) {
      saveState.value = state
    },
  })

  function replace(next: Draft): void {
    if (next === draft.value) return
    draft.value = next
    autosave.touch()
  }

  const now = () => new Date().toISOString()

  function recordStep(step: Omit<Step, 'at'>): void {
    const before = draft.value
    if (before) replace(record(before, { ...step, at: now() }))
  }

  /**
   * Does one edit.
   * @param group steps in the same group that follow one another are one, such as typing in a field
   */
  function edit(what: Edit, label: string, group?: string): void {
    const snapshot = catalog.snapshot
    if (!snapshot || !draft.value) return
    // Components hand over arrays that Vue has wrapped; a draft is plain data.
    const plain = JSON.parse(JSON.stringify(what)) as Edit
    const changed = changesOfEdit(snapshot, draft.value.intents, plain)
    recordStep(
      group === undefined ? { label, changes: changed } : { label, changes: changed, group },
    )
  }

  function undo(): void {
    if (!draft.value) return
    replace(undoStep(draft.value))
    replaced.value += 1
  }

  function redo(): void {
    if (!draft.value) return
    replace(redoStep(draft.value))
    replaced.value += 1
  }

  function resolve(conflict: Conflict, choice: ConflictChoice): void {
    if (!draft.value) return
    const change = resolveConflict(draft.value.intents, conflict, choice)
    recordStep({ label: 'Decided a conflict', changes: [change] })
    replaced.value += 1
  }

  /** Records several decisions as one step, so that one undo takes them all back. */
  function resolveAll(
    decisions: readonly { readonly conflict: Conflict; readonly choice: ConflictChoice }[],
  ): void {
    const before = draft.value
    if (!before || decisions.length === 0) return
    const changes = decisions.map(({ conflict, choice }) =>
      resolveConflict(before.intents, conflict, choice),
    )
    const label =
      changes.length === 1 ? 'Decided a conflict' : `Decided ${changes.length} conflicts`
    recordStep({ label, changes })
    replaced.value += 1
  }

  /** Moves the draft onto a newer snapshot; conflicts stay and are listed by `conflicts`. */
  function onSnapshot(before: Snapshot | undefined, next: Snapshot): void {
    const value = draft.value
    if (!value) {
      draft.value = emptyDraft(next.summary.id, next.revisionId)
      return
    }
    const moved = before
      ? rebase(value, before, next, now())
      : { ...value, baseRevisionId: next.revisionId }
    if (moved.intents !== value.intents) replaced.value += 1
    const worthSaving =
      moved.past.length > 0 || moved.future.length > 0 || countChanges(moved.intents) > 0
    if (
      worthSaving &&
      (moved.intents !== value.intents || moved.baseRevisionId !== value.baseRevisionId)
    ) {
      replace(moved)
    } else {
      draft.value = moved
    }
  }

  /** Takes over the state after a publish, which is on disk already. */
  function setFromOutcome(next: Draft, snapshot: Snapshot): void {
    autosave.forget()
    draft.value = undefined
    catalog.setSnapshot(snapshot)
    draft.value = next
    replaced.value += 1
  }

  async function discard(): Promise<Result<object>> {
    const projectId = catalog.projectId
    if (projectId === undefined) return failure(appError('draft.not-found', 'No project is open'))
    await autosave.settle()
    const result = await request('draft.discard', { projectId })
    if (!result.ok) return result
    const snapshot = catalog.snapshot
    draft.value = snapshot ? emptyDraft(projectId, snapshot.revisionId) : undefined
    replaced.value += 1
    return result
  }

  /** Puts a secret into the keychain before the draft refers to it. */
  function putSecret(reference: string, value: string): Promise<Result<object>> {
    const projectId = catalog.projectId
    if (projectId === undefined) {
      return Promise.resolve(failure(appError('draft.not-found', 'No project is open')))
    }
    return request('secret.put', { projectId, reference, value })
  }

  const flush = (): Promise<void> => autosave.flush()

  catalog.follow({
    leaving: flush,
    opened(projectId, stored, snapshot) {
      autosave.forget()
      saveError.value = undefined
      draft.value = stored ?? (snapshot ? emptyDraft(projectId, snapshot.revisionId) : undefined)
      replaced.value += 1
      ui.reset()
    },
    moved: onSnapshot,
  })

  watch(count, (value) => {
    if (catalog.projectId !== undefined && draft.value)
      session.setDraftCount(catalog.projectId, value)
  })
  window.addEventListener('blur', () => void flush())
  window.addEventListener('beforeunload', () => void flush())

  return {
    draft,
    copy,
    problems,
    conflicts,
    changes,
    count,
    canUndo,
    canRedo,
    undoLabel,
    redoLabel,
    replaced,
    saveState,
    saveError,
    edit,
    undo,
    redo,
    resolve,
    resolveAll,
    onSnapshot,
    setFromOutcome,
    discard,
    putSecret,
    flush,
  }
})
