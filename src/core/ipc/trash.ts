import { z } from 'zod'
import { projectIdSchema, trashIdSchema } from './ids'

export const trashDays = 30

export const trashItemSchema = z.object({
  id: trashIdSchema,
  /** `project`: a project that the workspace no longer lists. */
  kind: z.enum(['draft', 'workspace', 'project']),
  name: z.string(),
  /** ISO 8601; `goesAt` is when it is deleted permanently. */
  deletedAt: z.string(),
  goesAt: z.string(),
  /** Changes of the draft, or of all drafts restored with it. */
  changes: z.number(),
  projects: z.number().optional(),
  /** Secrets that were deleted from the keychain and must be typed again. */
  secrets: z.number(),
})
export type TrashItem = z.infer<typeof trashItemSchema>

export const trashRestoredSchema = z.discriminatedUnion('kind', [
  /** No project for a workspace, whose key must be typed again. */
  z.object({ kind: z.literal('restored'), projectId: projectIdSchema.optional() }),
  /** Nothing was done: the project has a draft with this many changes. */
  z.object({ kind: z.literal('draft-exists'), changes: z.number() }),
])
