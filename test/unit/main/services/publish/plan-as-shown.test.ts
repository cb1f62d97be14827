import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import type { Edit } from '../../../../../src/core/draft/edits'
import { oidcProviders } from '../../../../emulator'
import { planAsShown } from '../../../../../src/main/services/publish/plan-as-shown'
import { newOrganization, projectId } from '../../../../support/brightwater'
import { draftOf, shownOf, startBench, value, type Bench } from '../../../../support/main-services'

const at = '2026-11-25T12:00:00Z'
const nothing: ReadonlySet<string> = new Set()

async function labelled(bench: Bench) {
  const snapshot = value(await bench.projects.read(projectId, {}))
  const [own] = connectionsOf(snapshot).filter((item) => item.protocol === 'oidc')
  const target = { kind: 'connection', key: own?.key ?? '' } as const
  const edit: Edit = { kind: 'set-field', target, field: 'label', value: 'Mine' }
  return { id: own?.entry['id'], ...(await draftOf(bench, projectId, [edit])) }
}

/** Someone else sets a member of a connection, and the project is read again. */
async function readAfter(bench: Bench, id: unknown, member: string, text: string) {
  bench.emulator.edit((state) => {
    const project = state.projects.find((item) => item.id === projectId)
    const entry = project && oidcProviders(project).find((item) => item['id'] === id)
    if (entry) entry[member] = text
  })
  return value(await bench.projects.read(projectId, {}))
}

test('a plan that would send what was shown is the plan', async () => {
  const bench = await startBench()
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [newOrganization])
  const current = { stored: draft, before: snapshot, snapshot }
  const moved = planAsShown(current, shown, nothing, at)
  expect(moved.plan?.steps.map(({ kind }) => kind)).toEqual(['create-organization'])
  expect(moved.draft).toEqual(draft)
})

test('there is none where something else was shown', async () => {
  const bench = await startBench()
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [newOrganization])
  const current = { stored: draft, before: snapshot, snapshot }
  expect(planAsShown(current, `${shown} `, nothing, at).plan).toBeUndefined()
})

test('there is none where nothing would be sent', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, [newOrganization])
  const stored = { ...draft, intents: { ...draft.intents, organization: {} } }
  const shown = shownOf(snapshot, stored)
  const moved = planAsShown({ stored, before: snapshot, snapshot }, shown, nothing, at)
  expect(moved.plan).toBeUndefined()
})

test('another member that someone else changed in the same connection keeps the plan', async () => {
  const bench = await startBench()
  const { id, snapshot: before, draft: stored, shown } = await labelled(bench)
  const snapshot = await readAfter(bench, id, 'client_id', 'theirs')
  const moved = planAsShown({ stored, before, snapshot }, shown, nothing, at)
  expect(moved.plan?.steps.map(({ kind }) => kind)).toEqual(['patch-project'])
  expect(moved.draft.baseRevisionId).toBe(snapshot.revisionId)
})

test('a field that someone else changed too has to be decided, even if the same would be sent', async () => {
  const bench = await startBench()
  const { id, snapshot: before, draft: stored } = await labelled(bench)
  const snapshot = await readAfter(bench, id, 'label', 'Theirs')
  const shown = shownOf(snapshot, stored)
  const moved = planAsShown({ stored, before, snapshot }, shown, nothing, at)
  expect(moved.plan).toBeUndefined()
  expect(moved.draft.baseRevisionId).toBe(snapshot.revisionId)
})
