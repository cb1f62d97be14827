import { z } from 'zod'

/**
 * An API key of a project that the app made and has to delete. Noted before it is made, so that none is
 * forgotten when the app is killed; its value is never written.
 */
const projectKeyNoteSchema = z.object({
  /** In a note of an earlier version Ory's own id alone. */
  projectId: z.string(),
  /** Unique, so that a key whose id was not learned is found by it. */
  name: z.string(),
  /** Absent until the server has answered. */
  id: z.string().optional(),
  /** ISO 8601: from then on it opens nothing. */
  expiresAt: z.string(),
})
export type ProjectKeyNote = z.infer<typeof projectKeyNoteSchema>

export const projectKeysSchema = z.array(projectKeyNoteSchema)
