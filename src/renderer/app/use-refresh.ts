import { useAppStore } from '../stores/app'
import { usePeopleStore } from '../stores/people'
import { useProjectsStore } from '../stores/projects'
import { useDialogOpen } from './dialogs/dialog-open'

/** Reads the current project on request, and shows conflicts that result. */
export function useRefresh(): () => Promise<void> {
  const app = useAppStore()
  const projects = useProjectsStore()
  const people = usePeopleStore()
  const isDialogOpen = useDialogOpen()
  return async () => {
    const project = projects.current
    const result = await project?.refresh()
    if (!project || !result?.ok) return
    if (app.settings.countsOnRefresh === true) void people.countByKept(project.projectId)
    if (project.conflicts.length === 0 || isDialogOpen()) return
    project.place.open({ name: 'conflict' })
  }
}
