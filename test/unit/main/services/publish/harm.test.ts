import { expect, test } from 'vitest'
import { demoIds, demoState } from '../../../../emulator'
import { agreeing } from '../../../../support/publishing/agreeing'
import {
  draftOf,
  outcomeOf,
  startBench,
  writesOf,
} from '../../../../support/services/main-services'
import {
  addTwoWays,
  deleteFirst,
  productionId as projectId,
  twoWays,
  waysIn,
} from '../../../../support/publishing/two-ways-in'
import { brightwaterIsOut, newOrganization } from '../../../../support/publishing/brightwater'

const deleteBoth = [
  deleteFirst,
  { kind: 'delete-connection' as const, key: `oidc:${twoWays.second}` },
]
const lockOut = { ok: false, error: { code: 'publish.lock-out' } }

test.each(['prod', 'stage', 'dev'] as const)(
  'who is harmed has to be confirmed by name, in any environment: %s',
  async (environment) => {
    const state = demoState()
    for (const project of state.projects) project.environment = environment
    const bench = await startBench({ state })
    addTwoWays(bench)
    const { shown } = await draftOf(bench, projectId, deleteBoth)
    const input = { projectId, excluded: [], shown }
    const harmed = [...twoWays.domains]
    const wrong = [
      ...(environment === 'prod' ? [] : [{}]),
      agreeing(),
      agreeing(['other.example', 'another.example']),
      agreeing(harmed.slice(0, 1)),
      { confirmed: { harmed } },
      { confirmed: { harmed, typed: '3 domains' } },
      { confirmed: { harmed: [], typed: '2 domains' } },
    ]
    for (const more of wrong) {
      expect(await bench.publishing.publish({ ...input, ...more })).toMatchObject(lockOut)
    }
    expect(writesOf(bench)).toEqual([])
    outcomeOf(await bench.publishing.publish({ ...input, ...agreeing(harmed) }), 'published')
    expect(waysIn(bench)).toEqual([])
  },
)

test('the names are in the message, and what does no harm needs none', async () => {
  const bench = await startBench()
  addTwoWays(bench)
  const both = await draftOf(bench, projectId, deleteBoth)
  const refused = await bench.publishing.publish({
    projectId,
    excluded: [],
    shown: both.shown,
    ...agreeing(),
  })
  expect(refused).toMatchObject({
    error: {
      subject: twoWays.domains[1],
      message: `People of ${[...twoWays.domains].toSorted().join(' and ')} would be locked out, which was not confirmed`,
    },
  })
  const one = await draftOf(bench, projectId, [deleteFirst])
  const input = { projectId, excluded: [], shown: one.shown, ...agreeing() }
  outcomeOf(await bench.publishing.publish(input), 'published')
})

test('a new organization without a connection harms the people of its domain', async () => {
  const bench = await startBench()
  const staging = demoIds.northwindStaging
  const { shown } = await draftOf(bench, staging, [newOrganization])
  const input = { projectId: staging, excluded: [], shown }
  expect(await bench.publishing.publish(input)).toMatchObject(lockOut)
  outcomeOf(await bench.publishing.publish({ ...input, ...brightwaterIsOut }), 'published')
})
