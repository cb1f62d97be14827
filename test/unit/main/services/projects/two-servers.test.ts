import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { projectIdOf, type ProjectId } from '../../../../../src/core/model/project-id'
import { appError } from '../../../../../src/core/errors/app-error'
import type { ProjectSummary } from '../../../../../src/core/model/project'
import { createEnvironments } from '../../../../../src/main/services/environments'
import { hidden } from '../../../../../src/core/fields/hidden-text'
import { createMarks } from '../../../../../src/main/secrets/marks'
import { createProjectKeys } from '../../../../../src/main/services/project-keys'
import { mayWrite } from '../../../../support/services/write-access'
import { getProject } from '../../../../../src/main/api/endpoints/projects'
import { readPlanSecrets } from '../../../../../src/main/services/publish/plan-secrets'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import type { Emulator } from '../../../../emulator'
import {
  brightwaterIsOut,
  canary,
  newConnection,
  newOrganization,
  projectId as uuid,
  reference,
} from '../../../../support/publishing/brightwater'
import { draftOf, startBench, value, type Bench } from '../../../../support/services/main-services'
import { atOry } from '../../../../support/states/project-ids'
import {
  otherKey,
  otherName,
  otherWorkspace,
  startOtherServer,
} from '../../../../support/window/other-server'
import type { Agreed } from '../../../../support/publishing/agreeing'

const workspaceId = 'e4815db1-eb4d-483c-ac90-12408f8a804b'
const others: Emulator[] = []
afterEach(async () => {
  for (const other of others.splice(0)) await other.close()
})

/** Two servers with the same ids of projects, the second connected after the first. */
async function start(more: Parameters<typeof startBench>[1] = {}) {
  const bench = await startBench({}, more)
  const other = await startOtherServer(workspaceId)
  others.push(other)
  const connect = async () =>
    value(await bench.workspaces.connect({ apiKey: otherKey, apiAddress: other.apiAddress }))
  const second = projectIdOf(other.apiAddress, uuid)
  return { bench, other, connect, first: bench.id(uuid), second }
}

const heard = (emulator: Emulator) => JSON.stringify(emulator.requests())

const publish = (
  bench: Bench,
  projectId: ProjectId,
  shown: string,
  agreed: Partial<Agreed> = brightwaterIsOut,
) => bench.publishing.publish({ projectId, excluded: [], shown, ...agreed })

test('a project that two servers list is two, and each is read and published at its own', async () => {
  const { bench, other, connect, first, second } = await start()
  const [workspace] = await connect()
  expect(workspace).toMatchObject({ id: otherWorkspace, name: otherName })
  expect((await bench.workspaces.findProject(first))?.workspaceId).toBe(workspaceId)
  expect((await bench.workspaces.findProject(second))?.workspaceId).toBe(otherWorkspace)
  bench.emulator.clearRequests()
  other.clearRequests()
  const { shown } = await draftOf({ ...bench, id: () => second } as Bench, second, [
    newOrganization,
  ])
  expect(await publish(bench, second, shown)).toMatchObject({
    ok: true,
    value: { kind: 'published' },
  })
  expect(heard(other)).toContain('Brightwater')
  expect(bench.emulator.requests()).toEqual([])
  // History, draft and state are the second one's alone.
  expect(value(await bench.publishFiles.history.list(second))).toHaveLength(1)
  expect(value(await bench.publishFiles.history.list(first))).toEqual([])
  expect(value(await bench.files.snapshots.read(first))).toBeUndefined()
  expect(value(await bench.files.snapshots.read(second))?.summary.id).toBe(second)
  expect(await readdir(join(bench.folder, 'snapshots'))).toEqual([
    `${uuid}@http+127.0.0.1+${new URL(other.apiAddress).port}.json`,
  ])
})

test('a secret that waits for a server never goes to another one with the same project', async () => {
  const { bench, other, connect, first, second } = await start()
  value(await bench.projects.putSecret(first, reference, canary))
  await draftOf(bench, uuid, [newOrganization, newConnection])
  value(await bench.trash.removeWorkspace(workspaceId))
  await connect()
  other.clearRequests()
  const read = value(await bench.projects.read(second, {}))
  expect(read.summary.id).toBe(second)
  expect(value(await bench.files.drafts.read(second))).toBeUndefined()
  // Even a draft that names the secret finds none there.
  const { shown } = await draftOf({ ...bench, id: () => second } as Bench, second, [
    newOrganization,
    newConnection,
  ])
  expect(await publish(bench, second, shown)).toMatchObject({ error: { code: 'secret.missing' } })
  expect(await publish(bench, first, shown)).toMatchObject({ ok: false })
  expect(heard(other)).not.toContain(canary)
  expect(other.requests().every(({ method }) => method === 'GET')).toBe(true)
  // It is still there for the server that it was typed for.
  expect(value(await bench.projects.checkSecrets(first, [reference])).missing).toEqual([])
  expect(value(await bench.projects.checkSecrets(second, [reference])).missing).toEqual([reference])
})

/** What a hostile server gives as the value of a new key: a label of the other server, and a slug there. */
const poisons = ['Tidewater ADFS test', 'quiet-noether-3v8c5t0z6p'] as const

test.each(poisons)(
  'what a server gives as a new key hides nothing of another server: %s',
  async (text) => {
    const { bench, other, connect, first, second } = await start()
    const before = value(await bench.projects.read(first, {}))
    expect(JSON.stringify(before)).toContain(text)
    await connect()
    const body = { id: 'k', name: 'x', value: text }
    other.fault({ operation: 'createProjectApiKey', status: 201, body })
    const keys = createProjectKeys({
      ...bench,
      file: bench.files.projectKeys,
      refused: bench.files.refusedKeys,
      marks: createMarks(() => Promise.resolve(bench.store)),
      now: () => new Date(),
      newId: () => 'id',
    })
    const access = mayWrite(value(await bench.workspaces.access(otherWorkspace)), second)
    const made = await keys.make(access, second, 'reading people')
    expect(made.ok).toBe(text === poisons[1])
    const poisoned = value(await bench.projects.read(second, {}))
    expect(JSON.stringify(poisoned).includes(hidden)).toBe(made.ok)
    const after = value(await bench.projects.read(first, {}))
    expect(after.organizations).toEqual(before.organizations)
    expect(JSON.stringify(after)).not.toContain(hidden)
  },
)

test('where the access is for another server than the project, nothing is sent and no secret is read', async () => {
  const { bench, other, connect, first, second } = await start()
  await connect()
  const toOther = value(await bench.workspaces.access(otherWorkspace))
  other.clearRequests()
  const refused = { ok: false, error: { code: 'bug', arrived: false } }
  expect(await getProject(bench.client, toOther, first)).toMatchObject(refused)
  expect(await getProject(bench.client, { ...toOther, server: 'demo:' }, second)).toMatchObject(
    refused,
  )
  expect(other.requests()).toEqual([])
  const { snapshot, draft } = await draftOf(bench, uuid, [newOrganization, newConnection])
  const plan = planPublish(snapshot, draft.intents, new Set())
  const noKeychain = () => Promise.reject(new Error('The keychain was asked'))
  expect(await readPlanSecrets(noKeychain, first, toOther, plan)).toMatchObject(refused)
})

test('locks, guards, and what the radar knows are of one of them alone', async () => {
  const { bench, connect, first, second } = await start()
  await connect()
  value(await bench.guards.lock(first))
  const shown = await draftOf({ ...bench, id: () => second } as Bench, second, [newOrganization])
  expect(await publish(bench, second, shown.shown)).toMatchObject({ ok: true })
  const own = await draftOf(bench, uuid, [newOrganization])
  expect(await publish(bench, first, own.shown)).toMatchObject({
    error: { code: 'guard.read-only' },
  })
  const lock = value(await bench.publishFiles.locks.take(first))
  expect(await bench.publishFiles.locks.holder(second)).toBeUndefined()
  await lock.release()
})

describe('a server that is neither Ory’s nor on this computer', () => {
  const apiAddress = 'https://ory.somewhere.example'
  const declined = { ok: false, error: { code: 'workspace.address-declined', arrived: false } }
  /** Counts what would be sent to it. */
  const counting = () => {
    const sent: string[] = []
    const client: NonNullable<Parameters<typeof startBench>[1]>['client'] = (own) => ({
      send(call) {
        if (call.access.apiAddress !== apiAddress) return own.send(call)
        sent.push(call.segments.join('/'))
        const error = appError('network.offline', 'Not reached')
        return Promise.resolve({ ok: false, error })
      },
    })
    return { sent, client }
  }

  test('gets nothing before main has asked, and a no is not followed by a heap of questions', async () => {
    const asked: string[] = []
    const { sent, client } = counting()
    const askToSend = (origin: string) => {
      asked.push(origin)
      return Promise.resolve(false)
    }
    const bench = await startBench({}, { client, askToSend })
    const input = { apiKey: 'ory_wak_anything', apiAddress }
    expect(await bench.workspaces.connect(input)).toMatchObject(declined)
    const tooSoon = { ok: false, error: { code: 'guard.too-soon', arrived: false } }
    for (let count = 0; count < 5; count += 1) {
      expect(await bench.workspaces.connect(input)).toMatchObject(tooSoon)
    }
    const next = { ...input, apiAddress: 'https://ory.elsewhere.example' }
    expect(await bench.workspaces.connect(next)).toMatchObject(tooSoon)
    expect(asked).toEqual([apiAddress])
    expect(sent).toEqual([])
    expect(value(await bench.files.origins.read())).toBeUndefined()
  })

  test('is asked about once, and remembered where no page can write', async () => {
    const asked: string[] = []
    const { sent, client } = counting()
    const askToSend = (origin: string) => {
      asked.push(origin)
      return Promise.resolve(true)
    }
    const bench = await startBench({}, { client, askToSend })
    const input = { apiKey: 'ory_wak_anything', apiAddress: `${apiAddress}:443/` }
    await bench.workspaces.connect(input)
    await bench.workspaces.connect(input)
    expect(asked).toEqual([apiAddress])
    expect(sent).toHaveLength(2)
    expect(value(await bench.files.origins.read())).toEqual({ confirmed: [apiAddress] })
  })
})

describe('the strictest environment that a project ever had', () => {
  test('holds when its server says another one later, and over a new connection', async () => {
    const { bench, first } = await start()
    const set = (environment: string) =>
      bench.emulator.edit((state) => {
        for (const project of state.projects) {
          if (project.id === uuid) Object.assign(project, { environment })
        }
      })
    set('prod')
    expect(value(await bench.projects.read(first, {})).summary.environment).toBe('production')
    set('dev')
    const read = value(await bench.projects.read(first, {}))
    expect(read.summary).toMatchObject({
      environment: 'production',
      environmentAtOry: 'development',
    })
    expect(bench.notices.list().map(({ title }) => title)).toEqual([
      'Northwind Staging has another environment at Ory now',
    ])
    const { shown } = await draftOf(bench, uuid, [newOrganization])
    expect(await publish(bench, first, shown, {})).toMatchObject({
      error: { code: 'publish.unconfirmed' },
    })
    value(await bench.workspaces.disconnect(workspaceId))
    const { apiKey, emulator } = bench
    value(await bench.workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
    expect(await bench.workspaces.findProject(first)).toMatchObject({ environment: 'production' })
    expect(await publish(bench, first, shown, {})).toMatchObject({
      error: { code: 'publish.unconfirmed' },
    })
  })

  test('is held as production where its file was damaged, over restarts too', async () => {
    const { bench, first } = await start()
    const file = join(bench.folder, 'environments.json')
    await writeFile(file, '{"version":1,"data":{"strict')
    const environment = async () => value(await bench.projects.read(first, {})).summary.environment
    expect(await environment()).toBe('production')
    expect(bench.notices.list().map(({ title }) => title)).toEqual([
      'environments.json was damaged',
      'Every project is treated as production.',
      'Northwind Staging has another environment at Ory now',
    ])
    // What was written since does not say of other projects that they never were.
    const again = createEnvironments({ file: bench.files.environments })
    const other = {
      ...(await bench.workspaces.findProject(first)),
      id: atOry(uuid),
      environment: 'development',
    }
    expect(await again.hold([other as ProjectSummary])).toMatchObject([
      { environment: 'production', environmentAtOry: 'development' },
    ])
    expect(await environment()).toBe('production')
  })
})
