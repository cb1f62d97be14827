import { z } from 'zod'
import { workspaceColours, workspaceSchema } from '../model/project'
import { workspaceIdSchema } from './ids'

export const workspaceRequests = {
  /**
   * How a workspace is called and coloured on this computer, where an empty name gives back the one at Ory, and
   * whether a publish of its projects needs a summary.
   */
  'workspace.change': {
    input: z.object({
      workspaceId: workspaceIdSchema,
      name: z.string().max(80).optional(),
      colour: z.enum(workspaceColours).optional(),
      asksForSummary: z.boolean().optional(),
    }),
    output: workspaceSchema,
  },
} as const
