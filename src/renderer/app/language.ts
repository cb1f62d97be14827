import { loadLanguage } from '../../core/language/load-language'
import { languageNamed } from '../../core/language/locale'

// The first module of a window, before those with texts: the main process says the language in the address.
const language = languageNamed(new URLSearchParams(window.location.search).get('language'))
if (language !== 'en') await loadLanguage(language)
document.documentElement.lang = language
