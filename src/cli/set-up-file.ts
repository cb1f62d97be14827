import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { withoutPauses } from '../core/model/pauses'
import { readSetUpFile } from '../core/set-up-file/read'
import { setUpOfFile } from '../core/set-up-file/set-up-of-file'
import { formatName } from '../core/team-folder/document'
import { markerPath, projectPath } from '../core/team-folder/paths'
import { readingProjectFile } from '../core/team-folder/project-file'
import type { SetUp } from '../core/model/set-up'
import { CommandError } from './command-error'
import { findFiles, readText } from './files'
import { shortened } from './plain-text'
import { readTeamFolder } from '../core/team-folder/read-folder'
import type { TeamFolder } from '../core/team-folder/team'
import { readTeamFiles, type TeamFiles } from '../main/files/team-folder/read-team-files'

/** Reads a project's file of a team folder; a copy elsewhere is refused, since its mappers are not known. */
async function readProjectFile(file: string, text: string): Promise<SetUp> {
  const place = dirname(resolve(file))
  const isInFolder = basename(place) === dirname(projectPath('a'))
  const mappers = isInFolder ? (await readTeam(dirname(place))).folder.mappers : undefined
  const reading = withoutPauses(readingProjectFile(text, (name) => mappers?.get(name)?.text))
  if (!reading.ok) throw unusable(file, reading.problems)
  return setUpOfFile(reading.file)
}

/** Reads an exported file, or a project's file of a team folder. @throws CommandError for an unusable one */
export async function readSetUp(file: string): Promise<SetUp> {
  const text = await readText(file)
  if (text.includes(`"${formatName('team-project')}"`)) return readProjectFile(file, text)
  const reading = readSetUpFile(text)
  if (!reading.ok) throw unusable(file, reading.problems)
  const name = basename(file)
  return setUpOfFile(reading.file, { name, slug: '', environment: 'production', hosts: [] })
}

/** A set-up, and the path by which the output names it. */
export interface NamedSetUp {
  readonly file: string
  readonly setUp: SetUp
}

const unusable = (file: string, problems: readonly string[]) =>
  new CommandError(`${file} cannot be used:`, ...problems.map((item) => `  ${shortened(item)}.`))

const isTeamFolder = (name: string) =>
  stat(join(name, markerPath)).then(
    (found) => found.isFile(),
    // Reading a missing file reports it.
    () => false,
  )

async function readProjects(root: string): Promise<NamedSetUp[]> {
  const { folder } = await readTeam(root)
  if (folder.refused !== undefined) throw unusable(root, [folder.refused])
  // Without one project, statements about the others would be wrong.
  if (folder.problems.length > 0)
    throw unusable(
      root,
      folder.problems.map(({ path, words }) => `${path}: ${words}`),
    )
  if (folder.projects.size === 0) throw new CommandError(`${root} has no projects.`)
  return [...folder.projects].map(([name, { file }]) => ({
    file: join(root, projectPath(name)),
    setUp: setUpOfFile(file),
  }))
}

/** Reads exported files, folders with such files, and the projects of team folders. */
export async function readSetUps(names: readonly string[]): Promise<NamedSetUp[]> {
  const found: NamedSetUp[] = []
  for (const name of names) {
    if (await isTeamFolder(name)) {
      found.push(...(await readProjects(name)))
      continue
    }
    for (const file of await findFiles([name], '.json')) {
      found.push({ file, setUp: await readSetUp(file) })
    }
  }
  return [...new Map(found.map((item) => [item.file, item])).values()]
}

/** @throws CommandError for a folder that cannot be read */
export async function readTeam(
  root: string,
): Promise<{ readonly contents: TeamFiles; readonly folder: TeamFolder }> {
  const contents = await readTeamFiles(root).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${root} cannot be read: ${why}`)
  })
  return { contents, folder: readTeamFolder(contents) }
}
