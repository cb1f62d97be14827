import { expect, test } from 'vitest'
import { connectionsOf } from '../../../../../src/core/model/connection'
import type { Edit } from '../../../../../src/core/draft/edits'
import { oidcProviders } from '../../../../emulator'
import { demandOf } from '../../../../../src/core/publish/demand'
import type { Draft } from '../../../../../src/core/draft/draft'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { asShownOn, shownOn } from '../../../../../src/main/services/publish/may-go'
import { newOrganization, projectId } from '../../../../support/publishing/brightwater'
import {
  draftOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'

const at = '2026-11-25T12:00:00Z'
const excluded: ReadonlySet<string> = new Set()

/** Whether what was shown of a draft on a state is shown on another. */
function shownAgain(draft: Draft, on: Snapshot, state: Snapshot, plan?: string) {
  const reviewed = { draft, on, excluded }
  const shown = shownOn(reviewed, at)
  return asShownOn({ ...reviewed, shown: { ...shown, plan: plan ?? shown.plan } }, state, at)
}

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

test('what would send what was shown is as shown', async () => {
  const bench = await startBench()
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [newOrganization])
  const moved = shownAgain(draft, snapshot, snapshot, shown)
  expect(moved).toMatchObject({ draft, isAsShown: true })
  expect(moved.review && demandOf(moved.review.consequences).harmed).toEqual([
    'brightwater.example',
  ])
})

test('it is not where something else was shown', async () => {
  const bench = await startBench()
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [newOrganization])
  expect(shownAgain(draft, snapshot, snapshot, `${shown} `).isAsShown).toBe(false)
  const reviewed = { draft, on: snapshot, excluded }
  const people = { ...shownOn(reviewed, at), people: 'something else' }
  expect(asShownOn({ ...reviewed, shown: people }, snapshot, at).isAsShown).toBe(false)
})

test('it is not where nothing would be sent', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, [newOrganization])
  const stored = { ...draft, intents: { ...draft.intents, organization: {} } }
  const shown = shownOf(snapshot, stored)
  expect(shownAgain(stored, snapshot, snapshot, shown).isAsShown).toBe(false)
})

test('another member that someone else changed in the same connection keeps it', async () => {
  const bench = await startBench()
  const { id, snapshot: before, draft: stored } = await labelled(bench)
  const snapshot = await readAfter(bench, id, 'client_id', 'theirs')
  const moved = shownAgain(stored, before, snapshot)
  expect(moved.isAsShown).toBe(true)
  expect(moved.draft.baseRevisionId).toBe(snapshot.revisionId)
})

test('a field that someone else changed too has to be decided, even if the same would be sent', async () => {
  const bench = await startBench()
  const { id, snapshot: before, draft: stored } = await labelled(bench)
  const snapshot = await readAfter(bench, id, 'label', 'Theirs')
  const shown = shownOf(snapshot, stored)
  const moved = shownAgain(stored, before, snapshot, shown)
  expect(moved.isAsShown).toBe(false)
  expect(moved.draft.baseRevisionId).toBe(snapshot.revisionId)
})

test('the time that a certificate has left goes by without anything being another', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, [newOrganization])
  const reviewed = { draft, on: snapshot, excluded }
  const agreed = { ...reviewed, shown: shownOn(reviewed, at) }
  expect(asShownOn(agreed, snapshot, '2027-11-25T12:00:00Z').isAsShown).toBe(true)
})
