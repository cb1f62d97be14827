import { z } from 'zod'
import { severalFields } from '../bulk/operation'
import { leftOutReasons } from '../bulk/wanted'
import type { Field } from '../fields/field'
import { targetSchema } from '../intents/intents'
import { appErrorSchema, doneSchema, offset } from './common'
import { bulkRowIdSchema, entityKeySchema, projectIdSchema } from './ids'

export const mostBulkRows = 1000
export const mostTableCharacters = 2_000_000
const mostMapperCharacters = 1_100_000
/** Most entities of one project changed at once. */
const mostKeys = 50_000

const projectId = projectIdSchema
const kind = z.enum(['connection', 'organization'])
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

/** A table of domains stays text here. */
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
    /** Absent removes the field. */
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
  /** Lines of the table that are unreadable or match nothing selected. */
  remarks: z.array(z.string()).max(300),
})

export type BulkPrepared = z.infer<typeof preparedSchema>

const appliedSchema = z.object({
  projectId: projectIdSchema,
  /** Entities changed by the new draft step. */
  applied: count,
  /** Entities skipped because they changed after the preview. */
  moved: count,
  /** ID of the new step, if any. */
  stepId: z.string().optional(),
  error: appErrorSchema.optional(),
})
export type BulkApplied = z.infer<typeof appliedSchema>

export const bulkRequests = {
  /** Computes the effect of an operation and keeps the plan for a while. */
  'bulk.prepare': {
    input: z.object({ chosen, operation: operationSchema }),
    output: preparedSchema,
    progress: doneSchema,
  },
  /** Fails with `request.invalid` if the plan is no longer kept. */
  'bulk.rows': {
    input: z.object({
      planId: z.number(),
      show: z.enum(['all', 'changes', 'left-out']),
      offset,
      limit,
    }),
    output: z.object({ rows: z.array(previewRowSchema).max(mostBulkRows), total: count }),
  },
  /** Writes a plan into the drafts, one step per project. */
  'bulk.apply': {
    input: z.object({
      planId: z.number(),
      /** Rows that the person deselected. */
      takenOut: z.array(bulkRowIdSchema).max(mostKeys),
    }),
    output: z.object({ projects: z.array(appliedSchema).max(1000) }),
  },
  /** Copies the rows' IDs, one per line; `count` is the number of IDs. */
  'bulk.copy-ids': { input: z.object({ chosen }), output: z.object({ count }) },
} as const
