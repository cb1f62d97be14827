import { z } from 'zod'
import { workspaceColours, workspaceSchema } from '../model/project'
import { workspaceIdSchema } from './ids'

export const workspaceRequests = {
  /** How a workspace is called and coloured on this computer; an empty name gives back the one at Ory. */
  'workspace.change': {
    input: z.object({
      workspaceId: workspaceIdSchema,
      name: z.string().max(80).optional(),
      colour: z.enum(workspaceColours).optional(),
    }),
    output: workspaceSchema,
  },
} as const
