import { dirname, join } from 'node:path'
import { z } from 'zod'
import { intentsSchema, targetSchema } from '../../../core/intents/intents'
import { publishRecordSchema, recordedChangeSchema } from '../../../core/publish/publish-history'
import type { Result } from '../../../core/errors/result'
import { jsonObjectSchema } from '../../../core/model/json'
import type { Notices } from '../store/notices'
import { createRecordFiles } from '../store/record-files'

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

export function createRunningPublishFiles(deps: {
  readonly folder: string
  readonly notices: Notices
}): RunningPublishFiles {
  const files = createRecordFiles(deps)
  const path = (projectId: string) => {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(projectId)) throw new Error(`Not a project id: ${projectId}`)
    return join(deps.folder, 'publishing', `${projectId}.json`)
  }
  return {
    read: (projectId) => files.read(path(projectId), runningPublishSchema),
    write: (running) => files.write(path(running.record.projectId), running),
    async delete(projectId) {
      const deleted = await files.delete(path(projectId))
      // Who ends a publish holds its lock: nobody else writes this project's file.
      await files.sweep(dirname(path(projectId)), 0, `${projectId}.json.`)
      return deleted
    },
  }
}
