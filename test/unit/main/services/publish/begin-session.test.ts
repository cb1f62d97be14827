import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import {
  beginSession,
  recordingClient,
} from '../../../../../src/main/services/publish/begin-session'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import {
  newOrganization,
  organizationKey,
  projectId,
} from '../../../../support/publishing/brightwater'
import { startBench, value, writesOf } from '../../../../support/services/main-services'
import {
  agreedOn,
  publishId,
  sessionDeps,
  sessionOf,
} from '../../../../support/publishing/publish-session'
import { fieldEdit } from '../../../../support/states/field-edit'
import { projectFileName } from '../../../../../src/core/model/project-id'
import type { RecordedRequest } from '../../../../../src/core/history/publish-history'
import type { ApiCall, ApiClient } from '../../../../../src/main/api/client'
import { cleanOf } from '../../../../../src/main/services/history/clean-of-secrets'

test('what is about to be sent is on disk before anything is', async () => {
  const bench = await startBench()
  const { session, stored } = await sessionOf(bench, projectId, [newOrganization])
  const running = value(await bench.publishFiles.running.read(projectId))
  expect(running).toMatchObject({
    record: {
      id: publishId,
      projectId: bench.id(projectId),
      result: 'interrupted',
      steps: 1,
      done: 0,
    },
    requests: [`PATCH /projects/${projectId}/revision/${session.planned.revisionId}`],
    intents: stored.intents,
  })
  const [workspace] = await bench.workspaces.list()
  expect(running?.record.workspace).toMatchObject({ id: workspace?.id, name: workspace?.name })
  expect(session).toMatchObject({
    projectId: bench.id(projectId),
    ids: {},
    warnings: [],
    dropped: [],
  })
  expect(session.mark).toEqual({ publishId, at: '2026-11-25T12:00:00.000Z' })
  expect(writesOf(bench)).toEqual([])
})

test('the record names the workspace of the project, also one that was disconnected meanwhile', async () => {
  const bench = await startBench()
  const agreed = await agreedOn(bench, projectId, [newOrganization])
  const [own] = await bench.workspaces.list()
  const other = { ...own!, id: '0f8b3c1e-2d4a-4c6b-9e1f-7a5d3b2c1e0f', name: 'Another' }
  async function recorded(listed: (typeof other)[]) {
    const workspaces = { list: () => Promise.resolve(listed) }
    value(await beginSession({ ...sessionDeps(bench), workspaces }, agreed))
    return value(await bench.publishFiles.running.read(projectId))?.record.workspace
  }
  expect(await recorded([other, own!])).toMatchObject({ id: own?.id, name: own?.name })
  expect(await recorded([other])).toMatchObject({ id: own?.id, name: own?.id })
})

test('requests of the session are taken down with it', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  expect(await sendSteps(session)).toEqual({ kind: 'published' })
  const running = value(await bench.publishFiles.running.read(projectId))
  expect(running?.record.requests).toMatchObject([{ method: 'PATCH', answer: { kind: 'done' } }])
})

test('an earlier publish that was interrupted goes into the history', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  await sendSteps(session)
  const edit = fieldEdit(
    { kind: 'organization', key: session.ids[organizationKey] ?? '' },
    'label',
    'Renamed',
  )
  const agreed = await agreedOn(bench, projectId, [edit])
  const newId = () => 'f2a4c6f0-0d5a-4b83-9a35-2f8f6b1f3d22'
  value(await beginSession({ ...sessionDeps(bench), newId }, agreed))
  const [kept] = value(await bench.publishHistory.list(projectId))
  expect(kept).toMatchObject({ id: publishId, result: 'interrupted', done: 1 })
  const running = value(await bench.publishFiles.running.read(projectId))
  expect(running?.record.id).toBe(newId())
})

test('a damaged record of an earlier one keeps nobody from publishing', async () => {
  const bench = await startBench()
  await mkdir(join(bench.folder, 'publishing'), { recursive: true })
  await writeFile(
    join(bench.folder, 'publishing', `${projectFileName(bench.id(projectId))}.json`),
    'noise',
  )
  await sessionOf(bench, projectId, [newOrganization])
  expect(value(await bench.publishHistory.list(projectId))).toEqual([])
  expect(bench.notices.list()).toHaveLength(1)
})

test('where it cannot be written down, there is no session', async () => {
  const bench = await startBench()
  const agreed = await agreedOn(bench, projectId, [newOrganization])
  await writeFile(join(bench.folder, 'publishing'), 'a file in the place of the folder')
  const begun = await beginSession(sessionDeps(bench), agreed)
  expect(begun).toMatchObject({ ok: false, error: { code: 'draft.write-failed' } })
})

test('where the draft could not be written anew afterwards, there is no session', async () => {
  const bench = await startBench()
  const agreed = await agreedOn(bench, projectId, [newOrganization])
  const full = failure(appError('draft.write-failed', 'The disk is full'))
  const drafts = { ...bench.files.drafts, write: () => Promise.resolve(full) }
  const files = { ...bench.files, drafts }
  expect(await beginSession({ ...sessionDeps(bench), files }, agreed)).toEqual(full)
  expect(value(await bench.publishFiles.running.read(projectId))).toBeUndefined()
  expect(writesOf(bench)).toEqual([])
})

const secret = 'canary-client-secret'
const call = { method: 'PATCH', segments: ['projects', 'p-1'], body: [{ value: secret }] }

/** What is recorded of a call that is answered so. */
async function recorded(answer: Result<unknown>, more: Partial<typeof call> = call) {
  const all: RecordedRequest[] = []
  const client = { send: () => Promise.resolve(answer) } as unknown as ApiClient
  const recording = recordingClient(client, {
    clean: cleanOf([secret]),
    now: () => new Date('2026-11-25T12:00:00Z'),
    onRequest: (request) => all.push(request),
  })
  expect(await recording.send({ ...call, ...more } as unknown as ApiCall<unknown>)).toBe(answer)
  return all
}
const at = '2026-11-25T12:00:00.000Z'

test('a request is recorded with what it sent, without the secret', async () => {
  const [request] = await recorded(success({ project: {} }))
  expect(request).toMatchObject({ at, method: 'PATCH', path: '/projects/p-1' })
  expect(JSON.stringify(request?.body)).toContain('[{"value":')
  expect(JSON.stringify(request)).not.toContain(secret)
})

test('one without a body has none, and a read is not recorded', async () => {
  const [request] = await recorded(success(undefined), {
    method: 'DELETE',
    body: undefined as never,
  })
  expect(request).not.toHaveProperty('body')
  expect(request?.answer).toStrictEqual({ kind: 'done' })
  expect(await recorded(success({}), { method: 'GET' })).toEqual([])
})

test.each([
  [
    'of a project is its number and revision, and the warnings',
    { project: { id: 'p', revision_id: 'r', services: {} }, warnings: [{ message: 'Old' }] },
    { project: { id: 'p', revision_id: 'r' }, warnings: [{ message: 'Old' }] },
  ],
  ['of a project without any of it is empty', { project: { name: 'N' } }, { project: {} }],
  ['of anything else is kept', { id: 'o', label: 'Acme' }, { id: 'o', label: 'Acme' }],
  [
    'holds no secret',
    { label: `it was ${secret}` },
    { label: 'it was <secret kept in the keychain>' },
  ],
])('an answer %s', async (_what, answer, kept) => {
  const [request] = await recorded(success(answer))
  expect(request?.answer).toStrictEqual({ kind: 'done', body: kept })
})

test.each([
  ['with its status and number', { status: 400, requestId: 'req-1' }],
  ['without them where there was no answer', {}],
])('a failure is recorded %s', async (_what, more) => {
  const [request] = await recorded(failure(appError('api.rejected', 'No', more)))
  const failed = { kind: 'failed', code: 'api.rejected', message: 'No', ...more }
  expect(request?.answer).toStrictEqual(failed)
})
