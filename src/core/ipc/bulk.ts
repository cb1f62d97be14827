import { z } from 'zod'
import { severalFields } from '../bulk/operation'
import { leftOutReasons } from '../bulk/wanted'
import type { Field } from '../fields/field'
import { targetSchema } from '../intents/intents'
import { appErrorSchema, doneSchema } from './common'
import { bulkRowIdSchema, entityKeySchema, projectIdSchema } from './ids'

/** Largest answers of the lists; the window asks for more as they are scrolled. */
export const mostBulkRows = 1000
/** Characters of a table, and of a mapper. */
export const mostTableCharacters = 2_000_000
const mostMapperCharacters = 1_100_000
/** Entities of one project that are changed at once. */
const mostKeys = 50_000

const projectId = projectIdSchema
const kind = z.enum(['connection', 'organization'])
const offset = z.number().int().nonnegative()
const limit = z.number().int().min(1).max(mostBulkRows)
const count = z.number()

const chosen = z
  .array(
    z.object({
      projectId,
      keys: z.array(entityKeySchema).min(1).max(mostKeys),
    }),
  )
  .min(1)
  .max(1000)

const several = [...severalFields.connection, ...severalFields.organization]
const namesWhere = (is: (field: Field) => boolean) =>
  z.enum(several.filter(is).map(({ name }) => name))

/** What to do; a table of domains is still text. */
const operationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('list'),
    field: namesWhere(({ control }) => control === 'list'),
    how: z.enum(['add', 'remove', 'set']),
    items: z.array(z.string().min(1).max(200)).min(1).max(200),
  }),
  z.object({
    kind: z.literal('value'),
    field: namesWhere(({ control }) => control !== 'list'),
    /** None: the field is removed. */
    value: z.union([z.string().max(2000), z.boolean()]).optional(),
  }),
  z.object({ kind: z.literal('mapper'), text: z.string().max(mostMapperCharacters) }),
  z.object({ kind: z.literal('domains'), table: z.string().max(mostTableCharacters) }),
  z.object({ kind: z.literal('delete'), of: kind, connections: z.enum(['delete', 'detach']) }),
])
export type AskedOperation = z.infer<typeof operationSchema>

const reason = z.enum(leftOutReasons)

const previewRowSchema = z.object({
  /** Unique in its plan. */
  id: z.string(),
  projectId: projectIdSchema,
  target: targetSchema,
  name: z.string(),
  before: z.string(),
  after: z.string(),
  leftOut: z.object({ reason, why: z.string() }).optional(),
  warnings: z.array(z.string()),
})
export type BulkPreviewRow = z.infer<typeof previewRowSchema>

const preparedSchema = z.object({
  planId: z.number(),
  changes: count,
  reasons: z.partialRecord(reason, count),
  projects: z
    .array(z.object({ projectId: projectIdSchema, changes: count, leftOut: count }))
    .max(mostBulkRows),
  /** What of a table was not understood or names nothing that was chosen, in words. */
  remarks: z.array(z.string()).max(300),
})

export type BulkPrepared = z.infer<typeof preparedSchema>

const appliedSchema = z.object({
  projectId: projectIdSchema,
  /** Entities that the new step of the draft changes. */
  applied: count,
  /** Entities that look other than in the preview, so that nothing was done to them. */
  moved: count,
  /** Id of the new step, where there is one. */
  stepId: z.string().optional(),
  error: appErrorSchema.optional(),
})
export type BulkApplied = z.infer<typeof appliedSchema>

/** Changes in many places of many projects at once. */
export const bulkRequests = {
  /** Works out what an operation would do. Nothing is changed; the plan is kept for a while. */
  'bulk.prepare': {
    input: z.object({ chosen, operation: operationSchema }),
    output: preparedSchema,
    /** Projects. */
    progress: doneSchema,
  },
  /** Rows of a plan; `request.invalid` where it is not kept any more. */
  'bulk.rows': {
    input: z.object({
      planId: z.number(),
      show: z.enum(['all', 'changes', 'left-out']),
      offset,
      limit,
    }),
    output: z.object({ rows: z.array(previewRowSchema).max(mostBulkRows), total: count }),
  },
  /** Puts a plan into the drafts, as one step of each project. */
  'bulk.apply': {
    input: z.object({
      planId: z.number(),
      /** Ids of rows that the person took out. */
      takenOut: z.array(bulkRowIdSchema).max(mostKeys),
    }),
    output: z.object({ projects: z.array(appliedSchema).max(1000) }),
  },
  /** Writes the IDs of rows to the clipboard, one in a line; `count`: of those that have one. */
  'bulk.copy-ids': { input: z.object({ chosen }), output: z.object({ count }) },
} as const
