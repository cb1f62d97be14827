import { CircleX, Info, TriangleAlert } from '@lucide/vue'
import type { Component } from 'vue'
import { counted } from '../../core/model/counted'
import type { RadarSeverity } from '../../core/radar/finding'

export interface SeverityWords {
  readonly severity: RadarSeverity
  /** Of one finding. */
  readonly one: string
  /** On its chip. */
  readonly many: string
  readonly icon: Component
}

/** The severities of findings, the worst first. */
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

/** "3 errors, 5 warnings and 2 notes"; empty where there is none. */
export function countsText(counts: Readonly<Record<RadarSeverity, number>>): string {
  const parts = severities.flatMap(({ severity, one }) =>
    counts[severity] > 0 ? [counted(counts[severity], one.toLowerCase())] : [],
  )
  const last = parts.pop() ?? ''
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
}
