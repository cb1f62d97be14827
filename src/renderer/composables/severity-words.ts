import { CircleX, Info, TriangleAlert } from '@lucide/vue'
import type { Component } from 'vue'
import type { Severity } from '../../core/model/severity'
import { t } from '../../core/language/translate'
import { listed } from '../../core/language/listed'

export interface SeverityWords {
  readonly severity: Severity
  readonly one: string
  readonly many: string
  readonly icon: Component
}

/** The severities of findings, the worst first. */
export const severities: readonly SeverityWords[] = [
  { severity: 'error', one: t('Error'), many: t('Errors'), icon: CircleX },
  { severity: 'warning', one: t('Warning'), many: t('Warnings'), icon: TriangleAlert },
  {
    severity: 'info',
    // Not the notes that people write.
    one: t('{count, plural, one {Note} other {Notes}}', { count: 1 }),
    many: t('{count, plural, one {Note} other {Notes}}', { count: 2 }),
    icon: Info,
  },
]

export function wordsOf(severity: Severity): SeverityWords {
  const words = severities.find((item) => item.severity === severity)
  if (!words) throw new Error(`There are no words for ${severity}`)
  return words
}

const countedSeverity: Readonly<Record<Severity, (count: number) => string>> = {
  error: (count) => t('{count, plural, one {# error} other {# errors}}', { count }),
  warning: (count) => t('{count, plural, one {# warning} other {# warnings}}', { count }),
  info: (count) => t('{count, plural, one {# note} other {# notes}}', { count }),
}

/** "3 errors, 5 warnings and 2 notes"; empty where there is none. */
export function countsText(counts: Readonly<Record<Severity, number>>): string {
  return listed(
    severities.flatMap(({ severity }) => {
      const count = counts[severity]
      return count > 0 ? [countedSeverity[severity](count)] : []
    }),
  )
}
