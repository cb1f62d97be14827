import { IntlMessageFormat, type Formatters } from 'intl-messageformat'
import { englishOf, inLanguage, numberLocale } from './locale'
import { numbersOf } from './numbers'

/** What is put in place of placeholders. Numbers in a plural are written by the person's region. */
export type Values = Readonly<Record<string, string | number>>

// By itself it asks whether numbers can be written in the locale, which looks through all of them.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(String(locales))

/** What texts need of `Intl`, in one locale. */
function formattersOf(of: string): Formatters {
  const numbers = numbersOf(of)
  const plurals = new Map<Intl.PluralRuleType | undefined, Intl.PluralRules>()
  return {
    // `#` and `{count, number}` ask for nothing else of it.
    getNumberFormat: () => numbers as Intl.NumberFormat,
    getDateTimeFormat() {
      throw new Error('A text is given days and times as core/model/format.ts writes them')
    },
    getPluralRules(_locale, options) {
      const rules = plurals.get(options?.type) ?? new Intl.PluralRules(of, options)
      plurals.set(options?.type, rules)
      return rules
    },
  }
}

let locale = ''
let formatters = formattersOf('en')
const formats = new Map<string, IntlMessageFormat>()

/** The text's format; made once for each text, since it is parsed. */
function formatOf(text: string): IntlMessageFormat {
  if (locale !== numberLocale()) {
    locale = numberLocale()
    formatters = formattersOf(locale)
    formats.clear()
  }
  const format =
    formats.get(text) ??
    new IntlMessageFormat(text, locale, undefined, { ignoreTag: true, formatters })
  formats.set(text, format)
  return format
}

/**
 * A text of the app in the language of the person.
 *
 * @param text the English text, as a literal, so that `test/unit/translation.test.ts` finds it. With `values` it is in ICU's
 * message format: `{name}`, or `{count, plural, one {# change} other {# changes}}`; without, braces are nothing special
 * @throws {Error} if a placeholder has no value: an error of the program
 */
export function t(text: string, values?: Values): string {
  const own = inLanguage(text)
  return values ? String(formatOf(own).format(values)) : own
}

/** A text that was made while its module was loaded, in the language that is spoken now; see `speaking`. */
export const retold = (text: string): string => inLanguage(englishOf(text))
