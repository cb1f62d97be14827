import { success } from '../../src/core/errors/result'
import { grantWriteAccess } from '../../src/main/api/access'
import type { Access, WriteAccess } from '../../src/main/api/client'

/** Leave to write to a project, for tests of what comes after the guards. */
export const mayWrite = (access: Access, projectId: string): WriteAccess =>
  grantWriteAccess(access, projectId, () => Promise.resolve(success(undefined)))
