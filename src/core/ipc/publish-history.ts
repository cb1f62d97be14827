import { z } from 'zod'
import { draftSchema } from '../draft/draft'
import { targetSchema } from '../intents/intents'
import { snapshotSchema } from '../model/snapshot'
import { sequenceAfter } from './publish-outcome'

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
  sequence: sequenceAfter,
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
  skipped: z.enum(['as-before', 'gone', 'in-draft', 'draft-deletes']).optional(),
  conflict: z.boolean(),
})

/** A revert that is part of the saved draft now; see `core/revert/revert`. */
export const madeRevertSchema = z.object({
  snapshot: snapshotSchema,
  draft: draftSchema,
  sequence: sequenceAfter,
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
