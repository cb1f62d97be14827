import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { projectFileName, projectIdOf } from '../../../../../src/core/model/project-id'
import { createAppFiles, type AppFiles } from '../../../../../src/main/files/app-files'
import { createCaseFiles } from '../../../../../src/main/files/cases/case-files'
import { workingCases } from '../../../../../src/main/files/cases/case-folders'
import { createPublishFiles } from '../../../../../src/main/files/publish/publish-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { createSecretLedger } from '../../../../../src/main/files/secret-ledger'
import { createTakeOver } from '../../../../../src/main/files/take-over/take-over'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import { bindKey } from '../../../../../src/main/secrets/bound-key'
import { draftAccount, workspaceAccount } from '../../../../../src/main/secrets/secret-store'
import { takeOverSecrets } from '../../../../../src/main/services/take-over-secrets'
import { value } from '../../../../support/services/main-services'
import { temporaryFolder } from '../../../../support/services/temporary'

const fixtures = join(import.meta.dirname, '../../../../fixtures/files')
/** The project of the files that an earlier version wrote. */
const uuid = 'b1f6a2b4-0000-4000-8000-000000000001'
const ory = 'https://api.console.ory.com'
const id = projectIdOf(ory, uuid)
const name = projectFileName(id)
const other = 'http://127.0.0.1:4000'
const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

async function put(path: string, content: string | object): Promise<void> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
}

async function copy(fixture: string, path: string): Promise<void> {
  await put(path, await readFile(join(fixtures, fixture), 'utf8'))
}

/** Everything that the earlier version kept of a project, and of all. */
async function earlierFiles(): Promise<void> {
  await copy('workspaces-1.json', 'workspaces.json')
  await copy('drafts-2.json', `drafts/${uuid}.json`)
  await copy('drafts-1.journal', `drafts/${uuid}.journal`)
  await copy('snapshots-2.json', `snapshots/${uuid}.json`)
  await copy('checks-1.json', `checks/${uuid}.json`)
  await copy('guards-1.json', 'guards.json')
  await copy('radar-1.json', 'radar.json')
  await copy('settings-1.json', 'settings.json')
  await copy('trash-1.json', 'trash/6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13.json')
  await put(`publishing/${uuid}.lock`, '{"pid":1,"host":"gone","token":"x"}')
  await put(`cases/working/${uuid}/${'a'.repeat(32)}/mapper.jsonnet`, '{}')
  await put(`compare/${uuid}-file-somewhere.json`, {
    version: 1,
    data: { matched: [], apart: [], expected: [], forward: [], backward: [] },
  })
  await put(`history/${uuid}/20261125T120000000Z-${reference}.json`, {
    version: 1,
    data: { id: reference, projectId: uuid, rest: 'kept' },
  })
  await put(`history/${uuid}/index.json`, { version: 1, data: {} })
}

const open = (): AppFiles => createAppFiles(createJsonFiles({ folder, notices: createNotices() }))

function takeOver() {
  const files = open()
  const notices = createNotices()
  return { ...createTakeOver({ folder, workspaces: files.workspaces, notices }), notices, files }
}

async function allFiles(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

async function expectTaken(): Promise<void> {
  const files = open()
  const stored = value(await files.drafts.readStored(id))
  expect(stored?.draft.projectId).toBe(id)
  // With the entries of its journal.
  const whole = JSON.parse(await readFile(join(fixtures, 'drafts-2.json'), 'utf8')) as any
  expect(stored!.sequence).toBeGreaterThanOrEqual(whole.data.sequence)
  await files.drafts.flush()
  expect(value(await files.snapshots.read(id))?.summary.id).toBe(id)
  expect(Object.keys(value(await files.checks(id).read()) ?? {})).not.toEqual([])
  expect(value(await files.guards.read())).toMatchObject({ locked: [id] })
  const radar = value(await files.radar.read())
  expect(radar?.silences[0]).toMatchObject({
    projectId: id,
    id: `http-issuer|${id}|connection:oidc:c|http://id.example`,
  })
  expect(Object.keys(radar?.drifts ?? {})).toEqual([id])
  const cases = createCaseFiles({ folder })
  expect(workingCases(id, 'x')).toContain(name)
  expect(await readdir(join(folder, 'cases/working', name))).toEqual(['a'.repeat(32)])
  expect(cases).toBeDefined()
  expect(await files.comparedPairs()).toEqual([`${name}~file-somewhere`])
  const record = join(folder, 'history', name, `20261125T120000000Z-${reference}.json`)
  expect(JSON.parse(await readFile(record, 'utf8')).data).toEqual({
    id: reference,
    projectId: id,
    rest: 'kept',
  })
  expect((await allFiles()).filter((path) => path.includes(uuid) && !path.includes(name))).toEqual(
    [],
  )
}

test('files of an earlier version are taken over by the workspace that lists their project', async () => {
  await earlierFiles()
  const taking = takeOver()
  await taking.atStart()
  await expectTaken()
  expect(taking.notices.list()).toEqual([])
  const before = await allFiles()
  await takeOver().atStart()
  expect(await allFiles()).toEqual(before)
})

test('an interruption anywhere loses nothing: the next start does the rest', async () => {
  await earlierFiles()
  const whole = await temporaryFolder()
  await takeOver().atStart()
  await cp(folder, whole, { recursive: true })
  const taken = await allFiles()
  for (const missing of taken) {
    // As if it had ended after the new file was written and before the old one went, for each file alone.
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder)
    await earlierFiles()
    const half = join(whole, missing)
    if (missing.includes(name)) {
      await mkdir(dirname(join(folder, missing)), { recursive: true })
      if (!missing.endsWith('.journal')) await cp(half, join(folder, missing))
    }
    await takeOver().atStart()
    await expectTaken()
    // A journal that was read is a part of the draft.
    const left = taken.filter((path) => !path.endsWith('.journal'))
    expect(await allFiles()).toEqual(left)
  }
  await rm(whole, { recursive: true, force: true })
})

test('a draft that was begun under the new name is never overwritten by the former one', async () => {
  await earlierFiles()
  await takeOver().atStart()
  const kept = await readFile(join(folder, 'drafts', `${name}.json`), 'utf8')
  await copy('drafts-2-took.json', `drafts/${uuid}.json`)
  await copy('drafts-1.journal', `drafts/${uuid}.journal`)
  await takeOver().atStart()
  expect(await readFile(join(folder, 'drafts', `${name}.json`), 'utf8')).toBe(kept)
  expect((await readdir(join(folder, 'drafts'))).toSorted()).toEqual(
    [
      `${uuid}.journal.damaged-1`,
      `${uuid}.json.damaged-1`,
      `${name}.journal`,
      `${name}.json`,
    ].toSorted(),
  )
})

test('where several list it, it is that of the workspace in its stored state, else of the first', async () => {
  const listed = (workspaceId: string, apiAddress: string) => ({
    id: workspaceId,
    name: workspaceId,
    kind: 'ory',
    apiAddress,
    projects: [
      {
        id: uuid,
        workspaceId,
        name: 'Project',
        slug: 's',
        environment: 'staging',
        state: 'running',
        hosts: [],
      },
    ],
  })
  const snapshot = JSON.parse(await readFile(join(fixtures, 'snapshots-2.json'), 'utf8')) as any
  const { workspaceId } = snapshot.data.summary
  await earlierFiles()
  await put('workspaces.json', {
    version: 1,
    data: [listed('impostor', other), listed(workspaceId, ory)],
  })
  await takeOver().atStart()
  expect(value(await open().drafts.read(id))?.projectId).toBe(id)
  // A lock is kept for each of them.
  const { locked } = value(await open().guards.read())
  expect(new Set(locked)).toEqual(new Set([projectIdOf(other, uuid), id]))
  await rm(join(folder, 'snapshots'), { recursive: true })
  await copy('drafts-2.json', `drafts/${uuid}.json`)
  await takeOver().atStart()
  expect(value(await open().drafts.read(projectIdOf(other, uuid)))).toBeDefined()
})

test('what nobody lists stays as it is, and comes with its workspace', async () => {
  await earlierFiles()
  await put('workspaces.json', { version: 1, data: [] })
  await takeOver().atStart()
  expect(await readdir(join(folder, 'drafts'))).toContain(`${uuid}.json`)
  // Until then it is locked wherever it comes.
  expect(value(await open().guards.read()).locked).toEqual([uuid])
  await copy('workspaces-1.json', 'workspaces.json')
  await takeOver().ofListed()
  expect(value(await open().drafts.read(id))?.projectId).toBe(id)
  await takeOver().atStart()
  await expectTaken()
})

test('a removed workspace still says where its projects are: another server gets none of them', async () => {
  await earlierFiles()
  const workspaces = JSON.parse(await readFile(join(fixtures, 'workspaces-1.json'), 'utf8')) as any
  const [workspace] = workspaces.data
  await put('trash/6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c14.json', {
    version: 1,
    data: {
      id: '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c14',
      deletedAt: '2026-10-02T09:00:00.000Z',
      content: { kind: 'workspace', workspace },
    },
  })
  await put('workspaces.json', { version: 1, data: [] })
  await takeOver().atStart()
  expect(value(await open().drafts.read(id))?.projectId).toBe(id)
  const [item] = (await open().trash.list()).filter(({ content }) => content.kind === 'workspace')
  expect(item?.content).toMatchObject({ workspace: { projects: [{ id }] } })
})

describe('secrets of drafts', () => {
  async function secretsTaken(bound: string) {
    await earlierFiles()
    const files = open()
    const store = createMemoryStore()
    value(await store.set(`draft:${uuid}:${reference}`, 'typed long ago'))
    value(await store.set(workspaceAccount('w'), bindKey(bound, 'ory_wak_key')))
    const ledger = createSecretLedger({ folder, file: files.secrets })
    await ledger.add({ projectId: uuid, reference })
    const taking = takeOver()
    await taking.atStart()
    const workspaces = async () => value(await files.workspaces.read()) ?? []
    const secretStore = () => Promise.resolve(store)
    const taken = () =>
      takeOverSecrets({ files, ledger, secretStore, owners: taking.owners, workspaces })
    await taken()
    await files.flush()
    return { store, ledger, taken: () => taken().then(() => files.flush()) }
  }

  test('go to the server that they were typed for', async () => {
    const { store, ledger, taken } = await secretsTaken(ory)
    expect(value(await store.find('draft:'))).toEqual([draftAccount(id, reference)])
    expect(value(await store.get(draftAccount(id, reference)))).toBe('typed long ago')
    expect(await ledger.list()).toEqual([{ projectId: id, reference }])
    await taken()
    expect(value(await store.find('draft:'))).toEqual([draftAccount(id, reference)])
  })

  test('go nowhere where the keychain has the key for another server than the file says', async () => {
    const { store } = await secretsTaken(other)
    expect(value(await store.find('draft:'))).toEqual([`draft:${uuid}:${reference}`])
  })

  test('an interruption between two keychain entries loses none', async () => {
    const { store, ledger, taken } = await secretsTaken(other)
    value(await store.set(workspaceAccount('w'), bindKey(ory, 'ory_wak_key')))
    const keep = vi.spyOn(store, 'delete').mockResolvedValueOnce({
      ok: false,
      error: { code: 'secret.denied', message: 'No', retry: false },
    })
    await taken()
    keep.mockRestore()
    await taken()
    expect(value(await store.find('draft:'))).toEqual([draftAccount(id, reference)])
    expect(await ledger.list()).toEqual([{ projectId: id, reference }])
  })
})

test('a running publish of an earlier version is found again, and its lock is gone', async () => {
  await earlierFiles()
  await put(`publishing/${uuid}.json`, { version: 1, data: { record: { projectId: uuid } } })
  await takeOver().atStart()
  const running = JSON.parse(await readFile(join(folder, 'publishing', `${name}.json`), 'utf8'))
  expect(running.data.record.projectId).toBe(id)
  const files = createPublishFiles({ folder, notices: createNotices(), now: () => new Date() })
  expect(await files.locks.holder(id)).toBeUndefined()
})
