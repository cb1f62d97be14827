import { loadLanguage } from '../../core/language/load-language'
import { languageOf } from '../../core/language/locale'
import { chosenLanguage } from '../files/chosen-language'

/**
 * Has the main process speak the language that the person chose, or else that of the system. To be called before a
 * module with texts is loaded.
 *
 * @param folder the user data folder; @param systemLanguages as the system names them, the preferred one first
 */
export async function beginLanguage(
  folder: string,
  systemLanguages: readonly string[],
): Promise<void> {
  const chosen = (await chosenLanguage(folder)) ?? 'system'
  await loadLanguage(chosen === 'system' ? languageOf(systemLanguages[0] ?? '') : chosen)
}
