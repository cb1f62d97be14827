import { z } from 'zod'
import { workspaceColours, workspaceSchema } from '../model/project'
import { workspaceIdSchema, projectIdSchema } from './ids'
import { guardsSchema } from '../model/guards'

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

const projectId = projectIdSchema
const workspaceId = workspaceIdSchema

/** `done` is false where the person was asked and said no; then nothing has changed. */
const answered = z.object({ guards: guardsSchema, done: z.boolean() })

/**
 * Guards of projects against being written. A page may close them; before one opens, main itself asks
 * the person, in a dialog of the system that no page can answer.
 */
export const guardRequests = {
  'guard.change': {
    input: z.discriminatedUnion('kind', [
      /** Makes a project read-only on this computer. A publish on its way stops before its next request. */
      z.object({ kind: z.literal('lock'), projectId }),
      /** Asks the person. */
      z.object({ kind: z.literal('unlock'), projectId }),
      /**
       * Sets the only projects of a workspace that may be written; without `projectIds` there is no such
       * limit. Asks the person where more may be written than before.
       */
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
  /** Another window changed the guards: these are all of them now. */
  'guards.changed': z.object({ guards: guardsSchema }),
} as const
