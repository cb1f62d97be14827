import { z } from 'zod'
import { findingSchema } from './radar'
import { projectIdSchema } from './ids'

const attentionSchema = z.object({
  /** The worst first. */
  findings: z.array(findingSchema),
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
