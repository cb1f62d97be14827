// How keytar's native part is built, and how a build of ours is told from anything else. Its own install script would
// take a prebuilt one from the network that nothing vouches for, and this module sees every key: it is built from the
// sources of the npm package, whose hash the lock file pins, on every system, or not at all.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * The ways to build on a system, best first. `compiler`: the C++ compiler alone, with N-API's headers from the package
 * node-api-headers. `node-gyp`: needs Python and a compiler, and fetches Node's headers, which it checks.
 */
export const waysToBuild = (platform) =>
  platform === 'win32' ? ['node-gyp'] : ['compiler', 'node-gyp']

/** Arguments of `npm` that build with node-gyp; `install` would try a prebuilt one first. */
export const nodeGypArguments = (folder) => ['run', 'build', '--prefix', folder]

/** Which of keytar's sources belong to a system. */
export function sourcesFor(platform, names) {
  const own = platform === 'darwin' ? 'mac' : platform === 'win32' ? 'win' : 'posix'
  return names.filter((name) => {
    const [, system] = /_(mac|win|posix)\.cc$/.exec(name) ?? []
    return name.endsWith('.cc') && (system === undefined || system === own)
  })
}

/**
 * Arguments of the C++ compiler, the output left out.
 *
 * @param {{ platform: string, includes: string[], sources: string[], libsecret: string[] }} build `libsecret`: what
 *   pkg-config says, on Linux
 */
export function compilerArguments({ platform, includes, sources, libsecret }) {
  const shape =
    platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared', '-fPIC']
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

/** Writes down that this file was built here. */
export function noteBuilt(binary) {
  writeFileSync(noteOf(binary), `${hashOf(binary)}\n`)
}

/** Whether this very file was built here: one that came with `npm install`, or was put in its place, was not. */
export function isBuiltHere(binary) {
  try {
    return readFileSync(noteOf(binary), 'utf8').trim() === hashOf(binary)
  } catch {
    return false
  }
}
