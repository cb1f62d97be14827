import { describe, expect, test } from 'vitest'
import { hasChanges } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import type { PatchStep } from '../../../../../src/core/publish/patch-steps'
import { patchStep } from '../../../../../src/main/services/publish/patch-step'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
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
  const setSecret = (key: string): Edit => ({
    kind: 'set-field',
    target: { kind: 'connection', key },
    field: 'client_secret',
    value: { $secret: reference },
  })
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
  const rename = (snapshot: Snapshot): Edit => ({
    kind: 'set-field',
    target: { kind: 'organization', key: String(snapshot.organizations[0]?.['id']) },
    field: 'label',
    value: 'Renamed',
  })
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
