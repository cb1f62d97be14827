import { z } from 'zod'
import { draftSchema } from '../draft/draft'
import { targetSchema } from '../intents/intents'
import { jsonValueSchema } from '../model/json-schema'
import { snapshotSchema } from '../model/snapshot'
import { appErrorSchema, readTextSchema } from './common'
import { projectIdSchema, mapperOwnerKeySchema, publishIdSchema } from './ids'
import { publishRecordSchema, publishSummarySchema } from '../history/publish-history'
import { contentFieldSchema } from '../model/content-field'
import { environmentSchema } from '../model/project'
import { confirmationSchema, confirmedSchema } from '../publish/confirmation'
import { whySchema } from '../publish/why'

const warningSchema = z.object({ code: z.number().optional(), message: z.string() })

/** Server IDs of new organizations, by draft key. */
const newIds = z.record(z.string(), z.string())

const droppedSchema = z.object({
  target: targetSchema,
  field: z.string(),
  sent: jsonValueSchema.optional(),
  answered: jsonValueSchema.optional(),
})

/** The request being sent: `step` from 1, its method and path. */
export const publishStepSchema = z.object({
  projectId: projectIdSchema,
  step: z.number(),
  of: z.number(),
  request: z.string(),
})
export type PublishStep = z.infer<typeof publishStepSchema>

export const onDisk = {
  /** Sequence for the next write; absent without a draft on disk. */
  sequence: z.number().optional(),
  /** The answer's draft is not on disk yet: save it whole. */
  unwritten: z.literal(true).optional(),
}

/** The server's response to a publish that took effect; the record has the changes. */
export const publishEndSchema = z.object({
  /** ID of its record in the history. */
  publishId: z.uuid(),
  requests: z.number(),
  warnings: z.array(warningSchema),
  dropped: z.array(droppedSchema),
  /** Changes that were excluded or incomplete. */
  stayed: z.number().optional(),
})
export type PublishEnd = z.infer<typeof publishEndSchema>

/** Reduces an outcome to what the server returned. */
export const endOf = ({ publishId, requests, warnings, dropped, stayed = 0 }: PublishEnd) => ({
  publishId,
  requests,
  warnings,
  dropped,
  stayed,
})

/** `snapshot` and `draft` are always the state after the publish, also on disk. */
export const publishOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('published'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    ...publishEndSchema.shape,
  }),
  /** The project changed, so another body would be sent. Stopped; review again. */
  z.object({
    kind: z.literal('review-again'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    /** The server's response or error that stopped the publish. */
    refused: appErrorSchema.optional(),
    /** Absent if no request took effect. */
    end: publishEndSchema.optional(),
  }),
  /** A step failed. Published changes left the draft; the others are still in it. */
  z.object({
    kind: z.literal('stopped'),
    snapshot: snapshotSchema,
    draft: draftSchema,
    ...onDisk,
    ids: newIds,
    done: z.number(),
    of: z.number(),
    error: appErrorSchema,
    /** Absent if no request took effect. */
    end: publishEndSchema.optional(),
  }),
])
export type PublishOutcome = z.infer<typeof publishOutcomeSchema>

/** A publish during which the app terminated. */
export const interruptedPublishSchema = z.object({
  /** ISO 8601. */
  startedAt: z.string(),
  steps: z.number(),
  done: z.number(),
  /** Method and path of each step. */
  requests: z.array(z.string()),
  excluded: z.array(z.string()),
})
export type InterruptedPublish = z.infer<typeof interruptedPublishSchema>

/** The state after reading the project again, also on disk. */
export const settledPublishSchema = z.object({
  snapshot: snapshotSchema,
  draft: draftSchema,
  ...onDisk,
  excluded: z.array(z.string()),
  done: z.number(),
  steps: z.number(),
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

/** See `core/history/revert`. */
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
  /** Mapper or metadata texts before and after a publish, by owner key. */
  'publish-history.texts': {
    input: publish.extend({ key: mapperOwnerKeySchema, field: contentFieldSchema }),
    output: z.object({ before: readTextSchema.optional(), after: readTextSchema.optional() }),
  },
  /** Asks where to save the JSON; no name if canceled. */
  'publish-history.export': { input: publish, output: z.object({ name: z.string().optional() }) },
  /** Adds the inverse of a publish to the saved draft, as one step. */
  'publish-history.revert': { input: publish, output: madeRevertSchema },
} as const

const count = z.number()

/** A saved draft and what its publish would send. */
const draftPlanSchema = z.object({
  projectId: projectIdSchema,
  environment: environmentSchema,
  /** ISO 8601; absent if no draft is on disk. */
  editedAt: z.string().optional(),
  changes: count,
  /** Incomplete changes, for example in conflict. */
  heldBack: count,
  /** Problems of the changed entities, by severity. */
  errors: count,
  warnings: count,
  /** Conflicts with the current server state. */
  conflicts: count,
  /** Secrets missing from the keychain, which must be typed again. */
  missingSecrets: count,
  requests: count,
  /** What the person must read and confirm. */
  confirmation: confirmationSchema,
  /** Connections with a changed mapper, whose saved cases run before the publish. */
  mappers: z.array(z.object({ key: z.string(), name: z.string() })),
  /** `planText`; a publish that would send something else sends nothing. */
  shown: z.string(),
  /** `toldText`; a publish that would affect people differently sends nothing. */
  told: z.string(),
  /** From `suggestSummary`. */
  summary: z.string(),
  refusal: z.string().optional(),
})
export type DraftPlan = z.infer<typeof draftPlanSchema>

const publishedSchema = z.object({
  projectId: projectIdSchema,
  /** `skipped`: not reached; `review-again`: something else would be sent by now. */
  kind: z.enum(['published', 'review-again', 'stopped', 'failed', 'skipped']),
  /** Set if something took effect. */
  end: publishEndSchema.optional(),
  error: appErrorSchema.optional(),
})
export type DraftPublished = z.infer<typeof publishedSchema>

export const draftsRequests = {
  'drafts.plan': { input: z.object({ projectId: projectIdSchema }), output: draftPlanSchema },
  /**
   * Publishes saved drafts one by one like `draft.publish`, production last. A cancel takes effect between two
   * requests.
   */
  'drafts.publish': {
    input: z.object({
      projects: z
        .array(
          z.object({
            projectId: projectIdSchema,
            shown: z.string(),
            told: z.string().optional(),
            confirmed: confirmedSchema.optional(),
            why: whySchema.optional(),
          }),
        )
        .min(1)
        .max(1000),
      onFailure: z.enum(['stop', 'go-on']),
    }),
    output: z.object({ results: z.array(publishedSchema).max(1000) }),
    /** A project starts or, with a `result`, ends; or a request is sent. */
    progress: z.union([
      publishStepSchema,
      z.object({ projectId: projectIdSchema, result: publishedSchema.optional() }),
    ]),
  },
} as const
