import type { RadarRow } from '../../../core/ipc/radar'
import { textMember } from '../../../core/model/json'
import type { ProjectSession } from '../../project/project-session'
import { useProjectsStore } from '../../stores/projects'

/** Leads from findings to their places, and puts what they offer into drafts. */
export function useOpenFinding() {
  const projects = useProjectsStore()

  /** The session of a project, shown; `undefined` where the person stays with unsaved edits. */
  async function show(projectId: string): Promise<ProjectSession | undefined> {
    if (projects.shown?.projectId !== projectId) await projects.open(projectId)
    return projects.shown?.projectId === projectId ? projects.shown : undefined
  }

  function choose({ copy, place }: ProjectSession, { target, field }: RadarRow): void {
    const { kind, key } = target ?? { kind: 'method', key: '' }
    if (kind === 'organization') {
      place.chooseOrganization(key)
      return
    }
    const connection = copy.connections.find((item) => item.target.key === key)
    if (kind !== 'connection' || !connection) {
      place.show({ name: 'main' })
      return
    }
    place.chooseConnection(key, textMember(connection.fields, 'organization_id') || undefined)
    if (field === 'mapper_url') place.openMapper(key)
  }

  async function open(row: RadarRow): Promise<void> {
    const session = await show(row.projectId)
    if (!session) return
    choose(session, row)
    if (row.rule === 'stale-draft' && session.count > 0) session.place.open({ name: 'review' })
  }

  /** Puts the offered edit into the draft of its project, as one step, and shows its place. */
  async function putEdit(row: RadarRow): Promise<void> {
    const session = await show(row.projectId)
    if (!session || !row.edit) return
    session.draft.editAll(row.edit.edits, row.edit.label)
    choose(session, row)
  }

  return { open, putEdit }
}
