import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import type { JsonObject } from '../../../../../src/core/model/json'
import { demoIds, demoState } from '../../../../emulator'
import { createAppFiles } from '../../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { withWholeAnswer } from '../../../../../src/main/services/projects/full-documents'
import { createProjectReader } from '../../../../../src/main/services/projects/project-reader'
import { sendGuarded } from '../../../../../src/main/services/publish/guarded-patch'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { canaries, lastingCanaries, plantCanaries } from '../../../../support/texts/canaries'
import {
  draftOf,
  outcomeOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { agreeing } from '../../../../support/publishing/agreeing'

const project = demoIds.northwindProduction
const planted = Object.values(canaries)

function plantedState() {
  const state = demoState()
  plantCanaries(state, project)
  return state
}

/** Canaries in any file of the user data folder. */
async function onDisk({ folder, files }: Bench): Promise<string[]> {
  await files.flush()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  )
  return planted.filter((canary) => texts.some((text) => text.includes(canary)))
}

const held = (answer: unknown) =>
  planted.filter((canary) => JSON.stringify(answer).includes(canary))

/** The project as the API answers it, before anything of ours has looked at it. */
async function rawAnswer({ emulator, apiKey }: Bench): Promise<JsonObject> {
  const response = await fetch(`${emulator.apiAddress}/projects/${project}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  })
  return (await response.json()) as JsonObject
}

test('what a server shows beside connections is read, published and stored without secrets', async () => {
  const bench = await startBench({ state: plantedState() })
  const raw = await rawAnswer(bench)
  expect(held(raw).length).toBeGreaterThan(7)

  const pages: unknown[] = []
  const first = value(await bench.projects.read(project, { onPage: (page) => pages.push(page) }))
  expect(held([first, pages])).toEqual([])
  // The one in which canaries stand.
  const target = { kind: 'connection', key: connectionsOf(first)[0]!.key } as const
  const { shown } = await draftOf(bench, project, [
    { kind: 'set-field', target, field: 'label', value: 'Renamed' },
  ])
  const published = outcomeOf(
    await bench.publishing.publish({
      projectId: project,
      shown,
      excluded: [],
      ...agreeing(),
    }),
    'published',
  )
  expect(held(published)).toEqual([])
  const [entry] = value(await bench.publishHistory.list(project))
  const place = { projectId: project, id: entry!.id }
  expect(held(value(await bench.publishHistory.read(place)))).toEqual([])
  expect(held(value(await bench.publishHistory.file(place)))).toEqual([])
  expect(await onDisk(bench)).toEqual([])

  const stored = bench.emulator.state().projects.find(({ id }) => id === project)
  expect(held(stored)).toEqual(lastingCanaries(plantedState(), project))
})

test('something else that changed is seen by the hash, and nothing of it is in it', async () => {
  const bench = await startBench({ state: plantedState() })
  const before = value(await bench.projects.read(project, {}))
  const again = value(await bench.projects.read(project, {}))
  expect(again.restHash).toBe(before.restHash)
  expect(before.restHash).toMatch(/^[0-9a-f]{64}$/)
  bench.emulator.edit((state) => {
    const found = state.projects.find(({ id }) => id === project) as any
    found.services.identity.config.courier.smtp.connection_uri = 'smtps://another@mail.example'
  })
  const after = value(await bench.projects.read(project, {}))
  expect(after.restHash).not.toBe(before.restHash)
  expect(after.project['services']).toEqual(before.project['services'])
})

async function placeOld(bench: Bench, name: string, text?: string): Promise<void> {
  const folder = join(bench.folder, 'snapshots')
  await mkdir(folder, { recursive: true })
  const { summary, revisionId } = value(await bench.projects.read(project, {}))
  const organizations = (plantedState().projects.find(({ id }) => id === project) as any)
    .organizations
  const data = {
    summary,
    revisionId,
    readAt: '2026-11-25T12:00:00.000Z',
    project: await rawAnswer(bench),
    organizations,
  }
  await bench.files.flush()
  await writeFile(join(folder, name), text ?? `${JSON.stringify({ version: 1, data })}\n`)
}

/** The files of the folder as the app has them when it starts again. */
function startAgain({ folder }: Bench) {
  const notices = createNotices()
  return { files: createAppFiles(createJsonFiles({ folder, notices })), notices }
}

test('a stored snapshot of an older version becomes what reading anew gives, at the start', async () => {
  const bench = await startBench({ state: plantedState() })
  const fresh = value(await bench.projects.read(project, {}))
  await placeOld(bench, `${projectFileName(bench.id(project))}.json`)
  expect(await onDisk(bench)).not.toEqual([])

  const { files, notices } = startAgain(bench)
  const read = value(await files.snapshots.read(bench.id(project)))!
  // An older version had read no SCIM clients and states.
  const { scim: _scim, rows: _rows, ...known } = fresh
  expect({ ...read, organizations: [] }).toEqual({ ...known, organizations: [] })
  expect(held(read)).toEqual([])

  await files.snapshots.reduceOld()
  expect(await onDisk(bench)).toEqual([])
  expect(value(await files.snapshots.read(bench.id(project)))).toEqual(read)
  expect(notices.list()).toEqual([])
})

test('so do copies that were set aside and what an interrupted write left', async () => {
  const bench = await startBench({ state: plantedState() })
  await placeOld(bench, `${projectFileName(bench.id(project))}.json.damaged-1`)
  await placeOld(
    bench,
    `${projectFileName(bench.id(project))}.json.damaged-2`,
    `{"version":1,"data":{"x":"${planted[0]}"`,
  )
  await placeOld(bench, `${projectFileName(bench.id(project))}.json.3941271`)
  await placeOld(
    bench,
    `${projectFileName(bench.id(project))}.json.damaged-3`,
    '{"version":2,"data":{"cut":',
  )
  const { files, notices } = startAgain(bench)
  await files.snapshots.reduceOld()
  expect(await onDisk(bench)).toEqual([])
  expect((await readdir(join(bench.folder, 'snapshots'))).toSorted()).toEqual([
    `${projectFileName(bench.id(project))}.json`,
    `${projectFileName(bench.id(project))}.json.damaged-1`,
    `${projectFileName(bench.id(project))}.json.damaged-3`,
  ])
  expect(notices.list().map(({ text }) => text)).toEqual([
    expect.stringContaining(
      `${projectFileName(bench.id(project))}.json.damaged-2 could not be read`,
    ),
  ])
})

test('an old snapshot that is damaged is removed with words, and read anew', async () => {
  const bench = await startBench({ state: plantedState() })
  await placeOld(
    bench,
    `${projectFileName(bench.id(project))}.json`,
    `{"version":1,"data":{"x":"${planted[0]}"`,
  )
  const { files, notices } = startAgain(bench)
  await files.snapshots.reduceOld()
  expect(await onDisk(bench)).toEqual([])
  expect(notices.list()).toHaveLength(1)
  expect(value(await files.snapshots.read(bench.id(project)))).toBeUndefined()
  expect(value(await bench.projects.read(project, {})).restHash).toBeDefined()
})

test('a patch is proved against all that the server showed, read again where it is not at hand', async () => {
  const bench = await startBench({ state: plantedState() })
  const snapshot = value(await bench.projects.read(project, {}))
  const stored = value(await bench.files.snapshots.read(project))!
  expect(withWholeAnswer(stored)).toBeUndefined()
  expect(held(withWholeAnswer(snapshot))).toContain(canaries.smtp)

  const [found] = await bench.workspaces.list()
  const access = value(await bench.workspaces.access(found!.id))
  const proved: unknown[] = []
  const session = {
    snapshot: stored,
    draft: emptyDraft(project, stored.revisionId),
    excluded: new Set(),
    confirmed: { harmed: [] },
    guards: bench.guards,
    now: () => new Date(),
    access,
    reader: createProjectReader({
      ...bench,
      running: bench.publishFiles.running,
      now: () => new Date(),
    }),
    revisionMayHaveMoved: false,
  } as unknown as PublishSession
  const nothing = { organization: {}, connection: {}, method: {}, 'scim-client': {} }
  const end = await sendGuarded(session, {
    bodyOn: () => ({ operations: [], sent: nothing }),
    shows: () => false,
    proves(whole) {
      proved.push(whole.project)
      return false
    },
    finish: () => Promise.reject(new Error('Nothing may be sent')),
  })
  expect(end).toMatchObject({ kind: 'failed', error: { code: 'draft.patch-failed' } })
  expect(proved).toEqual([await rawAnswer(bench)])
  expect(session.snapshot.project).toEqual(stored.project)
})
