// Building the Jsonnet engine from engine/ with Go: the same bytes on every machine that has the same Go.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stop } from '../log.mjs'
import { root } from '../paths.mjs'
import { output, run, toStderr } from '../run.mjs'
import { limitMemory } from './wasm-memory.mjs'

export const engineFolder = join(root, 'engine')
export const builtFolder = join(engineFolder, 'built')

/** 256 MB in pages of 64 KiB: what the app lets a mapper have. */
export const maximumPages = 4096

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const environment = (goVersion, more = {}) => ({
  ...process.env,
  // Whoever removes a temporary home folder can then remove the modules in it, too.
  GOFLAGS: '-modcacherw',
  CGO_ENABLED: '0',
  ...(goVersion ? { GOTOOLCHAIN: goVersion } : {}),
  ...more,
})

/** Answer of `go env NAME`, of the wanted version where one is named; undefined where Go or that version is missing. */
export const goEnv = (name, goVersion) =>
  output('go', ['env', name], { cwd: engineFolder, env: environment(goVersion) })

/** The engine's two modules: the name of the file, and the package that it is built from. */
export const modules = { jsonnet: './wasm', identity: './identity/wasm' }

/** One of the modules as bytes, with its memory limited. */
export async function buildEngine(name, goVersion) {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'))
  try {
    const file = join(folder, `${name}.wasm`)
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags=-s -w']
    const args = ['build', ...flags, '-o', file, modules[name]]
    const env = environment(goVersion, { GOOS: 'js', GOARCH: 'wasm' })
    const code = await run('go', args, { cwd: engineFolder, env, stdio: toStderr })
    if (code !== 0) throw new Stop(`Building the engine failed (exit code ${code}).`)
    return limitMemory(readFileSync(file), maximumPages)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Builds the reference for this machine; resolves to false where Go is missing or the build fails. */
export async function buildNative(file, goVersion) {
  if (goEnv('GOVERSION', goVersion) === undefined) return false
  const args = ['build', '-trimpath', '-buildvcs=false', '-o', file, './native']
  const options = { cwd: engineFolder, env: environment(goVersion), stdio: toStderr }
  return (await run('go', args, options)) === 0
}
