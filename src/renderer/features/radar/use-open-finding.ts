import type { RadarRow } from '../../../core/ipc/radar'
import { showFinding } from '../../project/finding-place'
import { useProjectsStore } from '../../stores/projects'

/** Leads from findings to their places, and puts what they offer into drafts. */
export function useOpenFinding() {
  const projects = useProjectsStore()

  async function open(row: RadarRow): Promise<void> {
    await projects.goTo(row.projectId, (session) => {
      showFinding(session, row)
      if (row.rule === 'stale-draft' && session.count > 0) session.place.open({ name: 'review' })
    })
  }

  /** Puts the offered edit into the draft of its project, as one step, and shows its place. */
  async function putEdit(row: RadarRow): Promise<void> {
    const { edit } = row
    if (!edit) return
    await projects.goTo(row.projectId, (session) => {
      session.draft.editAll(edit.edits, edit.label)
      showFinding(session, row)
    })
  }

  return { open, putEdit }
}
