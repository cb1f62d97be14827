import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Guards } from '../../../../../src/core/model/guards'
import type { OpenQuestion } from '../../../../../src/main/services/guards/guards'
import { demoIds } from '../../../../emulator'
import {
  brightwaterIsOut,
  newOrganization,
  projectId,
} from '../../../../support/publishing/brightwater'
import {
  byRequests,
  draftOf,
  outcomeOf,
  startBench,
  value,
  writesOf,
} from '../../../../support/services/main-services'

const workspaceId = demoIds.northwind
const publishInput = (shown: string) => ({ projectId, excluded: [], shown, ...brightwaterIsOut })

/** A bench whose person answers questions about opening; none are expected by default. */
async function guarded(answer: (question: OpenQuestion) => boolean = () => false) {
  const questions: OpenQuestion[] = []
  const told: Guards[] = []
  let time = 0
  const bench = await startBench(
    {},
    {
      clock: () => time,
      askToOpen(question) {
        questions.push(question)
        return Promise.resolve(answer(question))
      },
      tellOthers(name, payload) {
        if (name === 'guards.changed' && 'guards' in payload) told.push(payload.guards)
      },
    },
  )
  const permit = async () => {
    const [workspace] = await bench.workspaces.list()
    const project = workspace?.projects.find(({ id }) => id === bench.id(projectId))
    if (!workspace || !project) throw new Error('Northwind has this project')
    return bench.guards.permit(project, value(await bench.workspaces.access(workspaceId)), {
      pressed: false,
    })
  }
  /** Lets milliseconds pass. */
  const wait = (milliseconds: number) => void (time += milliseconds)
  return { ...bench, questions, told, permit, wait, file: join(bench.folder, 'guards.json') }
}

test('a locked project takes no publish, from the next start on too, and is unlocked by a yes', async () => {
  let says = false
  const bench = await guarded(() => says)
  const { shown } = await draftOf(bench, projectId, [newOrganization])
  expect(value(await bench.guards.lock(projectId)).done).toBe(true)
  expect(bench.told).toMatchObject([{ kind: 'known', locked: [bench.id(projectId)] }])
  expect(JSON.parse(await readFile(bench.file, 'utf8'))).toEqual({
    version: 2,
    data: { locked: [bench.id(projectId)], allowed: {} },
  })
  const refused = { ok: false, error: { code: 'guard.read-only', subject: 'Northwind Staging' } }
  expect(await bench.publishing.publish(publishInput(shown))).toMatchObject(refused)
  expect(writesOf(bench)).toEqual([])

  expect(value(await bench.guards.unlock(projectId)).done).toBe(false)
  expect(await bench.publishing.publish(publishInput(shown))).toMatchObject(refused)
  says = true
  // Right after a no the person is left in peace.
  const soon = { ok: false, error: { code: 'guard.too-soon', arrived: false } }
  expect(await bench.guards.unlock(projectId)).toMatchObject(soon)
  expect(bench.questions).toHaveLength(1)
  bench.wait(10_000)
  expect(value(await bench.guards.unlock(projectId))).toMatchObject({ done: true })
  expect(bench.questions).toMatchObject([{ kind: 'unlock' }, { kind: 'unlock' }])
  outcomeOf(await bench.publishing.publish(publishInput(shown)), 'published')
})

test('a project that is locked while it is published gets no further request', async () => {
  let writes = 0
  let lock = (): Promise<unknown> => Promise.resolve()
  const bench = await startBench(byRequests, {
    client: ({ send }) => ({
      async send(call) {
        if (call.method !== 'GET') writes += 1
        if (writes === 2) await lock()
        return send(call)
      },
    }),
  })
  lock = () => bench.guards.lock(projectId)
  const second = { ...newOrganization, key: 'new:second' } as Edit
  const { shown } = await draftOf(bench, projectId, [newOrganization, second])
  const end = outcomeOf(await bench.publishing.publish(publishInput(shown)), 'stopped')
  expect(end).toMatchObject({ done: 1, of: 2, error: { code: 'guard.read-only', arrived: false } })
  expect(writesOf(bench)).toEqual(['POST 201'])
  const rest = value(await bench.files.drafts.read(projectId))
  expect(Object.keys(rest?.intents.organization ?? {})).toEqual(['new:second'])
})

test('a list closes what is not on it, and whatever it opens is asked', async () => {
  let says = false
  const bench = await guarded(() => says)
  const other = demoIds.northwindProduction
  expect(value(await bench.guards.allow(workspaceId, [other])).done).toBe(true)
  expect(bench.questions).toEqual([])
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.not-on-list' } })

  expect(value(await bench.guards.allow(workspaceId, [other, projectId])).done).toBe(false)
  bench.wait(10_000)
  expect(value(await bench.guards.allow(workspaceId, undefined)).done).toBe(false)
  expect(bench.questions).toMatchObject([
    { kind: 'allow', workspace: 'Northwind', opened: [{ id: bench.id(projectId) }] },
    { kind: 'allow', opened: 'all' },
  ])
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.not-on-list' } })
  says = true
  bench.wait(60_000)
  value(await bench.guards.allow(workspaceId, [projectId]))
  expect(await bench.permit()).toMatchObject({ ok: true })
  const strange = await bench.guards.allow(workspaceId, [
    '5a0b2f5e-0000-4000-8000-000000000000' as never,
  ])
  expect(strange).toMatchObject({ error: { code: 'request.invalid' } })
  expect(await bench.guards.allow('nowhere', [])).toMatchObject({ ok: false })
})

test('what is open already, or in no workspace, is not asked about', async () => {
  const bench = await guarded(() => true)
  expect(value(await bench.guards.unlock(projectId)).done).toBe(true)
  const nowhere = '5a0b2f5e-0000-4000-8000-000000000000' as never
  const refused = { ok: false, error: { code: 'request.invalid' } }
  expect(await bench.guards.lock(nowhere)).toMatchObject(refused)
  expect(await bench.guards.unlock(nowhere)).toMatchObject(refused)
  // A list that opens nothing more than before is no question, and one that is taken away is.
  value(await bench.guards.allow(workspaceId, [projectId]))
  value(await bench.guards.allow(workspaceId, [projectId]))
  expect(bench.questions).toEqual([])
  expect(bench.told).toHaveLength(2)
  const { done, guards } = value(await bench.guards.allow(workspaceId, undefined))
  expect([done, guards]).toEqual([true, { kind: 'known', locked: [], allowed: {} }])
  expect(bench.questions).toMatchObject([{ kind: 'allow', opened: 'all' }])
})

test('an answer opens nothing of a list that was made shorter while the question stood', async () => {
  const production = demoIds.northwindProduction
  let shorten = (): Promise<unknown> => Promise.resolve()
  const questions: OpenQuestion[] = []
  const bench = await startBench(
    {},
    {
      async askToOpen(question) {
        questions.push(question)
        await shorten()
        return true
      },
    },
  )
  value(await bench.guards.allow(workspaceId, [production]))
  shorten = () => bench.guards.allow(workspaceId, [])
  const { guards, done } = value(await bench.guards.allow(workspaceId, [production, projectId]))
  expect(questions).toMatchObject([{ kind: 'allow', opened: [{ id: bench.id(projectId) }] }])
  expect([done, guards]).toEqual([
    false,
    { kind: 'known', locked: [], allowed: { [workspaceId]: [] } },
  ])
})

test('one question at a time: a second one is a no, and a lock does not wait for it', async () => {
  const answers: ((yes: boolean) => void)[] = []
  const bench = await startBench(
    {},
    { askToOpen: () => new Promise<boolean>((resolve) => answers.push(resolve)) },
  )
  value(await bench.guards.lock(projectId))
  const first = bench.guards.unlock(projectId)
  await expect.poll(() => answers.length).toBe(1)
  expect(value(await bench.guards.unlock(projectId)).done).toBe(false)
  expect(value(await bench.guards.lock(demoIds.northwindProduction)).done).toBe(true)
  answers[0]?.(true)
  expect(value(await first)).toMatchObject({
    done: true,
    guards: { locked: [bench.id(demoIds.northwindProduction)] },
  })
})

test('after a damaged file everything is locked until it is unlocked, over restarts', async () => {
  const bench = await guarded(() => true)
  await writeFile(bench.file, '{"version":1,"data":{"lock')
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.read-only' } })
  expect((await readdir(bench.folder)).filter((name) => name.startsWith('guards'))).toEqual([
    'guards.json.damaged-1',
  ])
  const titles = bench.notices.list().map(({ title }) => title)
  expect(titles).toEqual(['guards.json was damaged', 'Every project is read-only.'])
  // The file is gone now, and still nothing may be written.
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.read-only' } })
  value(await bench.guards.lock(demoIds.northwindProduction))
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.read-only' } })
  value(await bench.guards.unlock(projectId))
  expect(await bench.permit()).toMatchObject({ ok: true })
})

test('a file of a newer version is left as it is, and nothing is written to any project', async () => {
  const bench = await guarded(() => true)
  const newer = '{"version":3,"data":{"locked":[],"allowed":{}}}'
  await writeFile(bench.file, newer)
  const refused = { ok: false, error: { code: 'guard.unreadable' } }
  expect(await bench.permit()).toMatchObject(refused)
  expect(await bench.guards.lock(projectId)).toMatchObject(refused)
  expect(await bench.guards.unlock(projectId)).toMatchObject(refused)
  expect(await bench.guards.allow(workspaceId, undefined)).toMatchObject(refused)
  expect(await bench.guards.read()).toMatchObject({ kind: 'unreadable' })
  expect(await readFile(bench.file, 'utf8')).toBe(newer)
})

test('locks and lists stay when a workspace is disconnected and connected again', async () => {
  const bench = await guarded()
  value(await bench.guards.lock(projectId))
  value(await bench.workspaces.disconnect(workspaceId))
  const { apiKey, emulator } = bench
  value(await bench.workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
  expect(await bench.permit()).toMatchObject({ error: { code: 'guard.read-only' } })
})
