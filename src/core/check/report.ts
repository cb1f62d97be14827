import { z } from 'zod'

/** What a connection check looks at, in the order in which it does. */
export const checkStepIds = [
  'address',
  'resolve',
  'tls',
  'discovery',
  'issuer',
  'endpoints',
  'pkce',
  'scopes',
  'claims',
  'keys',
  'metadata',
  'certificates',
  'clock',
] as const
export type CheckStepId = (typeof checkStepIds)[number]

export const checkStepSchema = z.object({
  id: z.enum(checkStepIds),
  /** `skipped`: an earlier step failed, or there is nothing to look at. */
  status: z.enum(['passed', 'warning', 'failed', 'skipped']),
  /** One sentence that says what was seen. */
  text: z.string(),
  /** What to do about it; absent where nothing has to be done. */
  remedy: z.string().optional(),
  /** A value that puts it right when entered in that field, such as the issuer without its slash. */
  fix: z.object({ field: z.string(), value: z.string() }).optional(),
})
export type CheckStep = z.infer<typeof checkStepSchema>

/** The outcome of one check of a connection; holds no secret, and is kept on disk. */
export const checkReportSchema = z.object({
  connectionKey: z.string(),
  /** The address that was read: an issuer's discovery document, or SAML metadata. */
  address: z.string(),
  /** ISO 8601 time of its end. */
  at: z.string(),
  verdict: z.enum(['good', 'warnings', 'bad', 'asks']),
  steps: z.array(checkStepSchema),
  /** With `asks`: nothing was read yet, for the host leads into a private network. */
  question: z.object({ host: z.string(), address: z.string() }).optional(),
})
export type CheckReport = z.infer<typeof checkReportSchema>
