import { computed, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { useProject } from '../project/use-project'
import { useGuardsStore } from '../stores/guards'
import { useUiStore } from '../stores/ui'

/**
 * What a dialog's `ReadOnlyNote` is bound to while the project around may not be written; else `undefined`.
 *
 * @param rest what stays possible meanwhile
 * @param close closes the dialog, since the workspace settings take its place
 */
export function useReadOnlyNote(rest: string, close: () => void) {
  const project = useProject()
  const guards = useGuardsStore()
  const ui = useUiStore()
  const error = shallowRef<AppError>()

  /** Main asks the person once more, in a dialog of the system. */
  async function onUnlock(): Promise<void> {
    const end = await guards.unlock(project.projectId)
    error.value = end.kind === 'failed' ? end.error : undefined
  }

  function onSettings(): void {
    const { summary } = project
    if (!summary) return
    close()
    ui.open({ name: 'workspace', workspaceId: summary.workspaceId })
  }

  return computed(() => {
    const barrier = guards.barrierOf(project.projectId)
    if (!barrier) return undefined
    return { barrier, rest, busy: guards.busy, error: error.value, onUnlock, onSettings }
  })
}
