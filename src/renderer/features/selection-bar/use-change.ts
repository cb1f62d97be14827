import {
  inject,
  markRaw,
  onScopeDispose,
  provide,
  proxyRefs,
  ref,
  shallowRef,
  type InjectionKey,
} from 'vue'
import type { BulkKind } from '../../../core/bulk/operation'
import type { BulkApplied } from '../../../core/ipc/bulk'
import type { ProjectId } from '../../../core/model/project-id'
import { useFlushDrafts } from '../../composables/use-flush-drafts'
import { useProjectsStore } from '../../stores/projects'
import type { SelectedRow } from '../../stores/ui'
import { createChanging } from './changing'
import { createPreviewing } from './previewing'
import { partsOf } from '../../composables/selected-parts'

export type ChangeStepName = 'change' | 'preview' | 'done'

/** The change of several rows, from what is to be changed to what was done. */
export function createChange(rows: readonly SelectedRow[], isDeletion: boolean) {
  const projects = useProjectsStore()
  const flush = useFlushDrafts()
  const [row] = rows
  const kind: BulkKind = row?.kind === 'organization' ? 'organization' : 'connection'
  const chosen = partsOf(rows).map(({ projectId, keys }) => ({ projectId, keys: [...keys] }))
  const step = ref<ChangeStepName>('change')
  const changing = markRaw(proxyRefs(createChanging(kind, isDeletion)))
  const previewing = markRaw(proxyRefs(createPreviewing()))
  const applied = shallowRef<readonly BulkApplied[]>([])
  /** Why nothing was applied, in words. */
  const unsaved = ref<string>()
  const ids = chosen.map(({ projectId }) => projectId)

  async function preview(): Promise<void> {
    if (!changing.operation || changing.missing !== undefined) return
    unsaved.value = undefined
    // Where it cannot be saved, the preview is of what is on disk, and applying says so.
    await flush(ids)
    if (await previewing.prepare(chosen, changing.operation)) step.value = 'preview'
  }

  async function apply(): Promise<void> {
    unsaved.value = await flush(ids)
    if (unsaved.value !== undefined) return
    const done = await previewing.apply()
    if (!done) return
    applied.value = done
    step.value = 'done'
  }

  /** Takes the step back of one project, where nothing was done in its draft since. @returns whether it did */
  async function undo(projectId: ProjectId, stepId: string): Promise<boolean> {
    const { session, end } = await projects.visit(projectId)
    const isLast = session.draft.current?.past.at(-1)?.id === stepId
    if (isLast) session.draft.undo()
    await end()
    return isLast
  }

  onScopeDispose(() => previewing.cancel())

  return {
    kind,
    isDeletion,
    count: rows.length,
    projects: chosen.length,
    step,
    changing,
    previewing,
    applied,
    unsaved,
    back: () => (step.value = 'change'),
    preview,
    apply,
    undo,
  }
}

export type Change = ReturnType<typeof createChange>
type Shown = ReturnType<typeof proxyRefs<Change>>
const key: InjectionKey<Shown> = Symbol('change')

/** Begins a change, for the dialog and its steps. */
export function provideChange(rows: readonly SelectedRow[], isDeletion: boolean): Shown {
  const change = proxyRefs(createChange(rows, isDeletion))
  provide(key, change)
  return change
}

/** The change of the dialog around. */
export function useChange(): Shown {
  const change = inject(key)
  if (!change) throw new Error('There is no change around this component')
  return change
}
