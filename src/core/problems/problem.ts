import type { Target } from '../intents/intents'

/** A finding of a rule. It never prevents saving; with severity `error` its change is not published. */
export interface Problem {
  readonly target: Target
  /** The field that it belongs to; absent for the whole entity. */
  readonly field?: string
  readonly severity: 'error' | 'warning'
  readonly message: string
}
