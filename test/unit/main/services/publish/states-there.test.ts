import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { keepThere, statesThere } from '../../../../../src/main/services/publish/states-there'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/services/main-services'

const projectId = demoIds.northwindProduction
const now = () => new Date('2026-11-25T12:00:00Z')

async function readProject(options: Parameters<typeof startBench>[0] = {}) {
  const bench = await startBench(options)
  const state = value(await bench.projects.read(projectId, {}))
  const [workspace] = await bench.workspaces.list()
  const access = value(await bench.workspaces.access(workspace?.id ?? ''))
  const kept = value(await bench.files.states(projectId).read())?.byKey ?? {}
  const disabled = Object.keys(kept).filter((key) => kept[key] === 'disabled')
  const enabled = Object.keys(kept).filter((key) => kept[key] === 'enabled')
  expect([disabled.length, enabled.length].map((count) => count > 0)).toEqual([true, true])
  const ask = (known: Parameters<typeof statesThere>[3]) =>
    statesThere({ client: bench.client, now }, access, state, known)
  bench.emulator.clearRequests()
  return { bench, state, kept, disabled, enabled, ask }
}

test('what is known of the very state is taken, and no server is asked', async () => {
  const { bench, state, kept, ask } = await readProject()
  expect(await ask({ revisionId: state.revisionId, states: kept })).toEqual({ states: kept })
  expect(await ask({ revisionId: state.revisionId, states: undefined })).toEqual({
    states: undefined,
  })
  expect(bench.emulator.requests()).toEqual([])
})

test('on another state the server is asked, and only what is disabled or no longer is news', async () => {
  const { kept, disabled, enabled, ask } = await readProject()
  const onlyDisabled = Object.fromEntries(disabled.map((key) => [key, 'disabled' as const]))
  const onlyEnabled = Object.fromEntries(enabled.map((key) => [key, 'enabled' as const]))
  for (const states of [kept, onlyDisabled]) {
    expect((await ask({ revisionId: 'before', states })).states).toBe(states)
  }
  const [first = ''] = enabled
  for (const states of [undefined, onlyEnabled, { ...kept, [first]: 'disabled' as const }]) {
    expect((await ask({ revisionId: 'before', states })).states).toEqual(kept)
  }
})

test('what was known holds where the server does not say it, and nothing is kept', async () => {
  const { bench, state, ask } = await readProject()
  const states = { 'oidc:any': 'disabled' } as const
  bench.emulator.fault({ operation: 'getNormalizedProject', status: 404 })
  const there = await ask({ revisionId: 'before', states })
  expect(there).toEqual({ states })
  value(await bench.files.states(projectId).write({ revisionId: 'r', byKey: states }))
  const told: unknown[] = []
  await keepThere({ files: bench.files, now, onStates: (id) => told.push(id) }, state, there)
  expect(value(await bench.files.states(projectId).read())).toEqual({
    revisionId: 'r',
    byKey: states,
  })
  expect(told).toEqual([])
})

test('what the server said is kept with the state that it is of', async () => {
  const { bench, state, kept, ask } = await readProject()
  value(await bench.files.states(projectId).write({ revisionId: 'before', byKey: {} }))
  const there = await ask({ revisionId: 'before', states: undefined })
  const told: unknown[] = []
  const deps = { files: bench.files, now, onStates: (id: unknown) => told.push(id) }
  await keepThere(deps, { ...state, revisionId: 'a later one' }, there)
  expect(told).toEqual([])
  await keepThere(deps, state, there)
  expect(told).toEqual([state.summary.id])
  const { revisionId } = state
  expect(value(await bench.files.states(projectId).read())).toMatchObject({
    revisionId,
    byKey: kept,
  })
  expect(connectionsOf(state).map(({ key }) => key)).toEqual(
    expect.arrayContaining(Object.keys(kept)),
  )
})
