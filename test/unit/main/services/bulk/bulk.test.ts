import { expect, it } from 'vitest'
import { record, undo } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { textListMember, textMember } from '../../../../../src/core/model/json'
import {
  addGroups,
  applied,
  bulkBench,
  oidcKeys,
  production,
  staging,
} from '../../../../support/services/bulk-bench'
import { value } from '../../../../support/services/main-services'

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
      expect.stringMatching(/^Add to Scopes: bulk-scope \(\d+ connections?\)$/),
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
    await bulk.prepare({
      chosen: chosen as never,
      operation: { kind: 'value', field: 'pkce', value: 'force' },
    }),
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
    intents: { organization: {}, connection: {}, method: {}, 'scim-client': {} },
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
    { projectId: bench.id(staging), applied: rows.length - 2, moved: 1, stepId: 'step 1' },
  ])
  const after = value(await bench.files.drafts.read(staging as never))
  expect(after?.intents.connection[second.target.key]?.fields['pkce']?.to).toBe('never')
  expect(after?.intents.connection[first.target.key]).toBeUndefined()
})

it('deletes in the drafts of two projects, each as one step that is named', async () => {
  const { bench, bulk } = await bulkBench()
  const keysOf = async (projectId: string) => (await oidcKeys(bench, projectId)).slice(0, 2)
  const chosen = [
    { projectId: staging as never, keys: await keysOf(staging) },
    { projectId: production as never, keys: await keysOf(production) },
  ]
  const operation = { kind: 'delete', of: 'connection', connections: 'delete' } as const
  const { planId, changes } = value(await bulk.prepare({ chosen, operation }))
  expect(changes).toBe(4)
  const { rows } = value(bulk.rows({ planId, show: 'all', offset: 0, limit: 10 }))
  expect(rows.map(({ after }) => after)).toEqual(Array(4).fill('deleted'))
  const { projects } = value(await bulk.apply({ planId, takenOut: [] }))
  expect(projects.map(({ applied }) => applied)).toEqual([2, 2])
  for (const { projectId, stepId } of projects) {
    const draft = value(await bench.files.drafts.read(projectId))
    expect(draft?.past.at(-1)).toMatchObject({ id: stepId, label: 'Deleted 2 connections' })
    expect(Object.values(draft?.intents.connection ?? {}).map(({ kind }) => kind)).toEqual([
      'delete',
      'delete',
    ])
  }
})

it('gives the IDs of rows of several projects', async () => {
  const { bench, bulk } = await bulkBench()
  const [key = ''] = await oidcKeys(bench, staging)
  const snapshot = value(await bench.files.snapshots.read(production as never))
  const organization = textMember(snapshot?.organizations?.[0] ?? {}, 'id') ?? ''
  const chosen = [
    { projectId: staging as never, keys: [key] },
    { projectId: production as never, keys: [organization, 'oidc:gone'] },
  ]
  expect(value(await bulk.idsOf({ chosen }))).toEqual([key.replace('oidc:', ''), organization])
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
