import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: { getSystemLocale: () => 'de-AT' } }))
const { systemRegion } = await import('../../../../src/main/app/region')

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
