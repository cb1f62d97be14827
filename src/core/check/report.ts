import { z } from 'zod'

type More = Partial<Pick<CheckStep, 'remedy' | 'fix' | 'certificates'>>

const step =
  (status: CheckStep['status']) =>
  (id: CheckStepId, text: string, more: More = {}): CheckStep => ({ id, status, text, ...more })

export const passed = step('passed')
export const warning = step('warning')
export const failed = step('failed')
export const skipped = step('skipped')

/** For findings on which no sign-in depends. */
export function asWarning(step: CheckStep): CheckStep {
  return step.status === 'failed' ? { ...step, status: 'warning' } : step
}

/** Worst status; ignores skipped steps. */
export function verdictOf(steps: readonly CheckStep[]): Exclude<CheckReport['verdict'], 'asks'> {
  if (steps.some(({ status }) => status === 'failed')) return 'bad'
  return steps.some(({ status }) => status === 'warning') ? 'warnings' : 'good'
}

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
  /** `skipped`: an earlier step failed or there was nothing to check. */
  status: z.enum(['passed', 'warning', 'failed', 'skipped']),
  /** One sentence. */
  text: z.string(),
  /** Absent if nothing needs to be done. */
  remedy: z.string().optional(),
  /** Value that fixes a field, such as the issuer without its slash. */
  fix: z.object({ field: z.string(), value: z.string() }).optional(),
  /** Published certificates missing from the connection: DER in Base64, and expiry. */
  certificates: z.array(z.object({ base64: z.string(), notAfter: z.string() })).optional(),
})
export type CheckStep = z.infer<typeof checkStepSchema>

/** Stored on disk; holds no secret. */
export const checkReportSchema = z.object({
  /** From `ownerKey`. */
  connectionKey: z.string(),
  /** Discovery document, SAML metadata or SCIM server that was read. */
  address: z.string(),
  /** ISO 8601 time of the check's end. */
  at: z.string(),
  verdict: z.enum(['good', 'warnings', 'bad', 'asks']),
  steps: z.array(checkStepSchema),
  /** Only with `asks`: the host is private, so nothing was read. */
  question: z.object({ host: z.string(), address: z.string() }).optional(),
})
export type CheckReport = z.infer<typeof checkReportSchema>

/** Last reports by connection or SCIM client key. */
export const checkReportsSchema = z.record(z.string(), checkReportSchema)
export type CheckReports = z.infer<typeof checkReportsSchema>
