import { mkdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isProjectUuid, projectFileName, type ProjectId } from '../../../core/model/project-id'
import { setAside } from '../store/set-aside'
import { dataOf, moveFile, moveFolder, namesIn, renameAsIs } from './earlier-files'

/** Folders with one file for each project, which say nothing of its id. */
const plainFolders = ['checks'] as const
const foldersOfFiles = ['drafts', 'snapshots', 'publishing', ...plainFolders] as const
const foldersOfFolders = ['history', join('cases', 'working')] as const
const ofProject = /^([0-9a-f-]{36})(\.json|\.journal|\.lock)?$/

const record = z.record(z.string(), z.unknown())

/** With another value of a member, where the data is an object that has a text there. */
function withMember(data: unknown, path: readonly string[], value: string): unknown {
  const parsed = record.safeParse(data)
  const [name, ...rest] = path
  if (!parsed.success || name === undefined) return data
  const inside = parsed.data[name]
  if (rest.length > 0) return { ...parsed.data, [name]: withMember(inside, rest, value) }
  return typeof inside === 'string' ? { ...parsed.data, [name]: value } : data
}

/** The projects that files of an earlier version are about, which named them without their server. */
export async function earlierProjects(folder: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const part of [...foldersOfFiles, ...foldersOfFolders]) {
    for (const name of await namesIn(join(folder, part))) {
      const uuid = ofProject.exec(name)?.[1]
      if (uuid !== undefined && isProjectUuid(uuid)) found.add(uuid)
    }
  }
  return found
}

/** The workspace that the stored state of a project names. */
export async function workspaceInSnapshot(
  folder: string,
  uuid: string,
): Promise<string | undefined> {
  const data = await dataOf(join(folder, 'snapshots', `${uuid}.json`))
  const summary = record.safeParse(record.safeParse(data).data?.['summary']).data
  const workspaceId = summary?.['workspaceId']
  return typeof workspaceId === 'string' ? workspaceId : undefined
}

/** Gives all files of a project of an earlier version their present names and ids. May be done again. */
export async function takeProject(folder: string, uuid: string, id: ProjectId): Promise<void> {
  const name = projectFileName(id)
  const move = (part: string, ending: string, change?: (data: unknown) => unknown) =>
    moveFile(join(folder, part, uuid + ending), join(folder, part, name + ending), change)
  const draft = await move('drafts', '.json', (data) =>
    withMember(withMember(data, ['draft', 'projectId'], id), ['projectId'], id),
  )
  await moveJournal(join(folder, 'drafts'), uuid, name, draft === 'set-aside')
  await move('publishing', '.json', (data) => withMember(data, ['record', 'projectId'], id))
  // No other copy runs on this folder, so whoever held it has ended.
  await rm(join(folder, 'publishing', `${uuid}.lock`), { force: true, recursive: true })
  for (const part of plainFolders) await move(part, '.json')
  await moveHistory(join(folder, 'history', uuid), join(folder, 'history', name), id)
  await moveCases(join(folder, 'cases', 'working', uuid), join(folder, 'cases', 'working', name))
  // Last, since it says of which workspace the others are.
  await move('snapshots', '.json', (data) => withMember(data, ['summary', 'id'], id))
}

/** A journal belongs to its whole draft: beside another one it would not be what a person typed there. */
async function moveJournal(
  drafts: string,
  uuid: string,
  name: string,
  isOther: boolean,
): Promise<void> {
  const names = new Set(await namesIn(drafts))
  if (!names.has(`${uuid}.journal`)) return
  const from = join(drafts, `${uuid}.journal`)
  if (isOther || names.has(`${name}.journal`)) await setAside(from)
  else await renameAsIs(from, join(drafts, `${name}.journal`))
}

async function moveHistory(from: string, to: string, id: ProjectId): Promise<void> {
  await moveFolder(from, to, async (path, target, file) => {
    // The index is made anew from the records.
    if (file === 'index.json') await rm(path, { force: true })
    else if (file.endsWith('.json')) {
      await mkdir(to, { recursive: true, mode: 0o700 })
      await moveFile(path, target, (data) => withMember(data, ['projectId'], id))
    }
  })
  // Where something else is left in it, it stays.
  await rmdir(from).catch(() => undefined)
}

async function moveCases(from: string, to: string): Promise<void> {
  await moveFolder(from, to, async (path, target) => {
    await mkdir(to, { recursive: true, mode: 0o700 })
    await renameAsIs(path, target)
    // Where there is one of that name already, its files are looked at one by one.
    await moveFolder(path, target, async (file, into) => void (await moveFile(file, into)))
    // A folder that is not empty stays.
    await rmdir(path).catch(() => undefined)
  })
  // A folder that is not empty stays.
  await rmdir(from).catch(() => undefined)
}

const earlierPair =
  /^([0-9a-f-]{36}|file-[A-Za-z0-9-]{0,40})-([0-9a-f-]{36}|file-[A-Za-z0-9-]{0,40})\.json$/

/** What was said about pairs of projects; of two of which one is unknown it stays as it is. */
export async function takePairs(
  folder: string,
  ownerOf: (uuid: string) => ProjectId | undefined,
  pairName: (left: string, right: string) => string,
): Promise<void> {
  for (const file of await namesIn(join(folder, 'compare'))) {
    const [, left, right] = earlierPair.exec(file) ?? []
    if (left === undefined || right === undefined) continue
    const [one, other] = [left, right].map((side) => (isProjectUuid(side) ? ownerOf(side) : side))
    if (one === undefined || other === undefined) continue
    const to = join(folder, 'compare', `${pairName(one, other)}.json`)
    await moveFile(join(folder, 'compare', file), to)
  }
}
