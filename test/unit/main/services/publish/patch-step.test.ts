import { describe, expect, test } from 'vitest'
import { hasChanges } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import type { PatchStep } from '../../../../../src/core/publish/patch-steps'
import { patchStep, normalizedForm } from '../../../../../src/main/services/publish/patch-step'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { oidcProviders } from '../../../../emulator'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import {
  entriesOf,
  keyOf,
  keyOfEntry,
  labelOf,
  setLabel,
} from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  draftOf,
  learn,
  outcomeOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { ApiClient, WriteAccess } from '../../../../../src/main/api/client'
import { getNormalizedProject } from '../../../../../src/main/api/endpoints/normalized'
import { withForm } from '../../../../../src/main/services/projects/normalized-form'
import { scimEntry } from '../../../../support/states/radar'
import { fieldEdit } from '../../../../support/states/field-edit'

const fields = {
  ...('fields' in newConnection ? newConnection.fields : {}),
  client_secret: 'typed',
}
const connection = { ...newConnection, fields } as Edit

/** A publish in two patches, of which the second sets a label. */
async function twoPatches(bench: Bench) {
  const key = await keyOf(bench, 0)
  const edits = [newOrganization, connection, setLabel(key, 'Mine')]
  const { session } = await sessionOf(bench, projectId, edits)
  expect(session.plan.steps.map(({ kind }) => kind)).toEqual([
    'patch-new-organizations',
    'patch-project',
  ])
  return { key, session }
}

test('what the answer to the first patch shows of a colleague is not written over by the second', async () => {
  const bench = await startBench()
  const { key, session } = await twoPatches(bench)
  let isFirst = true
  const client: PublishSession['client'] = {
    async send(call) {
      const result = await session.client.send(call)
      if (call.method !== 'PATCH' || !isFirst || !result.ok) return result
      isFirst = false
      bench.emulator.edit(({ projects }) => {
        const project = projects.find(({ id }) => id === projectId)
        const entry = (project ? oidcProviders(project) : []).find(
          (item) => keyOfEntry(item) === key,
        )
        if (entry) entry['label'] = 'Theirs'
      })
      return { ...result, value: { ...result.value, project: bench.emulator.project(projectId) } }
    },
  }
  expect(await sendSteps({ ...session, client })).toEqual({ kind: 'moved' })
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(labelOf(bench, key)).toBe('Theirs')
})

describe('whether a lost patch arrived is seen', () => {
  const setSecret = (key: string): Edit =>
    fieldEdit({ kind: 'connection', key }, 'client_secret', { $secret: reference })
  test.each([
    [
      'by a field beside the secret',
      ([one = '']: string[]) => [setSecret(one), setLabel(one, 'Mine')],
    ],
    [
      'by another connection',
      ([one = '', two = '']: string[]) => [setSecret(one), setLabel(two, 'Mine')],
    ],
    [
      'by what is gone',
      ([one = '']: string[]) => [{ kind: 'delete-connection', key: one } as const],
    ],
  ] as const)('%s', async (_how, edits) => {
    const bench = await startBench({}, { sleep: () => Promise.resolve() })
    value(await bench.projects.putSecret(projectId, reference, canary))
    const keys = [await keyOf(bench, 0), await keyOf(bench, 1)]
    const { snapshot, draft, shown } = await draftOf(bench, projectId, edits(keys))
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'after' })
    const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
    const { draft: left } = outcomeOf(await bench.publishing.publish(input), 'published')
    expect(hasChanges(left)).toBe(false)
    expect(writesOf(bench)).toHaveLength(1)
  })

  test('not by a secret alone, which stays in the draft', async () => {
    const bench = await startBench({}, { sleep: () => Promise.resolve() })
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { shown } = await draftOf(bench, projectId, [setSecret(await keyOf(bench, 0))])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'after' })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    expect(hasChanges(outcomeOf(result, 'stopped').draft)).toBe(true)
  })
})

/** What is known of whether the server keeps proposed ids. */
const learnt = async (bench: Bench) =>
  value(await bench.projects.read(projectId, {})).organizationIds

test('a publish without a new organization says nothing of the ids that the server gives', async () => {
  const bench = await startBench()
  const { shown } = await draftOf(bench, projectId, [setLabel(await keyOf(bench, 0), 'Mine')])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  const { snapshot } = outcomeOf(result, 'published')
  expect([snapshot.organizationIds, await learnt(bench)]).toEqual([undefined, undefined])
})

test('a server that keeps one proposed id and not another is known not to keep them', async () => {
  const bench = await startBench()
  const second = 'new:0a9d3b0a-2f6b-4f1f-8f6b-1f8c5a4c4e52'
  const { session } = await sessionOf(bench, projectId, [
    { ...newOrganization, fields: { label: 'One', domains: [] } } as Edit,
    { ...newOrganization, key: second, fields: { label: 'Two', domains: [] } } as Edit,
  ])
  const client: PublishSession['client'] = {
    async send(call) {
      const result = await session.client.send(call)
      if (call.method !== 'PATCH' || !result.ok) return result
      bench.emulator.edit(({ projects }) => {
        const project = projects.find(({ id }) => id === projectId)
        const made = project?.organizations.find(({ label }) => label === 'Two')
        if (made) made['id'] = crypto.randomUUID()
      })
      return { ...result, value: { ...result.value, project: bench.emulator.project(projectId) } }
    },
  }
  expect(await sendSteps({ ...session, client })).toEqual({ kind: 'published' })
  expect(await learnt(bench)).toBe('assigned')
})

test('a new organization is not taken for one of the same name that was there before', async () => {
  const bench = await startBench({ organizationIds: 'replaced' })
  const twin = crypto.randomUUID()
  bench.emulator.edit(({ projects }) => {
    const project = projects.find(({ id }) => id === projectId)
    const [first] = project?.organizations ?? []
    project?.organizations.unshift({ ...first!, id: twin, label: 'Twin', domains: [] })
  })
  const edit = { ...newOrganization, fields: { label: 'Twin', domains: [] } } as Edit
  const { shown } = await draftOf(bench, projectId, [edit])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  const { ids, snapshot } = outcomeOf(result, 'published')
  const twins = snapshot.organizations.filter(({ label }) => label === 'Twin')
  expect(twins.map(({ id }) => id)).toHaveLength(2)
  expect(Object.values(ids)).not.toContain(twin)
})

test('an organization whose key proposes no id is made by one patch and linked by the next', async () => {
  const bench = await startBench()
  const key = 'new:plain'
  const { shown } = await draftOf(bench, projectId, [
    { ...newOrganization, key } as Edit,
    { ...connection, fields: { ...fields, organization_id: key } } as Edit,
  ])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  const { ids, dropped } = outcomeOf(result, 'published')
  expect(dropped).toEqual([])
  const made = entriesOf(bench).find(({ id }) => id === 'brightwater-okta')
  expect(made?.['organization_id']).toBe(ids[key])
  expect(await learnt(bench)).toBeUndefined()
})

test('a step that the state has no more is reviewed again', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const { session } = await sessionOf(bench, projectId, [setLabel(key, 'Mine')])
  const step = { kind: 'patch-new-organizations' } as PatchStep
  expect(await patchStep(session, step)).toEqual({ kind: 'review' })
  expect(writesOf(bench)).toEqual([])
})

describe('what a refused patch says of the server', () => {
  const made: Edit = { ...newOrganization, fields: { label: 'Made', domains: [] } } as Edit
  const rename = (snapshot: Snapshot): Edit =>
    fieldEdit(
      { kind: 'organization', key: String(snapshot.organizations[0]?.['id']) },
      'label',
      'Renamed',
    )
  const label = async (bench: Bench) => setLabel(await keyOf(bench, 0), 'Mine')
  const always = { kept: 'kept', assigned: 'assigned', unknown: undefined } as const

  /** Publishes one edit, to which the server answers so, and what is known of the server then. */
  async function refused(
    what: 'made' | 'renamed' | 'label',
    known: keyof typeof always,
    status: number,
    message: string,
  ) {
    const bench = await startBench()
    if (always[known]) await learn(bench, { organizationIds: always[known] })
    const before = value(await bench.projects.read(projectId, {}))
    const edit = what === 'made' ? made : what === 'renamed' ? rename(before) : await label(bench)
    const { shown } = await draftOf(bench, projectId, [edit])
    const body = { error: { code: status, message, reason: message } }
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status, body })
    const { kind, snapshot } = value(
      await bench.publishing.publish({ projectId, excluded: [], shown }),
    )
    const now = value(await bench.projects.read(projectId, {}))
    // Whoever reviews it again sees what is known by now.
    if (kind === 'review-again') {
      expect(snapshot.organizationIds).toBe(now.organizationIds)
      expect(snapshot.organizationRoute).toBe(now.organizationRoute)
    }
    return [kind, now.organizationIds, now.organizationRoute]
  }

  test.each([
    ['made', 'unknown', 400, 'The id is not allowed', ['review-again', 'assigned', undefined]],
    ['made', 'unknown', 400, 'uuid: not allowed', ['review-again', 'assigned', undefined]],
    ['made', 'kept', 400, 'The ID is not allowed', ['review-again', 'assigned', undefined]],
    ['made', 'assigned', 400, 'The id is not allowed', ['stopped', 'assigned', undefined]],
    ['made', 'unknown', 422, 'The id is not allowed', ['stopped', undefined, undefined]],
    ['made', 'unknown', 400, 'The side is invalid', ['stopped', undefined, undefined]],
    ['made', 'kept', 400, 'The label is taken', ['stopped', undefined, undefined]],
    ['made', 'assigned', 400, 'The label is taken', ['stopped', 'assigned', undefined]],
    ['renamed', 'unknown', 400, 'The id is not allowed', ['stopped', undefined, undefined]],
    ['renamed', 'kept', 400, 'The label is taken', ['stopped', 'kept', undefined]],
    ['renamed', 'unknown', 400, 'organizations: unknown', ['review-again', undefined, 'requests']],
    ['renamed', 'unknown', 400, '/organizations/0: too long', ['stopped', undefined, undefined]],
    ['renamed', 'unknown', 422, 'organizations: unknown', ['stopped', undefined, undefined]],
    ['renamed', 'unknown', 403, 'organizations: unknown', ['review-again', undefined, 'requests']],
    ['renamed', 'unknown', 404, 'organizations: unknown', ['review-again', undefined, 'requests']],
    // A refusal of the whole patch would stop the requests in its place halfway.
    ['renamed', 'unknown', 403, 'Not allowed', ['stopped', undefined, undefined]],
    ['renamed', 'unknown', 404, 'Not found', ['stopped', undefined, undefined]],
    ['renamed', 'unknown', 410, 'Gone', ['stopped', undefined, undefined]],
    ['label', 'unknown', 404, 'Not found', ['stopped', undefined, undefined]],
    ['label', 'kept', 400, 'organizations: unknown', ['stopped', 'kept', undefined]],
  ] as const)('%s, ids %s, %i “%s”', async (what, known, status, message, expected) => {
    expect(await refused(what, known, status, message)).toEqual(expected)
  })
})

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
