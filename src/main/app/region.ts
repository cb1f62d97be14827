import { app } from 'electron'
import { regionOf } from '../../core/language/locale'

/** The region by whose habits the person's system writes numbers and dates; `undefined` where it names none. */
export function systemRegion(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (platform !== 'linux') return regionOf(app.getSystemLocale())
  // Electron only knows the language there, and the region of dates may be another one.
  const { LC_ALL, LC_TIME, LANG } = environment
  return regionOf(LC_ALL || LC_TIME || LANG || '')
}
