import { languageOf, regionOf, type Language } from '../../core/language/locale'
import type { BeforeWindow } from '../files/before-window'
import { app } from 'electron'

/**
 * The language that the person chose, or else that of the system.
 *
 * @param systemLanguages as the system names them, the preferred one first
 */
export function languageToSpeak(
  { language = 'system' }: Pick<BeforeWindow, 'language'>,
  systemLanguages: readonly string[],
): Language {
  return language === 'system' ? languageOf(systemLanguages[0] ?? '') : language
}

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
