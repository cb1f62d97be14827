import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { projectId } from '../../../../support/publishing/brightwater'
import {
  byRequests,
  draftOf,
  outcomeOf,
  startBench,
  value,
  writesOf,
} from '../../../../support/services/main-services'

/** A server that takes organizations by requests of their own, without any wait between two looks. */
const start = () => startBench(byRequests, { timeout: 200, sleep: () => Promise.resolve() })
type Bench = Awaited<ReturnType<typeof start>>
type Fault = Parameters<Bench['emulator']['fault']>[0]

/** Publishes an edit of an organization of the project, where some requests fail. */
async function publish(edit: (key: string) => Edit, ...faults: Fault[]) {
  const bench = await start()
  const first = value(await bench.projects.read(projectId, {}))
  const key = String(first.organizations[0]?.['id'])
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [edit(key)])
  bench.emulator.clearRequests()
  for (const fault of faults) bench.emulator.fault(fault)
  const result = await bench.publishing.publish({
    projectId,
    excluded: [],
    shown,
    ...agreeingTo(snapshot, draft),
  })
  bench.emulator.clearFaults()
  const left = value(await bench.files.drafts.read(projectId))?.intents.organization[key]
  const now = value(await bench.projects.read(projectId, {}))
  const there = now.organizations.find(({ id }) => id === key)
  return { result, left, there, writes: writesOf(bench) }
}
const renamed = (key: string): Edit => ({
  kind: 'set-field',
  target: { kind: 'organization', key },
  field: 'label',
  value: 'Renamed',
})
const deleted = (key: string): Edit => ({
  kind: 'delete-organization',
  key,
  connections: 'detach',
})

describe('an organization that is changed', () => {
  test('is changed where its answer is lost, as a look shows', async () => {
    const end = await publish(renamed, { operation: 'updateOrganization', drop: 'after' })
    outcomeOf(end.result, 'published')
    expect(end.there?.['label']).toBe('Renamed')
    expect(end.left).toBeUndefined()
    expect(end.writes).toHaveLength(1)
  })

  test('stays in the draft where the request is lost', async () => {
    const end = await publish(renamed, { operation: 'updateOrganization', drop: 'before' })
    expect(outcomeOf(end.result, 'stopped').done).toBe(0)
    expect(end.there?.['label']).not.toBe('Renamed')
    expect(end.left?.fields['label']?.to).toBe('Renamed')
  })

  test('stays in the draft where nobody can tell what became of it', async () => {
    const end = await publish(
      renamed,
      { operation: 'updateOrganization', drop: 'after' },
      { operation: 'getOrganization', times: 1, delayMs: 0 },
      { operation: 'getOrganization', status: 500, times: 9 },
    )
    expect(outcomeOf(end.result, 'stopped').error.code).toMatch(/^network\./)
  })

  test('is reviewed again where somebody deleted it, and stays where the server refuses to say', async () => {
    const gone = await publish(renamed, { operation: 'getOrganization', status: 404, times: 9 })
    outcomeOf(gone.result, 'review-again')
    expect(gone.writes).toEqual([])
    const refused = await publish(renamed, { operation: 'getOrganization', status: 403, times: 9 })
    expect(outcomeOf(refused.result, 'stopped').error.status).toBe(403)
    expect(refused.writes).toEqual([])
  })
})

describe('an organization that is deleted', () => {
  test('is gone where the answer is lost, as a look shows', async () => {
    const end = await publish(deleted, { operation: 'deleteOrganization', drop: 'after' })
    outcomeOf(end.result, 'published')
    expect([end.there, end.left]).toEqual([undefined, undefined])
  })

  test('stays in the draft where the request is lost', async () => {
    const end = await publish(deleted, { operation: 'deleteOrganization', drop: 'before' })
    expect(outcomeOf(end.result, 'stopped').error.code).toMatch(/^network\./)
    expect(end.left?.kind).toBe('delete')
    expect(end.there).toBeDefined()
  })

  test('is not gone where the server does not find what every look still shows', async () => {
    const end = await publish(deleted, { operation: 'deleteOrganization', status: 404 })
    expect(outcomeOf(end.result, 'stopped').error).toMatchObject({
      code: 'api.not-found',
      message: 'The server did not find an organization that it has',
    })
    expect(end.left?.kind).toBe('delete')
  })

  test('is gone where the server does not find it, and one look after another shows it late', async () => {
    const end = await publish(
      deleted,
      { operation: 'deleteOrganization', status: 404 },
      { operation: 'getOrganization', times: 1, delayMs: 0 },
      { operation: 'getOrganization', status: 404 },
    )
    outcomeOf(end.result, 'published')
    expect(end.left).toBeUndefined()
  })
})
