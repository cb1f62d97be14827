import { z } from 'zod'

type More = Partial<Pick<CheckStep, 'remedy' | 'fix' | 'certificates'>>

const step =
  (status: CheckStep['status']) =>
  (id: CheckStepId, text: string, more: More = {}): CheckStep => ({ id, status, text, ...more })

export const passed = step('passed')
export const warning = step('warning')
export const failed = step('failed')
export const skipped = step('skipped')

/** The same finding as a warning, for where no sign-in depends on it. */
export function asWarning(step: CheckStep): CheckStep {
  return step.status === 'failed' ? { ...step, status: 'warning' } : step
}

/** The worst status of the steps; skipped steps do not count. */
export function verdictOf(steps: readonly CheckStep[]): Exclude<CheckReport['verdict'], 'asks'> {
  if (steps.some(({ status }) => status === 'failed')) return 'bad'
  return steps.some(({ status }) => status === 'warning') ? 'warnings' : 'good'
}

/** The steps of a check, in the order in which they run. */
const checkStepIds = [
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
  'published',
  'service',
  'resources',
  'secret',
  'users',
  'clock',
] as const
export type CheckStepId = (typeof checkStepIds)[number]

export const checkStepSchema = z.object({
  id: z.enum(checkStepIds),
  /** `skipped`: an earlier step failed, or there was nothing to check. */
  status: z.enum(['passed', 'warning', 'failed', 'skipped']),
  /** The finding, in one sentence. */
  text: z.string(),
  /** What to do about it; absent where nothing needs to be done. */
  remedy: z.string().optional(),
  /** The value to enter in a field to fix it, such as the issuer without its slash. */
  fix: z.object({ field: z.string(), value: z.string() }).optional(),
  /** Certificates that the identity provider publishes and the connection has not: DER in base64, and when they end. */
  certificates: z.array(z.object({ base64: z.string(), notAfter: z.string() })).optional(),
})
export type CheckStep = z.infer<typeof checkStepSchema>

/** The outcome of one check of a connection or a SCIM client. It holds no secret and is stored on disk. */
export const checkReportSchema = z.object({
  /** As `ownerKey` names it. */
  connectionKey: z.string(),
  /** The address that was read: an issuer's discovery document, SAML metadata, or a SCIM server. */
  address: z.string(),
  /** ISO 8601 time when the check ended. */
  at: z.string(),
  verdict: z.enum(['good', 'warnings', 'bad', 'asks']),
  steps: z.array(checkStepSchema),
  /** With `asks`: nothing was read yet, because the host is in a private network. */
  question: z.object({ host: z.string(), address: z.string() }).optional(),
})
export type CheckReport = z.infer<typeof checkReportSchema>

/** The last report of each connection and SCIM client of a project, by its key. */
export const checkReportsSchema = z.record(z.string(), checkReportSchema)
export type CheckReports = z.infer<typeof checkReportsSchema>
