import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  compilerArguments,
  isBuiltHere,
  nodeGypArguments,
  noteBuilt,
  sourcesFor,
  waysToBuild,
} from '../../../scripts/lib/prepare/keytar-build.mjs'

const keytar = JSON.parse(readFileSync('node_modules/keytar/package.json', 'utf8'))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keytar-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the keychain module', () => {
  test.each(['linux', 'darwin', 'win32'])('is built on %s and never fetched', (platform) => {
    expect(waysToBuild(platform).length).toBeGreaterThan(0)
    expect(waysToBuild(platform)).not.toContain('prebuilt')
    const [, script = ''] = nodeGypArguments('keytar')
    expect(keytar.scripts[script]).toBe('node-gyp rebuild')
  })

  test('that came with npm install counts for nothing: npm runs no script of a package here', () => {
    expect(keytar.scripts.install).toContain('prebuild-install')
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
  })

  test('is used only where it is the very file that was built here', () => {
    const binary = join(folder, 'keytar.node')
    expect(isBuiltHere(binary)).toBe(false)
    writeFileSync(binary, 'prebuilt by somebody')
    expect(isBuiltHere(binary)).toBe(false)
    noteBuilt(binary)
    expect(isBuiltHere(binary)).toBe(true)
    writeFileSync(binary, 'put in its place')
    expect(isBuiltHere(binary)).toBe(false)
    writeFileSync(`${binary}.sha256`, `${'0'.repeat(64)}\n`)
    expect(isBuiltHere(binary)).toBe(false)
  })

  test('has the sources and libraries of its system', () => {
    const names = ['async.cc', 'keytar.h', 'keytar_mac.cc', 'keytar_posix.cc', 'keytar_win.cc']
    expect(sourcesFor('linux', names)).toEqual(['async.cc', 'keytar_posix.cc'])
    expect(sourcesFor('darwin', names)).toEqual(['async.cc', 'keytar_mac.cc'])
    const build = { includes: ['headers'], sources: ['async.cc'], libsecret: ['-lsecret-1'] }
    const linux = compilerArguments({ platform: 'linux', ...build })
    expect(linux).toEqual(expect.arrayContaining(['-shared', '-Iheaders', '-lsecret-1']))
    const mac = compilerArguments({ platform: 'darwin', ...build })
    expect(mac).toEqual(expect.arrayContaining(['-bundle', 'Security', 'x86_64', 'arm64']))
    expect(mac).not.toContain('-lsecret-1')
  })
})
