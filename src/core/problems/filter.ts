import { filterWords, hasWords } from '../search/filter-words'
import type { ProjectId } from '../model/project-id'
import type { Environment } from '../model/project'
import { worstFirst, type Severity } from '../model/severity'
import type { ProjectProblem } from './problem'
import type { ProblemFilter, ProblemGrouping } from './problem-filter'
import { ruleOf, type RuleId } from './rules'

/** A problem with what the filter looks in, in lower case. */
export interface Indexed {
  readonly problem: ProjectProblem
  readonly haystack: string
}

/** @param more what else it is found by, such as the name of its project */
export function indexed(problem: ProjectProblem, more: readonly string[]): Indexed {
  const { name, message, rule, customer = '' } = problem
  const words = [name, message, ruleOf(rule).title, customer, ...more]
  return { problem, haystack: words.join('\n').toLowerCase() }
}

/** How many problems there are of each, with the other filters on. */
interface ProblemCounts {
  readonly severities: Readonly<Record<Severity, number>>
  readonly rules: Readonly<Partial<Record<RuleId, number>>>
  readonly projects: Readonly<Record<string, number>>
  /** By label of the organization, in the order of their worst. */
  readonly customers: ReadonlyMap<string, number>
  readonly silenced: number
  readonly unsilenced: number
}

/** Lets a problem pass by one of its values, and counts those that all other filters let pass. */
function createFacet<Name extends string>(
  chosen: readonly Name[],
  nameOf: (problem: ProjectProblem) => Name,
) {
  const only = chosen.length > 0 ? new Set(chosen) : undefined
  const counts = new Map<Name, number>()
  return {
    counts,
    passes: (problem: ProjectProblem) => only?.has(nameOf(problem)) ?? true,
    count(problem: ProjectProblem): void {
      const name = nameOf(problem)
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
  }
}

/**
 * Filters and counts problems, in one pass: there may be tens of thousands.
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
  const severities = createFacet(filter.severities, ({ severity }) => severity)
  const rules = createFacet(filter.rules, ({ rule }) => rule)
  const projects = createFacet(filter.projectIds, ({ projectId }) => projectId)
  const customers = createFacet(filter.customers, ({ customer = '' }) => customer)
  const facets = [severities, rules, projects, customers]
  const found: ProjectProblem[] = []
  let silenced = 0
  for (const { problem, haystack } of all) {
    const isSilent = isSilenced(problem.id)
    if (isSilent) silenced += 1
    if (isSilent !== filter.silenced || !hasWords(haystack, words)) continue
    let failing = 0
    let last = severities.count
    for (const { passes, count } of facets) {
      if (passes(problem)) continue
      failing += 1
      last = count
    }
    if (failing === 0) {
      found.push(problem)
      for (const { count } of facets) count(problem)
    } else if (failing === 1) last(problem)
  }
  const of = (severity: Severity) => severities.counts.get(severity) ?? 0
  return {
    found,
    counts: {
      severities: { error: of('error'), warning: of('warning'), info: of('info') },
      rules: Object.fromEntries(rules.counts),
      projects: Object.fromEntries(projects.counts),
      customers: customers.counts,
      silenced,
      unsilenced: all.length - silenced,
    },
  }
}

/**
 * Problems by group. Groups stand in the order of their worst, those of severities the worse first, and what is in a group stays in
 * its order.
 *
 * @param environmentOf where a project runs, for groups of environments
 */
export function groupProblems(
  found: readonly ProjectProblem[],
  by: ProblemGrouping,
  environmentOf: (projectId: ProjectId) => Environment,
): {
  readonly rows: readonly ProjectProblem[]
  readonly groups: readonly { name: string; count: number }[]
} {
  const nameOf = {
    environment: ({ projectId }) => environmentOf(projectId),
    severity: ({ severity }) => severity,
    rule: ({ rule }) => rule,
    project: ({ projectId }) => projectId,
    customer: ({ customer = '' }) => customer,
  } satisfies Record<ProblemGrouping, (problem: ProjectProblem) => string>
  const groups = new Map<string, ProjectProblem[]>()
  for (const problem of by === 'severity' ? worstFirst(found) : found) {
    const name = nameOf[by](problem)
    const group = groups.get(name)
    if (group) group.push(problem)
    else groups.set(name, [problem])
  }
  return {
    rows: [...groups.values()].flat(),
    groups: [...groups].map(([name, { length }]) => ({ name, count: length })),
  }
}
