import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { Edit } from '../../../../../src/core/draft/edits'
import { projectFileName } from '../../../../../src/core/model/project-id'
import type { ApiClient } from '../../../../../src/main/api/client'
import { beginSession } from '../../../../../src/main/services/publish/begin-session'
import { createInterruptedPublishes } from '../../../../../src/main/services/publish/interrupted'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import { keyOf, setLabel } from '../../../../support/publishing/publish-entries'
import {
  agreedOn,
  publishId,
  sessionDeps,
  sessionOf,
} from '../../../../support/publishing/publish-session'
import { startBench, value, type Bench } from '../../../../support/services/main-services'

/** A publish of a label that was sent, or not yet, when the app ended. */
async function interrupted(bench: Bench, isSent: boolean) {
  const key = await keyOf(bench, 0)
  const { session } = await sessionOf(bench, projectId, [setLabel(key, 'Mine')])
  if (isSent) expect(await sendSteps(session)).toEqual({ kind: 'published' })
  return { key, session }
}
const historyOf = async (bench: Bench) => value(await bench.publishHistory.list(projectId))

test('it is told with what it was to send, but not while another process holds the project', async () => {
  const bench = await startBench()
  expect(value(await bench.interrupted.read(projectId))).toEqual({})
  const { session } = await interrupted(bench, false)
  const request = `PATCH /projects/${projectId}/revision/${session.planned.revisionId}`
  expect(value(await bench.interrupted.read(projectId))).toEqual({
    interrupted: {
      startedAt: '2026-11-25T12:00:00.000Z',
      steps: 1,
      done: 0,
      requests: [request],
      excluded: [],
    },
  })
  const lock = value(await bench.publishFiles.locks.take(projectId))
  expect(value(await bench.interrupted.read(projectId))).toEqual({})
  await lock.release()
})

test('it is told by no window while this app publishes the project', async () => {
  const bench = await startBench()
  await interrupted(bench, false)
  let during: unknown
  await bench.locks.publish(bench.id(projectId), async () => {
    during = value(await bench.interrupted.read(projectId))
  })
  expect(during).toEqual({})
})

test.each([true, false])('settled, it says what is left of it (sent: %s)', async (isSent) => {
  const bench = await startBench()
  const { key } = await interrupted(bench, isSent)
  const settled = value(await bench.interrupted.settle(projectId))
  expect(settled).toMatchObject({ steps: 1, done: isSent ? 1 : 0, rest: !isSent, excluded: [] })
  expect(Object.keys(settled.draft.intents.connection)).toEqual(isSent ? [] : [key])
  expect(value(await bench.files.snapshots.read(projectId))).toEqual(settled.snapshot)
  expect(value(await bench.interrupted.read(projectId))).toEqual({})
})

test('settled where the server does not answer, it and the draft stay as they are', async () => {
  const bench = await startBench()
  await interrupted(bench, false)
  const before = value(await bench.files.drafts.read(projectId))
  bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
  expect(await bench.interrupted.settle(projectId)).toMatchObject({
    error: { code: 'api.forbidden' },
  })
  expect(value(await bench.files.drafts.read(projectId))).toEqual(before)
  expect(value(await bench.interrupted.read(projectId))).toHaveProperty('interrupted')
  expect(await historyOf(bench)).toEqual([])
})

test('settled without a stored state, the draft stands on what is there now', async () => {
  const bench = await startBench()
  const { key } = await interrupted(bench, false)
  value(await bench.files.snapshots.delete(bench.id(projectId)))
  const settled = value(await bench.interrupted.settle(projectId))
  expect(settled.draft.baseRevisionId).toBe(settled.snapshot.revisionId)
  expect(Object.keys(settled.draft.intents.connection)).toEqual([key])
})

test('where none was interrupted, settling is refused, and leaving it leaves nothing', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newConnection])
  await session.log.end({ result: 'stopped', snapshot: session.snapshot, warnings: [] })
  expect(await bench.interrupted.settle(projectId)).toMatchObject({
    error: { code: 'request.invalid' },
  })
  const before = await historyOf(bench)
  value(await bench.interrupted.leave(projectId))
  expect(await historyOf(bench)).toEqual(before)
})

test('left, it is in the history with its own id', async () => {
  const bench = await startBench()
  await interrupted(bench, true)
  value(await bench.interrupted.leave(projectId))
  expect(await historyOf(bench)).toMatchObject([{ id: publishId, result: 'interrupted', done: 1 }])
  expect(value(await bench.interrupted.read(projectId))).toEqual({})
})

test('one that a colleague made by the new name is not the one that was to be renamed', async () => {
  const bench = await startBench()
  const { organizations } = value(await bench.projects.read(projectId, {}))
  const target = { kind: 'organization', key: String(organizations[0]?.['id']) } as const
  const edit: Edit = { kind: 'set-field', target, field: 'label', value: 'Twin' }
  await sessionOf(bench, projectId, [edit])
  bench.emulator.edit(({ projects }) => {
    const project = projects.find(({ id }) => id === projectId)
    const [first] = project?.organizations ?? []
    project?.organizations.push({
      ...first!,
      id: crypto.randomUUID(),
      label: 'Twin',
      domains: [],
      created_at: '2026-11-25T12:00:01Z',
    })
  })
  const settled = value(await bench.interrupted.settle(projectId))
  expect(settled).toMatchObject({ done: 0, rest: true })
  expect(await historyOf(bench)).toEqual([])
})

describe('what cannot be read', () => {
  const fileOf = (bench: Bench, folder: string) =>
    join(bench.folder, folder, `${projectFileName(bench.id(projectId))}.json`)

  test('is no publish that never was, where its record is of a later version', async () => {
    const bench = await startBench()
    await interrupted(bench, true)
    await bench.files.flush()
    await writeFile(fileOf(bench, 'publishing'), JSON.stringify({ version: 99, data: {} }))
    const draft = value(await bench.files.drafts.read(projectId))
    for (const act of ['read', 'settle', 'leave'] as const) {
      expect(await bench.interrupted[act](projectId), act).toMatchObject({
        error: { code: 'draft.too-new' },
      })
    }
    expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  })

  test('is no empty draft, which would be written over it', async () => {
    const bench = await startBench()
    await interrupted(bench, false)
    const corrupt = failure(appError('draft.corrupt', 'It cannot be read'))
    const write = vi.fn(() => Promise.resolve(success(undefined)))
    const turn = { read: () => Promise.resolve(corrupt), write, delete: write }
    const service = createInterruptedPublishes({
      ...bench,
      drafts: { change: (_id, act) => act(turn as never) },
      now: () => new Date('2026-11-25T12:00:00Z'),
    })
    expect(await service.settle(bench.id(projectId))).toEqual(corrupt)
    expect(write).not.toHaveBeenCalled()
  })

  test('is no empty draft: the publish stays to be settled', async () => {
    const bench = await startBench()
    await interrupted(bench, true)
    await bench.files.flush()
    await rm(join(bench.folder, 'drafts'), { recursive: true })
    await mkdir(fileOf(bench, 'drafts'), { recursive: true })
    expect(await bench.interrupted.settle(projectId)).toMatchObject({ ok: false })
    expect(value(await bench.interrupted.read(projectId))).toHaveProperty('interrupted')
    expect(await historyOf(bench)).toEqual([])
  })
})

test('a cancel ends the look at the server', async () => {
  const bench = await startBench()
  await interrupted(bench, true)
  const cancelled = AbortSignal.abort()
  expect(await bench.interrupted.settle(projectId, cancelled)).toMatchObject({
    error: { code: 'request.cancelled' },
  })
})

test('settled, the day that was noted for a new secret is the day of its connection', async () => {
  const bench = await startBench()
  const agreed = await agreedOn(bench, projectId, [newOrganization, newConnection])
  value(await bench.secretEnds.note(bench.id(projectId), reference, '2027-03-01'))
  const secrets = new Map([[reference, canary]])
  const session = value(await beginSession(sessionDeps(bench), { ...agreed, secrets }))
  const { client: own } = session
  // The app ends when the server has what it was sent last.
  const client: ApiClient = {
    async send(call) {
      const answer = await own.send(call)
      if (JSON.stringify(call.body).includes(canary)) throw new Error('The app ended')
      return answer
    },
  }
  await expect(sendSteps({ ...session, client })).rejects.toThrow('The app ended')
  expect(value(await bench.interrupted.settle(projectId))).toMatchObject({ rest: false })
  expect(value(await bench.secretEnds.list(bench.id(projectId)))).toMatchObject({
    'oidc:brightwater-okta': '2027-03-01',
  })
})
