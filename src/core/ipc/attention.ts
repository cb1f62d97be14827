import { z } from 'zod'
import { findingSchema } from './radar'
import { projectIdSchema } from '../model/project-id'

const attentionSchema = z.object({
  /** ISO 8601 time of the look. */
  lookedAt: z.string(),
  /** The worst first. */
  findings: z.array(findingSchema),
  /** How many more there are that a person silenced. */
  silenced: z.number(),
  /** How many findings of the radar are only to know. */
  notes: z.number(),
  /** What was looked at, with the ISO 8601 time it was read; absent where the project never was. */
  looked: z
    .object({ readAt: z.string(), organizations: z.number(), connections: z.number() })
    .optional(),
})
export type Attention = z.infer<typeof attentionSchema>

export const attentionRequests = {
  /** What one project needs a person to look at, as it is on disk; nothing is asked of a server. */
  'attention.look': {
    input: z.object({ projectId: projectIdSchema }),
    output: attentionSchema,
  },
} as const
