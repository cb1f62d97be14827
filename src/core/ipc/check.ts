import { z } from 'zod'
import { checkReportSchema, checkReportsSchema, checkStepSchema } from '../check/report'
import { doneSchema } from './common'
import { connectionKeySchema, mapperOwnerKeySchema, projectIdSchema } from './ids'
import { secretInput } from './secret-input'

const projectId = projectIdSchema
const connectionKey = connectionKeySchema

export const checkRequests = {
  /**
   * Of a connection, reads what the identity provider publishes; sends no key and no secret. `privateHost` is the host
   * in a report's question: main asks the person in a dialog of its own, and no other private host is read.
   *
   * Of a SCIM client (`scim:` and its key), asks the project's own host with the secret token: `secret`, which is kept
   * nowhere, else the one that waits in the draft.
   */
  'connection.check': {
    input: z.object({
      projectId,
      connectionKey: mapperOwnerKeySchema,
      privateHost: z.string().max(300).optional(),
      secret: secretInput.optional(),
    }),
    output: checkReportSchema,
    progress: checkStepSchema,
  },
  /**
   * Checks all connections of a project, or those of `keys`, and stores what each comes to. A cancel ends it
   * and keeps what was found: `checked` is then below `of`. `asks` are left, since their hosts are in a private
   * network.
   */
  'connection.check-all': {
    input: z.object({ projectId, keys: z.array(connectionKey).max(50_000).optional() }),
    output: z.object({ checked: z.number(), of: z.number(), bad: z.number(), asks: z.number() }),
    /** `report`: of the connection that was just checked; absent at first. */
    progress: doneSchema.extend({ report: checkReportSchema.optional() }),
  },
  /** The last check of each connection and SCIM client, by its key. */
  'connection.checks': {
    input: z.object({ projectId }),
    output: checkReportsSchema,
  },
} as const
