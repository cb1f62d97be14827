import { createRecent } from '../../core/model/recent'
import type { ProjectId } from '../../core/model/project-id'

/** Maximum number of cached projects. */
const mostProjects = 2000

/** Caches a value per project until its stamp changes; retries `undefined`. */
export function createByStamp<Value>() {
  const kept = createRecent<ProjectId, { readonly stamp: string; readonly value: Value }>(
    mostProjects,
  )
  return async (
    projectId: ProjectId,
    stamp: string,
    workOut: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> => {
    const known = kept.get(projectId)
    if (known?.stamp === stamp) return known.value
    const value = await workOut()
    if (value !== undefined) kept.set(projectId, { stamp, value })
    return value
  }
}
