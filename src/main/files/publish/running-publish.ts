import { join } from 'node:path'
import { z } from 'zod'
import { intentsSchema, targetSchema } from '../../../core/intents/intents'
import { publishRecordSchema, recordedChangeSchema } from '../../../core/history/publish-history'
import type { Result } from '../../../core/errors/result'
import { jsonObjectSchema } from '../../../core/model/json-schema'
import type { JsonFiles } from '../store/json-files'
import { sweepLeftovers } from '../store/leftovers'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** An unfinished publish, to continue after a crash. */
export const runningPublishSchema = z.object({
  record: publishRecordSchema,
  requests: z.array(z.string()),
  /** The review (`planText`). */
  shown: z.string(),
  excluded: z.array(z.string()),
  /** References in place of secrets. */
  intents: intentsSchema,
  changes: z.array(recordedChangeSchema),
  /** Documents of its targets before the publish. */
  before: z.array(targetSchema.extend({ document: jsonObjectSchema })),
  ids: z.record(z.string(), z.string()),
})
export type RunningPublish = z.infer<typeof runningPublishSchema>

/** `publishing/PROJECT.json`, from the first request to the end. */
export interface RunningPublishFiles {
  read(projectId: ProjectId): Promise<Result<RunningPublish | undefined>>
  write(running: RunningPublish): Promise<Result<void>>
  delete(projectId: ProjectId): Promise<Result<void>>
}

export function createRunningPublishFiles(files: JsonFiles): RunningPublishFiles {
  const nameOf = (projectId: ProjectId) => `publishing/${projectFileName(projectId)}.json`
  return {
    // Unknown members may be dropped: the file is never rewritten.
    read: (projectId) => files.read(nameOf(projectId), runningPublishSchema, 'dropped'),
    write: (running) => files.write(nameOf(running.record.projectId), running),
    async delete(projectId) {
      const deleted = await files.delete(nameOf(projectId))
      // This publish holds the lock, so nobody else writes this file.
      await sweepLeftovers(
        join(files.folder, 'publishing'),
        0,
        `${projectFileName(projectId)}.json.`,
      )
      return deleted
    },
  }
}
