import { expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { done, failed, review } from '../../../../../src/main/services/publish/session'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
import {
  newConnection,
  newOrganization,
  projectId,
} from '../../../../support/publishing/brightwater'
import { startBench, value } from '../../../../support/services/main-services'
import { sessionOf } from '../../../../support/publishing/publish-session'

const edits = [newOrganization, newConnection]

async function twoSteps() {
  const { session } = await sessionOf(await startBench(), projectId, edits)
  return { session, revision: session.snapshot.revisionId }
}

test('runs the steps in their order and tells each before it is sent', async () => {
  const { session, revision } = await twoSteps()
  const heard: string[] = []
  const end = await sendSteps(session, {
    onProgress: ({ step, of, request }) => heard.push(`${step}/${of} ${request}`),
    run(_session, { kind }) {
      heard.push(kind)
      return Promise.resolve(done)
    },
  })
  expect(end).toEqual({ kind: 'published' })
  expect(heard).toEqual([
    `1/2 PATCH /projects/${projectId}/revision/${revision}`,
    'patch-new-organizations',
    `2/2 PATCH /projects/${projectId}/revision/${revision}`,
    'patch-project',
  ])
})

test('a step that fails stops it, with the number of those before it', async () => {
  const { session } = await twoSteps()
  const error = appError('api.rejected', 'No')
  const run = (_: unknown, { kind }: { kind: string }) =>
    Promise.resolve(kind === 'patch-project' ? failed(error) : done)
  expect(await sendSteps(session, { run })).toEqual({ kind: 'stopped', done: 1, error })
})

test('a step whose body would be another one ends it, and no later step runs', async () => {
  const { session } = await twoSteps()
  let count = 0
  const run = () => {
    count += 1
    return Promise.resolve(review)
  }
  expect(await sendSteps(session, { run })).toEqual({ kind: 'moved' })
  expect(count).toBe(1)
})

test('a cancel lets the step that runs come to its end, and nothing more is sent', async () => {
  const { session } = await twoSteps()
  const cancel = new AbortController()
  const run = () => {
    cancel.abort()
    return Promise.resolve(done)
  }
  const end = await sendSteps(session, { signal: cancel.signal, run })
  expect(end).toMatchObject({ kind: 'stopped', done: 1, error: { code: 'request.cancelled' } })
})

test('a step that the server has done counts, also where the record of it cannot be written', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  const error = appError('draft.write-failed', 'The disk is full')
  // The mark of what is about to be made is written; what became of it is not.
  const { drafts } = session.files
  const write = vi.fn<typeof drafts.write>(() => Promise.resolve(failure(error)))
  const files = {
    ...session.files,
    drafts: { ...drafts, write: write.mockImplementationOnce(drafts.write) },
  }
  expect(await sendSteps({ ...session, files })).toEqual({ kind: 'stopped', done: 1, error })
  const running = value(await bench.publishFiles.running.read(projectId))
  expect(running?.record).toMatchObject({ steps: 1, done: 1 })
})
