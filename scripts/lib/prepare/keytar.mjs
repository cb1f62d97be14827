// keytar's native part. Its npm package holds none: people's machines fetch a prebuilt one, and where that cannot be had
// it is compiled here in two seconds. It is N-API, so one build serves Node and every Electron.
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { npm, output, run, toStderr } from '../run.mjs'

const folder = join(root, 'node_modules', 'keytar')
const binary = join(folder, 'build', 'Release', 'keytar.node')

/** Tried in a process of its own: a library that does not fit may take the process down. */
const loads = () =>
  existsSync(binary) &&
  output(process.execPath, ['-e', 'require(process.argv[1])', binary]) !== undefined

/**
 * Compiles keytar's sources for Linux with the C++ compiler alone. node-gyp is not used: it wants Node's headers, which it
 * would download, while N-API's lie in the package node-api-headers.
 */
async function compile() {
  const flags = output('pkg-config', ['--cflags', '--libs', 'libsecret-1'])
  if (flags === undefined) return false
  const modules = join(root, 'node_modules')
  const own = join(folder, 'node_modules', 'node-addon-api')
  const includes = [
    join(modules, 'node-api-headers', 'include'),
    existsSync(own) ? own : join(modules, 'node-addon-api'),
  ]
  const source = join(folder, 'src')
  const files = readdirSync(source)
    .filter((file) => file.endsWith('.cc') && !/_(mac|win)\.cc$/.test(file))
    .map((file) => join(source, file))
  mkdirSync(dirname(binary), { recursive: true })
  const temporary = `${binary}.${process.pid}`
  const args = [
    '-shared',
    '-fPIC',
    '-O2',
    '-std=c++17',
    '-fexceptions',
    '-DNAPI_VERSION=3',
    '-DNODE_GYP_MODULE_NAME=keytar',
  ]
  const code = await run(
    process.env['CXX'] ?? 'c++',
    [
      ...args,
      '-Wno-deprecated-declarations',
      ...includes.map((include) => `-I${include}`),
      ...files,
      '-o',
      temporary,
      ...flags.split(/\s+/),
    ],
    { stdio: toStderr },
  ).catch(() => 1)
  if (code === 0) renameSync(temporary, binary)
  return code === 0
}

/** `optional`: the app also runs without a keychain, so starting it does not fail here. */
export async function prepareKeytar({ optional = false } = {}) {
  if (!existsSync(folder)) throw new Stop('The npm package keytar is not installed.')
  if (loads()) return
  say('Building the keychain module (keytar) ...')
  const built = process.platform === 'linux' && (await compile()) && loads()
  // keytar's own script: fetches the prebuilt one, else compiles it with node-gyp.
  if (!built) await npm(['run', 'install', '--prefix', folder], { stdio: toStderr })
  if (loads()) return
  const message = 'The keychain module (keytar) could not be built'
  if (!optional) throw new Stop(`${message}.`)
  say(`${message}: the app will keep API keys in memory only.`)
}
