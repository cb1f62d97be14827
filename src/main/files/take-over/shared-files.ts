import { join } from 'node:path'
import { z } from 'zod'
import {
  isProjectId,
  isProjectUuid,
  projectIdAt,
  type ProjectId,
} from '../../../core/model/project-id'
import { changeFile, dataOf, namesIn } from './earlier-files'
import { serverOfWorkspace } from '../store/migrations/workspaces-2'
import { listerSchema, type Lister, type Owners } from './owners'

const record = z.record(z.string(), z.unknown())
const texts = z.array(z.string())
type OwnerOf = (uuid: string) => ProjectId | undefined

const inObject =
  (change: (data: Record<string, unknown>) => Record<string, unknown>) =>
  (data: unknown): unknown => {
    const parsed = record.safeParse(data)
    return parsed.success ? change(parsed.data) : data
  }

/** An id in its present form; one whose project is unknown stays as it is. */
const present = (ownerOf: OwnerOf, id: unknown): unknown =>
  typeof id === 'string' && isProjectUuid(id) ? (ownerOf(id) ?? id) : id

const presentKeys = (ownerOf: OwnerOf, data: unknown): unknown =>
  inObject((entries) =>
    Object.fromEntries(
      Object.entries(entries).map(([id, value]) => [String(present(ownerOf, id)), value]),
    ),
  )(data)

const changedMember = (
  data: Record<string, unknown>,
  name: string,
  change: (value: unknown) => unknown,
) => (Object.hasOwn(data, name) ? { ...data, [name]: change(data[name]) } : data)

const inList =
  (change: (item: unknown) => unknown) =>
  (data: unknown): unknown =>
    Array.isArray(data) ? data.map((item: unknown) => change(item)) : data

/** A member of each object of a list. */
const ofProject = (ownerOf: OwnerOf) =>
  inObject((item) => changedMember(item, 'projectId', (id) => present(ownerOf, id)))

/**
 * What a person decided about writing. A project that was locked is locked at every server that lists it;
 * where none does, the id stays and locks it wherever it comes.
 */
function guards(owners: Owners) {
  return inObject((data) => {
    const ids = (value: unknown, of: (uuid: string) => readonly ProjectId[]) => {
      const list = texts.safeParse(value)
      if (!list.success) return value
      const named = list.data.flatMap((id): readonly string[] => {
        const found = isProjectUuid(id) ? of(id) : []
        return found.length > 0 ? found : [id]
      })
      return [...new Set(named)]
    }
    const one = (id: ProjectId | undefined) => (id === undefined ? [] : [id])
    const locked = changedMember(data, 'locked', (value) => ids(value, owners.allOf))
    const allowed = changedMember(locked, 'allowed', (value) =>
      inObject((lists) =>
        Object.fromEntries(
          Object.entries(lists).map(([workspaceId, list]) => [
            workspaceId,
            ids(list, (uuid) => one(owners.inWorkspace(workspaceId, uuid))),
          ]),
        ),
      )(value),
    )
    return changedMember(allowed, 'lost', (value) =>
      inObject((lost) =>
        changedMember(lost, 'unlocked', (list) => ids(list, (uuid) => one(owners.ownerOf(uuid)))),
      )(value),
    )
  })
}

/** Silences, whose ids hold those of projects, and what others changed. */
function radar(ownerOf: OwnerOf) {
  const silence = inObject((item) =>
    changedMember(
      changedMember(item, 'projectId', (id) => present(ownerOf, id)),
      'id',
      (id) =>
        typeof id === 'string'
          ? id
              .split('|')
              .map((part) => String(present(ownerOf, part)))
              .join('|')
          : id,
    ),
  )
  return inObject((data) =>
    changedMember(changedMember(data, 'silences', inList(silence)), 'drifts', (drifts) =>
      presentKeys(ownerOf, drifts),
    ),
  )
}

function settings(ownerOf: OwnerOf) {
  return inObject((data) => {
    const last = changedMember(data, 'lastProjectId', (id) => present(ownerOf, id))
    const recent = changedMember(
      last,
      'recentProjects',
      inList((id) => present(ownerOf, id)),
    )
    return changedMember(recent, 'decisions', (value) => presentKeys(ownerOf, value))
  })
}

/** Tabs of projects that are nowhere to be found would not be opened anyway, so they go. */
function windows(ownerOf: OwnerOf) {
  const known = (id: unknown) => typeof id === 'string' && isProjectId(id)
  const state = inObject((data) => {
    const tabs = changedMember(data, 'tabs', (value) =>
      Array.isArray(value)
        ? value
            .map(ofProject(ownerOf))
            .filter((tab) => known(record.safeParse(tab).data?.['projectId']))
        : value,
    )
    const { shown, ...rest } = tabs
    const front = present(ownerOf, shown)
    return known(front) ? { ...rest, shown: front } : rest
  })
  return inList(inObject((window) => changedMember(window, 'state', state)))
}

function trashed(owners: Owners) {
  const workspaceOf = (data: Record<string, unknown>): string =>
    typeof data['workspaceId'] === 'string' ? data['workspaceId'] : ''
  return inObject((item) =>
    changedMember(
      item,
      'content',
      inObject((content) => {
        const draft = changedMember(content, 'draft', ofProject(owners.ownerOf))
        const project = changedMember(
          draft,
          'project',
          inObject((data) =>
            changedMember(data, 'id', (id) =>
              present((uuid) => owners.inWorkspace(workspaceOf(data), uuid), id),
            ),
          ),
        )
        return changedMember(project, 'workspace', (value) => {
          const lister = listerSchema.safeParse(value).data
          if (!lister) return value
          const projects = lister.projects.map((each) => ({
            ...each,
            id: present((uuid) => projectIdAt(serverOfWorkspace(lister) ?? '', uuid), each.id),
          }))
          return { ...record.parse(value), projects }
        })
      }),
    ),
  )
}

/** Workspaces that were removed and can be restored: they say where their projects are. */
export async function trashedWorkspaces(folder: string): Promise<Lister[]> {
  const found: Lister[] = []
  for (const name of await namesIn(join(folder, 'trash'))) {
    if (!name.endsWith('.json')) continue
    const data = record.safeParse(await dataOf(join(folder, 'trash', name))).data
    const content = record.safeParse(data?.['content']).data
    const lister = listerSchema.safeParse(content?.['workspace']).data
    if (lister) found.push(lister)
  }
  return found
}

/** Gives ids in the files about all projects their present form. May be done again. */
export async function takeSharedFiles(folder: string, owners: Owners): Promise<void> {
  const { ownerOf } = owners
  // Locks first: what comes after could fail. An earlier app must not read them as no locks, hence the version.
  await changeFile(join(folder, 'guards.json'), guards(owners), 2)
  await changeFile(join(folder, 'radar.json'), radar(ownerOf))
  await changeFile(join(folder, 'settings.json'), settings(ownerOf))
  await changeFile(join(folder, 'windows.json'), windows(ownerOf))
  await changeFile(join(folder, 'project-keys.json'), inList(ofProject(ownerOf)))
  for (const name of await namesIn(join(folder, 'trash'))) {
    if (name.endsWith('.json')) await changeFile(join(folder, 'trash', name), trashed(owners))
  }
}
