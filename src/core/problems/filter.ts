import { filterWords, hasWords } from '../search/filter-words'
import type { ProjectId } from '../model/project-id'
import type { Severity } from '../model/severity'
import type { ProjectProblem } from './problem'
import { ruleOf, type RuleId } from './rules'

export type ProblemGrouping = 'severity' | 'rule' | 'project'

/** Which problems are shown; an empty list is no filter. */
export interface ProblemFilter {
  readonly words: string
  readonly severities: readonly Severity[]
  readonly rules: readonly RuleId[]
  readonly projectIds: readonly ProjectId[]
  /** The silenced ones, in place of the others. */
  readonly silenced: boolean
}

export const everyProblem: ProblemFilter = {
  words: '',
  severities: [],
  rules: [],
  projectIds: [],
  silenced: false,
}

/** A problem with what the filter looks in, in lower case. */
export interface Indexed {
  readonly problem: ProjectProblem
  readonly haystack: string
}

/** @param more what else it is found by, such as the name of its project */
export function indexed(problem: ProjectProblem, more: readonly string[]): Indexed {
  const { name, message, rule } = problem
  const words = [name, message, ruleOf(rule).title, ...more]
  return { problem, haystack: words.join('\n').toLowerCase() }
}

/** How many problems there are of each, with the other filters on. */
export interface ProblemCounts {
  readonly severities: Readonly<Record<Severity, number>>
  readonly rules: Readonly<Partial<Record<RuleId, number>>>
  readonly projects: Readonly<Record<string, number>>
  readonly silenced: number
  readonly unsilenced: number
}

const passes = <Value>(chosen: readonly Value[], value: Value) =>
  chosen.length === 0 || chosen.includes(value)

function tally<Name extends string>(names: readonly Name[]): ReadonlyMap<Name, number> {
  const counts = new Map<Name, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/**
 * Filters and counts problems.
 *
 * @param all the worst first
 * @param isSilenced whether a problem is silenced now
 * @returns `found` in the order of `all`
 */
export function filterProblems(
  all: readonly Indexed[],
  filter: ProblemFilter,
  isSilenced: (id: string) => boolean = () => false,
): { readonly found: readonly ProjectProblem[]; readonly counts: ProblemCounts } {
  const words = filterWords(filter.words)
  const silent = all.filter(({ problem }) => isSilenced(problem.id))
  const there = filter.silenced ? silent : all.filter(({ problem }) => !isSilenced(problem.id))
  const matching = there
    .filter(({ haystack }) => hasWords(haystack, words))
    .map(({ problem }) => problem)
  const bySeverity = ({ severity }: ProjectProblem) => passes(filter.severities, severity)
  const byRule = ({ rule }: ProjectProblem) => passes(filter.rules, rule)
  const byProject = ({ projectId }: ProjectProblem) => passes(filter.projectIds, projectId)
  const count = <Name extends string>(
    nameOf: (problem: ProjectProblem) => Name,
    ...others: ((problem: ProjectProblem) => boolean)[]
  ) => tally(matching.filter((item) => others.every((is) => is(item))).map(nameOf))
  const severities = count(({ severity }) => severity, byRule, byProject)
  const of = (severity: Severity) => severities.get(severity) ?? 0
  return {
    found: matching.filter((item) => bySeverity(item) && byRule(item) && byProject(item)),
    counts: {
      severities: { error: of('error'), warning: of('warning'), info: of('info') },
      rules: Object.fromEntries(count(({ rule }) => rule, bySeverity, byProject)),
      projects: Object.fromEntries(count(({ projectId }) => projectId, bySeverity, byRule)),
      silenced: silent.length,
      unsilenced: all.length - silent.length,
    },
  }
}

/** Problems by group; the groups in the order of their worst, and so inside of each. */
export function groupProblems(
  found: readonly ProjectProblem[],
  by: ProblemGrouping,
): {
  readonly rows: readonly ProjectProblem[]
  readonly groups: readonly { name: string; count: number }[]
} {
  const groups = new Map<string, ProjectProblem[]>()
  for (const problem of found) {
    const name = by === 'project' ? problem.projectId : problem[by]
    const group = groups.get(name)
    if (group) group.push(problem)
    else groups.set(name, [problem])
  }
  return {
    rows: [...groups.values()].flat(),
    groups: [...groups].map(([name, { length }]) => ({ name, count: length })),
  }
}
