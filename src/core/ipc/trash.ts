import { z } from 'zod'

/** How long what was thrown away can be brought back. */
export const trashDays = 30

/** One thing in the trash, as it is listed. */
export const trashItemSchema = z.object({
  id: z.uuid(),
  /** A `project` is one that the workspace no longer lists. */
  kind: z.enum(['draft', 'workspace', 'project']),
  /** The project's name, or the workspace's. */
  name: z.string(),
  /** ISO 8601 times: when it was thrown away, and when it goes for good. */
  deletedAt: z.string(),
  goesAt: z.string(),
  /** Of a draft, or of the drafts that come back with it. */
  changes: z.number(),
  /** Of a workspace. */
  projects: z.number().optional(),
  /** Secrets of a draft that were deleted from the keychain and have to be typed again. */
  secrets: z.number(),
})
export type TrashItem = z.infer<typeof trashItemSchema>

export const trashRestoredSchema = z.discriminatedUnion('kind', [
  /** Of a workspace: without a project. Its key has to be typed again. */
  z.object({ kind: z.literal('restored'), projectId: z.string().optional() }),
  /** Nothing was done: the project has a draft now, with so many changes. */
  z.object({ kind: z.literal('draft-exists'), changes: z.number() }),
])
