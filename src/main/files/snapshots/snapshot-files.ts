import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { success, type Result } from '../../../core/errors/result'
import { unwalkedObjectSchema } from '../../../core/model/json-schema'
import { projectSummarySchema } from '../../../core/model/project'
import { readScimSchema, snapshotSchema, type Snapshot } from '../../../core/model/snapshot'
import type { JsonFiles } from '../store/json-files'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

export const storedSnapshotSchema = snapshotSchema.extend({
  // The file's name says whose it is.
  summary: projectSummarySchema.extend({ id: z.string() }),
  project: unwalkedObjectSchema,
  organizations: z.array(unwalkedObjectSchema),
  scim: readScimSchema.extend({ clients: z.array(unwalkedObjectSchema) }).optional(),
})

export const snapshotOf = (
  projectId: ProjectId,
  stored: z.infer<typeof storedSnapshotSchema>,
): Snapshot => ({ ...stored, summary: { ...stored.summary, id: projectId } })

export interface SnapshotFiles {
  read(projectId: ProjectId): Promise<Result<Snapshot | undefined>>
  /** Milliseconds since 1970. */
  writtenAt(projectId: ProjectId): Promise<number | undefined>
  write(snapshot: Snapshot): Promise<Result<void>>
  delete(projectId: ProjectId): Promise<Result<void>>
}

export function createSnapshotFiles(files: JsonFiles): SnapshotFiles {
  const nameOf = (projectId: ProjectId) => `snapshots/${projectFileName(projectId)}.json`

  return {
    async read(projectId) {
      const stored = await files.read(nameOf(projectId), storedSnapshotSchema)
      if (!stored.ok || !stored.value) return stored.ok ? success(undefined) : stored
      return success(snapshotOf(projectId, stored.value))
    },
    async writtenAt(projectId) {
      try {
        return (await stat(join(files.folder, nameOf(projectId)))).mtimeMs
      } catch {
        // Never read here, or set aside.
        return undefined
      }
    },
    write: (data) => files.write(nameOf(data.summary.id), data),
    delete: (projectId) => files.delete(nameOf(projectId)),
  }
}
