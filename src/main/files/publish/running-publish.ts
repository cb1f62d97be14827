import { join } from 'node:path'
import { z } from 'zod'
import { intentsSchema, targetSchema } from '../../../core/intents/intents'
import { publishRecordSchema, recordedChangeSchema } from '../../../core/history/publish-history'
import type { Result } from '../../../core/errors/result'
import { jsonObjectSchema } from '../../../core/model/json-schema'
import type { JsonFiles } from '../store/json-files'
import { sweepLeftovers } from '../store/leftovers'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** An unfinished publish, with what is needed to continue after a crash. */
export const runningPublishSchema = z.object({
  /** The record to store if it ended now. */
  record: publishRecordSchema,
  /** Method and path of each step, as shown. */
  requests: z.array(z.string()),
  /** Everything that was shown of the plan (`planText`). */
  shown: z.string(),
  /** IDs of the changes that the person left out. */
  excluded: z.array(z.string()),
  /** The intents of the plan, with references in place of secrets. */
  intents: intentsSchema,
  /** All its changes in words, done or not. */
  changes: z.array(recordedChangeSchema),
  /** The server's documents of its targets before the publish. */
  before: z.array(targetSchema.extend({ document: jsonObjectSchema })),
  /** IDs of new organizations. */
  ids: z.record(z.string(), z.string()),
})
export type RunningPublish = z.infer<typeof runningPublishSchema>

/** `publishing/PROJECT.json`, which exists from the first request of a publish to its end. */
export interface RunningPublishFiles {
  read(projectId: ProjectId): Promise<Result<RunningPublish | undefined>>
  write(running: RunningPublish): Promise<Result<void>>
  delete(projectId: ProjectId): Promise<Result<void>>
}

export function createRunningPublishFiles(files: JsonFiles): RunningPublishFiles {
  const nameOf = (projectId: ProjectId) => `publishing/${projectFileName(projectId)}.json`
  return {
    // Members of a later version are dropped: the file is never written from what was read.
    read: (projectId) => files.read(nameOf(projectId), runningPublishSchema, 'dropped'),
    write: (running) => files.write(nameOf(running.record.projectId), running),
    async delete(projectId) {
      const deleted = await files.delete(nameOf(projectId))
      // This publish holds the lock, so nobody else writes this project's file.
      await sweepLeftovers(
        join(files.folder, 'publishing'),
        0,
        `${projectFileName(projectId)}.json.`,
      )
      return deleted
    },
  }
}
