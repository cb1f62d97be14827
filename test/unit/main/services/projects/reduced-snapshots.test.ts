import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import type { JsonObject } from '../../../../../src/core/model/json'
import { demoIds, demoState } from '../../../../emulator'
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
