import { z } from 'zod'
import { findingSchema } from './radar'
import { projectIdSchema } from './ids'

const attentionSchema = z.object({
  /** ISO 8601 time of the look. */
  lookedAt: z.string(),
  /** The worst first. */
  findings: z.array(findingSchema),
  /** How many findings the radar has of it that a person silenced, whatever they need. */
  silenced: z.number(),
  /** How many more it has that are only to know, and not silenced. */
  notes: z.number(),
  /** What was looked at, with the ISO 8601 time it was read; absent where the project never was. */
  looked: z
    .object({ readAt: z.string(), organizations: z.number(), connections: z.number() })
    .optional(),
})
export type Attention = z.infer<typeof attentionSchema>

export const attentionRequests = {
  /**
   * What one project needs a person to look at, as it and the projects beside it are on disk; nothing is
   * asked of a server.
   */
  'attention.look': {
    input: z.object({ projectId: projectIdSchema }),
    output: attentionSchema,
  },
} as const
