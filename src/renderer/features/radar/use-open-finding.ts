import type { RadarRow } from '../../../core/ipc/radar'
import { showFinding } from '../../project/finding-place'
import type { ProjectSession } from '../../project/project-session'
import { useProjectsStore } from '../../stores/projects'
import type { ProjectId } from '../../../core/model/project-id'

/** Leads from findings to their places, and puts what they offer into drafts. */
export function useOpenFinding() {
  const projects = useProjectsStore()

  /** The session of a project, shown; `undefined` where the person stays with unsaved edits. */
  async function show(projectId: ProjectId): Promise<ProjectSession | undefined> {
    if (projects.shown?.projectId !== projectId) await projects.open(projectId)
    return projects.shown?.projectId === projectId ? projects.shown : undefined
  }

  async function open(row: RadarRow): Promise<void> {
    const session = await show(row.projectId)
    if (!session) return
    showFinding(session, row)
    if (row.rule === 'stale-draft' && session.count > 0) session.place.open({ name: 'review' })
  }

  /** Puts the offered edit into the draft of its project, as one step, and shows its place. */
  async function putEdit(row: RadarRow): Promise<void> {
    const session = await show(row.projectId)
    if (!session || !row.edit) return
    session.draft.editAll(row.edit.edits, row.edit.label)
    showFinding(session, row)
  }

  return { open, putEdit }
}
