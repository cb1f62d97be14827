// keytar's native part. Its npm package has none: it is compiled here in two seconds (keytar-build.mjs says why it is never
// downloaded). It uses N-API, so one build works with Node and every Electron.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { npm, output, run, toStderr } from '../run.mjs'
import {
  compilerArguments,
  isBuiltHere,
  nodeGypArguments,
  noteBuilt,
  sourcesFor,
  waysToBuild,
} from './keytar-build.mjs'

const folder = join(root, 'node_modules', 'keytar')
const binary = join(folder, 'build', 'Release', 'keytar.node')

/** Tried in a separate process, because an incompatible library may crash it. */
const loads = () =>
  existsSync(binary) &&
  output(process.execPath, ['-e', 'require(process.argv[1])', binary]) !== undefined

const ways = {
  compiler: compile,
  'node-gyp': () => npm(nodeGypArguments(folder), { stdio: toStderr }),
}

/** Compiles keytar's sources. node-gyp is not used, because it would download Node's headers. */
async function compile() {
  const { platform } = process
  const flags =
    platform === 'darwin' ? '' : output('pkg-config', ['--cflags', '--libs', 'libsecret-1'])
  if (flags === undefined) return
  const modules = join(root, 'node_modules')
  const own = join(folder, 'node_modules', 'node-addon-api')
  const includes = [
    join(modules, 'node-api-headers', 'include'),
    existsSync(own) ? own : join(modules, 'node-addon-api'),
  ]
  const source = join(folder, 'src')
  const sources = sourcesFor(platform, readdirSync(source)).map((file) => join(source, file))
  const libsecret = flags.split(/\s+/).filter(Boolean)
  mkdirSync(dirname(binary), { recursive: true })
  const temporary = `${binary}.${process.pid}`
  const args = compilerArguments({ platform, includes, sources, libsecret })
  const compiler = process.env['CXX'] ?? 'c++'
  const code = await run(compiler, [...args, '-o', temporary], { stdio: toStderr }).catch(() => 1)
  if (code === 0) renameSync(temporary, binary)
}

/** `optional`: the app also runs without a keychain, so a failure does not prevent starting it. */
export async function prepareKeytar({ optional = false } = {}) {
  if (!existsSync(folder)) throw new Stop('The npm package keytar is not installed.')
  if (isBuiltHere(binary) && loads()) return
  say('Building the keychain module (keytar) ...')
  // The present file was not built here, or does not load.
  rmSync(binary, { force: true })
  for (const way of waysToBuild(process.platform)) {
    await ways[way]()
    if (!loads()) continue
    noteBuilt(binary)
    return
  }
  const needs =
    process.platform === 'linux' ? '' : ' It needs a C++ compiler; docs/working.md says which.'
  const message = `The keychain module (keytar) could not be built.${needs}`
  if (!optional) throw new Stop(message)
  say(`${message} The app will keep API keys in memory only.`)
}
