import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { inOrderOfMaking, moveManyIntents, noIntents } from '../../../../src/core/intents/intents'
import { createAppFiles, type AppFiles } from '../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../src/main/files/store/json-files'
import { fileVersion } from '../../../../src/main/files/store/envelope'
import { createNotices } from '../../../../src/main/files/store/notices'
import { atOry } from '../../../support/states/project-ids'
import { projectFileName } from '../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../support/services/temporary'

const fixtures = fileURLToPath(new URL('../../../fixtures/files', import.meta.url))
const projectId = atOry('b1f6a2b4-0000-4000-8000-000000000001')
const trashId = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13'

/** Where a file of a kind lies, and how the app reads it. */
interface Kind {
  readonly path: string
  readonly read: (files: AppFiles) => Promise<any>
  /** What a damaged file gives; by default nothing. */
  readonly ifDamaged?: object
}

const kinds: Record<string, Kind> = {
  drafts: {
    path: `drafts/${projectFileName(projectId)}.json`,
    read: (files) => files.drafts.readStored(projectId),
  },
  snapshots: {
    path: `snapshots/${projectFileName(projectId)}.json`,
    read: (files) => files.snapshots.read(projectId),
  },
  checks: {
    path: `checks/${projectFileName(projectId)}.json`,
    read: (files) => files.checks(projectId).read(),
  },
  ends: {
    path: `ends/${projectFileName(projectId)}.json`,
    read: (files) => files.ends(projectId).read(),
  },
  trash: { path: `trash/${trashId}.json`, read: (files) => files.trash.read(trashId) },
  guards: {
    path: 'guards.json',
    read: (files) => files.guards.read(),
    ifDamaged: { locked: [], allowed: {}, lost: { unlocked: [] } },
  },
  radar: { path: 'radar.json', read: (files) => files.radar.read() },
  'told-ends': { path: 'told-ends.json', read: (files) => files.toldEnds.read() },
  team: { path: 'team/w.json', read: (files) => files.teamFolder('w').read() },
  secrets: { path: 'secrets.json', read: (files) => files.secrets.read() },
  environments: {
    path: 'environments.json',
    read: (files) => files.environments.read(),
    ifDamaged: { strictest: {}, lost: true },
  },
  servers: { path: 'servers.json', read: (files) => files.servers.read() },
  origins: { path: 'origins.json', read: (files) => files.origins.read() },
  workspaces: { path: 'workspaces.json', read: (files) => files.workspaces.read() },
  settings: { path: 'settings.json', read: (files) => files.settings.read() },
  windows: { path: 'windows.json', read: (files) => files.windows.read() },
  window: { path: 'window.json', read: (files) => files.windowBounds.read() },
  'demo-state': { path: 'demo-state.json', read: (files) => files.demo.read() },
}
const names = Object.keys(kinds)

let folder: string
let files: AppFiles
let notices: ReturnType<typeof createNotices>

beforeEach(async () => {
  folder = await temporaryFolder()
  notices = createNotices()
  files = createAppFiles(createJsonFiles({ folder, notices }))
})
afterEach(async () => {
  await files.flush()
})

async function place(kind: string, fixture: string): Promise<string> {
  const path = join(folder, kinds[kind]!.path)
  await mkdir(dirname(path), { recursive: true })
  await copyFile(join(fixtures, fixture), path)
  return path
}

describe.each(names)('%s', (kind) => {
  const version = fileVersion(kinds[kind]!.path)

  test('what the app wrote is read, with nothing lost and no notice', async () => {
    // Members that came within a version have a file of their own beside the version's first.
    const ofKind = new RegExp(`^${kind}-\\d+(-[a-z]+)?\\.json$`)
    const written = (await readdir(fixtures)).filter((name) => ofKind.test(name))
    expect(written).toContain(`${kind}-${version}.json`)
    for (const fixture of written) {
      const again = createAppFiles(createJsonFiles({ folder, notices }))
      await place(kind, fixture)
      const read = await kinds[kind]!.read(again)
      expect(read).toMatchObject({ ok: true })
      expect(read.value).toBeDefined()
      await again.flush()
    }
    expect(notices.list()).toEqual([])
  })

  test('a newer version is refused with words and left as it is', async () => {
    const path = await place(kind, `${kind}-${version}.json`)
    const newer = JSON.stringify({ version: 99, data: { anything: true } })
    await writeFile(path, newer)
    const tooNew = { ok: false, error: { code: 'draft.too-new' } }
    expect(await kinds[kind]!.read(files)).toMatchObject(tooNew)
    expect(notices.list()[0]?.text).toContain('It has version 99; this app knows')
    expect(await readFile(path, 'utf8')).toBe(newer)
    expect(await readdir(dirname(path))).toEqual([path.slice(dirname(path).length + 1)])
  })

  test('a field that this version does not know is kept or refused with words', async () => {
    const path = await place(kind, `${kind}-${version}.json`)
    const file = JSON.parse(await readFile(path, 'utf8'))
    const [first] = Object.values<any>(file.data)
    const isList = ['workspaces', 'checks', 'windows'].includes(kind)
    const inside = isList ? first : (file.data.draft ?? file.data)
    inside.fromTheFuture = { kept: true }
    await writeFile(path, JSON.stringify(file))
    const read = await kinds[kind]!.read(files)
    if (read.ok) expect(JSON.stringify(read.value)).toContain('fromTheFuture')
    else expect(read.error.code).toBe('draft.too-new')
    await files.flush()
    const left = (await readdir(dirname(path))).map((name) => join(dirname(path), name))
    const texts = await Promise.all(left.map((name) => readFile(name, 'utf8').catch(() => '')))
    expect(texts.join()).toContain('fromTheFuture')
    expect(notices.list()).toHaveLength(read.ok ? 0 : 1)
  })

  test.each([
    ['emptied', ''],
    ['cut', '{"version":1,"data":{"projectId":"b1'],
    ['noise', '\u0000\u0001\ufffd'],
    ['another content', '{"version":1,"data":{"version":1}}'],
  ])('a damaged one is set aside and told: %s', async (_name, text) => {
    const path = await place(kind, `${kind}-${version}.json`)
    await writeFile(path, text)
    const read = await kinds[kind]!.read(files)
    if (!read.ok) throw new Error(read.error.message)
    await files.flush()
    const left = await readdir(dirname(path))
    expect(read.value).toEqual(kinds[kind]!.ifDamaged)
    expect(left.some((name) => name.endsWith('.damaged-1'))).toBe(true)
    const told = notices.list().filter(({ id }) => id.startsWith('damaged '))
    expect(told).toHaveLength(1)
  })
})

test('what a deletion took along comes back with it, and what is made stays in its order', async () => {
  await place('drafts', 'drafts-2-took.json')
  const read = await files.drafts.read(projectId)
  if (!read.ok || !read.value) throw new Error('It was not read')
  const { intents, past } = read.value
  expect(
    inOrderOfMaking(intents.organization).map(([, { fields }]) => fields['label']?.to),
  ).toEqual(['First', 'Second'])
  await place('snapshots', 'snapshots-2.json')
  const snapshot = await files.snapshots.read(projectId)
  if (!snapshot.ok || !snapshot.value) throw new Error('It was not read')
  const target = { kind: 'organization', key: 'foxglove' } as const
  const [first] = past
  const changes = intentChangesOf(snapshot.value, intents, { kind: 'revert', target })
  const back = moveManyIntents(intents, changes, 'forward')
  expect(back.connection).toEqual(moveManyIntents(noIntents, first!.changes, 'forward').connection)
})

test('what went away is known from the file of a snapshot', async () => {
  await place('snapshots', 'snapshots-2-former.json')
  const read = await files.snapshots.read(projectId)
  if (!read.ok || !read.value) throw new Error('It was not read')
  const known = read.value.former?.map(({ kind, key, entity }) => [kind, key, entity['label']])
  expect(known).toEqual([
    ['organization', 'foxglove', 'Foxglove'],
    ['connection', 'oidc:okta', 'Label of okta'],
    ['connection', 'oidc:entra', 'Label of entra'],
  ])
})

test('a journal of version 1 goes on from its draft', async () => {
  await place('drafts', 'drafts-2.json')
  await copyFile(
    join(fixtures, 'drafts-1.journal'),
    join(folder, 'drafts', `${projectFileName(projectId)}.journal`),
  )
  const read = await files.drafts.readStored(projectId)
  if (!read.ok || !read.value) throw new Error('It was not read')
  const { draft, sequence } = read.value
  expect(sequence).toBe(13)
  expect(draft.past.map(({ id }) => id)).toEqual(['step-1', 'branch-step'])
  expect(draft.branches).toHaveLength(1)
  expect(draft.branches[0]?.steps.map(({ label }) => label)).toEqual([
    'Step 2',
    'Step 3',
    'Step 4',
    'Client ID of Okta',
  ])
  expect(notices.list()).toEqual([])
})
