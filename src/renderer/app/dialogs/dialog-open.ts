import { isModalOpen } from '../../composables/use-modal'
import { useProjectsStore } from '../../stores/projects'
import { useUiStore } from '../../stores/ui'

/** Tells whether a dialog is open in this window: of the window, of the shown project, or of a panel. */
export function useDialogOpen(): () => boolean {
  const ui = useUiStore()
  const projects = useProjectsStore()
  return () =>
    ui.dialog !== undefined || projects.shown?.place.dialog !== undefined || isModalOpen.value
}
