import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { PairMemory } from '../compare/memory'
import type { NamedCase } from '../mapper/cases/merge'
import { contentHash } from '../model/mapper-text'
import { byText } from '../set-up-file/form'
import { withoutPauses } from '../model/pauses'
import { isUnsafeText } from '../set-up-file/secrets'
import { readDocument } from './document'
import { readAboutFile, readCaseFile } from './mapper-files'
import { readPairFile } from './pair-file'
import { markerPath, projectName, teamFileAt, teamFolders } from './paths'
import { readingProjectFile } from './project-file'
import { readPublishFile, type TeamPublish } from './publish-file'
import type { FolderContents, FolderMapper, FolderProject, TeamFolder, TeamProblem } from './team'
import { t } from '../language/translate'

const hashOf = (text: string) => contentHash(utf8ToBytes(text))

/** Problem of a path among the folder's files. */
const oddPath = t(
  'A file of a team folder cannot have this name: names have letters in lower case, digits and ' +
    'hyphens, so that every system can have them',
)

interface Gathered {
  readonly texts: Map<string, string>
  readonly abouts: Map<string, { readonly name: string; readonly notes: string }>
  readonly cases: Map<string, NamedCase[]>
}

function readMapperText(text: string): { readonly text: string } | { readonly words: string } {
  if (text.startsWith('\uFEFF')) {
    return { words: t('It begins with a byte order mark: remove it') }
  }
  if (isUnsafeText(text)) {
    return { words: t('It is or may hold a secret: take it out of the file') }
  }
  // CRLF comes from a checkout; the app never writes it.
  return { text: text.replaceAll('\r\n', '\n') }
}

function gatherMapper(
  gathered: Gathered,
  file: Extract<NonNullable<ReturnType<typeof teamFileAt>>, { folder: string }>,
  text: string,
): string | undefined {
  const { folder } = file
  if (file.kind === 'mapper') {
    const read = readMapperText(text)
    if ('words' in read) return read.words
    gathered.texts.set(folder, read.text)
    return undefined
  }
  if (file.kind === 'about') {
    const about = readAboutFile(text)
    if (!about.ok) return about.words
    gathered.abouts.set(folder, about)
    return undefined
  }
  const read = readCaseFile(text)
  if (!read.ok) return read.words
  const item = { id: file.id, case: read.case }
  const others = gathered.cases.get(folder)
  if (others) others.push(item)
  else gathered.cases.set(folder, [item])
  return undefined
}

function mappersOf({ texts, abouts, cases }: Gathered, add: (problem: TeamProblem) => void) {
  const mappers = new Map<string, FolderMapper>()
  for (const folder of new Set([...texts.keys(), ...abouts.keys(), ...cases.keys()])) {
    const text = texts.get(folder)
    if (text === undefined) {
      add({ path: `mappers/${folder}`, words: t('It has no mapper.jsonnet that could be read') })
      continue
    }
    const { name = '', notes = '' } = abouts.get(folder) ?? {}
    const own = cases.get(folder) ?? []
    mappers.set(folder, { text, hash: hashOf(text), name, notes, cases: own })
  }
  return mappers
}

/** Why this version refuses the folder, by its marker. */
function refusedBy(marker: string | undefined): { readonly words: string } | undefined {
  const reading = marker === undefined ? undefined : readDocument('team-folder', marker)
  return reading && !reading.ok && reading.isNewer
    ? { words: t('The folder was made by a newer version of this app') }
    : undefined
}

/** Reports names that differ only in case. */
function tellSameNames(paths: readonly string[], add: (problem: TeamProblem) => void): void {
  const seen = new Map<string, string>()
  for (const path of paths) {
    const before = seen.get(path.toLowerCase())
    if (before !== undefined) {
      add({ path, words: t('Some systems treat it as the same file as {path}', { path: before }) })
    }
    seen.set(path.toLowerCase(), path)
  }
}

/** Reads an untrusted team folder; problems are listed by path and other files still read. */
export function* readingTeamFolder({
  files,
  problems: unread,
  refused: why,
}: FolderContents): Generator<void, TeamFolder> {
  const problems: TeamProblem[] = [...unread]
  const add = (problem: TeamProblem) => void problems.push(problem)
  const projects = new Map<string, FolderProject>()
  const published = new Map<string, TeamPublish>()
  const pairs = new Map<string, PairMemory>()
  const refused = why === undefined ? refusedBy(files.get(markerPath)) : { words: why }
  if (refused) {
    return { projects, published, pairs, mappers: new Map(), problems, refused: refused.words }
  }
  const gathered: Gathered = { texts: new Map(), abouts: new Map(), cases: new Map() }
  const setUps: { readonly path: string; readonly name: string; readonly text: string }[] = []
  const paths = [...files.keys()].toSorted(byText)
  tellSameNames(paths, add)
  for (const path of paths) {
    yield
    const text = files.get(path) ?? ''
    const file = teamFileAt(path)
    if (!file) {
      if (teamFolders.some((folder) => path.startsWith(`${folder}/`))) add({ path, words: oddPath })
    } else if (file.kind === 'project') setUps.push({ path, name: file.name, text })
    else if (file.kind === 'beside') {
      const words = t(
        'A copy of what the app had when someone else changed the file: choose one of the two ' +
          'and delete the other',
      )
      add({ path, words })
    } else if (file.kind === 'marker') {
      const marker = readDocument('team-folder', text)
      if (!marker.ok) add({ path, words: marker.words })
    } else if (file.kind === 'publish') {
      const read = readPublishFile(text)
      if (read.ok) published.set(file.name, read.value)
      else add({ path, words: read.words })
    } else if (file.kind === 'pair') {
      const read = readPairFile(text, file.name)
      if (read.ok) pairs.set(file.name, read.memory)
      else add({ path, words: read.words })
    } else if ('folder' in file) {
      const words = gatherMapper(gathered, file, text)
      if (words !== undefined) add({ path, words })
    }
  }
  const mappers = mappersOf(gathered, add)
  for (const { path, name, text } of setUps) {
    yield
    const read = yield* readingProjectFile(text, (folder) => mappers.get(folder)?.text)
    if (!read.ok) for (const words of read.problems) add({ path, words })
    else if (projectName(read.file.project?.slug ?? '') !== name) {
      add({ path, words: t('Its name has to be the project’s slug') })
    } else projects.set(name, { file: read.file, uses: read.uses })
  }
  return { projects, published, pairs, mappers, problems }
}

/** `readingTeamFolder` in one go. */
export const readTeamFolder = (contents: FolderContents): TeamFolder =>
  withoutPauses(readingTeamFolder(contents))
