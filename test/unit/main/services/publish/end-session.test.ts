import { expect, test, vi } from 'vitest'
import { hasChanges } from '../../../../../src/core/draft/draft'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import {
  endSession,
  adoptAll,
  adoptRevision,
} from '../../../../../src/main/services/publish/end-session'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  outcomeOf,
  startBench,
  value,
  byRequests,
  type Bench,
} from '../../../../support/services/main-services'
import { publishId, sessionOf } from '../../../../support/publishing/publish-session'
import { oidcProviders } from '../../../../emulator'

const target = { kind: 'connection', key: 'new:connection' } as const
const edits = [newOrganization, newConnection]
const secretsSpy = () => ({
  arrived: vi.fn(),
  release: vi.fn(() => Promise.resolve()),
})

async function begun() {
  const bench = await startBench()
  const { session, stored } = await sessionOf(bench, projectId, edits)
  const secrets = new Map([[reference, canary]])
  return { bench, session: { ...session, secrets }, stored, secrets: secretsSpy() }
}

test('a publish that sent all is in the history, its secrets are forgotten, its log is gone', async () => {
  const { bench, session, stored, secrets } = await begun()
  const result = await endSession(session, await sendSteps(session), stored, secrets)
  const outcome = outcomeOf(result, 'published')
  expect(outcome).toMatchObject({ requests: 2, dropped: [], ids: session.ids })
  expect(secrets.release).toHaveBeenCalledWith(bench.id(projectId), [reference])
  const [kept] = value(await bench.publishHistory.list(projectId))
  expect(kept).toMatchObject({ id: publishId, result: 'published', done: 2 })
  expect(value(await bench.publishFiles.running.read(projectId))).toBeUndefined()
})

test('one that stopped leaves the rest in the draft, on disk, with its secret', async () => {
  const { bench, session, stored, secrets } = await begun()
  bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
  bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 400 })
  const end = await sendSteps(session)
  const outcome = outcomeOf(await endSession(session, end, stored, secrets), 'stopped')
  expect(outcome).toMatchObject({ done: 1, of: 2, error: { code: 'api.rejected' } })
  expect(outcome.end).toMatchObject({ publishId, requests: 1, dropped: [], stayed: 0 })
  expect(Object.keys(outcome.draft.intents.connection)).toEqual(['new:connection'])
  expect(value(await bench.files.drafts.read(projectId))).toEqual(outcome.draft)
  expect(value(await bench.files.snapshots.read(projectId))).toEqual(outcome.snapshot)
  expect(secrets.release).toHaveBeenCalledWith(bench.id(projectId), [])
  const [kept] = value(await bench.publishHistory.list(projectId))
  expect(kept).toMatchObject({ result: 'stopped', done: 1 })
  const whole = { projectId: bench.id(projectId), id: publishId }
  const record = value(await bench.publishHistory.read(whole))
  expect(record.error).toMatchObject({ code: 'api.rejected' })
})

test('a draft that the disk did not take keeps the secrets that it still refers to', async () => {
  const bench = await startBench()
  const none = { kind: 'set-field', target, field: 'organization_id' } as const
  const { session, stored } = await sessionOf(bench, projectId, [newConnection, none])
  value(await bench.projects.putSecret(projectId, reference, canary))
  const full = () => Promise.resolve(failure(appError('draft.write-failed', 'ENOSPC')))
  const { drafts: own } = session.files
  const drafts: typeof own = {
    ...own,
    write: (draft) => (hasChanges(draft) ? own.write(draft) : full()),
    delete: full,
  }
  const secrets = new Map([[reference, canary]])
  const failing = { ...session, secrets, files: { ...session.files, drafts } }
  const end = await sendSteps(failing)
  const outcome = outcomeOf(await endSession(failing, end, stored, bench.draftSecrets), 'stopped')
  expect([outcome.done, outcome.draft.intents.connection]).toEqual([1, {}])
  expect(value(await bench.files.drafts.read(projectId))?.intents.connection).toHaveProperty(
    'new:connection',
  )
  expect(value(await bench.projects.checkSecrets(projectId, [reference])).missing).toEqual([])
})

test('one that met a change half way is reviewed again on what is there now', async () => {
  const { bench, session, stored, secrets } = await begun()
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId)
    if (project) project['name'] = 'Renamed meanwhile'
  })
  const result = await endSession(session, { kind: 'moved' }, stored, secrets)
  const outcome = outcomeOf(result, 'review-again')
  expect(outcome.snapshot.summary.name).toBe('Renamed meanwhile')
  expect(value(await bench.files.drafts.read(projectId))).toEqual(outcome.draft)
  // No request was made: there is nothing to keep of it.
  expect(value(await bench.publishHistory.list(projectId))).toEqual([])
  expect(value(await bench.publishFiles.running.read(projectId))).toBeUndefined()
})

test('one that was cancelled before its first request is not in the history', async () => {
  const { bench, session, stored, secrets } = await begun()
  const error = appError('request.cancelled', 'The publish was cancelled')
  const result = await endSession(session, { kind: 'stopped', done: 0, error }, stored, secrets)
  expect(outcomeOf(result, 'stopped')).toMatchObject({ done: 0, of: 2, error })
  // Nothing took effect, so there is nothing to tell of it.
  expect(outcomeOf(result, 'stopped')).not.toHaveProperty('end')
  expect(value(await bench.publishHistory.list(projectId))).toEqual([])
})

const reads = ({ emulator }: Bench) =>
  emulator.requests().filter(({ method }) => method === 'GET').length

/** A new organization was made, which moved the revision. */
async function madeOne() {
  const bench = await startBench({ ...byRequests, organizationWritesMoveRevision: true })
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  await sendSteps(session)
  return { bench, session, revision: session.snapshot.revisionId }
}

const serverRevision = ({ emulator }: Bench) => emulator.project(projectId)['revision_id']

test('the revision that our own requests made is taken over, on disk too', async () => {
  const { bench, session, revision } = await madeOne()
  await adoptRevision(session)
  expect(session.snapshot.revisionId).not.toBe(revision)
  expect(session.snapshot.revisionId).toBe(serverRevision(bench))
  expect(session.draft.baseRevisionId).toBe(session.snapshot.revisionId)
  expect(value(await bench.files.snapshots.read(projectId))).toEqual(session.snapshot)
})

test('one that shows another document stays to be read by itself', async () => {
  const { bench, session, revision } = await madeOne()
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId)
    const [entry] = project ? oidcProviders(project) : []
    if (entry) entry['label'] = 'Theirs'
  })
  await adoptRevision(session)
  expect(session.snapshot.revisionId).toBe(revision)
})

test('nothing is read where no request could have moved it', async () => {
  const { bench, session } = await madeOne()
  session.revisionMayHaveMoved = false
  const before = reads(bench)
  await adoptRevision(session)
  expect(reads(bench)).toBe(before)
})

test('the rest of a draft goes onto all that is there now', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newConnection])
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId)
    if (project) project['name'] = 'Renamed meanwhile'
  })
  await adoptAll(session)
  expect(session.snapshot.summary.name).toBe('Renamed meanwhile')
  expect(session.draft.baseRevisionId).toBe(session.snapshot.revisionId)
  expect(Object.keys(session.draft.intents.connection)).toEqual(['new:connection'])
})

test('without an answer it stays as it was read last', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newConnection])
  const { snapshot, draft } = session
  bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
  await adoptAll(session)
  expect(session.snapshot).toBe(snapshot)
  expect(session.draft).toBe(draft)
})
