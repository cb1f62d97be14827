import { z } from 'zod'
import { projectIdSchema, trashIdSchema } from './ids'

/** How many days discarded items can be restored. */
export const trashDays = 30

/** One item in the trash, as listed. */
export const trashItemSchema = z.object({
  id: trashIdSchema,
  /** `project`: a project that the workspace no longer lists. */
  kind: z.enum(['draft', 'workspace', 'project']),
  /** The project's name, or the workspace's. */
  name: z.string(),
  /** ISO 8601 times: when it was discarded, and when it is deleted permanently. */
  deletedAt: z.string(),
  goesAt: z.string(),
  /** Changes of the draft, or of the drafts restored with it. */
  changes: z.number(),
  /** For a workspace. */
  projects: z.number().optional(),
  /** Number of secrets of a draft that were deleted from the keychain and must be typed again. */
  secrets: z.number(),
})
export type TrashItem = z.infer<typeof trashItemSchema>

export const trashRestoredSchema = z.discriminatedUnion('kind', [
  /** For a workspace, without a project. Its key must be typed again. */
  z.object({ kind: z.literal('restored'), projectId: projectIdSchema.optional() }),
  /** Nothing was done: the project has a draft with this number of changes. */
  z.object({ kind: z.literal('draft-exists'), changes: z.number() }),
])
