// How keytar's native part is built, and how our own build is recognized. Its install script would download an unverified
// binary, and this module handles every key: it is always built from the sources of the npm package, whose hash is in the
// lock file, on every system.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * The ways to build on a system, best first. `compiler`: only the C++ compiler, with N-API's headers from the package
 * node-api-headers. `node-gyp`: needs Python and a compiler, and downloads Node's headers, which it verifies.
 */
export const waysToBuild = (platform) =>
  platform === 'win32' ? ['node-gyp'] : ['compiler', 'node-gyp']

/** Arguments of `npm` to build with node-gyp; `install` would try a prebuilt binary first. */
export const nodeGypArguments = (folder) => ['run', 'build', '--prefix', folder]

/** The sources of keytar for a system. */
export function sourcesFor(platform, names) {
  const own = platform === 'darwin' ? 'mac' : platform === 'win32' ? 'win' : 'posix'
  return names.filter((name) => {
    const [, system] = /_(mac|win|posix)\.cc$/.exec(name) ?? []
    return name.endsWith('.cc') && (system === undefined || system === own)
  })
}

/**
 * Arguments of the C++ compiler, without the output.
 *
 * @param {{ platform: string, includes: string[], sources: string[], libsecret: string[] }} build `libsecret`: what
 *   pkg-config says, on Linux
 */
export function compilerArguments({ platform, includes, sources, libsecret }) {
  // For both processors of macOS, since packages for both are made on one computer.
  const both = ['-arch', 'x86_64', '-arch', 'arm64']
  const shape =
    platform === 'darwin'
      ? ['-bundle', '-undefined', 'dynamic_lookup', ...both]
      : ['-shared', '-fPIC']
  const libraries =
    platform === 'darwin' ? ['-framework', 'AppKit', '-framework', 'Security'] : libsecret
  return [
    ...shape,
    '-O2',
    '-std=c++17',
    '-fexceptions',
    '-DNAPI_VERSION=3',
    '-DNODE_GYP_MODULE_NAME=keytar',
    '-Wno-deprecated-declarations',
    ...includes.map((include) => `-I${include}`),
    ...sources,
    ...libraries,
  ]
}

const noteOf = (binary) => `${binary}.sha256`
const hashOf = (binary) => createHash('sha256').update(readFileSync(binary)).digest('hex')

/** Records that this file was built here. */
export function noteBuilt(binary) {
  writeFileSync(noteOf(binary), `${hashOf(binary)}\n`)
}

/** Whether this same file was built here, not installed by `npm install` or replaced. */
export function isBuiltHere(binary) {
  try {
    return readFileSync(noteOf(binary), 'utf8').trim() === hashOf(binary)
  } catch {
    return false
  }
}
