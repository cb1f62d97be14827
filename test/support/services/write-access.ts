import { success } from '../../../src/core/errors/result'
import { isProjectId, projectIdOf } from '../../../src/core/model/project-id'
import { grantWriteAccess } from '../../../src/main/api/access'
import type { Access, WriteAccess } from '../../../src/main/api/client'
import { anyUuid } from '../states/project-ids'

/** Leave to write to a project, for tests of what comes after the guards. @param project by default any */
export function mayWrite(access: Access, project: string = anyUuid): WriteAccess {
  const id = isProjectId(project) ? project : projectIdOf(access.apiAddress, project)
  return grantWriteAccess(access, id, () => Promise.resolve(success(undefined)))
}
