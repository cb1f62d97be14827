import { z } from 'zod'
import { checkReportSchema, checkReportsSchema, checkStepSchema } from '../check/report'

const projectId = z.uuid()

export const checkRequests = {
  /**
   * Reads what the identity provider publishes; sends no key and no secret. `privateHost` is the host in
   * a report's question, if a person agreed to read it: no other private host is read.
   */
  'connection.check': {
    input: z.object({
      projectId,
      connectionKey: z.string().min(1).max(400),
      privateHost: z.string().max(300).optional(),
    }),
    output: checkReportSchema,
  },
  /** The last check of each connection, by its key. */
  'connection.checks': {
    input: z.object({ projectId }),
    output: checkReportsSchema,
  },
} as const

export const checkEvents = {
  'check.progress': z.object({
    projectId: z.string(),
    connectionKey: z.string(),
    step: checkStepSchema,
  }),
} as const
