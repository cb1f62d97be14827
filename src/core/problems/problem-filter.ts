import type { ProjectId } from '../model/project-id'
import type { Severity } from '../model/severity'
import type { RuleId } from './rules'

export type ProblemGrouping = 'environment' | 'severity' | 'rule' | 'project' | 'customer'

/** Which problems are shown; an empty list is no filter. */
export interface ProblemFilter {
  readonly words: string
  readonly severities: readonly Severity[]
  readonly rules: readonly RuleId[]
  readonly projectIds: readonly ProjectId[]
  /** Labels of organizations, in whichever project; the empty one for problems of none. */
  readonly customers: readonly string[]
  /** The silenced ones, in place of the others. */
  readonly silenced: boolean
}

export const everyProblem: ProblemFilter = {
  words: '',
  severities: [],
  rules: [],
  projectIds: [],
  customers: [],
  silenced: false,
}
