import { z } from 'zod'
import { checkReportSchema, checkReportsSchema, checkStepSchema } from '../check/report'
import { doneSchema, secretInput } from './common'
import { connectionKeySchema, mapperOwnerKeySchema, projectIdSchema } from './ids'
import { jsonObjectSchema } from '../model/json-schema'

const projectId = projectIdSchema
const connectionKey = connectionKeySchema

export const checkRequests = {
  /**
   * For a connection, reads what the identity provider publishes, without credentials; main asks before it reads
   * `privateHost`, the only private host allowed. For a SCIM client (`scim:` and its key), calls the project's own
   * host with `secret`, which is never stored, or the secret in the draft.
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
   * Checks all connections of a project, or `keys`, and stores the results. After a cancel `checked` is below `of`.
   * `asks` are skipped because their hosts are private.
   */
  'connection.check-all': {
    input: z.object({ projectId, keys: z.array(connectionKey).max(50_000).optional() }),
    output: z.object({ checked: z.number(), of: z.number(), bad: z.number(), asks: z.number() }),
    progress: doneSchema.extend({ report: checkReportSchema.optional() }),
  },
  /** Last check of each connection and SCIM client, by key. */
  'connection.checks': {
    input: z.object({ projectId }),
    output: checkReportsSchema,
  },
} as const

export const txtLookUpSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    /** At most 50 values of at most 1,000 characters. */
    values: z.array(z.string()),
    more: z.number(),
    /** Whether any value is the expected one; absent if none was expected. */
    matches: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('not-checked'), why: z.enum(['offline', 'no-answer']) }),
])
export type TxtLookUp = z.infer<typeof txtLookUpSchema>

export const lookUpTxtRequests = {
  /** Sends only the name, to this computer's DNS servers. */
  'domain.look-up-txt': {
    input: z.object({
      name: z.string().max(500),
      expected: z.string().max(5000).optional(),
    }),
    output: txtLookUpSchema,
  },
} as const

export const metadataRequests = {
  /**
   * Entity IDs by SAML connection of the saved draft, from inline metadata or stored metadata read before. Makes no
   * request.
   */
  'metadata.issuers': {
    input: z.object({ projectId: projectIdSchema }),
    output: z.record(z.string(), z.string()),
  },
} as const

const place = { projectId: projectIdSchema, connectionKey: connectionKeySchema }

/** What could not be deleted at Ory after a test sign-in. */
const leftSchema = z.enum(['key', 'flow'])
export type LeftBehind = z.infer<typeof leftSchema>

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declined') }),
  /** The window was closed, or an hour passed, before a result. */
  z.object({ kind: z.enum(['closed', 'expired']), left: z.array(leftSchema) }),
  /** `payload`: Ory's `debug_payload` without tokens, for `core/try-connection`. */
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
  /** The window blocked something a page wanted. */
  z.object({
    kind: z.literal('refused'),
    what: z.enum(['window', 'download', 'address', 'certificate']),
    host: z.string(),
  }),
  /** The identity provider refuses embedded browsers. */
  z.object({ kind: z.literal('embedded-refused'), host: z.string() }),
  /** Continues in the system's browser, which shows the result at this address. */
  z.object({ kind: z.literal('in-browser'), flowId: z.string(), resultAddress: z.string() }),
])
export type TryStepTold = z.infer<typeof stepSchema>

export const tryConnectionRequests = {
  /**
   * Tries a connection as it is at Ory. After a system dialog, main creates a project key and a test sign-in, deletes
   * the key, and opens the sign-in in its own window or the browser; everything is undone at the end or on cancel.
   * Production needs `confirmedSlug`.
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
  /** Opens the running sign-in, or its result, in the system's browser. */
  'connection.try-in-browser': {
    input: z.object({ projectId: projectIdSchema, what: z.enum(['sign-in', 'result']) }),
    output: z.object({}),
  },
} as const
