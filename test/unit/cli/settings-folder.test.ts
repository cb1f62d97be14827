import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsFolder } from '../../../src/cli/settings-folder'

test.each([
  ['linux', {}, join('home', '.config')],
  ['linux', { XDG_CONFIG_HOME: 'own' }, 'own'],
  ['darwin', {}, join('home', 'Library', 'Application Support')],
  ['win32', { APPDATA: 'roaming' }, 'roaming'],
  ['win32', {}, join('home', 'AppData', 'Roaming')],
] as const)('on %s with %j the app’s folder is in %s', (platform, env, folder) => {
  expect(settingsFolder(platform, env, 'home')).toBe(join(folder, 'SSO Workbench'))
})
