import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textMember } from '../../../../../src/core/model/json'
import { demoIds } from '../../../../emulator'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { bindKey } from '../../../../../src/main/secrets/bound-key'
import { workspaceAccount } from '../../../../../src/main/secrets/secret-store'
import { createDemo, withoutSecrets } from '../../../../../src/main/services/workspaces/demo'
import { draftOf, startBench, value } from '../../../../support/services/main-services'

test('a connected workspace lists its projects and shows the end of its key only', async () => {
  const { workspaces, apiKey, emulator } = await startBench()
  const [workspace] = await workspaces.list()
  expect(workspace).toMatchObject({
    id: demoIds.northwind,
    name: 'Northwind',
    kind: 'ory',
    apiAddress: emulator.apiAddress,
    hasKey: true,
    keyHint: apiKey.slice(-4),
  })
  expect(workspace?.projects.map(({ environment }) => environment)).toEqual([
    'production',
    'staging',
    'development',
  ])
  expect(JSON.stringify(workspace)).not.toContain(apiKey)
})

test.each([{ refuseListProjects: true }, { refuseGetWorkspace: true }, { projectsPageSize: 1 }])(
  'finds all projects with %j',
  async (options) => {
    const { workspaces } = await startBench(options)
    expect((await workspaces.list())[0]?.projects).toHaveLength(3)
  },
)

test.each(['listWorkspaces', 'listWorkspaceProjects'])(
  'uses the list of all projects where %s is refused',
  async (operation) => {
    const { workspaces, emulator, apiKey } = await startBench()
    emulator.fault({ operation, status: 403 })
    const { apiAddress } = emulator
    const connected = value(await workspaces.connect({ apiKey, apiAddress }))
    expect(connected.map(({ id }) => id)).toEqual([demoIds.northwind])
    expect(connected[0]?.projects).toHaveLength(3)
  },
)

test('a wrong key is told and not kept', async () => {
  const { workspaces, emulator, store } = await startBench()
  const { apiAddress } = emulator
  const result = await workspaces.connect({ apiKey: 'ory_wak_wrong', apiAddress })
  expect(result).toMatchObject({ ok: false, error: { code: 'api.unauthorized' } })
  expect(value(await store.find('workspace:'))).toEqual([workspaceAccount(demoIds.northwind)])
})

test.each(['http://example.com', 'https://example.com/path', 'ftp://x', ''])(
  'the address %j is refused before a key goes anywhere',
  async (apiAddress) => {
    const { workspaces } = await startBench()
    const result = await workspaces.connect({ apiKey: 'ory_wak_wrong', apiAddress })
    expect(result).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  },
)

test('a key is replaced by one of the same workspace only', async () => {
  const { workspaces, emulator, store, apiKey } = await startBench()
  const workspaceId = demoIds.northwind
  const other = emulator.demoApiKeys[demoIds.globex] ?? ''
  const refused = await workspaces.replaceKey({ workspaceId, apiKey: other })
  expect(refused).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  const kept = bindKey(emulator.apiAddress, apiKey)
  expect(value(await store.get(workspaceAccount(workspaceId)))).toBe(kept)
  expect(await workspaces.replaceKey({ workspaceId, apiKey })).toMatchObject({ ok: true })
})

test('a key that the keychain lost has to be typed again', async () => {
  const { workspaces, store } = await startBench()
  await store.delete(workspaceAccount(demoIds.northwind))
  expect((await workspaces.list())[0]?.hasKey).toBe(false)
  const result = await workspaces.refresh(demoIds.northwind)
  expect(result).toMatchObject({ ok: false, error: { code: 'secret.missing' } })
})

test('a workspace whose removal cannot be written keeps its key', async () => {
  const bench = await startBench()
  const { write } = bench.files.workspaces
  bench.files.workspaces.write = () =>
    Promise.resolve(failure(appError('draft.write-failed', 'ENOSPC')))
  expect(await bench.workspaces.disconnect(demoIds.northwind)).toMatchObject({
    error: { code: 'draft.write-failed' },
  })
  bench.files.workspaces.write = write
  expect(await bench.workspaces.list()).toMatchObject([{ name: 'Northwind', hasKey: true }])
  value(await bench.workspaces.access(demoIds.northwind))
})

test('disconnecting deletes the key and keeps snapshots', async () => {
  const { workspaces, store, projects, files } = await startBench()
  const projectId = demoIds.northwindStaging
  value(await projects.read(projectId, {}))
  value(await workspaces.disconnect(demoIds.northwind))
  expect(await workspaces.list()).toEqual([])
  expect(value(await store.get(workspaceAccount(demoIds.northwind)))).toBeUndefined()
  expect(value(await files.snapshots.read(projectId))).toBeDefined()
  const read = await projects.read(projectId, {})
  expect(read).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
})

test('a project is read, kept, and opened from disk without a request', async () => {
  const { projects, emulator } = await startBench()
  const projectId = demoIds.northwindProduction
  const counts: number[] = []
  const onProgress = (count: number) => counts.push(count)
  const snapshot = value(await projects.read(projectId, { onProgress }))
  expect(snapshot.organizations).toHaveLength(14)
  expect(snapshot.summary.hosts).toContain('id.northwind.example')
  expect(counts).toEqual([14])
  emulator.clearRequests()
  expect(value(await projects.open(projectId))).toEqual({ snapshot })
  expect(emulator.requests()).toEqual([])
})

test('mappers are read from where the snapshot says, and from nowhere else', async () => {
  const { projects } = await startBench()
  const projectId = demoIds.northwindProduction
  const snapshot = value(await projects.read(projectId, {}))
  const mapperUrl = textMember(connectionsOf(snapshot)[0]?.entry ?? {}, 'mapper_url') ?? ''
  expect(value(await projects.readMapper({ projectId, mapperUrl })).text).toContain('identity')
  const refused = await projects.readMapper({ projectId, mapperUrl: `${mapperUrl}x` })
  expect(refused).toMatchObject({ ok: false, error: { code: 'mapper.address-refused' } })
})

test('discarding a draft deletes its secrets', async () => {
  const bench = await startBench()
  const { projects, trash, store, files } = bench
  const projectId = demoIds.northwindStaging
  const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'
  value(await projects.putSecret(projectId, reference, 'canary'))
  const target = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const
  const secret = { $secret: reference }
  await draftOf(bench, projectId, [
    { kind: 'set-field', target, field: 'client_secret', value: secret },
  ])
  expect(value(await store.find('draft:'))).toHaveLength(1)
  value(await trash.discardDraft(projectId))
  expect(value(await store.find('draft:'))).toEqual([])
  expect(await files.drafts.projectIds()).toEqual([])
})

test('the demo opens both workspaces and keeps its state, without secrets', async () => {
  const bench = await startBench()
  const connected = value(await bench.workspaces.openDemo())
  expect(connected.map(({ name, kind, hasKey }) => [name, kind, hasKey])).toEqual([
    ['Northwind', 'demo', true],
    ['Globex', 'demo', true],
  ])
  let onChange: (state: object) => void = () => {}
  let started: object | undefined
  const start = () =>
    createDemo({
      files: bench.files,
      startEmulator: (options) => {
        onChange = options.onChange
        started = options.state
        return Promise.resolve(bench.emulator)
      },
    })
  const first = start()
  await first.start()
  expect(started).toBeUndefined()
  const state = bench.emulator.state()
  const text = JSON.stringify(state)
  expect(text).toMatch(/"client_secret":"[^"]+"/)
  onChange(state)
  await first.close()
  const second = start()
  await second.start()
  expect(started).toEqual(withoutSecrets(state))
  const names = await readdir(bench.folder)
  expect(names).toContain('demo-state.json')
  const kept = await readFile(join(bench.folder, 'demo-state.json'), 'utf8')
  const secrets = [...text.matchAll(/"client_secret":"([^"]+)"/g)].map(([, secret]) => secret)
  for (const secret of secrets) expect(kept).not.toContain(secret)
})
