import { describe, expect, test } from 'vitest'
import type { Intents } from '../../../../../src/core/intents/intents'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import {
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import { keyOf, labelOf, setLabel } from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  draftOf,
  knowsKeptIds,
  outcomeOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'

async function labelled(bench: Bench) {
  const key = await keyOf(bench, 0)
  const { session } = await sessionOf(bench, projectId, [setLabel(key, 'Mine')])
  return { key, session }
}

describe('a secret', () => {
  test('that was not read is not sent as an empty one', async () => {
    const bench = await startBench()
    await knowsKeptIds(bench)
    const { session } = await sessionOf(bench, projectId, [newOrganization, newConnection])
    const end = await sendSteps(session)
    expect(end).toMatchObject({ kind: 'stopped', done: 0, error: { code: 'secret.missing' } })
    expect(writesOf(bench)).toEqual([])
  })

  test('whose reference stands in another field is not sent, with the reference or without', async () => {
    const bench = await startBench()
    const { key, session } = await labelled(bench)
    const field = { ...session.draft.intents.connection[key]?.fields['label'] }
    const entity = { kind: 'edit', fields: { label: { ...field, to: { $secret: reference } } } }
    const intents: Intents = {
      organization: {},
      connection: { [key]: entity as never },
      method: {},
    }
    const planted: PublishSession = {
      ...session,
      secrets: new Map([[reference, 'typed']]),
      draft: { ...session.draft, intents },
      plan: planPublish(session.snapshot, intents),
    }
    const end = await sendSteps(planted)
    const error = { code: 'request.invalid', arrived: false }
    expect(end).toMatchObject({ kind: 'stopped', done: 0, error })
    expect(writesOf(bench)).toEqual([])
  })
})

test('what the server warns of is told as it said it, with a code or without', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
  const said = [{ code: 4, message: 'A member is old' }, { message: 'Another thing' }]
  bench.emulator.fault({
    operation: 'patchProjectWithRevision',
    warnings: said as never,
  })
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  expect(outcomeOf(result, 'published').warnings).toStrictEqual(said)
})

describe('a state that came from the disk', () => {
  /** The last look at the server is not in memory any more: what the patch makes of it cannot be worked out. */
  async function fromDisk(bench: Bench) {
    const { key, session } = await labelled(bench)
    const snapshot = structuredClone(session.snapshot)
    return { key, session: { ...session, snapshot, planned: snapshot } }
  }

  test('is read again whole, and the patch is sent', async () => {
    const bench = await startBench()
    const { key, session } = await fromDisk(bench)
    expect(await sendSteps(session)).toEqual({ kind: 'published' })
    expect(labelOf(bench, key)).toBe('Mine')
  })

  test('proves nothing of a project that has moved since: nothing is sent', async () => {
    const bench = await startBench()
    const { key, session } = await fromDisk(bench)
    bench.emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === projectId)
      if (project) project['name'] = 'Renamed meanwhile'
    })
    const error = { code: 'draft.patch-failed' }
    expect(await sendSteps(session)).toMatchObject({ kind: 'stopped', done: 0, error })
    expect(writesOf(bench)).toEqual([])
    expect(labelOf(bench, key)).not.toBe('Mine')
  })

  test('proves nothing where the server does not answer: nothing is sent', async () => {
    const bench = await startBench()
    const { session } = await fromDisk(bench)
    bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
    const error = { code: 'draft.patch-failed' }
    expect(await sendSteps(session)).toMatchObject({ kind: 'stopped', done: 0, error })
    expect(writesOf(bench)).toEqual([])
  })
})

test.each([
  ['a lost answer', { drop: 'after' }, /^network\./],
  ['a conflict', { status: 409 }, /^api\.forbidden$/],
] as const)(
  'after %s the project cannot be read: it stops with what went wrong first',
  async (_what, fault, code) => {
    const bench = await startBench({}, { sleep: () => Promise.resolve() })
    const { session } = await labelled(bench)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', ...fault })
    bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 })
    const end = await sendSteps(session)
    expect(end).toMatchObject({ kind: 'stopped', done: 0 })
    expect(end.kind === 'stopped' && end.error.code).toMatch(code)
    expect(value(await bench.files.drafts.read(projectId))).toEqual(session.draft)
  },
)
