import { z } from 'zod'
import { checkReportSchema, checkReportsSchema, checkStepSchema } from '../check/report'
import { doneSchema, secretInput } from './common'
import { connectionKeySchema, mapperOwnerKeySchema, projectIdSchema } from './ids'
import { jsonObjectSchema } from '../model/json-schema'

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

/** What DNS returns for a TXT record. */
export const txtLookUpSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    /** At most 50 values of at most 1,000 characters. */
    values: z.array(z.string()),
    /** Number of further values. */
    more: z.number(),
    /** Whether one of all values is the expected one; absent where none was expected. */
    matches: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('not-checked'), why: z.enum(['offline', 'no-answer']) }),
])
export type TxtLookUp = z.infer<typeof txtLookUpSchema>

export const lookUpTxtRequests = {
  /** Looks up the TXT record of a name by DNS. Sends the name to the DNS servers of this computer, and nothing else. */
  'domain.look-up-txt': {
    input: z.object({
      name: z.string().max(500),
      /** The value that Ory expects. */
      expected: z.string().max(5000).optional(),
    }),
    output: txtLookUpSchema,
  },
} as const

export const metadataRequests = {
  /**
   * The entity IDs of identity providers, by SAML connection of the saved draft: of metadata that stands in the
   * connection, or that Ory stores and this computer has read before. Nothing is asked of a server.
   */
  'metadata.issuers': {
    input: z.object({ projectId: projectIdSchema }),
    output: z.record(z.string(), z.string()),
  },
} as const

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
