import { CircleX, Info, TriangleAlert } from '@lucide/vue'
import type { Component } from 'vue'
import type { RadarList, RadarProjectRow, RadarRow } from '../../../core/ipc/radar'
import { counted } from '../../../core/model/counted'
import type { RadarGrouping } from '../../../core/radar/filter'
import type { RadarRule, RadarSeverity } from '../../../core/radar/finding'
import { ruleWords } from '../../../core/radar/rule-words'

interface SeverityWords {
  readonly severity: RadarSeverity
  readonly one: string
  readonly many: string
  readonly icon: Component
}

/** The worst first. */
export const severities: readonly SeverityWords[] = [
  { severity: 'error', one: 'Error', many: 'Errors', icon: CircleX },
  { severity: 'warning', one: 'Warning', many: 'Warnings', icon: TriangleAlert },
  { severity: 'info', one: 'Note', many: 'Notes', icon: Info },
]

export function wordsOf(severity: RadarSeverity): SeverityWords {
  const words = severities.find((item) => item.severity === severity)
  if (!words) throw new Error(`There are no words for ${severity}`)
  return words
}

export const groupings: readonly { readonly value: RadarGrouping; readonly label: string }[] = [
  { value: 'severity', label: 'Severity' },
  { value: 'rule', label: 'Kind of finding' },
  { value: 'project', label: 'Project' },
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
  if (rule === 'stale-draft') return 'Open draft'
  if (!target) return 'Open project'
  if (target.kind === 'organization') return 'Open organization'
  return field === 'mapper_url' ? 'Open mapper' : 'Open connection'
}

/** "3 errors, 5 warnings and 2 notes in 4 projects". */
export function summaryText({ counts }: RadarList): string {
  const parts = severities.flatMap(({ severity, one }) => {
    const count = counts.severities[severity]
    return count > 0 ? [counted(count, one.toLowerCase())] : []
  })
  if (parts.length === 0) return 'Nothing found'
  const last = parts.pop() ?? ''
  const all = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
  return `${all} in ${counted(Object.keys(counts.projects).length, 'project')}`
}
