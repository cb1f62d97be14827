import { z } from 'zod'
import { appErrorSchema } from './app-error'
import { doneSchema } from './common'
import { projectIdSchema } from './ids'

const unreadProjectSchema = z.object({
  projectId: projectIdSchema,
  /** Why the last try to read it failed. */
  error: appErrorSchema,
})
/** A project that could not be read. */
export type UnreadProject = z.infer<typeof unreadProjectSchema>
export const unreadProjectsSchema = z.array(unreadProjectSchema).max(1000)

/** Milliseconds after which what was read of a project is old. */
export const oldAfter = 60 * 60_000

export const readProjectsRequests = {
  /**
   * Reads several projects from the API, a few at a time: `all` of them, those that the last run `left`, or those
   * that are `old`, were never read or could not be. `unasked`: no person asks for it, so that what the person
   * does not want is not read, nor what could not be read a moment ago.
   */
  'projects.read': {
    input: z.object({ which: z.enum(['all', 'left', 'old', 'unasked']) }),
    output: z.object({ read: z.number(), failed: unreadProjectsSchema }),
    /** Nothing is reported where there is nothing to read. */
    progress: doneSchema.extend({ failed: z.number() }),
  },
} as const
