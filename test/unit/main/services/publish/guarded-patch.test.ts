import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { noIntents, type Intents } from '../../../../../src/core/intents/intents'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { sendGuarded } from '../../../../../src/main/services/publish/guarded-patch'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { oidcProviders } from '../../../../emulator'
import type { StoredProject } from '../../../../../src/emulator/state/types'
import type { FaultRule } from '../../../../emulator/fault-rule'
import {
  brightwaterIsOut,
  newConnection,
  newOrganization,
  organizationKey,
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
    const intents: Intents = { ...noIntents, connection: { [key]: entity as never } }
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

test('a patch that would do something else than what was reviewed is not sent', async () => {
  const bench = await startBench()
  const { session } = await labelled(bench)
  const { intents } = session.draft
  const result = await sendGuarded(session, {
    bodyOn: () => ({ operations: [], sent: intents }),
    shows: () => 'unknown',
    proves: () => false,
    finish: () => Promise.reject(new Error('It was sent')),
  })
  expect(result).toMatchObject({ kind: 'failed', error: { code: 'draft.patch-failed' } })
  expect(writesOf(bench)).toEqual([])
})

test('a patch that makes something is not sent where the draft cannot say that it may exist then', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  const error = appError('draft.write-failed', 'The disk is full')
  const drafts = { ...session.files.drafts, write: () => Promise.resolve(failure(error)) }
  const end = await sendSteps({ ...session, files: { ...session.files, drafts } })
  expect(end).toEqual({ kind: 'stopped', done: 0, error })
  expect(writesOf(bench)).toEqual([])
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

test('what was read for another try is not read again at the end', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
  bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 409 })
  outcomeOf(await bench.publishing.publish({ projectId, excluded: [], shown }), 'published')
  expect(bench.emulator.requests().at(-1)).toMatchObject({ method: 'PATCH', status: 200 })
})

describe('a patch that waits for a limit of requests while somebody else writes', () => {
  /** Publishes edits; `meanwhile` is done once, while the app waits. */
  async function waiting(
    edits: (bench: Bench) => Promise<readonly Edit[]>,
    meanwhile: (project: StoredProject) => void,
    faults: readonly FaultRule[] = [],
  ) {
    const bench = await startBench(
      {},
      {
        sleep: async () => {
          const [last] = bench.emulator.requests().slice(-1)
          if (last?.status !== 429) return
          bench.emulator.edit(({ projects }) => {
            const project = projects.find(({ id }) => id === projectId)
            if (project) meanwhile(project)
          })
        },
      },
    )
    await knowsKeptIds(bench)
    const { shown } = await draftOf(bench, projectId, await edits(bench))
    const limited = { status: 429, headers: { 'retry-after': '1' } }
    for (const fault of [...faults, limited]) {
      bench.emulator.fault({ operation: 'patchProjectWithRevision', ...fault })
    }
    const input = { projectId, excluded: [], shown, ...brightwaterIsOut }
    return { bench, outcome: outcomeOf(await bench.publishing.publish(input), 'review-again') }
  }
  const claimsDomain = (project: StoredProject) => {
    const [first] = project.organizations
    if (first) first['domains'] = ['brightwater.example']
  }
  const makesOne = () => Promise.resolve([newOrganization])

  test('is not taken for the one that wrote the same', async () => {
    const { bench, outcome } = await waiting(
      async (own) => [setLabel(await keyOf(own, 0), 'Mine')],
      (project) => {
        const [entry] = oidcProviders(project)
        if (entry) entry['label'] = 'Mine'
      },
    )
    expect(writesOf(bench)).toEqual(['PATCH 429'])
    expect(outcome.draft.intents.connection).toEqual({})
    // It was sent: whoever says what became of it must not deny that.
    expect(outcome.refused?.code).toBe('api.revision-conflict')
    expect(value(await bench.publishHistory.list(projectId))).toMatchObject([
      { result: 'moved', done: 0, count: 0 },
    ])
  })

  test('was never sent: what it would have made is not looked for', async () => {
    const { bench, outcome } = await waiting(makesOne, claimsDomain)
    expect(writesOf(bench)).toEqual(['PATCH 429'])
    const made = outcome.draft.intents.organization[organizationKey]
    expect(made?.kind).toBe('create')
    expect(made).not.toHaveProperty('attemptedAt')
  })

  test('says nothing of a try before it that was lost', async () => {
    const { bench, outcome } = await waiting(makesOne, claimsDomain, [{ drop: 'before' }])
    expect(writesOf(bench).at(-1)).toBe('PATCH 429')
    const made = outcome.draft.intents.organization[organizationKey]
    expect(made).toHaveProperty('attemptedAt')
  })
})

test('a refusal says nothing of a try before it that was lost', async () => {
  const bench = await startBench({}, { sleep: () => Promise.resolve() })
  await knowsKeptIds(bench)
  const { shown } = await draftOf(bench, projectId, [newOrganization])
  bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'before' })
  bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 400 })
  const input = { projectId, excluded: [], shown, ...brightwaterIsOut }
  const { draft, error } = outcomeOf(await bench.publishing.publish(input), 'stopped')
  expect(error.code).toBe('api.rejected')
  expect(draft.intents.organization[organizationKey]).toHaveProperty('attemptedAt')
})
