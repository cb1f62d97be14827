import type { CheckReport, CheckStep, CheckStepId } from './report'

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
