import { computed, proxyRefs, type ShallowRef } from 'vue'
import { decisionChanges, type Decision } from '../../core/draft/decisions'
import { emptyDraft, recordingOf, type Draft, type NewStep } from '../../core/draft/draft'
import { intentChangesOf, type Edit } from '../../core/draft/edits'
import { anEdit, applyEntry, type Entry } from '../../core/draft/journal'
import type { Snapshot } from '../../core/model/snapshot'
import type { Saving } from './saving'
import { isMoved, movedOnto, type Move } from './unwritten'
import { t } from '../../core/language/translate'

/** Words for an entry, for the list of unsaved steps. */
function entryWords({ past, future }: Draft, entry: Entry): string {
  switch (entry.kind) {
    case 'record':
      return entry.step.label
    case 'join':
      return entry.label ?? past.at(-1)?.label ?? anEdit()
    case 'undo':
      return t('Undo: {step}', { step: past.at(-1)?.label ?? '' })
    case 'redo':
      return t('Redo: {step}', { step: future.at(0)?.label ?? '' })
    case 'go-to':
    case 'take-branch':
      return t('Moved to another step of the history')
  }
}

/** The edits of one project and their history; each change goes to `saving`. */
export function createProjectDraft(deps: {
  readonly draft: ShallowRef<Draft | undefined>
  readonly snapshot: Readonly<ShallowRef<Snapshot | undefined>>
  readonly saving: Saving
}) {
  const { draft, snapshot, saving } = deps
  const canUndo = computed(() => (draft.value?.past.length ?? 0) > 0)
  const canRedo = computed(() => (draft.value?.future.length ?? 0) > 0)
  const undoLabel = computed(() => draft.value?.past.at(-1)?.label)
  const redoLabel = computed(() => draft.value?.future.at(0)?.label)

  function move(entry: Entry): void {
    const before = draft.value
    if (!before) return
    const next = applyEntry(before, entry)
    if (next === before) return
    draft.value = next
    saving.add(entry, entryWords(before, entry))
  }

  /** Records changes as one step; without changes it does nothing. */
  function record(step: Omit<NewStep, 'at' | 'id'>): void {
    if (!draft.value) return
    const made = { ...step, id: crypto.randomUUID(), at: new Date().toISOString() }
    const recording = recordingOf(draft.value, made)
    if (recording) move(recording)
  }

  /** Records one edit. Consecutive steps of one `group` merge. @param about see `stepSchema` */
  function edit(what: Edit, label: string, group?: string, about?: string): void {
    editAll([what], label, group, about)
  }

  /** Records edits of several entities as one step; see `edit`. */
  function editAll(edits: readonly Edit[], label: string, group?: string, about?: string): void {
    const known = snapshot.value
    const before = draft.value
    if (!known || !before) return
    // Components pass arrays wrapped by Vue; a draft is plain data.
    const plain = JSON.parse(JSON.stringify(edits)) as Edit[]
    const changes = plain.flatMap((what) => intentChangesOf(known, before.intents, what))
    record({
      label,
      changes,
      ...(group === undefined ? {} : { group }),
      ...(about === undefined ? {} : { about }),
    })
  }

  /** Goes to the state after a step; default: the beginning. */
  function goTo(stepId: string | undefined): void {
    move(stepId === undefined ? { kind: 'go-to' } : { kind: 'go-to', stepId })
  }

  /** Records decisions as one step, so that one undo takes them all back. */
  function resolveAll(decisions: readonly Decision[]): void {
    const known = snapshot.value
    if (!draft.value || !known || decisions.length === 0) return
    const newKey = () => `new:${crypto.randomUUID()}`
    const changes = decisionChanges(known, draft.value.intents, decisions, newKey)
    const label = t('{count, plural, one {Decided a conflict} other {Decided # conflicts}}', {
      count: decisions.length,
    })
    record({ label, changes })
  }

  /** Rebases the draft, keeping conflicts; creates one if there is none. */
  function moveTo(move: Move): void {
    const value = draft.value
    if (!value) {
      draft.value = emptyDraft(move.now.summary.id, move.now.revisionId)
      return
    }
    draft.value = movedOnto(value, move)
    if (isMoved(value, draft.value)) saving.move(move)
  }

  return proxyRefs({
    current: draft,
    canUndo,
    canRedo,
    undoLabel,
    redoLabel,
    record,
    edit,
    editAll,
    undo: () => move({ kind: 'undo' }),
    redo: () => move({ kind: 'redo' }),
    goTo,
    /** Takes up an abandoned branch of the history, at its end. */
    takeBranch: (branchId: string) => move({ kind: 'take-branch', branchId }),
    resolveAll,
    moveTo,
  })
}
