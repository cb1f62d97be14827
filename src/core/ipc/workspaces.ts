import { z } from 'zod'
import { workspaceColours, workspaceSchema } from '../model/project'
import { workspaceIdSchema, projectIdSchema } from './ids'
import { guardsSchema } from '../model/guards'

export const workspaceRequests = {
  /** Local name and color, where an empty name restores Ory's, and whether a publish needs a summary. */
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

const projectId = projectIdSchema
const workspaceId = workspaceIdSchema

/** `done` is false if the person declined; nothing changed then. */
const answered = z.object({ guards: guardsSchema, done: z.boolean() })

/**
 * A page may lock projects; before one is unlocked, main asks the person in a system dialog that no page can answer.
 */
export const guardRequests = {
  'guard.change': {
    input: z.discriminatedUnion('kind', [
      /** Makes a project read-only on this computer. A running publish stops before its next request. */
      z.object({ kind: z.literal('lock'), projectId }),
      /** Asks the person. */
      z.object({ kind: z.literal('unlock'), projectId }),
      /** Sets the only writable projects of a workspace; absent for no limit. Asks the person if this adds any. */
      z.object({
        kind: z.literal('allow'),
        workspaceId,
        projectIds: z.array(projectId).max(10_000).optional(),
      }),
    ]),
    output: answered,
  },
} as const

export const guardEvents = {
  /** All guards, as changed by another window. */
  'guards.changed': z.object({ guards: guardsSchema }),
} as const
