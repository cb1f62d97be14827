import { languageOf, type Language } from '../../core/language/locale'
import type { BeforeWindow } from '../files/before-window'

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
