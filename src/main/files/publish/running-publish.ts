import { join } from 'node:path'
import { z } from 'zod'
import { intentsSchema, targetSchema } from '../../../core/intents/intents'
import { publishRecordSchema, recordedChangeSchema } from '../../../core/publish/publish-history'
import type { Result } from '../../../core/errors/result'
import { jsonObjectSchema } from '../../../core/model/json'
import type { JsonFiles } from '../store/json-files'
import { sweepLeftovers } from '../store/leftovers'

/** A publish that has begun and not ended: what is needed to go on after a crash. */
export const runningPublishSchema = z.object({
  /** What would be kept of it if it ended now. */
  record: publishRecordSchema,
  /** Method and path of each step, as shown. */
  requests: z.array(z.string()),
  /** All that was shown of the plan (`planText`). */
  shown: z.string(),
  /** Ids of the changes that the person left out. */
  excluded: z.array(z.string()),
  /** What the plan carries; secrets are references. */
  intents: intentsSchema,
  /** All its changes in words, done or not. */
  changes: z.array(recordedChangeSchema),
  /** What the server had of it. */
  before: z.array(targetSchema.extend({ document: jsonObjectSchema })),
  /** Ids that new organizations got. */
  ids: z.record(z.string(), z.string()),
})
export type RunningPublish = z.infer<typeof runningPublishSchema>

/** `publishing/PROJECT.json`, there from the first request of a publish to its end. */
export interface RunningPublishFiles {
  read(projectId: string): Promise<Result<RunningPublish | undefined>>
  write(running: RunningPublish): Promise<Result<void>>
  delete(projectId: string): Promise<Result<void>>
}

export function createRunningPublishFiles(files: JsonFiles): RunningPublishFiles {
  const nameOf = (projectId: string) => `publishing/${projectId}.json`
  return {
    // Members of a later version are let go of: the file is never written again from what was read.
    read: (projectId) => files.read(nameOf(projectId), runningPublishSchema, 'dropped'),
    write: (running) => files.write(nameOf(running.record.projectId), running),
    async delete(projectId) {
      const deleted = await files.delete(nameOf(projectId))
      // Who ends a publish holds its lock: nobody else writes this project's file.
      await sweepLeftovers(join(files.folder, 'publishing'), 0, `${projectId}.json.`)
      return deleted
    },
  }
}
