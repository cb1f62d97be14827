import { setLanguage, type Catalogue, type Language } from './locale'

const catalogues = {
  en: () => Promise.resolve({}),
  de: async () => (await import('./de.json')).default,
} as const satisfies Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>>

/** The texts of a language, to speak it for a while; see `speaking`. */
export const textsOf = (language: Language): Promise<Catalogue> => catalogues[language]()

/** Reads the texts of a language, which this process speaks from then on; see `setLanguage`. */
export async function loadLanguage(language: Language): Promise<void> {
  setLanguage(language, await catalogues[language]())
}
