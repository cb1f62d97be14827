import { z } from 'zod'
import { environmentSchema } from '../model/project'
import { confirmationSchema, confirmedSchema } from '../publish/confirmation'
import { whySchema } from '../publish/why'
import { appErrorSchema } from './app-error'
import { projectIdSchema } from './ids'
import { publishEndSchema, publishStepSchema } from './publish-outcome'

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
