import { expect, it } from 'vitest'
import { record, undo } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import type { AskedOperation } from '../../../../../src/core/ipc/bulk'
import type { EventPayload } from '../../../../../src/core/ipc/contract'
import { textListMember, textMember } from '../../../../../src/core/model/json'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { createBulkService } from '../../../../../src/main/services/bulk/bulk'
import { createPutStep } from '../../../../../src/main/services/drafts/put-step'
import { demoIds, type EmulatorOptions } from '../../../../emulator'
import { startBench, value, writesOf, type Bench } from '../../../../support/services/main-services'
import { agreeing } from '../../../../support/publishing/agreeing'

const { staging, production } = {
  staging: '450fa61b-18fd-48b6-8744-5a1395ddba47',
  production: 'df2e09f1-643e-43bb-9cec-9eda5130a69d',
}

async function bulkBench(options: EmulatorOptions = {}) {
  const bench = await startBench(options)
  const told: EventPayload<'bulk.publishing'>[] = []
  const now = () => new Date('2026-11-25T12:00:00Z')
  let steps = 0
  const putStep = createPutStep({
    ...bench,
    publishLocks: bench.publishFiles.locks,
    tellAsking: () => undefined,
    now,
    newId: () => `step ${(steps += 1)}`,
  })
  const bulk = bench.named(
    createBulkService({
      ...bench,
      putStep,
      now,
      emit: (payload) => void told.push(payload),
      emitProgress: () => undefined,
      tellingAll: (work) => work(),
    }),
  )
  for (const id of [staging, production]) value(await bench.projects.read(id as never, {}))
  bench.emulator.clearRequests()
  return { bench, bulk, told }
}

async function oidcKeys({ files }: Bench, projectId: string): Promise<string[]> {
  const snapshot = value(await files.snapshots.read(projectId as never))
  return snapshot
    ? connectionsOf(snapshot).flatMap(({ key, protocol }) => (protocol === 'oidc' ? [key] : []))
    : []
}

const addGroups: AskedOperation = { kind: 'scope', how: 'add', scopes: ['bulk-scope'] }

/** Adds a scope to all OIDC connections of both projects. */
async function applied(options: EmulatorOptions = {}) {
  const all = await bulkBench(options)
  const { bench, bulk } = all
  const chosen = [
    { projectId: production, keys: await oidcKeys(bench, production) },
    { projectId: staging, keys: await oidcKeys(bench, staging) },
  ]
  const prepared = value(await bulk.prepare({ chosen: chosen as never, operation: addGroups }))
  const { projects } = value(await bulk.apply({ planId: prepared.planId, takenOut: [] }))
  return { ...all, prepared, projects, chosen }
}

async function plansOf(bulk: Awaited<ReturnType<typeof bulkBench>>['bulk']) {
  const plans = [
    value(await bulk.publishPlan(production as never)),
    value(await bulk.publishPlan(staging as never)),
  ]
  return plans.map(({ projectId, shown, environment }) => ({
    projectId,
    shown,
    ...(environment === 'production' ? agreeing() : {}),
  }))
}

it('lists what there is, production last, filtered by words, with the drafts', async () => {
  const { bench, bulk } = await bulkBench()
  const ask = { words: '', projectIds: [], offset: 0, limit: 1000, kind: 'connection' as const }
  const all = value(await bulk.entities(ask))
  const read = all.projects.filter(({ readAt }) => readAt !== undefined)
  expect(read.map(({ id }) => id)).toEqual([bench.id(staging), bench.id(production)])
  expect(all.total).toBe(read.reduce((sum, { total }) => sum + total, 0))
  const pilot = value(await bulk.entities({ ...ask, words: 'pilot keycloak' }))
  expect(pilot.rows.map(({ key }) => key)).toContain('oidc:pilot-keycloak')
  expect(pilot.projects.find(({ id }) => id === bench.id(production))?.matching).toBe(0)
  const page = value(await bulk.entities({ ...ask, offset: 1, limit: 2 }))
  expect(page.rows).toEqual(all.rows.slice(1, 3))
  const only = value(await bulk.entities({ ...ask, projectIds: [production as never] }))
  expect(only.rows.every(({ projectId }) => projectId === bench.id(production))).toBe(true)
  expect(writesOf(bench)).toEqual([])
})

it('puts one step into the draft of each project, of which undo takes back all', async () => {
  const { bench, bulk, prepared, projects, chosen } = await applied()
  expect(prepared.changes).toBe(chosen.reduce((sum, { keys }) => sum + keys.length, 0))
  expect(projects.map(({ projectId, applied: count }) => [projectId, count])).toEqual([
    [bench.id(staging), chosen[1]?.keys.length],
    [bench.id(production), chosen[0]?.keys.length],
  ])
  for (const projectId of [staging, production]) {
    const draft = value(await bench.files.drafts.read(projectId as never))
    expect(draft?.past.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Bulk edit: Add scope bulk-scope \(\d+ connections?\)$/),
    ])
    expect(Object.keys((draft && undo(draft))?.intents.connection ?? {})).toEqual([])
  }
  const again = value(await bulk.prepare({ chosen: chosen as never, operation: addGroups }))
  expect(again.changes).toBe(0)
  expect(again.reasons.unchanged).toBe(prepared.changes)
  const repeated = value(await bulk.apply({ planId: prepared.planId, takenOut: [] }))
  expect(repeated.projects.every(({ applied: count }) => count === 0)).toBe(true)
})

it('leaves rows out that were taken out, are read-only, or look other by now', async () => {
  const { bench, bulk } = await bulkBench()
  value(await bench.guards.lock(production as never))
  const keys = await oidcKeys(bench, staging)
  const chosen = [
    { projectId: staging, keys },
    { projectId: production, keys: await oidcKeys(bench, production) },
  ]
  const plan = value(
    await bulk.prepare({ chosen: chosen as never, operation: { kind: 'pkce', value: 'force' } }),
  )
  expect(plan.reasons['read-only']).toBe(chosen[1]?.keys.length)
  const ask = { planId: plan.planId, offset: 0, limit: 1000 }
  const { rows } = value(bulk.rows({ ...ask, show: 'changes' }))
  const left = value(bulk.rows({ ...ask, show: 'left-out' }))
  expect(left.rows.map(({ leftOut }) => leftOut?.why)).toContain(
    'The project is locked on this computer',
  )
  const [first, second] = rows
  if (!first || !second) throw new Error('There are too few connections')
  // A window edits one of them between preview and apply.
  const snapshot = value(await bench.files.snapshots.read(staging as never))
  if (!snapshot) throw new Error('The project was not read')
  const draft = {
    projectId: bench.id(staging),
    baseRevisionId: snapshot.revisionId,
    intents: { organization: {}, connection: {}, method: {} },
    past: [],
    future: [],
    branches: [],
    earlier: [],
  }
  const edit = { kind: 'set-field', target: second.target, field: 'pkce', value: 'never' } as const
  const changes = intentChangesOf(snapshot, draft.intents, edit)
  value(
    await bench.saveDraft(record(draft, { label: 'PKCE', at: '2026-11-25T12:00:00Z', changes })),
  )
  const done = value(await bulk.apply({ planId: plan.planId, takenOut: [first.id] }))
  expect(done.projects).toEqual([
    { projectId: bench.id(staging), applied: rows.length - 2, moved: 1 },
  ])
  const after = value(await bench.files.drafts.read(staging as never))
  expect(after?.intents.connection[second.target.key]?.fields['pkce']?.to).toBe('never')
  expect(after?.intents.connection[first.target.key]).toBeUndefined()
})

it('changes domains by a table, and says what in it names nothing', async () => {
  const { bench, bulk } = await bulkBench()
  const snapshot = value(await bench.files.snapshots.read(staging as never))
  const [organization] = snapshot?.organizations ?? []
  const label = textMember(organization ?? {}, 'label') ?? ''
  const keys = (snapshot?.organizations ?? []).map((item) => textMember(item, 'id') ?? '')
  const [had = ''] = textListMember(organization ?? {}, 'domains')
  const table = `organization,add,remove\n"${label}",new.example,${had}\nNobody,x.example,\n,y.example,`
  const plan = value(
    await bulk.prepare({
      chosen: [{ projectId: staging as never, keys }],
      operation: { kind: 'domains', table },
    }),
  )
  expect(plan.remarks).toEqual([
    'Line 3: no chosen organization is “Nobody”',
    'Line 4: names no organization',
  ])
  const { rows } = value(bulk.rows({ planId: plan.planId, show: 'all', offset: 0, limit: 10 }))
  expect(rows).toMatchObject([{ name: label, after: expect.stringContaining('new.example') }])
  value(await bulk.apply({ planId: plan.planId, takenOut: [] }))
  const draft = value(await bench.files.drafts.read(staging as never))
  const intent = draft?.intents.organization[textMember(organization ?? {}, 'id') ?? '']
  expect(intent?.fields['domains']?.from).toEqual(textListMember(organization ?? {}, 'domains'))
  const broken = await bulk.prepare({
    chosen: [{ projectId: staging as never, keys }],
    operation: { kind: 'domains', table: 'a,"b' },
  })
  expect(broken.ok ? '' : broken.error.message).toContain('has no end')
})

it('names the mappers that a publish changes, and none that only other fields change beside', async () => {
  const { bench, bulk } = await applied()
  expect(value(await bulk.publishPlan(staging as never)).mappers).toEqual([])
  const [key = ''] = await oidcKeys(bench, staging)
  const operation = { kind: 'mapper', text: '{ identity: { traits: {} } }' } as const
  const chosen = [{ projectId: staging, keys: [key] }]
  const { planId } = value(await bulk.prepare({ chosen: chosen as never, operation }))
  value(await bulk.apply({ planId, takenOut: [] }))
  const { mappers } = value(await bulk.publishPlan(staging as never))
  expect(mappers).toEqual([{ key, name: expect.any(String) }])
})

it('neither applies nor publishes to a project that was locked after the preview', async () => {
  const { bench, bulk } = await applied()
  const projects = await plansOf(bulk)
  const keys = await oidcKeys(bench, staging)
  const operation = { kind: 'pkce', value: 'never' } as const
  const chosen = [{ projectId: staging, keys }]
  const { planId, changes } = value(await bulk.prepare({ chosen: chosen as never, operation }))
  expect(changes).toBeGreaterThan(0)
  value(await bench.guards.lock(staging as never))
  const done = value(await bulk.apply({ planId, takenOut: [] }))
  expect(done.projects.map(({ applied: count, error }) => [count, error?.code])).toEqual([
    [0, 'guard.read-only'],
  ])
  const { results } = value(await bulk.publish({ projects, onFailure: 'go-on' }))
  expect(results.map(({ kind, error }) => [kind, error?.code])).toEqual([
    ['failed', 'guard.read-only'],
    ['published', undefined],
  ])
  expect(value(await bulk.publishPlan(staging as never)).refusal).toBeDefined()
})

it('publishes all in order, production last, each through its own publish with its history', async () => {
  const { bench, bulk, told } = await applied()
  const projects = await plansOf(bulk)
  const { results } = value(await bulk.publish({ projects, onFailure: 'stop' }))
  expect(results.map(({ projectId, kind }) => [projectId, kind])).toEqual([
    [bench.id(staging), 'published'],
    [bench.id(production), 'published'],
  ])
  expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
  expect(told.map(({ projectId, result }) => [projectId, result?.kind])).toEqual([
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
  const { bench, bulk } = await applied()
  const projects = await plansOf(bulk)
  bench.emulator.fault({ method: 'PATCH', status: 400 })
  const { results } = value(await bulk.publish({ projects, onFailure }))
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
  const { bench, bulk } = await applied()
  const [prod, stage] = await plansOf(bulk)
  if (!prod || !stage) throw new Error('There are two')
  const unconfirmed = { projectId: prod.projectId, shown: prod.shown }
  const other = { ...stage, shown: `${stage.shown} ` }
  const { results } = value(
    await bulk.publish({ projects: [unconfirmed, other], onFailure: 'go-on' }),
  )
  expect(results.map(({ kind, error }) => [kind, error?.code])).toEqual([
    ['review-again', undefined],
    ['failed', 'publish.unconfirmed'],
  ])
  const ended = await bulk.publish(
    { projects: [prod, stage], onFailure: 'go-on' },
    AbortSignal.abort(),
  )
  expect(value(ended).results.map(({ kind }) => kind)).toEqual(['skipped', 'skipped'])
  expect(writesOf(bench)).toEqual([])
})

it('says what a publish would send and do, before it is asked', async () => {
  const { bulk, chosen } = await applied()
  const plan = value(await bulk.publishPlan(production as never))
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
  const { bench, bulk } = await applied()
  const why = { summary: 'Groups for everybody', ticket: 'CHG-7' }
  const plans = await plansOf(bulk)
  const suggested = value(await bulk.publishPlan(staging as never)).summary
  expect(suggested).toMatch(/^Scopes of .+ changed$/)
  value(await bench.workspaces.change({ workspaceId: demoIds.northwind, asksForSummary: true }))
  const refused = value(await bulk.publish({ projects: plans, onFailure: 'go-on' }))
  expect(refused.results.map(({ error }) => error?.code)).toEqual([
    'publish.summary-missing',
    'publish.summary-missing',
  ])
  expect(writesOf(bench)).toEqual([])
  const projects = plans.map((plan) => ({ ...plan, why }))
  const { results } = value(await bulk.publish({ projects, onFailure: 'go-on' }))
  expect(results.map(({ kind }) => kind)).toEqual(['published', 'published'])
  for (const id of [staging, production]) {
    expect(value(await bench.publishHistory.list(id as never))).toMatchObject([{ by: 'kim', why }])
  }
})
