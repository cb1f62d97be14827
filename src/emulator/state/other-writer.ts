import { randomUUID } from 'node:crypto'
import { textOf } from './json'
import type { EmulatorState } from './types'

/** Another writer's edit: the first organization of the project gets another label, the project a new revision. */
export function renameAnOrganization(
  projectId: string | undefined,
): (state: EmulatorState) => void {
  return ({ projects }) => {
    const project = projects.find((item) => item.id === projectId) ?? projects[0]
    if (!project) return
    const [first] = project.organizations
    if (first) first['label'] = `${textOf(first['label'])} (renamed elsewhere)`
    project.revision_id = randomUUID()
  }
}
