import { filterWords, hasWords } from '../search/filter-words'
import type { RadarFinding, RadarRule, RadarSeverity } from './finding'
import type { ProjectId } from '../model/project-id'

export type RadarGrouping = 'severity' | 'rule' | 'project'

/** Which findings are shown; an empty list is no filter. */
export interface RadarFilter {
  readonly words: string
  readonly severities: readonly RadarSeverity[]
  readonly rules: readonly RadarRule[]
  readonly projectIds: readonly ProjectId[]
  /** The silenced ones, in place of the others. */
  readonly silenced: boolean
}

/** A finding with what the filter looks in, in lower case. */
export interface Indexed {
  readonly finding: RadarFinding
  readonly haystack: string
}

/** How many findings there are of each, with the other filters on. */
export interface RadarCounts {
  readonly severities: Readonly<Record<RadarSeverity, number>>
  readonly rules: Readonly<Partial<Record<RadarRule, number>>>
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
 * Filters and counts findings.
 *
 * @param all the worst first
 * @param isSilenced whether a finding is silenced now
 * @returns `found` in the order of `all`
 */
export function filterFindings(
  all: readonly Indexed[],
  filter: RadarFilter,
  isSilenced: (id: string) => boolean,
): { readonly found: readonly RadarFinding[]; readonly counts: RadarCounts } {
  const words = filterWords(filter.words)
  const silent = all.filter(({ finding }) => isSilenced(finding.id))
  const there = filter.silenced ? silent : all.filter(({ finding }) => !isSilenced(finding.id))
  const matching = there
    .filter(({ haystack }) => hasWords(haystack, words))
    .map(({ finding }) => finding)
  const bySeverity = ({ severity }: RadarFinding) => passes(filter.severities, severity)
  const byRule = ({ rule }: RadarFinding) => passes(filter.rules, rule)
  const byProject = ({ projectId }: RadarFinding) => passes(filter.projectIds, projectId)
  const count = <Name extends string>(
    nameOf: (finding: RadarFinding) => Name,
    ...others: ((finding: RadarFinding) => boolean)[]
  ) => tally(matching.filter((item) => others.every((is) => is(item))).map(nameOf))
  const severities = count(({ severity }) => severity, byRule, byProject)
  const of = (severity: RadarSeverity) => severities.get(severity) ?? 0
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

/** The name of a finding's group. */
function groupOf(finding: RadarFinding, by: RadarGrouping): string {
  switch (by) {
    case 'severity':
      return finding.severity
    case 'rule':
      return finding.rule
    case 'project':
      return finding.projectId
  }
}

/** Findings by group; the groups in the order of their worst, and so inside of each. */
export function groupFindings(
  found: readonly RadarFinding[],
  by: RadarGrouping,
): {
  readonly rows: readonly RadarFinding[]
  readonly groups: readonly { name: string; count: number }[]
} {
  const groups = new Map<string, RadarFinding[]>()
  for (const finding of found) {
    const name = groupOf(finding, by)
    const group = groups.get(name)
    if (group) group.push(finding)
    else groups.set(name, [finding])
  }
  return {
    rows: [...groups.values()].flat(),
    groups: [...groups].map(([name, { length }]) => ({ name, count: length })),
  }
}
