import { expect, test } from 'vitest'
import { sessionEnvironment, sessionFor } from '../../../scripts/lib/desktop/environment.mjs'

test("a session takes nothing that ties it to the caller's desktop, home or npm", () => {
  const env = {
    HOME: '/home/caller',
    DISPLAY: ':0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
    XDG_RUNTIME_DIR: '/run/user/0',
    npm_config_cache: '/home/caller/.npm',
    NODE_OPTIONS: '--inspect',
    PATH: '/usr/bin',
    CI: 'true',
  }
  expect(sessionEnvironment(env, '/opt/node/bin')).toEqual({
    LANG: 'C.UTF-8',
    SSO_WORKBENCH_DESKTOP: '1',
    CI: 'true',
    PATH: '/opt/node/bin:/usr/bin',
  })
})

test('a session on a person’s display has no keychain, and the app is told so', () => {
  expect(sessionFor(':0')).toEqual({ startsKeychain: false, switches: ['--keychain-for-tests'] })
  // The tests need one: theirs lives as long as their own display.
  expect(sessionFor(undefined)).toEqual({ startsKeychain: true, switches: [] })
})
