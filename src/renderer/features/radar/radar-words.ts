import { t } from '../../../core/language/translate'
import type { RadarList, RadarProjectRow, RadarRow } from '../../../core/ipc/radar'
import type { RadarGrouping } from '../../../core/problems/radar-filter'
import type { RadarRule, RadarSeverity } from '../../../core/problems/finding'
import { ruleWords } from '../../../core/problems/rule-words'
import { countsText, wordsOf } from '../../composables/severity-words'

export const groupings: readonly { readonly value: RadarGrouping; readonly label: string }[] = [
  { value: 'severity', label: t('Severity') },
  { value: 'rule', label: t('Kind of finding') },
  { value: 'project', label: t('Project') },
]

/** What the heading of a group says. */
export function groupTitle(
  name: string,
  by: RadarGrouping,
  projects: ReadonlyMap<string, RadarProjectRow>,
): string {
  // Main names a group by its severity, where findings are grouped by severity.
  if (by === 'severity') return wordsOf(name as RadarSeverity).many
  // The same with rules.
  if (by === 'rule') return ruleWords[name as RadarRule].title
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
