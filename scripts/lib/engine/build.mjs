// Builds the Jsonnet engine from engine/ with Go; every machine with the same Go version gets the same bytes.
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

/** 256 MB in pages of 64 KiB: the memory limit of a mapper. */
export const maximumPages = 4096

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const environment = (goVersion, more = {}) => ({
  ...process.env,
  // So that the modules can be deleted with a temporary home folder.
  GOFLAGS: '-modcacherw',
  CGO_ENABLED: '0',
  ...(goVersion ? { GOTOOLCHAIN: goVersion } : {}),
  ...more,
})

/** Answer of `go env NAME`, of the given version if any; undefined if Go or that version is missing. */
export const goEnv = (name, goVersion) =>
  output('go', ['env', name], { cwd: engineFolder, env: environment(goVersion) })

/** The engine's two modules: file name and package. */
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

/** Builds the reference for this machine; resolves to false if Go is missing or the build fails. */
export async function buildNative(file, goVersion) {
  if (goEnv('GOVERSION', goVersion) === undefined) return false
  const args = ['build', '-trimpath', '-buildvcs=false', '-o', file, './native']
  const options = { cwd: engineFolder, env: environment(goVersion), stdio: toStderr }
  return (await run('go', args, options)) === 0
}
