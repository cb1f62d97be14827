// The native build of the engine, used by tests and `npm run engine -- --record` as the reference for go-jsonnet. It is built
// once for each state of its sources, because compiling Go's own library takes most of a minute.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { locked } from '../lock.mjs'
import { root } from '../paths.mjs'
import { buildNative, engineFolder, sha256 } from './build.mjs'

const folder = join(root, 'out', 'native')

/** The program's path; undefined if Go is missing or the build fails. */
export const nativeEngine = () =>
  locked(async () => {
    const ending = process.platform === 'win32' ? '.exe' : ''
    const file = join(folder, `${sourcesHash()}${ending}`)
    if (existsSync(file)) return file
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    return (await buildNative(file)) ? file : undefined
  })

function sourcesHash() {
  const files = readdirSync(engineFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:\.go|go\.mod|go\.sum)$/.test(name))
    .sort()
    .map((name) => join(engineFolder, name))
  const parts = files.map((file) => `${relative(root, file)}\n${sha256(readFileSync(file))}\n`)
  return sha256(parts.join('')).slice(0, 16)
}
