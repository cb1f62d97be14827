/** Languages in which the app speaks. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** English text, with ICU placeholders, to the same in another language. */
export type Catalogue = Readonly<Record<string, string>>

// Texts and numbers are made in a thousand places: one state that is set once at the start of a process, thread or
// window is less than an argument in each of them.
let language: Language = 'en'
let catalogue: Catalogue = {}
/** That of the language that the process began with. */
let home: Catalogue = {}
let region: string | undefined

/**
 * From here on this process speaks a language. To be called before any module with texts is loaded, since most texts
 * are made while their module loads.
 *
 * @param texts what each text is in it; a text without an entry stays English
 */
export function setLanguage(next: Language, texts: Catalogue = {}): void {
  language = next
  catalogue = texts
}

const english = new WeakMap<Catalogue, ReadonlyMap<string, string>>()

/** The English of a text in the language of this process; the text itself where it has none. */
export function englishOf(text: string): string {
  const known = english.get(home) ?? new Map(Object.entries(home).map(([key, own]) => [own, key]))
  english.set(home, known)
  return known.get(text) ?? text
}

/**
 * Makes texts in another language than that of this process, such as a sheet for somebody else. What is made must not
 * wait for anything: meanwhile the whole process speaks that language.
 *
 * @param texts as for `setLanguage`
 */
export function speaking<Made>(next: Language, texts: Catalogue, make: () => Made): Made {
  const own = { language, catalogue }
  language = next
  catalogue = texts
  try {
    return make()
  } finally {
    language = own.language
    catalogue = own.catalogue
  }
}

export const currentLanguage = (): Language => language

/** What each text is in the present language; empty in English. */
export const currentTexts = (): Catalogue => catalogue

/** A text in the present language, with its placeholders. */
export const inLanguage = (text: string): string =>
  Object.hasOwn(catalogue, text) ? (catalogue[text] ?? text) : text

/**
 * From here on this process writes by the habits of a region.
 *
 * @param next two letters or three digits, as `regionOf` gives them; `undefined` where it is not known
 */
export function setRegion(next: string | undefined): void {
  region = next
}

export const currentRegion = (): string | undefined => region

/** By whose habits numbers are written: where the region is not known, as most of the language's speakers do. */
export const numberLocale = (): string =>
  region === undefined ? language : `${language}-${region}`

/** By whose habits days are written: where the region is not known, so that month and day are without doubt. */
export const dateLocale = (): string => `${language}-${region ?? (language === 'en' ? 'GB' : 'DE')}`

/**
 * The region of a locale as systems write them: `AT` of `de_AT.UTF-8`, `DE` of `de`; `undefined` where it names none.
 */
export const regionOf = (locale: string): string | undefined => parsed(locale)?.region

/** The language of the app for a locale as systems write them: `de` of `de_AT.UTF-8`, `en` for any other. */
export const languageOf = (locale: string): Language => languageNamed(parsed(locale)?.language)

/** The language with a code such as `de`; English for any other. */
export const languageNamed = (code: unknown): Language =>
  languages.find((each) => each === code) ?? 'en'

function parsed(locale: string): Intl.Locale | undefined {
  const [name = ''] = locale.split(/[.@]/)
  if (name === '' || name === 'C' || name === 'POSIX') return undefined
  try {
    return new Intl.Locale(name.replaceAll('_', '-')).maximize()
  } catch {
    // No locale.
    return undefined
  }
}
