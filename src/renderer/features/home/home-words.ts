import { t } from '../../../core/language/translate'
import type { RadarList, RadarProjectRow, RadarRow } from '../../../core/ipc/radar'
import type { Environment } from '../../../core/model/project'
import type { ProjectId } from '../../../core/model/project-id'
import type { ProblemFilter, ProblemGrouping } from '../../../core/problems/problem-filter'
import { ageText, dayText, numberText } from '../../../core/model/format'
import { allSeverities, type Severity } from '../../../core/model/severity'
import { ruleOf, type RuleId } from '../../../core/problems/rules'
import { environmentLooks } from '../../components/marks/environments'
import { countsText, wordsOf } from '../../composables/severity-words'
import { attentionState, type AttentionState } from '../../../core/problems/attention'

export const groupings: readonly { readonly value: ProblemGrouping; readonly label: string }[] = [
  { value: 'environment', label: t('Environment') },
  { value: 'severity', label: t('Severity') },
  { value: 'rule', label: t('Kind of finding') },
  { value: 'project', label: t('Project') },
  { value: 'customer', label: t('Organization') },
]

export function groupTitle(
  name: string,
  by: ProblemGrouping,
  projects: ReadonlyMap<string, RadarProjectRow>,
): string {
  switch (by) {
    case 'environment':
      // Main names a group by what findings are grouped by: here by their environment.
      return environmentLooks[name as Environment].word
    case 'severity':
      // The same with severities.
      return wordsOf(name as Severity).many
    case 'rule':
      // The same with rules.
      return ruleOf(name as RuleId).title
    case 'project':
      return projects.get(name)?.name ?? name
    case 'customer':
      return name === '' ? t('No organization') : name
  }
}

/**
 * Such as "3 errors, 5 warnings and 2 notes in 4 projects" or "2 of 10 findings: …".
 * @param filter the filter that the list passed
 */
export function summaryText({ counts, total }: RadarList, filter: ProblemFilter): string {
  const { severities, projectIds, silenced } = filter
  // The counts of a field of the filter are also of what that field alone leaves out.
  const shown = { error: 0, warning: 0, info: 0 }
  for (const severity of severities.length > 0 ? severities : allSeverities) {
    shown[severity] = counts.severities[severity]
  }
  const ofAll = silenced ? counts.silenced : counts.unsilenced
  const found = countsText(shown)
  const counted = t('{n} of {all, plural, one {# finding} other {# findings}}', {
    n: numberText(total),
    all: ofAll,
  })
  if (found === '') return ofAll === 0 ? t('Nothing found') : counted
  const projects = Object.keys(counts.projects).filter(
    (id) => projectIds.length === 0 || projectIds.some((each) => each === id),
  )
  const what = t('{all} in {count, plural, one {# project} other {# projects}}', {
    all: found,
    count: projects.length,
  })
  return total === ofAll ? what : `${counted}: ${what}`
}

/**
 * What was checked and when, and what expires next, one line each; empty before the first read.
 * @param only the only project shown
 * @param now milliseconds since 1970
 */
export function lookedWords(
  { projects, lookedAt, next }: RadarList,
  only: ProjectId | undefined,
  now: number,
): readonly string[] {
  const looked = projects.filter(
    ({ id, readAt }) => readAt !== undefined && (only === undefined || id === only),
  )
  const readAt = looked.flatMap((each) => each.readAt ?? []).toSorted()[0]
  if (readAt === undefined || lookedAt === undefined) return []
  const sum = (of: 'organizations' | 'connections') =>
    looked.reduce((total, each) => total + each[of], 0)
  const values = { organizations: sum('organizations'), connections: sum('connections') }
  const what =
    only === undefined
      ? t(
          'Looked {age} at {projects, plural, one {# project} other {# projects}} with ' +
            '{organizations, plural, one {# organization} other {# organizations}} and ' +
            '{connections, plural, one {# connection} other {# connections}}: ' +
            'certificates, domains, mappers, last checks and states.',
          { ...values, projects: looked.length, age: ageText(lookedAt, now) },
        )
      : t(
          'Looked at {organizations, plural, one {# organization} other {# organizations}} and ' +
            '{connections, plural, one {# connection} other {# connections}}, read {age}: ' +
            'certificates, domains, mappers, last checks and states.',
          { ...values, age: ageText(readAt, now) },
        )
  if (!next || (only !== undefined && next.projectId !== only)) return [what]
  const project = projects.find(({ id }) => id === next.projectId)?.name ?? ''
  const about = { name: next.name, project, day: dayText(next.when) }
  const end =
    next.of === 'certificate'
      ? t('Expires next: the certificate of {name} in {project}, on {day}.', about)
      : t('Expires next: the client secret of {name} in {project}, on {day}.', about)
  return [what, end]
}

export type HomeItem =
  | { readonly kind: 'group'; readonly key: string; readonly name: string; readonly count: number }
  | {
      readonly kind: 'finding'
      readonly key: string
      readonly row: RadarRow
      readonly state: AttentionState
    }

/** @param now ISO 8601 */
export function homeItems(rows: readonly RadarRow[], now: string): HomeItem[] {
  return rows.flatMap((row): HomeItem[] => {
    const { id, group } = row
    const finding = { kind: 'finding', key: id, row, state: attentionState(row, now) } as const
    return group ? [{ kind: 'group', key: `group ${group.name}`, ...group }, finding] : [finding]
  })
}
