import { expect, it } from 'vitest'
import { systemRegion } from '../../../../src/main/app/region'
import { playElectron } from '../../../support/services/electron'

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
