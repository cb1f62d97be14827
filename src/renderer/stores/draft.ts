import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { changesOf as changesInDraft } from '../../core/publish/changes'
import { carryOver } from '../../core/publish/carry-over'
import { findConflicts, type Conflict } from '../../core/conflict/conflicts'
import { currentIntents } from '../../core/intents/current-intents'
import { decisionChanges, type Decision } from '../../core/conflict/decisions'
import { emptyDraft, isAlive, recordingOf, type Draft, type NewStep } from '../../core/draft/draft'
import { applyEntry, type Entry } from '../../core/draft/journal'
import { changesOf as changesOfEdit, type Edit } from '../../core/draft/edits'
import { countChanges } from '../../core/publish/changes'
import { noIntents } from '../../core/intents/intents'
import { secretReferences } from '../../core/draft/secret-references'
import { rebase } from '../../core/conflict/rebase'
import { emptyCopy, workingCopy, type WorkingCopy } from '../../core/draft/working-copy'
import { appError, type AppError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'
import { problemsOf } from '../../core/rules/rules'
import { textMember } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import { request } from '../bridge/request'
import { createAutosave } from './autosave'
import { createDraftFile } from './draft-file'
import { createLending } from './lending'
import { useCatalogStore } from './catalog'
import { useLeavingStore, type LeavingFor } from './leaving'
import { usePendingSecretsStore } from './pending-secrets'
import { useSessionStore } from './session'
import { useUiStore } from './ui'

/** What an entry does, for a list of what is not saved. */
function entryWords({ past, future }: Draft, entry: Entry): string {
  switch (entry.kind) {
    case 'record':
      return entry.step.label
    case 'join':
      return entry.label ?? past.at(-1)?.label ?? 'Edit'
    case 'undo':
      return `Undo: ${past.at(-1)?.label ?? ''}`
    case 'redo':
      return `Redo: ${future.at(0)?.label ?? ''}`
    case 'go-to':
    case 'take-branch':
      return 'Another place in the history'
  }
}

/** The edits of the open project, what follows from them, and their way to the disk. */
export const useDraftStore = defineStore('draft', () => {
  const catalog = useCatalogStore()
  const session = useSessionStore()
  const leaving = useLeavingStore()
  const pending = usePendingSecretsStore()
  const ui = useUiStore()
  const draft = shallowRef<Draft>()
  /** Goes up with every undo, redo, rebase and publish: fields show the draft's value again. */
  const replaced = ref(0)
  const saveState = ref<'saved' | 'saving' | 'failed'>('saved')
  const saveError = shallowRef<AppError>()
  /** Steps that are in the window only, in words. */
  const unsaved = shallowRef<readonly string[]>([])
  /** References of secrets that the keychain cannot give back: they have to be typed again. */
  const missingSecrets = shallowRef<ReadonlySet<string>>(new Set())

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
  const count = computed(() =>
    countChanges(
      catalog.snapshot ? currentIntents(catalog.snapshot, intents.value) : intents.value,
    ),
  )
  const canUndo = computed(() => (draft.value?.past.length ?? 0) > 0)
  const canRedo = computed(() => (draft.value?.future.length ?? 0) > 0)
  const undoLabel = computed(() => draft.value?.past.at(-1)?.label)
  const redoLabel = computed(() => draft.value?.future.at(0)?.label)

  const file = createDraftFile(() => draft.value)
  const autosave = createAutosave({
    async save() {
      await lending.returned()
      const begun = unsaved.value.length
      const error = await file.save()
      saveError.value = error
      if (!error) unsaved.value = unsaved.value.slice(begun)
      return error === undefined
    },
    changed(state) {
      saveState.value = state
    },
  })

  /** Moves the draft by an entry of its journal, the one way in which a person changes it. */
  function move(entry: Entry): void {
    const before = draft.value
    if (!before) return
    const next = applyEntry(before, entry)
    if (next === before) return
    draft.value = next
    unsaved.value = [...unsaved.value, entryWords(before, entry)]
    file.add(entry)
    autosave.touch()
  }

  /** The same where fields in sight do not know of it: they show the draft's values again. */
  function moveAll(entry: Entry): void {
    move(entry)
    replaced.value += 1
  }

  /** Puts another draft in its place. */
  function replace(next: Draft): void {
    if (next === draft.value) return
    draft.value = next
    file.opened(undefined)
    autosave.touch()
  }

  const now = () => new Date().toISOString()

  function recordStep(step: Omit<NewStep, 'at' | 'id'>): void {
    const before = draft.value
    if (!before) return
    const recording = recordingOf(before, { ...step, id: crypto.randomUUID(), at: now() })
    if (recording) move(recording)
  }

  /**
   * Does one edit.
   * @param group steps in the same group that follow one another are one, such as typing in a field
   */
  function edit(what: Edit, label: string, group?: string): void {
    editAll([what], label, group)
  }

  /** Does edits of different entities as one step; see `edit`. */
  function editAll(edits: readonly Edit[], label: string, group?: string): void {
    const snapshot = catalog.snapshot
    const before = draft.value
    if (!snapshot || !before) return
    // Components hand over arrays that Vue has wrapped; a draft is plain data.
    const plain = JSON.parse(JSON.stringify(edits)) as Edit[]
    const changed = plain.flatMap((what) => changesOfEdit(snapshot, before.intents, what))
    recordStep(
      group === undefined ? { label, changes: changed } : { label, changes: changed, group },
    )
  }

  const undo = (): void => moveAll({ kind: 'undo' })
  const redo = (): void => moveAll({ kind: 'redo' })

  /** Goes to the state right after a step of the history; without one to its beginning. */
  function goTo(stepId: string | undefined): void {
    moveAll(stepId === undefined ? { kind: 'go-to' } : { kind: 'go-to', stepId })
  }

  /** Takes up an abandoned branch of the history, at its end. */
  const takeBranch = (branchId: string): void => moveAll({ kind: 'take-branch', branchId })

  /** Records decisions as one step, so that one undo takes them all back. */
  function resolveAll(decisions: readonly Decision[]): void {
    const { snapshot } = catalog
    if (!draft.value || !snapshot || decisions.length === 0) return
    const newKey = () => `new:${crypto.randomUUID()}`
    const made = decisionChanges(snapshot, draft.value.intents, decisions, newKey)
    const { length } = decisions
    const label = length === 1 ? 'Decided a conflict' : `Decided ${length} conflicts`
    recordStep({ label, changes: made })
    replaced.value += 1
  }

  /** Moves the draft onto a newer snapshot; conflicts stay and are listed by `conflicts`. */
  function onSnapshot(before: Snapshot | undefined, next: Snapshot): void {
    const value = draft.value
    if (!value) {
      draft.value = emptyDraft(next.summary.id, next.revisionId)
      return
    }
    const at = now()
    const rebased = (from: Draft): Draft =>
      before ? rebase(from, before, next, at) : { ...from, baseRevisionId: next.revisionId }
    lending.moved(next, rebased)
    const moved = rebased(value)
    if (moved.intents !== value.intents) replaced.value += 1
    if (
      isAlive(moved) &&
      (moved.intents !== value.intents || moved.baseRevisionId !== value.baseRevisionId)
    ) {
      replace(moved)
    } else {
      draft.value = moved
    }
  }

  /** Nothing of the draft in the window is of use any more. */
  function forgetFile(onDisk?: number): void {
    autosave.forget()
    file.opened(onDisk)
    unsaved.value = []
  }

  /** Takes over the state after a publish, which is on disk already, with what was edited meanwhile. */
  const lending = createLending({
    current() {
      const { snapshot } = catalog
      return draft.value && snapshot ? { draft: draft.value, snapshot } : undefined
    },
    takeBack({ draft: next, snapshot, ids = {} }, meanwhile, before) {
      const known = new Set(before.past.map(({ id }) => id))
      const steps = draft.value?.past.filter(({ id }) => !known.has(id)) ?? []
      forgetFile()
      draft.value = undefined
      catalog.setPublished(snapshot)
      draft.value = next
      const changed = carryOver(meanwhile, { snapshot, intents: next.intents, ids })
      const [step] = steps
      const label = step && steps.length === 1 ? step.label : 'Edited meanwhile'
      recordStep({ label, changes: changed })
      replaced.value += 1
    },
  })

  /**
   * Before another draft takes the place of the one in the window: what was typed is on disk, secrets in
   * the keychain, or the person gives up what is not. @returns whether it may go.
   */
  async function secured(why: LeavingFor): Promise<boolean> {
    const isKept = await pending.settled()
    if (!(await flush()) && !(await leaving.ask(why))) return false
    // With a draft that is thrown away its secrets go as well.
    return isKept || why === 'discard' || leaving.ask(why, true)
  }

  /** @returns `undefined` where the person keeps it after all. */
  async function discard(): Promise<Result<object> | undefined> {
    const projectId = catalog.projectId
    if (projectId === undefined) return failure(appError('draft.not-found', 'No project is open'))
    // What goes to the trash is the draft on disk.
    if (!(await secured('discard'))) return undefined
    await autosave.settle()
    const result = await request('draft.discard', { projectId })
    if (!result.ok) {
      autosave.touch()
      return result
    }
    const snapshot = catalog.snapshot
    forgetFile()
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

  /** Whether the draft refers to a secret, also where that can be undone or done again. */
  const holdsSecret = (reference: string): boolean =>
    draft.value !== undefined && secretReferences(draft.value).has(reference)

  async function checkSecrets(): Promise<void> {
    const opened = draft.value
    missingSecrets.value = new Set()
    if (!opened) return
    const { projectId, baseRevisionId } = opened
    const current = { ...emptyDraft(projectId, baseRevisionId), intents: opened.intents }
    const references = [...secretReferences(current)]
    if (references.length === 0) return
    const result = await request('secret.check', { projectId, references })
    if (result.ok && draft.value?.projectId === projectId) {
      missingSecrets.value = new Set(result.value.missing)
    }
  }

  /** Writes what is not on disk. @returns whether all of it is there then. */
  const flush = (): Promise<boolean> => autosave.flush()

  catalog.follow({
    leaving: secured,
    closed() {
      forgetFile()
      saveError.value = undefined
      draft.value = undefined
    },
    opened(projectId, stored, snapshot, sequence) {
      forgetFile(stored ? sequence : undefined)
      saveError.value = undefined
      draft.value = stored ?? (snapshot ? emptyDraft(projectId, snapshot.revisionId) : undefined)
      // One that comes from the trash may be older than what is known of the server.
      if (snapshot && stored && stored.baseRevisionId !== snapshot.revisionId) {
        onSnapshot(snapshot, snapshot)
      }
      // It may be listed with edits that were given up.
      if (draft.value) session.setDraftCount(projectId, count.value)
      replaced.value += 1
      void checkSecrets()
      ui.reset()
    },
    moved: onSnapshot,
  })

  // What got to the disk while the question stood is not lost by going on.
  watch(saveState, (state) => {
    if (state === 'saved' && !leaving.isAboutSecret) leaving.answer(true)
  })
  watch(count, (value) => {
    if (catalog.projectId !== undefined && draft.value)
      session.setDraftCount(catalog.projectId, value)
  })
  window.addEventListener('blur', () => void flush())
  window.addEventListener('beforeunload', (event) => {
    const written = flush()
    if (saveState.value === 'saved') return
    // What is not on disk would be gone with the window: it is held until it is known how that ends.
    event.preventDefault()
    void written.then((saved) => request('window.settled', { saved }))
  })

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
    unsaved,
    missingSecrets,
    edit,
    editAll,
    undo,
    redo,
    goTo,
    takeBranch,
    resolveAll,
    onSnapshot,
    lend: lending.lend,
    secured,
    discard,
    putSecret,
    holdsSecret,
    flush,
  }
})
