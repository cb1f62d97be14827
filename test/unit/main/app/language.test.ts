import { expect, it } from 'vitest'
import { languageToSpeak } from '../../../../src/main/app/language'

it.each([
  [undefined, ['de-AT', 'en-US'], 'de'],
  [undefined, ['fr-FR', 'de-DE'], 'en'],
  [undefined, [], 'en'],
  ['system', ['de'], 'de'],
  ['en', ['de'], 'en'],
  ['de', ['en'], 'de'],
] as const)('with %s chosen and the system’s %j the app speaks %s', (chosen, system, language) => {
  expect(languageToSpeak(chosen ? { language: chosen } : {}, system)).toBe(language)
})
