import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { linkScheme } from '../../../src/core/links/link-scheme'
import { trustedRelease } from '../../../src/main/services/updates/read-feed'
import { builderConfig } from '../../../scripts/lib/package/builder-config.mjs'
import { newKeys, signedFeed } from '../../../scripts/lib/package/feed.mjs'
import { wantedFuses, wrongFuses } from '../../../scripts/lib/package/fuses.mjs'
import { iconSizes, themeIcons } from '../../../scripts/lib/package/icons.mjs'
import * as identity from '../../../scripts/lib/package/identity.mjs'
import { builtFor } from '../../../scripts/lib/package/native-module.mjs'
import {
  packageVersion,
  releaseFrom,
  updaterSettings,
} from '../../../scripts/lib/package/release.mjs'
import { systemPackages } from '../../../scripts/lib/prepare/system-packages.mjs'
import { archsFor, plannedTargets } from '../../../scripts/lib/package/targets.mjs'

const page = 'https://github.com/example/sso-workbench'
const noRelease = releaseFrom({})
const facts = {
  electron: '45.5.0',
  version: '0.1.0',
  packageVersion: '0.1.0',
  output: 'dist',
  release: noRelease,
  env: {},
}

describe('a package', () => {
  test('is marked where its Electron is not of the major version that the app is made for', () => {
    const version = { version: '0.1.0', pinned: '45.5.0' }
    expect(packageVersion({ ...version, electron: '45.6.1' })).toBe('0.1.0')
    expect(packageVersion({ ...version, electron: '33.2.1' })).toBe('0.1.0+electron33')
  })

  test('knows its release only where the workflow names it', () => {
    expect(noRelease.updates).toBeUndefined()
    expect(releaseFrom({ RELEASE_PAGE: page }).updates).toBeUndefined()
    expect(releaseFrom({ RELEASE_PAGE: page, RELEASE_PUBLIC_KEY: 'key' }).updates).toEqual({
      feed: `${page}/releases/latest/download/updates.json`,
      page: `${page}/releases/latest`,
      publicKey: 'key',
    })
  })

  test('is planned for every system, and says why it is not made here', () => {
    const linux = {
      platform: 'linux',
      hasHelpers: false,
      hasCommand: (name: string) => name !== 'rpmbuild',
    }
    const planned = plannedTargets(linux)
    expect(planned.map(({ name }) => name)).toEqual([
      'deb',
      'AppImage',
      'rpm',
      'dmg',
      'zip',
      'nsis',
      'portable',
    ])
    const possible = (facts: Parameters<typeof plannedTargets>[0]) =>
      plannedTargets(facts)
        .filter(({ whyNot }) => whyNot === undefined)
        .map(({ name }) => name)
    expect(possible(linux)).toEqual(['deb'])
    expect(planned.find(({ name }) => name === 'rpm')?.whyNot).toBe('it needs rpmbuild')
    const all = { hasHelpers: true, hasCommand: () => true }
    expect(possible({ platform: 'linux', ...all })).toEqual(['deb', 'AppImage', 'rpm'])
    expect(possible({ platform: 'darwin', ...all })).toEqual(['dmg', 'zip'])
    expect(possible({ platform: 'win32', ...all })).toEqual(['nsis', 'portable'])
    expect(archsFor('darwin', 'arm64')).toEqual(['x64', 'arm64'])
    expect(archsFor('linux', 'x64')).toEqual(['x64'])
  })
})

describe('the configuration of electron-builder', () => {
  test('sets every fuse, packs the app as one archive and nothing of node_modules but keytar', () => {
    const config = builderConfig(facts)
    expect(config.electronFuses).toMatchObject(wantedFuses)
    expect(config.asar).toBe(true)
    const files = config.files as string[]
    expect(files.filter((name) => name.startsWith('node_modules/'))).toEqual(
      files.filter((name) => name.includes('keytar')),
    )
    expect(files).toContain('!node_modules/**')
  })

  test('is complete for every system, and its files are there', () => {
    const { mac, win, linux, nsis } = builderConfig(facts)
    expect(mac?.target).toEqual(['dmg', 'zip'])
    expect(win?.target).toEqual(['nsis', 'portable'])
    expect(linux?.target).toEqual(['AppImage', 'rpm'])
    for (const file of [
      mac?.icon,
      win?.icon,
      mac?.entitlements,
      nsis?.include,
      ...Object.values(themeIcons()),
    ]) {
      expect(readFileSync(String(file)).length, String(file)).toBeGreaterThan(100)
    }
    expect(iconSizes.png).toContain(512)
  })

  test('signs and notarizes where there is something to sign with, and never only half', () => {
    const mac = (env: Record<string, string>) => builderConfig({ ...facts, env }).mac
    expect(mac({})).toMatchObject({ identity: '-', hardenedRuntime: false, notarize: false })
    expect(mac({ APPLE_API_KEY: 'key' })).toMatchObject({ notarize: false })
    expect(mac({ CSC_LINK: 'cert' })).toMatchObject({ hardenedRuntime: true, notarize: false })
    const whole = mac({ CSC_LINK: 'cert', APPLE_API_KEY: 'key' })
    expect(whole).toMatchObject({ hardenedRuntime: true, notarize: true })
    expect(whole).not.toHaveProperty('identity')
    const windows = builderConfig({ ...facts, env: { WIN_CSC_LINK: 'cert' } }).win
    expect(windows).toMatchObject({ forceCodeSigning: true })
  })

  test('names who signs the next one on Windows, where it asks for updates', () => {
    const env = { RELEASE_PAGE: page, RELEASE_PUBLIC_KEY: 'key' }
    const signed = { WIN_CSC_LINK: 'cert' }
    expect(() => builderConfig({ ...facts, env: signed, release: releaseFrom(env) })).toThrow(
      'RELEASE_PUBLISHER is not set',
    )
    const release = releaseFrom({ ...env, RELEASE_PUBLISHER: 'Example: "Ltd"' })
    const { win } = builderConfig({ ...facts, env: signed, release })
    expect(win).toMatchObject({ signtoolOptions: { publisherName: ['Example: "Ltd"'] } })
    const { updates, publisher } = release
    if (!updates) throw new Error('It has a page and a key')
    // Read by electron-updater as YAML.
    expect(parse(updaterSettings({ updates, publisher }, 'cache'))).toEqual({
      provider: 'generic',
      url: `${page}/releases/latest/download/`,
      updaterCacheDirName: 'cache',
      publisherName: ['Example: "Ltd"'],
    })
  })

  test('names links and set-ups as the app does', () => {
    const { protocols } = builderConfig(facts)
    expect(protocols).toMatchObject([{ schemes: [linkScheme] }])
    expect(identity.linkScheme).toBe(linkScheme)
    expect(readFileSync('build/linux/mime.xml', 'utf8')).toContain(`type="${identity.mimeType}"`)
    const { productName, name } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect([identity.productName, identity.programName]).toEqual([productName, name])
  })
})

describe('fuses of an executable', () => {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
  const executable = (...wires: string[]) =>
    Buffer.concat(
      wires.map((states) =>
        Buffer.concat([
          Buffer.from(`code${sentinel}`),
          Buffer.from([1, states.length]),
          Buffer.from(`${states}more code`),
        ]),
      ),
    )

  test('are read from the wire, one for each processor', () => {
    expect(wrongFuses(executable('01001100'))).toEqual([])
    // A newer Electron has more.
    expect(wrongFuses(executable('010011001', '010011001'))).toEqual([])
    expect(wrongFuses(executable('01001100', '11001100'))).toEqual(['runAsNode is 1, not 0'])
  })

  test('that are wrong, missing or nowhere are told', () => {
    expect(wrongFuses(executable('01101r00'))).toEqual([
      'enableNodeOptionsEnvironmentVariable is 1, not 0',
      'onlyLoadAppFromAsar is r, not 1',
    ])
    expect(wrongFuses(executable('0100110'))).toEqual([
      'grantFileProtocolExtraPrivileges is missing, not 0',
    ])
    expect(wrongFuses(Buffer.from('no Electron'))).toEqual([
      'there are no fuses in this executable',
    ])
  })
})

test('a native module says for which system and processor it was built', () => {
  const bytes = (write: (buffer: Buffer) => void) => {
    const buffer = Buffer.alloc(256)
    write(buffer)
    return buffer
  }
  const elf = bytes((buffer) => {
    buffer.writeUInt32BE(0x7f454c46, 0)
    buffer.writeUInt16LE(0xb7, 18)
  })
  expect(builtFor(elf)).toEqual({ platform: 'linux', archs: ['arm64'] })
  const fat = bytes((buffer) => {
    buffer.writeUInt32BE(0xcafebabe, 0)
    buffer.writeUInt32BE(2, 4)
    buffer.writeUInt32BE(0x01000007, 8)
    buffer.writeUInt32BE(0x0100000c, 28)
  })
  expect(builtFor(fat)).toEqual({ platform: 'darwin', archs: ['x64', 'arm64'] })
  const pe = bytes((buffer) => {
    buffer.write('MZ', 0, 'latin1')
    buffer.writeUInt32LE(128, 0x3c)
    buffer.writeUInt16LE(0x8664, 132)
  })
  expect(builtFor(pe)).toEqual({ platform: 'win32', archs: ['x64'] })
  expect(builtFor(Buffer.from('text'))).toBeUndefined()
  expect(builtFor(readFileSync(process.execPath))?.platform).toBe(process.platform)
})

describe('a release', () => {
  test('has a feed that the app trusts, with the packages that replace themselves', () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'))
    try {
      const names = [
        'sso-workbench_0.2.0_linux_x86_64.AppImage',
        'sso-workbench_0.2.0_mac_arm64.zip',
        'sso-workbench_0.2.0_win_x64.exe',
        'sso-workbench_0.2.0_win_x64_portable.exe',
        'sso-workbench_0.2.0_amd64.deb',
      ]
      for (const name of names) writeFileSync(join(folder, name), name)
      const keys = newKeys()
      const given = {
        folder,
        names,
        version: '0.2.0',
        sequence: 7,
        publicKey: keys.RELEASE_PUBLIC_KEY,
      }
      const feed = signedFeed({ ...given, signingKey: keys.RELEASE_SIGNING_KEY })
      const reading = trustedRelease(feed, keys.RELEASE_PUBLIC_KEY)
      expect(reading).toMatchObject({ ok: true, release: { version: '0.2.0', sequence: 7 } })
      const files = reading.ok ? reading.release.files : []
      expect(files.map(({ name }) => name)).toEqual(names.slice(0, 3))
      expect(files.map(({ size }) => size)).toEqual(names.slice(0, 3).map(({ length }) => length))
      expect(() => signedFeed({ ...given, signingKey: newKeys().RELEASE_SIGNING_KEY })).toThrow(
        'no pair',
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test.each([
    ['release', ['package', 'release', 'test:package']],
    ['test', ['check']],
  ])('has the workflow %s, whose commands are there', (name, commands) => {
    const text = readFileSync(`.github/workflows/${name}.yml`, 'utf8')
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const called = [...text.matchAll(/npm"?\)?"? run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(called.toSorted()).toEqual(commands)
    for (const each of called) expect(scripts).toHaveProperty([each])
    for (const each of systemPackages) {
      expect(text, each).toMatch(new RegExp(`\\b${each}(t64)?\\b`))
    }
  })
})
