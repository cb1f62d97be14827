import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../../../core/language/translate'
import {
  attributesPath,
  markerPath,
  readmePath,
  teamFileAt,
  teamFolders,
} from '../../../core/team-folder/paths'
import type { FolderContents, TeamProblem } from '../../../core/team-folder/team'
import { codeOf, isMissing } from '../store/file-errors'

export interface TeamFiles extends FolderContents {
  /** SHA-512 in lower-case hex, by path. */
  readonly hashes: ReadonlyMap<string, string>
}

/** Limits for a folder, checked before anything is kept. */
export const teamFolderLimits = {
  files: 20_000,
  /** Bytes: thousands of connections make a project large. */
  bytes: { project: 64_000_000, other: 4_000_000 },
  /** Bytes in total; 10,000 organizations take 20 million. */
  bytesInAll: 128_000_000,
  /** JSON values in total, each costing many times its bytes. */
  valuesInAll: 6_000_000,
} as const

export const hashOf = (content: string | Uint8Array): string =>
  createHash('sha512').update(content).digest('hex')

// No links followed, no waiting for pipes; Windows lacks both flags.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Hidden and other files aren't ours. */
const isOurs = (name: string) => /\.json(?:net)?$/i.test(name) && !name.startsWith('.')

const linkWords = t(
  'It is a link, which may lead out of the folder: it is neither read nor written',
)

const unreadable = (error: unknown) =>
  t('It cannot be read ({why})', { why: codeOf(error) ?? t('unknown reason') })

type Read = { readonly bytes: Buffer } | { readonly words: string } | undefined

/** At most `most` bytes of a regular file; `undefined` if there is none. */
export async function readRegular(path: string, most: number): Promise<Read> {
  let file: FileHandle | undefined
  try {
    const found = await lstat(path)
    if (found.isSymbolicLink()) return { words: linkWords }
    if (!found.isFile()) return { words: t('It is not a regular file') }
    file = await open(path, openFlags)
    const opened = await file.stat()
    if (!opened.isFile()) return { words: t('It is not a regular file') }
    if (opened.size > most)
      return { words: t('It is larger than {limit} MB', { limit: most / 1_000_000 }) }
    return { bytes: await file.readFile() }
  } catch (error) {
    if (isMissing(error)) return undefined
    return { words: unreadable(error) }
  } finally {
    // It was only read, so an error on closing loses nothing.
    await file?.close().catch(() => undefined)
  }
}

/** Names in a folder; a link to a folder is refused. */
async function namesIn(
  root: string,
  path: string,
  add: (problem: TeamProblem) => void,
): Promise<string[]> {
  try {
    const found = await lstat(join(root, path))
    if (found.isSymbolicLink()) add({ path, words: linkWords })
    else if (found.isDirectory()) return (await readdir(join(root, path))).toSorted()
    else if (path.includes('/')) return []
    else add({ path, words: t('It is not a folder') })
    return []
  } catch (error) {
    if (!isMissing(error)) {
      add({ path, words: unreadable(error) })
    }
    return []
  }
}

/** Upper bound of values in JSON: each follows its own separator. */
function mostValuesIn(bytes: Uint8Array): number {
  let count = 1
  // Iterating bytes is many times slower.
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    // A comma, or the start of a list or object.
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) count += 1
  }
  return count
}

const inMegabytes = (bytes: number) => Math.ceil(bytes / 1_000_000)

/** Why a folder is too large to read, if it is. */
async function tooMuch(root: string, paths: readonly string[]): Promise<string | undefined> {
  const { files, bytesInAll } = teamFolderLimits
  if (paths.length > files) {
    return t(
      'The folder is too large: it has {count, number} files, and may have {limit, number}',
      {
        count: paths.length,
        limit: files,
      },
    )
  }
  let [inAll, largest, most] = [0, '', 0]
  for (const path of paths) {
    if (!teamFileAt(path)) continue
    // Reported when it is read.
    const found = await lstat(join(root, path)).catch(() => undefined)
    const size = found?.isFile() ? found.size : 0
    inAll += size
    if (size > most) [largest, most] = [path, size]
  }
  if (inAll <= bytesInAll) return undefined
  return t(
    'The folder is too large: its files have {size} MB together, and may have {limit} MB. The largest is {path} with {most} MB',
    {
      size: inMegabytes(inAll),
      limit: inMegabytes(bytesInAll),
      path: largest,
      most: inMegabytes(most),
    },
  )
}

export type Folders = readonly (typeof teamFolders)[number][]

/** All paths in a team folder, including those of `folders` below it. */
export async function pathsIn(
  root: string,
  add: (problem: TeamProblem) => void,
  folders: Folders = teamFolders,
): Promise<string[]> {
  const paths = [readmePath, markerPath, attributesPath]
  for (const folder of folders) {
    for (const name of await namesIn(root, folder, add)) {
      const path = `${folder}/${name}`
      if (folder !== 'mappers') {
        if (isOurs(name)) paths.push(path)
        continue
      }
      if (name.startsWith('.')) continue
      const inner = await namesIn(root, path, add)
      paths.push(...inner.filter(isOurs).map((own) => `${path}/${own}`))
    }
  }
  return paths
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8.
    return undefined
  }
}

/** Reads a team folder without following links; throws if the folder itself can't be read. */
export async function readTeamFiles(
  root: string,
  folders: Folders = teamFolders,
): Promise<TeamFiles> {
  await readdir(root)
  const problems: TeamProblem[] = []
  const add = (problem: TeamProblem) => void problems.push(problem)
  const files = new Map<string, string>()
  const hashes = new Map<string, string>()
  const paths = await pathsIn(root, add, folders)
  const refused = (words: string): TeamFiles => ({
    files: new Map(),
    hashes: new Map(),
    problems,
    refused: words,
  })
  const why = await tooMuch(root, paths)
  if (why !== undefined) return refused(why)
  const { bytes: mostBytes, bytesInAll, valuesInAll } = teamFolderLimits
  let [inAll, values] = [0, 0]
  for (const path of paths) {
    const file = teamFileAt(path)
    // Foreign names stay unopened; the reader reports the path.
    if (!file) {
      files.set(path, '')
      continue
    }
    const read = await readRegular(
      join(root, path),
      file.kind === 'project' ? mostBytes.project : mostBytes.other,
    )
    if (!read) continue
    if ('words' in read) {
      add({ path, words: read.words })
      continue
    }
    inAll += read.bytes.length
    if (path.endsWith('.json')) values += mostValuesIn(read.bytes)
    // Files may have grown since.
    if (inAll > bytesInAll || values > valuesInAll) {
      return refused(
        t('The folder is too large: its files hold too many values. {path} was read last', {
          path,
        }),
      )
    }
    hashes.set(path, hashOf(read.bytes))
    const text = decoded(read.bytes)
    if (text === undefined) add({ path, words: t('It is not UTF-8 text') })
    else files.set(path, text)
  }
  return { files, hashes, problems }
}
