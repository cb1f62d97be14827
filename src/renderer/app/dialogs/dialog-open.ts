import { isModalOpen } from '../../composables/use-modal'
import { useProjectsStore } from '../../stores/projects'
import { useUiStore } from '../../stores/ui'

/**
 * Tells whether a dialog is open in this window: one of the window or of the project that is shown, which
 * may still be loading, or one that a panel has for itself.
 */
export function useDialogOpen(): () => boolean {
  const ui = useUiStore()
  const projects = useProjectsStore()
  return () =>
    ui.dialog !== undefined || projects.shown?.place.dialog !== undefined || isModalOpen.value
}
