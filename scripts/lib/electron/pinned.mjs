// The `electron` package's own executable: the shipped version. The package downloads it, but it is fetched here first with
// time limits, because the package has none and hangs where the site is blocked.
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { say } from '../log.mjs'
import { cacheFolder, root } from '../paths.mjs'
import { run, toStderr } from '../run.mjs'
import { executableName } from './choose.mjs'

const folder = join(root, 'node_modules', 'electron')
const failure = join(cacheFolder(), 'electron-download-failed.json')

/** Milliseconds to the first answer, and between two pieces of the file. */
const limits = { answer: 8_000, pause: 20_000 }

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const version = () => readJson(join(folder, 'package.json')).version

/** The executable, or undefined if this version has not been downloaded. */
export function pinnedElectron() {
  try {
    const dist = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim()
    const executable = join(folder, 'dist', executableName(process.platform))
    return dist === version() && existsSync(executable) ? executable : undefined
  } catch {
    return undefined
  }
}

/** When the download of this version last failed, in milliseconds; undefined if it did not. */
export function downloadFailedAt() {
  try {
    const last = readJson(failure)
    return last.version === version() ? last.at : undefined
  } catch {
    return undefined
  }
}

/** Downloads it; a failure is recorded, so that the next run does not wait for it again. */
export async function downloadPinned() {
  say(`Downloading Electron ${version()} ...`)
  try {
    await fetchIntoElectronsCache()
    const code = await run(process.execPath, [join(folder, 'install.js')], { stdio: toStderr })
    if (code !== 0) throw new Error(`its install script exited with code ${code}`)
    rmSync(failure, { force: true })
    return pinnedElectron()
  } catch (error) {
    say(`Electron could not be downloaded: ${error.cause?.message ?? error.message}`)
    mkdirSync(dirname(failure), { recursive: true })
    writeFileSync(failure, `${JSON.stringify({ version: version(), at: Date.now() })}\n`)
    return undefined
  }
}

/** Puts the archive into the cache of the package's install script; verifies it with the package's checksums. */
async function fetchIntoElectronsCache() {
  const get = join(root, 'node_modules', '@electron', 'get', 'dist', 'index.js')
  const { downloadArtifact, getHostArch } = await import(pathToFileURL(get).href)
  await downloadArtifact({
    version: version(),
    artifactName: 'electron',
    platform: process.platform,
    arch: getHostArch(),
    checksums: readJson(join(folder, 'checksums.json')),
    cacheRoot: process.env['electron_config_cache'],
    downloader: { download: fetchWithLimits },
  })
}

async function fetchWithLimits(url, file) {
  const abort = new AbortController()
  const give = (milliseconds, what) =>
    setTimeout(
      () => abort.abort(new Error(`${what} within ${milliseconds / 1000} s`)),
      milliseconds,
    )
  let timer = give(limits.answer, 'no answer')
  try {
    const response = await fetch(url, { signal: abort.signal })
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
    mkdirSync(dirname(file), { recursive: true })
    const watched = async function* (chunks) {
      for await (const chunk of chunks) {
        clearTimeout(timer)
        timer = give(limits.pause, 'no more data')
        yield chunk
      }
    }
    await pipeline(Readable.fromWeb(response.body), watched, createWriteStream(file))
  } finally {
    clearTimeout(timer)
  }
}
