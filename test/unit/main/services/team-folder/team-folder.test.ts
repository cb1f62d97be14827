import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { record, undo } from '../../../../../src/core/draft/draft'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { withMatch } from '../../../../../src/core/compare/memory'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { checkTeamFolder } from '../../../../../src/core/team-folder/check'
import { readTeamFolder } from '../../../../../src/core/team-folder/read-folder'
import type { TeamItem } from '../../../../../src/core/team-folder/team'
import { createAppFiles } from '../../../../../src/main/files/app-files'
import { createCaseFiles, type CaseFiles } from '../../../../../src/main/files/cases/case-files'
import { casesOfMapper } from '../../../../../src/main/files/cases/case-folders'
import { readTeamFiles } from '../../../../../src/main/files/team-folder/read-team-files'
import { readTeamFolderAt } from '../../../../../src/main/files/team-folder/read-team-folder'
import { createPublishFiles } from '../../../../../src/main/files/publish/publish-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { namedValuesIn } from '../../../../support/services/named-values'
import { createPairMemories } from '../../../../../src/main/services/compare/pair-memory'
import { createPutStep } from '../../../../../src/main/services/drafts/put-step'
import { createLocks } from '../../../../../src/main/services/locks'
import { createMapperNotes } from '../../../../../src/main/services/all-mappers/mapper-notes'
import { createOwnWrites } from '../../../../../src/main/services/projects/own-writes'
import { createSetUpFiles } from '../../../../../src/main/services/set-up-files/set-up-files'
import { shareFiles } from '../../../../../src/main/services/wiring'
import { createAppSide } from '../../../../../src/main/services/team-folder/app-side'
import { createFolderReader } from '../../../../../src/main/services/team-folder-files'
import { createTakeItem } from '../../../../../src/main/services/team-folder/take-item'
import { createTeamFolderService } from '../../../../../src/main/services/team-folder/team-folder'
import { value } from '../../../../support/services/main-services'
import { workspaceOf } from '../../../../support/services/radar-service'
import {
  hashOf,
  organization,
  projectAt,
  safeMapper,
  said,
  savedCase,
  withMapper,
} from '../../../../support/states/team-folder'
import { atOry } from '../../../../support/states/project-ids'
import { published } from '../../../renderer/features/history/fixtures'
import { temporaryFolder } from '../../../../support/services/temporary'

const ids = {
  live: atOry('10000000-0000-4000-8000-000000000001'),
  stage: atOry('20000000-0000-4000-8000-000000000002'),
}
const canary = 'canary-4711'

function project(slug: keyof typeof ids, clientId = 'client-a'): Snapshot {
  const snapshot = projectAt(slug, {
    organizations: [{ ...organization, scim_token: canary }],
    oidc: [
      withMapper('a', safeMapper, {
        client_id: clientId,
        client_secret: canary,
        x_rollout: { introspection_token: canary },
      }),
    ],
  })
  return { ...snapshot, summary: { ...snapshot.summary, id: ids[slug] } }
}

let places: string[]
beforeEach(() => void (places = []))
afterEach(async () => {
  for (const place of places) await rm(place, { recursive: true, force: true })
})
async function place(): Promise<string> {
  const made = await temporaryFolder()
  places.push(made)
  return made
}

/** One app with the two projects, and a folder that it uses. */
async function appWith(
  root: string,
  snapshots = [project('live'), project('stage')],
  onDisk: (caseFiles: CaseFiles) => CaseFiles = (caseFiles) => caseFiles,
) {
  const folder = await place()
  const notices = createNotices()
  const now = () => new Date('2026-11-27T06:00:00Z')
  const locks = createLocks()
  const publishFiles = createPublishFiles({ folder, notices, now })
  const { files, drafts } = shareFiles(createAppFiles(createJsonFiles({ folder, notices })), {
    locks,
    ownWrites: createOwnWrites(now),
    publishLocks: publishFiles.locks,
    tellOthers: () => undefined,
  })
  for (const snapshot of snapshots) await files.snapshots.write(snapshot)
  const workspace = workspaceOf(snapshots)
  const values = namedValuesIn(files)
  const memories = createPairMemories(files, values, () => undefined)
  const notes = createMapperNotes(files.mapperNotes, now)
  const caseFiles = onDisk(createCaseFiles({ folder }))
  const setUpFiles = createSetUpFiles({
    files,
    projects: { openTexts: () => () => Promise.reject(new Error('Nothing is to be read')) },
  })
  let noted = 0
  const folders = createFolderReader({
    readFolder: readTeamFolderAt,
    files,
    workspaces: { list: () => Promise.resolve([workspace]) },
    watching: { follow: () => Promise.resolve() },
  })
  const team = createTeamFolderService({
    files,
    readAppSide: createAppSide({
      files,
      workspaces: { list: () => Promise.resolve([workspace]) },
      setUpFiles,
      memories,
      notes,
      caseFiles,
      history: publishFiles.history,
    }),
    takeItem: createTakeItem({
      memories,
      values,
      notes,
      caseFiles,
      tellNoted: () => void (noted += 1),
    }),
    putStep: createPutStep({
      files,
      drafts,
      locks,
      publishLocks: publishFiles.locks,
      tellAsking: () => undefined,
      now,
      newId: () => 'step',
    }),
    chooseFolder: () => Promise.resolve(root),
    folders,
    workspaces: { list: () => Promise.resolve([workspace]) },
    watching: { follow: () => Promise.resolve() },
    now,
  })
  const workspaceId = workspace.id
  value(await team['team.choose']({ workspaceId, folder: 'ask' }))
  const read = async () => value(await team['team.read']({ workspaceId }))
  const standings = async () =>
    Object.fromEntries(
      (await read()).rows.map(({ item, standing }) => [`${item.kind} ${short(item)}`, standing]),
    )
  const writeAll = async (replace = false) => {
    const { readingId = '', rows } = await read()
    return value(
      await team['team.write']({ readingId, items: rows.map(({ item }) => item), replace }),
    )
  }
  const { history } = publishFiles
  const own = {
    folder,
    team,
    folders,
    files,
    values,
    memories,
    notes,
    caseFiles,
    history,
    workspaceId,
  }
  return { ...own, read, standings, writeAll, noted: () => noted }
}
const short = ({ name }: TeamItem) => name.slice(0, 12)
const live: TeamItem = { kind: 'project', name: 'live' }
const pair: TeamItem = { kind: 'pair', name: 'live--stage' }
const hash = hashOf(safeMapper)
const mapper: TeamItem = { kind: 'mapper', name: hash }

async function saySomething({ memories, notes, caseFiles }: Awaited<ReturnType<typeof appWith>>) {
  await memories.change({ left: { name: ids.live }, right: { name: ids.stage } }, (memory) =>
    withMatch(memory, { kind: 'connection', left: 'oidc:a', right: 'oidc:a' }),
  )
  value(await notes.set(hash, said))
  value(await caseFiles.put(casesOfMapper(hash), safeMapper, said.cases))
}

async function textsIn(root: string): Promise<Map<string, string>> {
  const names = await readdir(root, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name)
        return [path.slice(root.length + 1).replaceAll('\\', '/'), await readFile(path, 'utf8')]
      }),
    ),
  )
}

it('writes the state, then nothing, holds no secret, and another app with the folder has the same', async () => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  expect(await app.standings()).toMatchObject({
    'project live': 'only-app',
    'pair live--stage': 'only-app',
  })
  const wrote = await app.writeAll()
  expect(wrote.results.flatMap(({ conflicts, problem }) => [...conflicts, problem ?? ''])).toEqual([
    '',
    '',
    '',
    '',
  ])
  const texts = await textsIn(root)
  expect(texts.size).toBe(9)
  expect([...texts.values()].join('')).not.toContain(canary)
  const contents = await readTeamFiles(root)
  expect(checkTeamFolder(contents, readTeamFolder(contents))).toEqual([])
  const before = await app.read()
  expect(before.rows.map(({ standing }) => standing)).toEqual(['same', 'same', 'same', 'same'])
  expect(before.lastWrite?.files).toHaveLength(9)
  const again = await app.writeAll()
  expect(again.results.flatMap(({ written }) => written)).toEqual([])
  expect(await textsIn(root)).toEqual(texts)
  const copy = await place()
  await cp(root, copy, { recursive: true })
  const other = await appWith(copy)
  expect(await other.standings()).toMatchObject({
    'project live': 'same',
    'pair live--stage': 'only-folder',
    [`mapper ${hash.slice(0, 12)}`]: 'only-folder',
  })
  const { readingId = '' } = await other.read()
  const taken = await other.team['team.take']({ readingId, items: [pair, mapper], how: 'folder' })
  expect(value(taken).results.map(({ problem }) => problem)).toEqual([undefined, undefined])
  expect(new Set(Object.values(await other.standings()))).toEqual(new Set(['same']))
  expect((await other.notes.read()).mappers[hash]).toMatchObject({
    name: 'Pebble',
    notes: said.notes,
  })
  const loaded = value(await other.team['team.load']({ readingId, items: [live] }))
  expect(loaded.results).toMatchObject([{ changes: 0, skipped: [] }])
})

it('loads a colleague’s change as one step of the draft, and does not write over it unasked', async () => {
  const root = await place()
  const app = await appWith(root)
  await app.writeAll()
  const colleague = await appWith(root, [project('live', 'client-new'), project('stage')])
  await colleague.writeAll(true)
  expect(await app.standings()).toMatchObject({ 'project live': 'folder-newer' })
  const texts = await textsIn(root)
  const held = (await app.writeAll()).results.find(({ item }) => item.name === 'live')
  expect(held?.problem).toContain('newer in the folder')
  expect(await textsIn(root)).toEqual(texts)
  const { readingId = '' } = await app.read()
  const { lines } = value(await app.team['team.differences']({ readingId, item: live }))
  expect(lines).toEqual([
    { about: 'Label of a', field: 'Client ID', app: 'client-a', folder: 'client-new' },
  ])
  const loaded = value(await app.team['team.load']({ readingId, items: [live] }))
  expect(loaded.results).toMatchObject([{ changes: 1, toType: [], skipped: [] }])
  const [snapshot, draft] = [
    value(await app.files.snapshots.read(ids.live)),
    value(await app.files.drafts.read(ids.live)),
  ]
  if (!snapshot || !draft) throw new Error('There is a draft')
  const [connection] = workingCopy(snapshot, draft.intents).connections
  expect(connection).toMatchObject({ fields: { client_id: 'client-new' }, edited: ['client_id'] })
  expect(undo(draft).intents.connection).toEqual({})
  expect(record(draft, { label: 'x', at: '', changes: [] })).toBe(draft)
})

it('shares the values of a pair, which become values of whoever takes them', async () => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  const host = {
    id: '10000000-0000-4000-8000-000000000001',
    name: 'Okta host',
    what: 'issuer' as const,
    texts: {},
    projects: [
      { of: ids.live, text: 'live.example' },
      { of: ids.stage, text: 'stage.example' },
    ],
  }
  value(await app.values.save([], [host]))
  await app.writeAll()
  const file = (await textsIn(root)).get('pairs/live--stage.json') ?? ''
  expect(JSON.parse(file)).toMatchObject({
    forward: [{ what: 'issuer', from: 'live.example', to: 'stage.example' }],
    backward: [{ what: 'issuer', from: 'stage.example', to: 'live.example' }],
  })
  const other = await appWith(root)
  const { readingId = '' } = await other.read()
  value(await other.team['team.take']({ readingId, items: [pair], how: 'both' }))
  expect(value(await other.values.read())).toMatchObject([
    { name: 'stage.example', projects: host.projects },
  ])
  expect(await other.standings()).toMatchObject({ 'pair live--stage': 'same' })
})

it.each(['changed', 'deleted', 'made'] as const)(
  'a file that was %s after it was shown is not overwritten; both can be kept',
  async (what) => {
    const root = await place()
    const app = await appWith(root)
    if (what !== 'made') await app.writeAll()
    const newer = await appWith(root, [project('live', 'client-b'), project('stage')])
    const { readingId = '' } = await newer.read()
    const path = join(root, 'projects/live.json')
    const theirs = 'theirs'
    if (what === 'made') await app.writeAll()
    else if (what === 'deleted') await rm(path)
    else await writeFile(path, (await readFile(path, 'utf8')).replace('client-a', theirs))
    const before = await textsIn(root)
    const write = await newer.team['team.write']({ readingId, items: [live], replace: true })
    expect(value(write).results).toMatchObject([{ written: [], removed: [] }])
    expect(value(write).results[0]?.conflicts).toContain('projects/live.json')
    expect(await textsIn(root)).toEqual(before)
    const kept = value(await newer.team['team.keep-both']({ readingId, item: live }))
    expect(kept.written).toEqual(['projects/live.from-app.json'])
    const after = await textsIn(root)
    expect(after.get('projects/live.from-app.json')).toContain('client-b')
    expect(after.get('projects/live.json')).toBe(before.get('projects/live.json'))
  },
)

it('takes both where both have something, and loses no case of either', async () => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  await app.writeAll()
  const other = await appWith(root)
  value(await other.notes.set(hash, { name: 'Mine', notes: 'My notes' }))
  const own = [{ id: 'ada.case.json', case: savedCase('Eve') }]
  value(await other.caseFiles.put(casesOfMapper(hash), safeMapper, own))
  const { readingId = '' } = await other.read()
  value(await other.team['team.take']({ readingId, items: [mapper], how: 'both' }))
  expect((await other.notes.read()).mappers[hash]).toMatchObject({
    name: 'Mine',
    notes: `My notes\n\n${said.notes}`,
  })
  const cases = value(await other.caseFiles.list(casesOfMapper(hash)))
  expect(cases.map(({ id }) => id)).toEqual(['ada.case.json', 'ada-2.case.json'])
  expect(await other.standings()).toMatchObject({ [`mapper ${hash.slice(0, 12)}`]: 'app-newer' })
})

it.each([
  ['the name', { name: 'Mine', notes: said.notes }, true],
  ['the notes', { name: said.name, notes: 'Mine' }, true],
  ['neither', { name: said.name, notes: said.notes }, false],
])('writes what is said of a mapper where %s differs', async (_, own, isWritten) => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  await app.writeAll()
  const other = await appWith(root)
  value(await other.notes.set(hash, own))
  const { readingId = '' } = await other.read()
  const before = other.noted()
  value(await other.team['team.take']({ readingId, items: [mapper], how: 'folder' }))
  expect((await other.notes.read()).mappers[hash]).toMatchObject({
    name: said.name,
    notes: said.notes,
  })
  expect(other.noted() - before).toBe(isWritten ? 1 : 0)
})

/** A disk that takes names which differ by case for one file, under the name that was there first. */
function ignoringCase(caseFiles: CaseFiles): CaseFiles {
  const there = async (folder: Parameters<CaseFiles['list']>[0], id: string) => {
    const cases = value(await caseFiles.list(folder))
    return cases.find((item) => item.id.toLowerCase() === id.toLowerCase())?.id ?? id
  }
  return {
    ...caseFiles,
    async put(folder, text, cases) {
      for (const item of cases) {
        value(await caseFiles.put(folder, text, [{ ...item, id: await there(folder, item.id) }]))
      }
      return { ok: true, value: undefined }
    },
    delete: async (folder, id) => caseFiles.delete(folder, await there(folder, id)),
  }
}

it('takes a case whose file differs from the own one by case only, and deletes neither', async () => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  await app.writeAll()
  const other = await appWith(root, undefined, ignoringCase)
  const own = [
    { id: 'Ada.case.json', case: savedCase('Eve') },
    { id: 'Old.case.json', case: savedCase('Old') },
  ]
  value(await other.caseFiles.put(casesOfMapper(hash), safeMapper, own))
  const { readingId = '' } = await other.read()
  value(await other.team['team.take']({ readingId, items: [mapper], how: 'folder' }))
  const cases = value(await other.caseFiles.list(casesOfMapper(hash)))
  expect(cases).toMatchObject([{ id: 'Ada.case.json', case: { name: 'Ada' } }])
  expect(await other.standings()).toMatchObject({ [`mapper ${hash.slice(0, 12)}`]: 'same' })
})

it('takes a case beside a file that cannot be read, and not over it', async () => {
  const root = await place()
  const app = await appWith(root)
  await saySomething(app)
  await app.writeAll()
  const other = await appWith(root)
  const folder = casesOfMapper(hash)
  value(
    await other.caseFiles.put(folder, safeMapper, [{ id: 'b.case.json', case: savedCase('B') }]),
  )
  await writeFile(join(other.folder, 'cases', folder, 'ada.case.json'), '{"newer')
  const { readingId = '' } = await other.read()
  value(await other.team['team.take']({ readingId, items: [mapper], how: 'folder' }))
  const cases = value(await other.caseFiles.list(folder))
  expect(cases.map((item) => [item.id, 'case' in item])).toEqual([
    ['ada.case.json', false],
    ['ada-2.case.json', true],
  ])
})

it('counts what a colleague changed until it is taken or the app has it', async () => {
  const root = await place()
  const app = await appWith(root)
  const changed = async () => value(await app.team['team.folders']({})).folders[0]?.changed
  // What was never read here is not known to have changed.
  expect(await changed()).toBe(0)
  await app.writeAll()
  await app.read()
  expect(await changed()).toBe(0)
  const colleague = await appWith(root, [project('live', 'client-new'), project('stage')])
  await colleague.writeAll(true)
  expect(await changed()).toBe(1)
  const { readingId = '' } = await app.read()
  expect(await changed()).toBe(1)
  value(await app.team['team.load']({ readingId, items: [live] }))
  expect(await changed()).toBe(0)
  // The next change is another one, which a comparison can take as well.
  const again = await appWith(root, [project('live', 'client-newest'), project('stage')])
  await again.writeAll(true)
  expect(await changed()).toBe(1)
  await app.team.noteTaken(app.workspaceId, 'live')
  expect(await changed()).toBe(0)
  await rm(root, { recursive: true })
  expect(await changed()).toBe(0)
})

it('has a project of the folder as a side, which is the project of the workspace', async () => {
  const root = await place()
  const app = await appWith(root)
  await app.writeAll()
  const { folders, workspaceId } = app
  const read = value(await folders.project(workspaceId, 'live'))
  expect([read.summary?.id, read.file.project?.slug]).toEqual([ids.live, 'live'])
  expect(value(await folders.project(workspaceId, 'stage')).summary?.id).toBe(ids.stage)
  await writeFile(join(root, 'projects/live.json'), '<<<<<<<')
  expect(await folders.project(workspaceId, 'live')).toMatchObject({ ok: false })
  await rm(join(root, 'projects/live.json'))
  const gone = await folders.project(workspaceId, 'live')
  expect(!gone.ok && gone.error.message).toContain('does not have projects/live.json any more')
  value(await app.team['team.choose']({ workspaceId, folder: 'none' }))
  const none = await folders.project(workspaceId, 'live')
  expect(!none.ok && none.error.message).toContain('No team folder is chosen')
})

it('writes a project as given, but not over files that changed since they were read', async () => {
  const root = await place()
  const app = await appWith(root)
  await app.writeAll()
  await app.read()
  const { team, folders, workspaceId } = app
  const read = value(await folders.project(workspaceId, 'live'))
  const [first] = read.file.connections
  if (!first) throw new Error('There is a connection')
  const wanted = {
    ...read.file,
    connections: [{ ...first, fields: { ...first.fields, client_id: 'mine' } }],
  }
  const path = join(root, 'projects/live.json')
  const before = await readFile(path, 'utf8')
  await writeFile(path, before.replace('client-a', 'theirs'))
  const refused = await team.writeProject(workspaceId, 'live', wanted, read.files)
  expect(refused.conflicts).toEqual(['projects/live.json'])
  expect(await readFile(path, 'utf8')).toContain('theirs')
  expect(value(await team['team.folders']({})).folders).toMatchObject([{ changed: 1 }])

  const now = value(await folders.project(workspaceId, 'live'))
  const wrote = await team.writeProject(workspaceId, 'live', wanted, now.files)
  expect([wrote.written, wrote.conflicts]).toEqual([['projects/live.json'], []])
  expect(await readFile(path, 'utf8')).toContain('"mine"')
  // What is from here is no news, and is told as the last write.
  expect(value(await team['team.folders']({})).folders).toMatchObject([{ changed: 0 }])
  expect((await app.read()).lastWrite?.files).toEqual(['projects/live.json'])
  expect((await readdir(join(root, 'mappers'))).length).toBeGreaterThan(0)
})

it('says why a project, a folder or an item cannot be compared', async () => {
  const root = await place()
  const incomplete = { ...project('stage'), incomplete: true as const }
  const app = await appWith(root, [project('live'), incomplete])
  const { rows } = await app.read()
  expect(rows.find(({ item }) => item.name === 'stage')).toMatchObject({
    standing: 'unknown',
    note: 'Not all of its organizations were read: refresh it first',
  })
  await app.writeAll()
  await writeFile(join(root, 'projects/broken.json'), '<<<<<<<')
  expect((await app.read()).problems).toMatchObject([{ path: 'projects/broken.json' }])
  await writeFile(
    join(root, 'team-folder.json'),
    '{"format":"sso-workbench/team-folder","version":9}',
  )
  expect((await app.read()).refused).toContain('newer version')
  await rm(root, { recursive: true })
  expect((await app.read()).refused).toContain('cannot be read')
  const { workspaceId } = app
  value(await app.team['team.choose']({ workspaceId, folder: 'none' }))
  expect((await app.read()).folder).toBeUndefined()
  const gone = { readingId: '30000000-0000-4000-8000-000000000003', item: live }
  expect(await app.team['team.differences'](gone)).toMatchObject({ ok: false })
})

it('says which publish the files of a project stand for, as long as they do', async () => {
  const root = await place()
  const app = await appWith(root)
  const snapshot = project('live')
  const why = { summary: 'Pebble goes live', ticket: 'CHG-4711' }
  const { record } = published([], { projectId: ids.live, by: 'Kim', why })
  value(await app.history.add({ ...record, revisionAfter: snapshot.revisionId }))
  await app.writeAll()
  const said = { at: record.endedAt, by: 'Kim', summary: why.summary, ticket: why.ticket }
  const file = (await textsIn(root)).get('publishes/live.json')
  expect(JSON.parse(file ?? '')).toMatchObject(said)
  expect((await textsIn(root)).has('publishes/stage.json')).toBe(false)

  // A colleague reads it, and leaves it where they have the same state.
  const colleague = await appWith(root)
  const { rows } = await colleague.read()
  expect(rows.find(({ item }) => item.name === 'live')).toMatchObject({ published: said })
  expect(rows.find(({ item }) => item.name === 'stage')).not.toHaveProperty('published')
  await colleague.writeAll(true)
  expect((await textsIn(root)).get('publishes/live.json')).toBe(file)
  const contents = await readTeamFiles(root)
  const findings = checkTeamFolder(contents, readTeamFolder(contents))
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])

  // The history of the project shows it too, without a look at the rest of the folder.
  const projectId = ids.live
  expect(value(await colleague.team['team.published']({ projectId }))).toEqual({ publish: said })
  expect(value(await colleague.team['team.published']({ projectId: ids.stage }))).toEqual({})
  await writeFile(join(root, 'projects', 'live.json'), 'not read for it')
  expect(value(await colleague.team['team.published']({ projectId }))).toEqual({ publish: said })
  for (const [path, text] of [
    ['publishes/live.json', '{}'],
    ['team-folder.json', '{"format":"sso-workbench/team-folder","version":99}'],
  ] as const) {
    const before = await readFile(join(root, path), 'utf8')
    await writeFile(join(root, path), text)
    expect(value(await colleague.team['team.published']({ projectId })), path).toEqual({})
    await writeFile(join(root, path), before)
  }
  value(await colleague.team['team.choose']({ workspaceId: colleague.workspaceId, folder: 'none' }))
  expect(value(await colleague.team['team.published']({ projectId }))).toEqual({})
})

it('what the files of a project stand for goes where the server was changed by other means', async () => {
  const root = await place()
  const app = await appWith(root)
  const { record } = published([], { projectId: ids.live })
  value(await app.history.add({ ...record, revisionAfter: project('live').revisionId }))
  await app.writeAll()
  expect((await textsIn(root)).has('publishes/live.json')).toBe(true)
  const colleague = await appWith(root)
  await colleague.files.snapshots.write({ ...project('live', 'other'), revisionId: 'later' })
  await colleague.writeAll(true)
  expect((await textsIn(root)).has('publishes/live.json')).toBe(false)
})
