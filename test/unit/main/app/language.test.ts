import { expect, it } from 'vitest'
import { languageToSpeak, systemRegion } from '../../../../src/main/app/language'
import { playElectron } from '../../../support/services/electron'

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

playElectron({ app: { getSystemLocale: () => 'de-AT' } })

it.each([
  ['darwin', { LANG: 'en_US.UTF-8' }, 'AT'],
  ['win32', {}, 'AT'],
  ['linux', { LANG: 'en_US.UTF-8' }, 'US'],
  ['linux', { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' }, 'DE'],
  ['linux', { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8', LC_ALL: 'C.UTF-8' }, undefined],
  ['linux', { LANG: '' }, undefined],
] as const)('of %s with %o is %s', (platform, environment, region) => {
  expect(systemRegion(platform, environment)).toBe(region)
})
