import { t } from '../../../core/language/translate'
import type { RadarList, RadarProjectRow, RadarRow } from '../../../core/ipc/radar'
import type { ProblemGrouping } from '../../../core/problems/filter'
import type { Severity } from '../../../core/model/severity'
import { ruleOf, type RuleId } from '../../../core/problems/rules'
import { countsText, wordsOf } from '../../composables/severity-words'

export const groupings: readonly { readonly value: ProblemGrouping; readonly label: string }[] = [
  { value: 'severity', label: t('Severity') },
  { value: 'rule', label: t('Kind of finding') },
  { value: 'project', label: t('Project') },
]

/** What the heading of a group says. */
export function groupTitle(
  name: string,
  by: ProblemGrouping,
  projects: ReadonlyMap<string, RadarProjectRow>,
): string {
  // Main names a group by its severity, where findings are grouped by severity.
  if (by === 'severity') return wordsOf(name as Severity).many
  // The same with rules.
  if (by === 'rule') return ruleOf(name as RuleId).title
  return projects.get(name)?.name ?? name
}

/** What the button says that leads to the place of a finding. */
export function openWords({ target, field, rule }: RadarRow): string {
  if (rule === 'stale-draft') return t('Open draft')
  if (!target) return t('Open project')
  if (target.kind === 'organization') return t('Open organization')
  return field === 'mapper_url' ? t('Open mapper') : t('Open connection')
}

/** "3 errors, 5 warnings and 2 notes in 4 projects". */
export function summaryText({ counts }: RadarList): string {
  const all = countsText(counts.severities)
  if (all === '') return t('Nothing found')
  return t('{all} in {count, plural, one {# project} other {# projects}}', {
    all,
    count: Object.keys(counts.projects).length,
  })
}
