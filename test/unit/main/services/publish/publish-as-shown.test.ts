import { serverEntity } from '../../../../../src/core/intents/server-entities'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Draft } from '../../../../../src/core/draft/draft'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { planDraft } from '../../../../../src/main/services/all-drafts/draft-plan'
import { demoState, type EmulatorState } from '../../../../emulator'
import {
  byRequests,
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'
import {
  addTwoWays,
  colleague,
  deleteFirst,
  organizationOf,
  productionId as projectId,
  twoWays,
  waysIn,
} from '../../../../support/publishing/two-ways-in'
import { agreeing } from '../../../../support/publishing/agreeing'
import { fieldEdit } from '../../../../support/states/field-edit'

const target = { kind: 'organization', key: twoWays.organization } as const

/**
 * @param meanwhile done once, while the app waits before it repeats a request that failed
 */
async function reviewed(
  edits: readonly Edit[],
  meanwhile?: (state: EmulatorState) => void,
  options: Parameters<typeof startBench>[0] = {},
) {
  let isDone = meanwhile === undefined
  function edit() {
    const isWaiting = bench.emulator.requests().some(({ method }) => method !== 'GET')
    if (!isDone && meanwhile && isWaiting) bench.emulator.edit(meanwhile)
    isDone ||= isWaiting
  }
  const bench = await startBench(options, {
    sleep: () => Promise.resolve(edit()),
    client: (own) => ({
      async send(call) {
        const result = await own.send(call)
        if (!result.ok) edit()
        return result
      },
    }),
  })
  addTwoWays(bench)
  const { shown } = await draftOf(bench, projectId, edits)
  bench.emulator.clearRequests()
  return { bench, shown }
}

const publish = (bench: Bench, shown: string, harmed: string[] = []) =>
  bench.publishing.publish({ projectId, excluded: [], shown, ...agreeing(harmed) })

/** What came back for another review: confirmed as it stands, it goes on. */
async function goesOnFrom(
  bench: Bench,
  { snapshot, draft }: { snapshot: Snapshot; draft: Draft },
  lockOuts: string[],
) {
  outcomeOf(await publish(bench, shownOf(snapshot, draft), lockOuts), 'published')
}

describe('one of two connections is deleted, and a colleague deletes the other', () => {
  test('between the last read and the patch: the question comes on the new state', async () => {
    const { bench, shown } = await reviewed([deleteFirst])
    bench.emulator.fault({
      operation: 'patchProjectWithRevision',
      otherWriter: colleague.deletesSecond,
    })
    const outcome = outcomeOf(await publish(bench, shown), 'review-again')
    expect(writesOf(bench)).toEqual(['PATCH 409'])
    expect(waysIn(bench)).toEqual([twoWays.first])
    await goesOnFrom(bench, outcome, [...twoWays.domains])
    expect(waysIn(bench)).toEqual([])
  })

  test('before the publish reads: the review comes back with the new state at once', async () => {
    const { bench, shown } = await reviewed([deleteFirst])
    bench.emulator.edit(colleague.deletesSecond)
    const outcome = outcomeOf(await publish(bench, shown), 'review-again')
    expect(writesOf(bench)).toEqual([])
    await goesOnFrom(bench, outcome, [...twoWays.domains])
  })

  test.each([
    ['a lost request', { drop: 'before' as const }],
    ['a limit of requests', { status: 429 }],
  ])('after %s: nothing is sent again', async (_name, fault) => {
    const { bench, shown } = await reviewed([deleteFirst], colleague.deletesSecond)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', ...fault })
    const faulty = outcomeOf(await publish(bench, shown), 'review-again')
    expect(waysIn(bench)).toEqual([twoWays.first])
    await goesOnFrom(bench, faulty, [...twoWays.domains])
  })

  test('elsewhere than in production too: what the review said of people is another', async () => {
    const state = demoState()
    for (const project of state.projects) {
      if (project.id === projectId) project.environment = 'stage'
    }
    const { bench, shown } = await reviewed([deleteFirst], undefined, { state })
    bench.emulator.fault({
      operation: 'patchProjectWithRevision',
      otherWriter: colleague.deletesSecond,
    })
    const again = await publish(bench, shown)
    outcomeOf(again, 'review-again')
    expect(waysIn(bench)).toEqual([twoWays.first])
  })
})

describe('one of two connections is deleted, and a colleague disables the other, which no document says', () => {
  /** It came back with what is known now, as every window is told it. */
  async function comesBack(bench: Bench, result: Awaited<ReturnType<typeof publish>>) {
    const outcome = outcomeOf(result, 'review-again')
    expect(waysIn(bench)).toEqual([twoWays.first, twoWays.second])
    const key = `oidc:${twoWays.second}`
    expect(serverEntity(outcome.snapshot, { kind: 'connection', key })?.['state']).toBe('disabled')
    const shown = shownOf(outcome.snapshot, outcome.draft)
    expect(await publish(bench, shown)).toMatchObject({ error: { code: 'publish.lock-out' } })
    await goesOnFrom(bench, outcome, [...twoWays.domains])
    expect(waysIn(bench)).toEqual([twoWays.second])
  }

  test('before the publish reads', async () => {
    const { bench, shown } = await reviewed([deleteFirst])
    bench.emulator.edit(colleague.disablesSecond)
    const result = await publish(bench, shown)
    expect(writesOf(bench)).toEqual([])
    await comesBack(bench, result)
  })

  test('between the last read and the patch', async () => {
    const { bench, shown } = await reviewed([deleteFirst])
    bench.emulator.fault({
      operation: 'patchProjectWithRevision',
      otherWriter: colleague.disablesSecond,
    })
    const result = await publish(bench, shown)
    expect(writesOf(bench)).toEqual(['PATCH 409'])
    await comesBack(bench, result)
  })

  test('while the request waits for a limit', async () => {
    const { bench, shown } = await reviewed([deleteFirst], colleague.disablesSecond)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 429 })
    const result = await publish(bench, shown)
    expect(writesOf(bench)).toEqual(['PATCH 429'])
    await comesBack(bench, result)
  })

  test('goes on where the server does not say it, as long as nothing else is another', async () => {
    const { bench, shown } = await reviewed([deleteFirst])
    bench.emulator.edit(colleague.renamesAnother)
    bench.emulator.fault({ operation: 'getNormalizedProject', status: 404 })
    outcomeOf(await publish(bench, shown), 'published')
  })
})

test('what a person was told of people counts, not what the state on disk says of them by now', async () => {
  const { bench, shown } = await reviewed([deleteFirst])
  const input = { projectId, excluded: [], shown, ...agreeing() }
  const another = { ...input, told: 'Something else happens to them' }
  outcomeOf(await bench.publishing.publish(another), 'review-again')
  expect(writesOf(bench)).toEqual([])
  const plan = await planDraft(
    { ...bench, now: () => new Date('2026-11-25T12:00:00Z') },
    bench.id(projectId),
  )
  const { told } = value(plan)
  outcomeOf(await bench.publishing.publish({ ...input, told }), 'published')
})

test.each([true, false])(
  'a domain that a colleague adds before the repetition is locked out by nobody (revision moves: %s)',
  async (organizationWritesMoveRevision) => {
    const { bench, shown } = await reviewed(
      [deleteFirst, { kind: 'delete-connection', key: `oidc:${twoWays.second}` }],
      colleague.addsDomain,
      { organizationWritesMoveRevision },
    )
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 409 })
    const outcome = outcomeOf(await publish(bench, shown, [...twoWays.domains]), 'review-again')
    expect(waysIn(bench)).toHaveLength(2)
    await goesOnFrom(bench, outcome, [...twoWays.domains, 'twoways-new.example'])
  },
)

describe('an organization’s own request', () => {
  const newDomains: Edit = fieldEdit(target, 'domains', [twoWays.domains[0]])
  const renamed: Edit = { kind: 'set-field', target, field: 'label', value: 'Mine' }
  const deleted: Edit = { kind: 'delete-organization', key: target.key, connections: 'delete' }

  test('that waits for a limit of requests overwrites nothing of what a colleague wrote meanwhile', async () => {
    const { bench, shown } = await reviewed([newDomains], colleague.addsDomain, byRequests)
    bench.emulator.fault({ operation: 'updateOrganization', status: 429 })
    outcomeOf(await publish(bench, shown), 'review-again')
    expect(organizationOf(bench)?.['domains']).toContain('twoways-new.example')
    expect(organizationOf(bench)?.['domains']).toContain(twoWays.domains[1])
  })

  test('that deletes it does not go to one that got a domain since the review', async () => {
    const { bench, shown } = await reviewed([deleted], undefined, byRequests)
    // Between the patch, which deletes its connections, and its own request.
    bench.emulator.fault({ operation: 'patchProjectWithRevision', lateMs: 0 })
    bench.hooks.beforeRequest = (request) => {
      if (request.startsWith('DELETE')) bench.emulator.edit(colleague.addsDomain)
    }
    outcomeOf(await publish(bench, shown), 'review-again')
    expect(organizationOf(bench)).toBeDefined()
  })

  test('that waits does not delete what became another meanwhile', async () => {
    const { bench, shown } = await reviewed([deleted], colleague.addsDomain, byRequests)
    bench.emulator.fault({ operation: 'deleteOrganization', status: 429 })
    outcomeOf(await publish(bench, shown), 'review-again')
    expect(organizationOf(bench)).toBeDefined()
  })

  test('that makes one does not claim a domain that a colleague claimed meanwhile', async () => {
    const made: Edit = {
      kind: 'create-organization',
      key: 'new:made',
      fields: { label: 'Made', domains: ['twoways-new.example'] },
    }
    const { bench, shown } = await reviewed([made], colleague.addsDomain, byRequests)
    bench.emulator.fault({ operation: 'createOrganization', status: 429 })
    outcomeOf(await publish(bench, shown, ['twoways-new.example']), 'review-again')
    expect(writesOf(bench)).toEqual(['POST 429'])
  })

  test('goes on by itself where a colleague changed something else', async () => {
    const { bench, shown } = await reviewed([renamed, deleteFirst], undefined, byRequests)
    for (const operation of ['updateOrganization', 'patchProjectWithRevision']) {
      bench.emulator.fault({ operation, otherWriter: colleague.renamesAnother })
    }
    outcomeOf(await publish(bench, shown), 'published')
    expect(organizationOf(bench)?.['label']).toBe('Mine')
    expect(waysIn(bench)).toEqual([twoWays.second])
  })
})
