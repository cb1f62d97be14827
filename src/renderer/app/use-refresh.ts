import { useProjectsStore } from '../stores/projects'
import { useDialogOpen } from './dialogs/dialog-open'

/** Reads the current project anew because the person asked for it, and shows the conflicts that come of it. */
export function useRefresh(): () => Promise<void> {
  const projects = useProjectsStore()
  const isDialogOpen = useDialogOpen()
  return async () => {
    const project = projects.current
    const result = await project?.refresh()
    if (!project || !result?.ok || project.conflicts.length === 0 || isDialogOpen()) return
    project.place.open({ name: 'conflict' })
  }
}
