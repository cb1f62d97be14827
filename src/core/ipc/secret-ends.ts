import { z } from 'zod'
import { secretEndsSchema } from '../problems/secret-ends'
import { connectionKeySchema, projectIdSchema, secretReferenceSchema } from './ids'

const projectId = projectIdSchema

/** Last days of client secrets, which people note: no server tells them. */
export const secretEndRequests = {
  'secret-end.list': { input: z.object({ projectId }), output: secretEndsSchema },
  /** Notes the last day of a connection's client secret, or of a new one that the draft has; without one, it is forgotten. */
  'secret-end.note': {
    input: z.object({
      projectId,
      key: z.union([connectionKeySchema, secretReferenceSchema]),
      day: z.iso.date().optional(),
    }),
    output: secretEndsSchema,
  },
} as const

export const secretEndEvents = {
  /** Another window noted a day, or a publish left another. */
  'secret-end.noted': z.object({ projectId: projectIdSchema, ends: secretEndsSchema }),
} as const
