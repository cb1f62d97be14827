import { loadLanguage } from '../../core/language/load-language'
import { languageNamed } from '../../core/language/locale'

// Must run before every module with texts; main passes the language in the address.
const language = languageNamed(new URLSearchParams(window.location.search).get('language'))
if (language !== 'en') await loadLanguage(language)
document.documentElement.lang = language
