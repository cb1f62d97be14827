import { z } from 'zod'
import { draftSchema } from '../draft/draft'
import { targetSchema } from '../intents/intents'
import { jsonValueSchema } from '../model/json-schema'
import { snapshotSchema } from '../model/snapshot'
import { appErrorSchema } from './app-error'
import { projectIdSchema } from './ids'

const warningSchema = z.object({ code: z.number().optional(), message: z.string() })

/** IDs that the server assigned to new organizations, by their keys in the draft. */
const newIds = z.record(z.string(), z.string())

const droppedSchema = z.object({
  target: targetSchema,
  field: z.string(),
  sent: jsonValueSchema.optional(),
  answered: jsonValueSchema.optional(),
})

/** The request of a publish that is being sent: `step` from 1, and its method and path. */
export const publishStepSchema = z.object({
  projectId: projectIdSchema,
  step: z.number(),
  of: z.number(),
  request: z.string(),
})
export type PublishStep = z.infer<typeof publishStepSchema>

/** What is on disk of a draft that an answer brings. */
export const onDisk = {
  /** Number of the draft on disk, to pass with the next write; absent where there is none. */
  sequence: z.number().optional(),
  /** The disk has not taken the draft of the answer: it is to be saved whole. */
  unwritten: z.literal(true).optional(),
}

/** What the server said of a publish of which something took effect; what it did is in its record. */
export const publishEndSchema = z.object({
  /** Its record in the history. */
  publishId: z.uuid(),
  /** Number of requests that took effect. */
  requests: z.number(),
  warnings: z.array(warningSchema),
  dropped: z.array(droppedSchema),
  /** Number of changes that were left out or held back. */
  stayed: z.number().optional(),
})
export type PublishEnd = z.infer<typeof publishEndSchema>

/** The same of an outcome, without the state that came with it. */
export const endOf = ({ publishId, requests, warnings, dropped, stayed = 0 }: PublishEnd) => ({
  publishId,
  requests,
  warnings,
  dropped,
  stayed,
})

/** How a publish ended. `snapshot` and `draft` are always the state after it, also on disk. */
export const publishOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('published'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    ...publishEndSchema.shape,
  }),
  /** The project changed, so that another body would be sent. Nothing (more) was sent; review again. */
  z.object({
    kind: z.literal('review-again'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    /** The server's answer that led to it, or the error of a request without one. */
    refused: appErrorSchema.optional(),
    /** Absent where no request took effect. */
    end: publishEndSchema.optional(),
  }),
  /** A step failed. Done changes were removed from the draft, the others are still in it. */
  z.object({
    kind: z.literal('stopped'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    done: z.number(),
    of: z.number(),
    error: appErrorSchema,
    /** Absent where no request took effect. */
    end: publishEndSchema.optional(),
  }),
])
export type PublishOutcome = z.infer<typeof publishOutcomeSchema>
