import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textListMember } from '../../../../../src/core/model/json'
import { demoIds } from '../../../../emulator'
import {
  applied,
  bulkBench,
  oidcKeys,
  plansOf,
  production,
  staging,
} from '../../../../support/services/bulk-bench'
import { draftOf, value, writesOf } from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

it('names the mappers that a publish changes, and none that only other fields change beside', async () => {
  const { bench, bulk, drafts } = await applied()
  expect(value(await drafts.plan(staging as never)).mappers).toEqual([])
  const [key = ''] = await oidcKeys(bench, staging)
  const operation = { kind: 'mapper', text: '{ identity: { traits: {} } }' } as const
  const chosen = [{ projectId: staging, keys: [key] }]
  const { planId } = value(await bulk.prepare({ chosen: chosen as never, operation }))
  value(await bulk.apply({ planId, takenOut: [] }))
  const { mappers } = value(await drafts.plan(staging as never))
  expect(mappers).toEqual([{ key, name: expect.any(String) }])
})

it('neither applies nor publishes to a project that was locked after the preview', async () => {
  const { bench, bulk, drafts } = await applied()
  const projects = await plansOf(drafts)
  const keys = await oidcKeys(bench, staging)
  const operation = { kind: 'value', field: 'pkce', value: 'never' } as const
  const chosen = [{ projectId: staging, keys }]
  const { planId, changes } = value(await bulk.prepare({ chosen: chosen as never, operation }))
  expect(changes).toBeGreaterThan(0)
  value(await bench.guards.lock(staging as never))
  const done = value(await bulk.apply({ planId, takenOut: [] }))
  expect(done.projects.map(({ applied: count, error }) => [count, error?.code])).toEqual([
    [0, 'guard.read-only'],
  ])
  const { results } = value(await drafts.publish({ projects, onFailure: 'go-on' }))
  expect(results.map(({ kind, error }) => [kind, error?.code])).toEqual([
    ['failed', 'guard.read-only'],
    ['published', undefined],
  ])
  expect(value(await drafts.plan(staging as never)).refusal).toBeDefined()
})

it('publishes all in order, production last, each through its own publish with its history', async () => {
  const { bench, drafts, told } = await applied()
  const projects = await plansOf(drafts)
  const { results } = value(await drafts.publish({ projects, onFailure: 'stop' }))
  expect(results.map(({ projectId, kind }) => [projectId, kind])).toEqual([
    [bench.id(staging), 'published'],
    [bench.id(production), 'published'],
  ])
  expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
  expect(
    told.map((each) => [each.projectId, 'result' in each ? each.result?.kind : undefined]),
  ).toEqual([
    [bench.id(staging), undefined],
    [bench.id(staging), 'published'],
    [bench.id(production), undefined],
    [bench.id(production), 'published'],
  ])
  for (const projectId of [staging, production]) {
    expect(value(await bench.publishHistory.list(projectId as never))).toHaveLength(1)
    const snapshot = value(await bench.files.snapshots.read(projectId as never))
    if (!snapshot) throw new Error('The project was not read')
    const entries = connectionsOf(snapshot).filter(({ protocol }) => protocol === 'oidc')
    for (const { entry } of entries) {
      expect(textListMember(entry, 'scope')).toContain('bulk-scope')
    }
  }
})

it.each(['stop', 'go-on'] as const)('after a failure: %s', async (onFailure) => {
  const { bench, drafts } = await applied()
  const projects = await plansOf(drafts)
  bench.emulator.fault({ method: 'PATCH', status: 400 })
  const { results } = value(await drafts.publish({ projects, onFailure }))
  expect(results.map(({ kind }) => kind)).toEqual([
    'stopped',
    onFailure === 'stop' ? 'skipped' : 'published',
  ])
  // What was not published is still in the draft.
  const kept = value(await bench.files.drafts.read(staging as never))
  expect(Object.keys(kept?.intents.connection ?? {})).not.toEqual([])
  const other = value(await bench.files.drafts.read(production as never))
  expect(Object.keys(other?.intents.connection ?? {}).length > 0).toBe(onFailure === 'stop')
})

it('sends nothing to production without a yes, nor what was not shown, nor after a cancel', async () => {
  const { bench, drafts } = await applied()
  const [prod, stage] = await plansOf(drafts)
  if (!prod || !stage) throw new Error('There are two')
  const unconfirmed = { projectId: prod.projectId, shown: prod.shown }
  const other = { ...stage, shown: `${stage.shown} ` }
  const { results } = value(
    await drafts.publish({ projects: [unconfirmed, other], onFailure: 'go-on' }),
  )
  expect(results.map(({ kind, error }) => [kind, error?.code])).toEqual([
    ['review-again', undefined],
    ['failed', 'publish.unconfirmed'],
  ])
  const ended = await drafts.publish(
    { projects: [prod, stage], onFailure: 'go-on' },
    AbortSignal.abort(),
  )
  expect(value(ended).results.map(({ kind }) => kind)).toEqual(['skipped', 'skipped'])
  expect(writesOf(bench)).toEqual([])
})

it('says what a publish would send and do, before it is asked', async () => {
  const { drafts, chosen } = await applied()
  const plan = value(await drafts.plan(production as never))
  expect(plan).toMatchObject({
    environment: 'production',
    changes: chosen[0]?.keys.length,
    heldBack: 0,
    requests: 1,
    confirmation: { isProduction: true, harmed: [], deleted: { first: [], more: 0 } },
  })
  expect(plan.shown).toContain('bulk-scope')
})

it('publishes all with one summary, and refuses by itself where a workspace asks for one', async () => {
  const { bench, drafts } = await applied()
  const why = { summary: 'Groups for everybody', ticket: 'CHG-7' }
  const plans = await plansOf(drafts)
  const suggested = value(await drafts.plan(staging as never)).summary
  expect(suggested).toMatch(/^Scopes of .+ changed$/)
  value(await bench.workspaces.change({ workspaceId: demoIds.northwind, asksForSummary: true }))
  const refused = value(await drafts.publish({ projects: plans, onFailure: 'go-on' }))
  expect(refused.results.map(({ error }) => error?.code)).toEqual([
    'publish.summary-missing',
    'publish.summary-missing',
  ])
  expect(writesOf(bench)).toEqual([])
  const projects = plans.map((plan) => ({ ...plan, why }))
  const { results } = value(await drafts.publish({ projects, onFailure: 'go-on' }))
  expect(results.map(({ kind }) => kind)).toEqual(['published', 'published'])
  for (const id of [staging, production]) {
    expect(value(await bench.publishHistory.list(id as never))).toMatchObject([{ by: 'kim', why }])
  }
})

it('says what of a draft stands in its way: problems, conflicts and secrets that are gone', async () => {
  const { bench, drafts } = await bulkBench()
  const [first = '', second = ''] = await oidcKeys(bench, staging)
  const of = (key: string) => ({ kind: 'connection', key }) as const
  await draftOf(bench, staging, [
    { kind: 'set-field', target: of(first), field: 'label', value: 'Mine' },
    { kind: 'set-field', target: of(second), field: 'issuer_url', value: 'no address' },
    fieldEdit(of(second), 'client_secret', { $secret: randomUUID() }),
  ])
  // Somebody else calls the first one something else meanwhile.
  bench.emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === staging)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    providers.find(({ id }: any) => `oidc:${id}` === first).label = 'Theirs'
  })
  value(await bench.projects.read(staging as never, {}))
  expect(value(await drafts.plan(staging as never))).toMatchObject({
    editedAt: '2026-11-25T12:00:00Z',
    changes: 0,
    heldBack: 2,
    conflicts: 1,
    errors: 1,
    missingSecrets: 1,
    requests: 0,
  })
  expect(value(await drafts.plan(production as never))).toMatchObject({
    changes: 0,
    heldBack: 0,
    missingSecrets: 0,
  })
})
