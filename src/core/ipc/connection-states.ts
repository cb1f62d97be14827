import { z } from 'zod'
import { projectIdSchema } from '../model/project-id'

/** Whether connections are enabled, by key, and when that was told; without `states` it is not known. */
const connectionStatesSchema = z.object({
  states: z.record(z.string(), z.enum(['enabled', 'disabled'])).optional(),
  /** ISO 8601. */
  at: z.string().optional(),
})

const projectId = projectIdSchema

export const connectionStateRequests = {
  /** Whether each connection is enabled, from the normalized form, which not every server returns. */
  'connection.states': { input: z.object({ projectId }), output: connectionStatesSchema },
  /** The same as it was last told, from disk; nothing is asked of a server. */
  'connection.kept-states': { input: z.object({ projectId }), output: connectionStatesSchema },
} as const
