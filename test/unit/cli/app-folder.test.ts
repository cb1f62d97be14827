import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsFolder } from '../../../src/cli/app-folder'

test.each([
  ['linux', {}, join('/home/kim', '.config')],
  ['linux', { XDG_CONFIG_HOME: '/own' }, '/own'],
  // A path from the place where it runs would be a folder of whoever made that place.
  ['linux', { XDG_CONFIG_HOME: 'own' }, join('/home/kim', '.config')],
  ['darwin', {}, join('/home/kim', 'Library', 'Application Support')],
  ['win32', { APPDATA: 'C:\\roaming' }, 'C:\\roaming'],
  ['win32', {}, join('/home/kim', 'AppData', 'Roaming')],
] as const)('on %s with %j the app’s folder is in %s', (platform, env, folder) => {
  expect(settingsFolder(platform, env, () => '/home/kim')).toBe(join(folder, 'SSO Workbench'))
})

test('an account without a home has a folder that it cannot have written', () => {
  for (const home of [
    () => '',
    () => 'relative',
    () => {
      throw new Error('uv_os_homedir returned ENOENT')
    },
  ]) {
    expect(settingsFolder('linux', {}, home)).toBe(join('/', '.config', 'SSO Workbench'))
  }
})
