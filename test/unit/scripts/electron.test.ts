import { describe, expect, test } from 'vitest'
import { chooseElectron, executableName } from '../../../scripts/lib/electron/choose.mjs'
import { cacheFolder } from '../../../scripts/lib/paths.mjs'

const hour = 60 * 60 * 1000
const now = 1_000 * hour
const linux = { pinned: false, now, platform: 'linux', arch: 'x64' }

describe('choosing an Electron', () => {
  test('takes the folder that was given before anything else', () => {
    expect(chooseElectron({ ...linux, override: '/opt/electron', pinned: true })).toBe('override')
  })

  test('takes the pinned one when it is there, even if a download failed lately', () => {
    expect(chooseElectron({ ...linux, pinned: true, downloadFailedAt: now - hour })).toBe('pinned')
  })

  test('tries the download first', () => {
    expect(chooseElectron(linux)).toBe('download')
  })

  test('does not try again for a day after a failure', () => {
    expect(chooseElectron({ ...linux, downloadFailedAt: now - 23 * hour })).toBe('stand-in')
    expect(chooseElectron({ ...linux, downloadFailedAt: now - 25 * hour })).toBe('download')
  })

  test('does not believe a failure from the future', () => {
    expect(chooseElectron({ ...linux, downloadFailedAt: now + hour })).toBe('download')
  })

  test.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ])('keeps trying on %s %s, which has no stand-in', (platform, arch) => {
    const facts = { ...linux, platform, arch, downloadFailedAt: now - hour }
    expect(chooseElectron(facts)).toBe('download')
  })

  test('knows the executable of every system', () => {
    expect(['linux', 'win32', 'darwin'].map(executableName)).toEqual([
      'electron',
      'electron.exe',
      'Electron.app/Contents/MacOS/Electron',
    ])
  })
})

describe('the cache folder', () => {
  test('follows XDG_CACHE_HOME, for root too', () => {
    const env = { XDG_CACHE_HOME: '/cache', HOME: '/home/a' }
    expect(cacheFolder(env, 'linux', true)).toBe('/cache/sso-workbench')
  })

  test('lies in the home of an ordinary user, and for root where that user can read it', () => {
    const env = { HOME: '/home/a' }
    expect(cacheFolder(env, 'linux', false)).toBe('/home/a/.cache/sso-workbench')
    expect(cacheFolder(env, 'linux', true)).toBe('/var/cache/sso-workbench')
  })
})
