import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { RecordedRequest } from '../../../../../src/core/history/publish-history'
import type { ApiCall, ApiClient } from '../../../../../src/main/api/client'
import { cleanOf } from '../../../../../src/main/services/history/clean-of-secrets'
import { recordingClient } from '../../../../../src/main/services/publish/recording-client'

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
