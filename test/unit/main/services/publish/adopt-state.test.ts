import { expect, test } from 'vitest'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
import { adoptAll, adoptRevision } from '../../../../../src/main/services/publish/adopt-state'
import { oidcProviders } from '../../../../emulator'
import {
  newConnection,
  newOrganization,
  projectId,
} from '../../../../support/publishing/brightwater'
import {
  byRequests,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { sessionOf } from '../../../../support/publishing/publish-session'

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
