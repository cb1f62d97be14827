import { z } from 'zod'
import { draftSchema } from '../draft/draft'
import { targetSchema } from '../intents/intents'
import { snapshotSchema } from '../model/snapshot'
import { publishRecordSchema, publishSummarySchema } from '../history/publish-history'
import { contentFieldSchema } from '../model/content-field'
import { mapperOwnerKeySchema, projectIdSchema, publishIdSchema } from './ids'
import { onDisk } from './publish-outcome'
import { readTextSchema } from './read-text'

/** A publish during which the app was terminated. */
export const interruptedPublishSchema = z.object({
  /** ISO 8601 */
  startedAt: z.string(),
  steps: z.number(),
  done: z.number(),
  /** Method and path of each step. */
  requests: z.array(z.string()),
  /** IDs of the changes that were left out. */
  excluded: z.array(z.string()),
})
export type InterruptedPublish = z.infer<typeof interruptedPublishSchema>

/** The state after the project was read, also on disk. */
export const settledPublishSchema = z.object({
  snapshot: snapshotSchema,
  draft: draftSchema,
  ...onDisk,
  excluded: z.array(z.string()),
  done: z.number(),
  steps: z.number(),
  /** Whether the draft still has anything to publish. */
  rest: z.boolean(),
})

const revertItemSchema = z.object({
  target: targetSchema,
  label: z.string(),
  what: z.enum(['edit-back', 'create-again', 'delete', 'relink']),
  fields: z.array(z.string()),
  missing: z.array(z.string()),
  skipped: z.enum(['as-before', 'gone', 'in-draft', 'draft-deletes', 'unread']).optional(),
  conflict: z.boolean(),
})

/** A revert that is part of the saved draft now; see `core/history/revert`. */
const madeRevertSchema = z.object({
  snapshot: snapshotSchema,
  draft: draftSchema,
  ...onDisk,
  items: z.array(revertItemSchema),
  redirects: z.array(
    z.object({
      label: z.string(),
      connectionKey: z.string(),
      from: z.string(),
      to: z.string().optional(),
    }),
  ),
})

const projectId = projectIdSchema
const publish = z.object({ projectId, id: publishIdSchema })

export const publishHistoryRequests = {
  /** Newest first. */
  'publish-history.list': {
    input: z.object({ projectId }),
    output: z.array(publishSummarySchema),
  },
  'publish-history.read': { input: publish, output: publishRecordSchema },
  /** The texts of a mapper or metadata before and after a publish, by the key of its owner. */
  'publish-history.texts': {
    input: publish.extend({ key: mapperOwnerKeySchema, field: contentFieldSchema }),
    output: z.object({ before: readTextSchema.optional(), after: readTextSchema.optional() }),
  },
  /** Asks where to save it as JSON; the answer has no name if that was cancelled. */
  'publish-history.export': { input: publish, output: z.object({ name: z.string().optional() }) },
  /** Adds the inverse of a publish to the saved draft, as one step. */
  'publish-history.revert': { input: publish, output: madeRevertSchema },
} as const
