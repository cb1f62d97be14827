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

const count = z.number()

/** The saved draft of a project, and what its publish would send, for a person who decides about it. */
const draftPlanSchema = z.object({
  projectId: projectIdSchema,
  environment: environmentSchema,
  /** ISO 8601 time of its last edit; absent where no draft is on disk. */
  editedAt: z.string().optional(),
  changes: count,
  /** Changes that cannot be published yet, such as by a conflict. */
  heldBack: count,
  /** Problems of what is changed, by severity. */
  errors: count,
  warnings: count,
  /** Conflicts with what is on the server by now. */
  conflicts: count,
  /** Secrets that the keychain cannot give back: they have to be entered again. */
  missingSecrets: count,
  requests: count,
  /** What is said before it goes, and what it takes. */
  confirmation: confirmationSchema,
  /** Connections that get another mapper, whose saved cases are run before it goes. */
  mappers: z.array(z.object({ key: z.string(), name: z.string() })),
  /** `planText`: a publish that would send something else sends nothing. */
  shown: z.string(),
  /** `toldText`: neither does one that would do something else to people. */
  told: z.string(),
  /** What its summary may say (`suggestSummary`). */
  summary: z.string(),
  refusal: z.string().optional(),
})
export type DraftPlan = z.infer<typeof draftPlanSchema>

const publishedSchema = z.object({
  projectId: projectIdSchema,
  /** `skipped`: its turn did not come; `review-again`: something else would be sent by now. */
  kind: z.enum(['published', 'review-again', 'stopped', 'failed', 'skipped']),
  /** What there is to say of it, where something took effect. */
  end: publishEndSchema.optional(),
  error: appErrorSchema.optional(),
})
export type DraftPublished = z.infer<typeof publishedSchema>

/** The drafts of all projects, and the publish of several. */
export const draftsRequests = {
  /** What a project's saved draft is, and what its publish would send. */
  'drafts.plan': { input: z.object({ projectId: projectIdSchema }), output: draftPlanSchema },
  /**
   * Publishes saved drafts one after the other, each as `draft.publish` does: production last. A cancel
   * takes effect between two requests.
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
    /** A project's turn begins or, with a `result`, ends; or one of its requests is sent. */
    progress: z.union([
      publishStepSchema,
      z.object({ projectId: projectIdSchema, result: publishedSchema.optional() }),
    ]),
  },
} as const
