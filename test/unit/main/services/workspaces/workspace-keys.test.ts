import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { demoIds } from '../../../../emulator'
import { createWorkspacesService } from '../../../../../src/main/services/workspaces/workspaces'
import { workspaceAccount, type SecretStore } from '../../../../../src/main/secrets/secret-store'
import { startBench, value, type Bench } from '../../../../support/services/main-services'

const workspaceId = demoIds.northwind
const account = workspaceAccount(workspaceId)

/** Nobody is asked here. */
const anyOrigin = { check: () => Promise.resolve(success(undefined)) }

/** The service as a start of the app makes it, on the same files and keychain. */
function restarted(bench: Bench, store: SecretStore = bench.store) {
  return createWorkspacesService({
    client: bench.client,
    files: bench.files,
    demo: { access: () => Promise.resolve(undefined) } as never,
    secretStore: () => Promise.resolve(store),
    electron: bench.electron,
    origins: anyOrigin,
    environments: bench.environments,
  })
}

/** Writes another address into the file, as anybody may who can write in the folder. */
async function rewrite(bench: Bench, apiAddress: string): Promise<void> {
  const path = join(bench.folder, 'workspaces.json')
  const text = await readFile(path, 'utf8')
  await writeFile(
    path,
    text.replace(`"apiAddress":"${bench.emulator.apiAddress}"`, `"apiAddress":"${apiAddress}"`),
  )
}

describe('a folder that names another address', () => {
  test.each([
    ['https://api.evil.example', 'secret.other-address', 'other-address'],
    ['http://127.0.0.1:9', 'secret.other-address', 'other-address'],
    ['http://localhost:80', 'secret.other-address', 'other-address'],
    ['http://api.evil.example', 'workspace.address-refused', 'address-refused'],
    ['https://user:pass@api.console.ory.com', 'workspace.address-refused', 'address-refused'],
    ['https://api.console.ory.com/path', 'workspace.address-refused', 'address-refused'],
    ['https://1.2.3.999', 'workspace.address-refused', 'address-refused'],
    ['ftp://127.0.0.1', 'workspace.address-refused', 'address-refused'],
    ['file:///etc', 'workspace.address-refused', 'address-refused'],
    ['', 'workspace.address-refused', 'address-refused'],
    ['nonsense', 'workspace.address-refused', 'address-refused'],
  ])('%s gets no key, and it is said why', async (apiAddress, code, keyProblem) => {
    const bench = await startBench()
    await rewrite(bench, apiAddress)
    const workspaces = restarted(bench)
    expect(await workspaces.access(workspaceId)).toMatchObject({ ok: false, error: { code } })
    expect(await workspaces.refresh(workspaceId)).toMatchObject({ ok: false, error: { code } })
    const [listed] = await workspaces.list()
    expect(listed).toMatchObject({ name: 'Northwind', hasKey: false, keyProblem, apiAddress })
    expect(listed?.projects).toHaveLength(3)
    expect(listed?.keyAddress).toBe(bench.emulator.apiAddress)
    expect(bench.emulator.requests()).toEqual([])
    // The key is where it was: with its own address again, all is as before.
    await writeFile(
      join(bench.folder, 'workspaces.json'),
      (await readFile(join(bench.folder, 'workspaces.json'), 'utf8')).replace(
        JSON.stringify(apiAddress),
        JSON.stringify(bench.emulator.apiAddress),
      ),
    )
    expect(value(await restarted(bench).access(workspaceId)).apiKey).toBe(bench.apiKey)
  })

  test('a new key, with the address typed anew, puts it right', async () => {
    const bench = await startBench()
    await rewrite(bench, 'https://api.evil.example')
    const workspaces = restarted(bench)
    const { apiAddress } = bench.emulator
    const replaced = await workspaces.replaceKey({ workspaceId, apiKey: bench.apiKey, apiAddress })
    expect(value(replaced)).toMatchObject({ hasKey: true, apiAddress })
    expect(value(await restarted(bench).access(workspaceId)).apiAddress).toBe(apiAddress)
  })

  test('a new key never takes the workspace to another server', async () => {
    const bench = await startBench()
    const elsewhere = `http://localhost:${new URL(bench.emulator.apiAddress).port}`
    const input = { workspaceId, apiKey: bench.apiKey, apiAddress: elsewhere }
    const refused = { ok: false, error: { code: 'workspace.other-address', arrived: false } }
    expect(await bench.workspaces.replaceKey(input)).toMatchObject(refused)
    // What the file says does not make the other server the workspace's own.
    await rewrite(bench, elsewhere)
    expect(await restarted(bench).replaceKey(input)).toMatchObject(refused)
    expect(bench.emulator.requests()).toEqual([])
  })

  test('whatever kind of workspace it says, the key goes nowhere else', async () => {
    const bench = await startBench()
    const path = join(bench.folder, 'workspaces.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"kind":"ory"', '"kind":"demo"'))
    expect(await restarted(bench).access(workspaceId)).toMatchObject({ ok: false })
  })
})

test.each([
  'ory_wak_1',
  '{',
  '{}',
  '{"v":2,"origin":"https://a","key":"k"}',
  '{"v":1,"key":"k"}',
  ' ',
])('what the keychain holds as %j is no key and goes nowhere', async (kept) => {
  const bench = await startBench()
  value(await bench.store.set(account, kept))
  const error = { code: 'secret.missing' }
  expect(await restarted(bench).access(workspaceId)).toMatchObject({ ok: false, error })
  expect((await restarted(bench).list())[0]?.hasKey).toBe(false)
})

describe('ended or refused half way', () => {
  /** A keychain that does something before, or instead of, each `set`. */
  const withSet = (store: SecretStore, set: SecretStore['set']): SecretStore => ({ ...store, set })

  test('between file and keychain a key is bound to no other address', async () => {
    const bench = await startBench()
    await bench.store.delete(account)
    const kept: string[] = []
    const never = withSet(bench.store, (name) => {
      kept.push(name)
      return new Promise(() => undefined)
    })
    const input = { workspaceId, apiKey: bench.apiKey }
    void restarted(bench, never).replaceKey(input)
    await expect.poll(() => kept).toEqual([account])
    const error = { code: 'secret.missing' }
    expect(await restarted(bench).access(workspaceId)).toMatchObject({ ok: false, error })
  })

  test('where the keychain refuses, file and keys are as they were', async () => {
    const bench = await startBench()
    const path = join(bench.folder, 'workspaces.json')
    const before = await readFile(path, 'utf8')
    const refusing = withSet(bench.store, () =>
      Promise.resolve(failure(appError('secret.denied', 'No'))),
    )
    const workspaces = restarted(bench, refusing)
    const replaced = await workspaces.replaceKey({
      workspaceId,
      apiKey: bench.apiKey,
      apiAddress: bench.emulator.apiAddress,
    })
    expect(replaced).toMatchObject({ ok: false, error: { code: 'secret.denied' } })
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(before))
    expect(value(await workspaces.access(workspaceId)).apiAddress).toBe(bench.emulator.apiAddress)
  })
})

describe('a key that opens several workspaces', () => {
  const apiKey = 'ory_wak_of_both'
  const options = { apiKeys: { [apiKey]: [demoIds.northwind, demoIds.globex] } }

  function service(bench: Bench, store: SecretStore = bench.store) {
    const notices: string[] = []
    const workspaces = createWorkspacesService({
      client: bench.client,
      files: bench.files,
      demo: {} as never,
      secretStore: () => Promise.resolve(store),
      electron: bench.electron,
      origins: anyOrigin,
      environments: bench.environments,
      onNotice: ({ title, text }) => notices.push(`${title} ${text}`),
    })
    return { workspaces, notices }
  }

  test.each([{ operation: 'none' }, { operation: 'listWorkspaces' }])(
    'connects them all, each with a key of its own, and says so (refused: %j)',
    async ({ operation }) => {
      const bench = await startBench(options, { apiKey })
      value(await bench.workspaces.disconnect(workspaceId))
      value(await bench.workspaces.disconnect(demoIds.globex))
      const { emulator, store } = bench
      emulator.fault({ operation, status: 403, times: 9 })
      const { workspaces, notices } = service(bench)
      const connected = value(await workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
      const names = connected.map(({ name }) => name).toSorted()
      expect(names).toEqual(['Globex', 'Northwind'])
      for (const { hasKey, projects } of connected) {
        expect(hasKey).toBe(true)
        expect(projects.length).toBeGreaterThan(1)
      }
      expect(new Set(value(await store.find('workspace:')))).toEqual(
        new Set([account, workspaceAccount(demoIds.globex)]),
      )
      expect(notices).toHaveLength(1)
      expect(notices[0]).toMatch(/^The key opens 2 workspaces\. Connected: /)
      value(await workspaces.disconnect(workspaceId))
      expect(await workspaces.access(demoIds.globex)).toMatchObject({ ok: true })
      expect((await restarted(bench).list()).map(({ name }) => name)).toEqual(['Globex'])
    },
  )

  test('keeps none where one cannot be kept', async () => {
    const bench = await startBench(options, { apiKey })
    value(await bench.workspaces.disconnect(workspaceId))
    value(await bench.workspaces.disconnect(demoIds.globex))
    let sets = 0
    const { workspaces } = service(bench, {
      ...bench.store,
      set: (name, secret) =>
        (sets += 1) === 2
          ? Promise.resolve(failure(appError('secret.denied', 'No')))
          : bench.store.set(name, secret),
    })
    const failed = await workspaces.connect({ apiKey, apiAddress: bench.emulator.apiAddress })
    expect(failed).toMatchObject({ ok: false, error: { code: 'secret.denied' } })
    expect(await workspaces.list()).toEqual([])
    expect(await restarted(bench).list()).toEqual([])
    expect(value(await bench.store.find('workspace:'))).toEqual([])
  })

  test('replaces the key of the one that was asked about', async () => {
    const bench = await startBench(options, { apiKey })
    const { workspaces } = service(bench)
    const replaced = await workspaces.replaceKey({ workspaceId: demoIds.globex, apiKey })
    expect(value(replaced)).toMatchObject({ name: 'Globex', hasKey: true })
    expect((await workspaces.list()).map(({ id }) => id)).toEqual([workspaceId, demoIds.globex])
  })
})

test('another server that lists a connected workspace does not take its place', async () => {
  const bench = await startBench()
  const apiAddress = bench.emulator.apiAddress.replace('127.0.0.1', 'localhost')
  const result = await bench.workspaces.connect({ apiKey: bench.apiKey, apiAddress })
  expect(result).toMatchObject({ ok: false, error: { code: 'workspace.connected-elsewhere' } })
  const kept = value(await bench.workspaces.access(workspaceId))
  expect(kept.apiAddress).toBe(bench.emulator.apiAddress)
})

test.each([
  ['https://api.example', 'https://api.example:443', true],
  ['https://api.example:443', 'https://API.example', true],
  ['https://api.example', 'https://api.example:8443', false],
  ['https://api.example:8443', 'https://api.example', false],
])(
  'workspaces connected at %s and listed at %s are of one server: %s',
  async (one, other, isOne) => {
    const bench = await startBench()
    value(await bench.workspaces.disconnect(workspaceId))
    const { apiAddress } = bench.emulator
    const workspaces = createWorkspacesService({
      client: {
        send(call) {
          // Nothing is written to connect a workspace.
          if (call.method !== 'GET') throw new Error(call.segments.join('/'))
          return bench.client.send({ ...call, access: { ...call.access, apiAddress } })
        },
      },
      files: bench.files,
      demo: { access: () => Promise.resolve(undefined) } as never,
      secretStore: () => Promise.resolve(bench.store),
      electron: bench.electron,
      origins: anyOrigin,
      environments: bench.environments,
    })
    value(await workspaces.connect({ apiKey: bench.apiKey, apiAddress: one }))
    const again = await workspaces.connect({ apiKey: bench.apiKey, apiAddress: other })
    expect(again.ok ? 'connected' : again.error.code).toBe(
      isOne ? 'connected' : 'workspace.connected-elsewhere',
    )
    expect(value(await workspaces.access(workspaceId)).apiKey).toBe(bench.apiKey)
  },
)
