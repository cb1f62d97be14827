import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import type { ApiClient, WriteAccess } from '../../../../../src/main/api/client'
import { getNormalizedProject } from '../../../../../src/main/api/endpoints/normalized'
import { withForm } from '../../../../../src/main/services/projects/normalized-form'
import { normalizedForm } from '../../../../../src/main/services/publish/normalized-form'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { newOrganization, projectId } from '../../../../support/publishing/brightwater'
import { sessionOf } from '../../../../support/publishing/publish-session'
import { startBench, value } from '../../../../support/services/main-services'
import { scimEntry } from '../../../../support/states/radar'

const at = '2026-11-26T00:00:00.000Z'
/** An answer with the form: of which revision it is, if it says so, and its clients. */
const form = (id: string | undefined, ...clients: string[]) =>
  success({
    current_revision: {
      ...(id === undefined ? {} : { id }),
      scim_clients: clients.map((client) => scimEntry(client, 'o')),
    },
  })
const refusal = failure(appError('api.unavailable', 'Not now', { status: 503 }))
const untold = success({})
const body = [{ op: 'remove', path: '/scim_clients/0' }]

/**
 * A publish on a server that gives these answers, each list in order and its last one again and again.
 *
 * @param forms answers of the normalized form, to its patch too
 * @param documents revisions of the document; `refused` where it is not read
 */
async function publishOn(forms: readonly Result<object>[], documents: readonly string[]) {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  const next = <Item>(list: Item[]): Item => (list.length > 1 ? list.shift() : list[0])!
  const [answers, revisions] = [[...forms], [...documents]]
  const calls: string[] = []
  const pauses: number[] = []
  const client: ApiClient = {
    send({ method, segments }) {
      calls.push([method, ...segments.slice(3)].join(' '))
      return Promise.resolve(next(answers) as Result<never>)
    },
  }
  const state = (revisionId: string): Snapshot => ({ ...session.snapshot, revisionId })
  const read = () => {
    const revision = next(revisions)
    return Promise.resolve(revision === 'refused' ? refusal : success(state(revision)))
  }
  const edited = { a: { kind: 'edit' as const, fields: {} } }
  const publish: PublishSession = {
    ...session,
    plan: { ...session.plan, intents: { ...session.plan.intents, 'scim-client': edited } },
    client,
    reader: { ...session.reader, read },
    now: () => new Date(at),
    pause(milliseconds: number) {
      pauses.push(milliseconds)
      return Promise.resolve()
    },
  }
  /** The state with the form of the next answer, as a publish has it before it sends the patch. */
  const known = async (revision: string) =>
    withForm(
      state(revision),
      await getNormalizedProject(client, session.access, session.projectId),
      at,
    )
  const send = (snapshot: Snapshot) =>
    normalizedForm.send(publish, session.access as WriteAccess, snapshot, body)
  return { publish, calls, pauses, known, send }
}
const clientsIn = ({ scim }: Snapshot) => scim?.clients.map((client) => client['client_id'])

test('both reads are of one revision: a late one is made again after a moment, three times at most', async () => {
  for (const [forms, documents, waits, clients] of [
    [[form('r1', 'a')], ['r1'], [], ['a']],
    [[form('r0', 'a'), form('r1', 'b')], ['r1'], [1000], ['b']],
    [[form('r2', 'b')], ['r1', 'r2'], [1000], ['b']],
    [[form('r0', 'a'), form('r0', 'a'), form('r1', 'b')], ['r1'], [1000, 2000], ['b']],
    // A form may have a revision of its own: then it is taken as it is.
    [[form('own', 'a')], ['r1'], [1000, 2000], ['a']],
    // One that names none is of the document that was read before it.
    [[form(undefined, 'a')], ['r1'], [], ['a']],
  ] as const) {
    const { publish, pauses, calls } = await publishOn(forms, documents)
    const state = value(await normalizedForm.read(publish))
    expect(pauses).toEqual(waits)
    expect(calls).toHaveLength(waits.length + 1)
    expect(clientsIn(state)).toEqual(clients)
    expect(state.scim?.readAt).toBe(at)
  }
})

test('a read that is refused ends the look, and is the answer', async () => {
  const noDocument = await publishOn([form('r1')], ['refused'])
  expect(await normalizedForm.read(noDocument.publish)).toEqual(refusal)
  expect(noDocument.calls).toEqual([])
  const noForm = await publishOn([refusal], ['r1'])
  expect(await normalizedForm.read(noForm.publish)).toEqual(refusal)
  expect(noForm.pauses).toEqual([])
})

test('a patch goes to the revision of the form, and its answer is the new state', async () => {
  const { known, send, calls } = await publishOn([form('r1', 'a', 'b'), form('r2', 'b')], ['r1'])
  const state = value(await send(await known('r1')))
  expect(calls).toEqual(['GET', 'PATCH revision r1'])
  expect(clientsIn(state)).toEqual(['b'])
  expect([state.revisionId, state.project['revision_id'], state.readAt]).toEqual(['r2', 'r2', at])
})

test('a patch moves the document’s revision only where the form has the same', async () => {
  const own = await publishOn([form('f1', 'a'), form('f2')], ['r1'])
  const state = value(await own.send(await own.known('r1')))
  expect(own.calls).toEqual(['GET', 'PATCH revision f1'])
  expect([state.revisionId, state.project['revision_id']]).toEqual(['r1', 'r1'])
  expect(clientsIn(state)).toEqual([])
  const unnamed = await publishOn([form(undefined, 'a'), form(undefined)], ['r1'])
  const next = value(await unnamed.send(await unnamed.known('r1')))
  expect(unnamed.calls).toEqual(['GET', 'PATCH revision r1'])
  expect([next.revisionId, next.project['revision_id']]).toEqual(['r1', 'r1'])
})

test('a patch that is refused is the answer, and nothing is looked up', async () => {
  const { known, send, calls } = await publishOn([form('r1', 'a'), refusal], ['r1'])
  expect(await send(await known('r1'))).toEqual(refusal)
  expect(calls).toEqual(['GET', 'PATCH revision r1'])
})

test('the state after an answer that does not tell it is read, until it is another one', async () => {
  const before = form('r1', 'a')
  const late = await publishOn([before, untold, before, refusal, form('r2')], ['r1', 'r1', 'r2'])
  const state = value(await late.send(await late.known('r1')))
  expect(late.calls).toEqual(['GET', 'PATCH revision r1', 'GET', 'GET', 'GET'])
  expect(late.pauses).toEqual([1000, 2000])
  expect([state.revisionId, clientsIn(state)]).toEqual(['r2', []])
  const never = await publishOn([before, untold, before], ['r1'])
  expect(await never.send(await never.known('r1'))).toMatchObject({
    ok: false,
    error: {
      code: 'api.unexpected-response',
      message: 'The answer to the patch has no new state',
    },
  })
  expect(never.pauses).toEqual([1000, 2000])
})

test('what was not read in this run of the app is no state to send a patch on', async () => {
  const { publish, known } = await publishOn([form('r1', 'a')], ['r1'])
  const state = await known('r1')
  expect(await normalizedForm.whole(publish, state)).toBe(state)
  expect(await normalizedForm.whole(publish, structuredClone(state))).toBeUndefined()
})
