import { z } from 'zod'
import type { SearchRow } from '../search/project-index'
import { projectIdSchema } from '../model/project-id'

export const searchRequests = {
  /**
   * Looks through the last known states of all projects of connected workspaces, or of one. At most 100
   * rows, the best first. A search of the same window that is under way ends with `request.cancelled`.
   * For nothing typed it makes ready what is to be searched, and answers no rows.
   */
  'search.find': {
    input: z.object({ typed: z.string().max(200), projectId: projectIdSchema.optional() }),
    output: z.object({
      rows: z.custom<readonly SearchRow[]>(),
      /** How many projects were looked through: those that were read on this computer. */
      projects: z.number(),
    }),
  },
} as const
