import { countChanges } from '../../../core/intents/intents'
import type { AppFiles } from '../../files/app-files'
import type { ToLookAt } from './channel'
import type { RadarMemoryService } from './radar-memory'
import type { ProjectId } from '../../../core/model/project-id'

/** Adds to projects what the thread that looks at them cannot know. */
export type AddWhatIsKnown = (
  projects: readonly Pick<ToLookAt, 'summary' | 'workspace'>[],
) => Promise<ToLookAt[]>

export function createToLookAt(deps: {
  readonly memory: Pick<RadarMemoryService, 'read'>
  readonly drafts: Pick<AppFiles['drafts'], 'read' | 'projectIds'>
}): AddWhatIsKnown {
  const { memory, drafts } = deps

  /** A damaged draft was set aside and told; the project is then looked at without one. */
  async function draftFacts(projectId: ProjectId): Promise<ToLookAt['draft']> {
    const read = await drafts.read(projectId)
    const draft = read.ok ? read.value : undefined
    const editedAt = draft?.past.at(-1)?.at
    const changes = draft ? countChanges(draft.intents) : 0
    if (!draft || editedAt === undefined || changes === 0) return undefined
    return { changes, editedAt, baseRevisionId: draft.baseRevisionId }
  }

  return async (projects) => {
    const { drifts } = await memory.read()
    const drafted = new Set(await drafts.projectIds())
    const found: ToLookAt[] = []
    for (const each of projects) {
      const { id } = each.summary
      const drift = drifts[id]
      const draft = drafted.has(id) ? await draftFacts(id) : undefined
      found.push({ ...each, ...(draft ? { draft } : {}), ...(drift ? { drift } : {}) })
    }
    return found
  }
}
