import type { Target } from '../intents/intents'

/** A finding of a rule. It never stops a save; one of severity `error` stops its own change. */
export interface Problem {
  readonly target: Target
  /** The field it stands beside; absent when it is about the whole entity. */
  readonly field?: string
  readonly severity: 'error' | 'warning'
  readonly message: string
}
