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
  // Whose it is, its name says.
  summary: projectSummarySchema.extend({ id: z.string() }),
  project: unwalkedObjectSchema,
  organizations: z.array(unwalkedObjectSchema),
  scim: readScimSchema.extend({ clients: z.array(unwalkedObjectSchema) }).optional(),
})

/** A stored state, by the name of its file. */
export const snapshotOf = (
  projectId: ProjectId,
  stored: z.infer<typeof storedSnapshotSchema>,
): Snapshot => ({ ...stored, summary: { ...stored.summary, id: projectId } })

/** The last known state of each project. */
export interface SnapshotFiles {
  read(projectId: ProjectId): Promise<Result<Snapshot | undefined>>
  /** When the state of a project was written, in milliseconds since 1970; `undefined` where there is none. */
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
        // It was never read here, or was put aside.
        return undefined
      }
    },
    write: (data) => files.write(nameOf(data.summary.id), data),
    delete: (projectId) => files.delete(nameOf(projectId)),
  }
}
