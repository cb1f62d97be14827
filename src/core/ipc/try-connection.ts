import { z } from 'zod'
import { jsonObjectSchema } from '../model/json-schema'
import { connectionKeySchema, projectIdSchema } from './ids'

const place = { projectId: projectIdSchema, connectionKey: connectionKeySchema }

/** What could not be taken back at Ory after a test sign-in. */
const leftSchema = z.enum(['key', 'flow'])
export type LeftBehind = z.infer<typeof leftSchema>

const outcomeSchema = z.discriminatedUnion('kind', [
  /** The person said no when the app asked. */
  z.object({ kind: z.literal('declined') }),
  /** The window was closed, or the hour ended, before there was a result. */
  z.object({ kind: z.enum(['closed', 'expired']), left: z.array(leftSchema) }),
  /** `payload`: the `debug_payload` as Ory gave it, without tokens; `core/try-connection` reads it. */
  z.object({
    kind: z.literal('captured'),
    payload: jsonObjectSchema,
    at: z.string(),
    left: z.array(leftSchema),
  }),
])
export type TryOutcome = z.infer<typeof outcomeSchema>

const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['asking', 'preparing', 'reading']) }),
  /** The window shows a page of this host. */
  z.object({ kind: z.literal('at'), host: z.string() }),
  /** The window refused something that a page wanted. */
  z.object({
    kind: z.literal('refused'),
    what: z.enum(['window', 'download', 'address', 'certificate']),
    host: z.string(),
  }),
  /** The identity provider does not sign in inside of other apps. */
  z.object({ kind: z.literal('embedded-refused'), host: z.string() }),
  /** It goes on in the system's browser; there the result is at this address. */
  z.object({ kind: z.literal('in-browser'), flowId: z.string(), resultAddress: z.string() }),
])
export type TryStepTold = z.infer<typeof stepSchema>

export const tryConnectionRequests = {
  /**
   * Tries a connection as it is at Ory: asks the person in a dialog of the system, makes a key of the
   * project and with it a test sign-in, deletes the key, and opens the sign-in in a window of its own or in
   * the system's browser. Ends with the result, or when it is cancelled; everything is taken back then.
   * `confirmedSlug` is required in production.
   */
  'connection.try': {
    input: z.object({
      ...place,
      where: z.enum(['window', 'browser']),
      confirmedSlug: z.string().max(200).optional(),
    }),
    output: outcomeSchema,
    progress: stepSchema,
  },
  /** Opens the sign-in that is under way, or its result, in the system's browser. */
  'connection.try-in-browser': {
    input: z.object({ projectId: projectIdSchema, what: z.enum(['sign-in', 'result']) }),
    output: z.object({}),
  },
} as const
