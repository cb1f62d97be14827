import type { Page } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { shownTexts } from './shown-texts'

const catalogue = JSON.parse(
  readFileSync(new URL('../../../src/core/language/de.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>

/** The environment of a person whose system speaks German. */
export const germanSystem = { LANG: 'de_DE.UTF-8', LANGUAGE: 'de', LC_ALL: '', LC_TIME: '' }

/** A text of the app in German. */
export function de(text: string): string {
  const found = catalogue[text]
  if (found === undefined) throw new Error(`There is no German for ${text}`)
  return found
}

/** Words of identity providers in the guides, which stay as they show them. */
const guides = new URL('../../../src/guides/', import.meta.url)
const foreign = readdirSync(guides)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, guides), 'utf8'))
  .join('\n')

/** Texts that are there in English although the catalogue has other German for them. */
const translated = new Set(
  Object.entries(catalogue)
    // A text with values is not found as it stands.
    .filter(([english, own]) => english !== own && !english.includes('{'))
    .filter(([english]) => !foreign.includes(`"label": "${english}"`))
    .map(([english]) => english),
)

/** English texts of the catalogue that a window shows, or says to assistive technology. */
export async function englishIn(page: Page): Promise<string[]> {
  return (await shownTexts(page)).filter((text) => translated.has(text))
}
