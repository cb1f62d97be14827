import { expect, test } from 'vitest'
import { hasChanges } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import { serverEntity } from '../../../../../src/core/intents/server-entities'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { consequencesOf } from '../../../../../src/core/publish/consequences'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import { draftAccount } from '../../../../../src/main/secrets/secret-store'
import { demoIds, type EmulatorOptions } from '../../../../emulator'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { newOrganization, organizationKey } from '../../../../support/publishing/brightwater'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  byRequests,
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

const projectId = demoIds.northwindProduction
const reference = '5b3f52e5-46a0-4a7c-8b53-1f3b6f5f0a11'
const secret = 'a-secret-token-of-32-characters-x'

const made = (organization: string): Edit => ({
  kind: 'create-scim-client',
  key: 'new:d0000000-0000-4000-8000-00000000000d',
  fields: {
    client_id: 'brightwater-people',
    label: 'Brightwater people',
    organization_id: organization,
    mapper_url: toMapperUrl("{ identity: { traits: { email: std.extVar('scim').userName } } }"),
    authorization_header_secret: { $secret: reference },
    state: 'enabled',
  },
})
const set = (key: string, field: string, to: string): Edit =>
  fieldEdit({ kind: 'scim-client', key }, field, to)

const stored = (bench: Bench): any =>
  structuredClone(bench.emulator.state().projects.find(({ id }) => id === projectId))
const clientsOf = (bench: Bench): any[] => stored(bench).scim_clients
const customer = { ...newOrganization, fields: { label: 'Brightwater', domains: [] } } as Edit
const publish = (bench: Bench, shown: string) =>
  bench.publishing.publish({
    projectId: projectId as never,
    excluded: [],
    shown,
    confirmed: { harmed: [] },
  })
const writes = (bench: Bench) =>
  bench.emulator
    .requests()
    .flatMap(({ method, path, status }) =>
      method === 'GET' ? [] : [`${method} ${path.replace(/[0-9a-f-]{36}/g, 'ID')} ${status}`],
    )

async function start(options: EmulatorOptions = {}) {
  const bench = await startBench(options)
  value(await bench.store.set(draftAccount(bench.id(projectId), reference), secret))
  return bench
}

test('a client of a new organization goes after it, with its secret, and touches nothing else', async () => {
  const bench = await start()
  const before = clientsOf(bench)
  const { shown } = await draftOf(bench, projectId, [customer, made(organizationKey)])
  bench.emulator.clearRequests()
  const outcome = outcomeOf(await publish(bench, shown), 'published')
  expect(writes(bench)).toEqual([
    'PATCH /projects/ID/revision/ID 200',
    'PATCH /normalized/projects/ID/revision/ID 200',
  ])
  const [client] = clientsOf(bench).slice(before.length)
  expect(clientsOf(bench).slice(0, before.length)).toEqual(before)
  const { organizations } = stored(bench)
  const owner = organizations.find(({ label }: any) => label === 'Brightwater')
  expect(client).toMatchObject({
    client_id: 'brightwater-people',
    organization_id: owner.id,
    authorization_header_secret: secret,
  })
  expect(outcome).toMatchObject({ requests: 2, dropped: [] })
  expect(hasChanges(outcome.draft)).toBe(false)
  expect(JSON.stringify(outcome)).not.toContain(secret)
  const key = { kind: 'scim-client', key: 'brightwater-people' } as const
  expect(serverEntity(outcome.snapshot, key)).toMatchObject({ label: 'Brightwater people' })
})

test('an edit keeps the secret, and a deletion takes one client', async () => {
  const bench = await start()
  const [first, second, ...others] = clientsOf(bench)
  const edits = [
    set(second.client_id, 'label', 'Renamed'),
    set(second.client_id, 'state', 'disabled'),
    { kind: 'delete-scim-client', key: first.client_id } as const,
  ]
  const { shown } = await draftOf(bench, projectId, edits)
  outcomeOf(await publish(bench, shown), 'published')
  expect(clientsOf(bench)).toEqual([{ ...second, label: 'Renamed', state: 'disabled' }, ...others])
})

test('a client that others moved is shown at its new place before anything is sent', async () => {
  const bench = await start()
  const [first, second] = clientsOf(bench)
  const { shown } = await draftOf(bench, projectId, [set(second.client_id, 'label', 'Renamed')])
  bench.emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === projectId)
    project.scim_clients = project.scim_clients.filter(
      ({ client_id }: any) => client_id !== first.client_id,
    )
    project.revision_id = '9b1f6a2b-4f5f-4a86-9d2f-2a6f9a3c4d5e'
  })
  bench.emulator.clearRequests()
  const again = outcomeOf(await publish(bench, shown), 'review-again')
  expect(writes(bench)).toEqual([])
  const moved = shownOf(again.snapshot, again.draft)
  outcomeOf(await publish(bench, moved), 'published')
  expect(clientsOf(bench)[0]).toEqual({ ...second, label: 'Renamed' })
})

test.each(['absent', 'forbidden'] as const)(
  'where the form is %s, nothing is sent',
  async (how) => {
    const bench = await start()
    const [first] = clientsOf(bench)
    const { shown } = await draftOf(bench, projectId, [
      customer,
      set(first.client_id, 'label', 'Renamed'),
    ])
    bench.emulator.fault({
      operation: 'getNormalizedProject',
      status: how === 'absent' ? 404 : 403,
      times: 9,
    })
    bench.emulator.clearRequests()
    expect((await publish(bench, shown)).ok).toBe(false)
    expect(writes(bench)).toEqual([])
  },
)

const refusing = { operation: 'patchNormalizedProject', status: 409, times: 9 } as const

test('an ID that the server refuses while nothing else has changed is told as that, after one request', async () => {
  const bench = await start()
  const [{ organization_id: organization }] = clientsOf(bench)
  const { shown } = await draftOf(bench, projectId, [made(organization)])
  bench.emulator.fault(refusing)
  bench.emulator.clearRequests()
  const { error } = outcomeOf(await publish(bench, shown), 'stopped')
  expect(error).toMatchObject({ code: 'api.conflict', subject: 'brightwater-people', status: 409 })
  expect(error.message).toBe(
    'Client ID: “brightwater-people” is taken, by a SCIM client that this project does not show',
  )
  expect(error.retry).toBe(false)
  expect(writes(bench)).toEqual(['PATCH /normalized/projects/ID/revision/ID 409'])
})

test('a client that was refused is looked for later only where nobody could see what the refusal was about', async () => {
  for (const [status, tried] of [
    [200, false],
    [503, true],
  ] as const) {
    const bench = await start()
    const [{ organization_id: organization }] = clientsOf(bench)
    const { session } = await sessionOf(bench, projectId, [made(organization)])
    bench.emulator.fault(refusing)
    const own = {
      ...session,
      secrets: new Map([[reference, secret]]),
      pause() {
        if (status === 503) {
          bench.emulator.fault({ operation: 'getNormalizedProject', status, times: 99 })
        }
        return Promise.resolve()
      },
    }
    const end = await sendSteps(own)
    expect(end).toMatchObject({ kind: 'stopped', error: { status: tried ? 503 : 409 } })
    const [intent] = Object.values(own.draft.intents['scim-client'])
    expect(intent?.attemptedAt !== undefined).toBe(tried)
  }
})

test('a project that has moved is seen by one look, and the client goes with its new revision', async () => {
  const bench = await start()
  const [{ organization_id: organization }] = clientsOf(bench)
  const { session } = await sessionOf(bench, projectId, [made(organization)])
  const revision = '9b1f6a2b-4f5f-4a86-9d2f-2a6f9a3c4d5e'
  bench.emulator.fault({
    operation: 'patchNormalizedProject',
    otherWriter(state) {
      const project = state.projects.find(({ id }) => id === projectId)
      if (project) project.revision_id = revision
    },
  })
  bench.emulator.clearRequests()
  const waits: number[] = []
  const end = await sendSteps({
    ...session,
    secrets: new Map([[reference, secret]]),
    pause: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
  })
  expect(end).toEqual({ kind: 'published' })
  expect(waits).toEqual([])
  expect(writes(bench).map((line) => line.slice(-3))).toEqual(['409', '200'])
})

test('a first look that is late is no proof: the ID goes with the newest revision', async () => {
  const bench = await start()
  const [{ organization_id: organization }] = clientsOf(bench)
  const { session } = await sessionOf(bench, projectId, [made(organization)])
  bench.emulator.fault({ ...refusing, times: 1 })
  bench.emulator.clearRequests()
  const waits: number[] = []
  const end = await sendSteps({
    ...session,
    secrets: new Map([[reference, secret]]),
    pause(milliseconds) {
      waits.push(milliseconds)
      bench.emulator.edit((state: any) => {
        const project = state.projects.find(({ id }: any) => id === projectId)
        project.revision_id = '9b1f6a2b-4f5f-4a86-9d2f-2a6f9a3c4d5e'
      })
      return Promise.resolve()
    },
  })
  expect(end).toEqual({ kind: 'published' })
  expect(waits).toEqual([1000])
  expect(writes(bench).map((line) => line.slice(-3))).toEqual(['409', '200'])
  expect(clientsOf(bench).at(-1)).toMatchObject({ client_id: 'brightwater-people' })
})

test('of several new IDs, the one that the server names is told', async () => {
  const bench = await start()
  const [first] = clientsOf(bench)
  const edits = [made(first.organization_id), set(first.client_id, 'client_id', 'another-id')]
  const { shown } = await draftOf(bench, projectId, edits)
  bench.emulator.fault(refusing)
  const all = outcomeOf(await publish(bench, shown), 'stopped').error
  expect(all.subject).toBeUndefined()
  expect(all.message).toContain('one of “brightwater-people” and “another-id” is taken')

  const body = { error: { code: 409, message: 'client_id another-id exists', status: 'Conflict' } }
  bench.emulator.clearFaults()
  bench.emulator.fault({ ...refusing, body })
  const named = outcomeOf(await publish(bench, shown), 'stopped').error
  expect(named.subject).toBe('another-id')
  expect(named.message).toContain('“another-id” is taken')
})

test('without a new ID, a refusal is a project that moved, and is tried again', async () => {
  const bench = await start()
  const [first] = clientsOf(bench)
  const { shown } = await draftOf(bench, projectId, [set(first.client_id, 'label', 'Renamed')])
  bench.emulator.fault({ ...refusing, times: 1 })
  outcomeOf(await publish(bench, shown), 'published')
  expect(clientsOf(bench)[0]).toEqual({ ...first, label: 'Renamed' })
})

test('an answer of another form, and one that is lost, are looked up', async () => {
  for (const options of [{ normalizedPatchAnswers: 'document' }, {}] as const) {
    const bench = await start(options)
    const [first] = clientsOf(bench)
    const { shown } = await draftOf(bench, projectId, [set(first.client_id, 'label', 'Renamed')])
    if (!('normalizedPatchAnswers' in options)) {
      bench.emulator.fault({ operation: 'patchNormalizedProject', drop: 'after' })
    }
    const outcome = outcomeOf(await publish(bench, shown), 'published')
    expect(clientsOf(bench)[0]).toEqual({ ...first, label: 'Renamed' })
    expect(hasChanges(outcome.draft)).toBe(false)
  }
})

test('clients that went with their organization are in the history, and a revert brings them back', async () => {
  const bench = await start()
  const [, went] = clientsOf(bench)
  const left = clientsOf(bench).filter(
    ({ organization_id }) => organization_id !== went.organization_id,
  )
  const { shown, snapshot, draft } = await draftOf(bench, projectId, [
    { kind: 'delete-organization', key: went.organization_id, connections: 'delete' },
  ])
  const input = {
    projectId: projectId as never,
    excluded: [],
    shown,
    ...agreeingTo(snapshot, draft),
  }
  const { publishId } = outcomeOf(await bench.publishing.publish(input), 'published')
  expect(clientsOf(bench)).toEqual(left)
  const place = { projectId: projectId as never, id: publishId }
  const record = value(await bench.publishHistory.read(place))
  const recorded = record.entities.filter(({ kind }) => kind === 'scim-client')
  expect(recorded).toMatchObject([
    { before: { key: went.client_id, document: { label: went.label } }, fields: [] },
  ])
  expect(recorded[0]?.before?.document).not.toHaveProperty('authorization_header_secret')

  const reverted = value(await bench.publishHistory.revert(place))
  expect(reverted.items.find(({ target }) => target.kind === 'scim-client')).toMatchObject({
    label: went.label,
    what: 'create-again',
    missing: ['authorization_header_secret'],
  })
  const [[, again]] = Object.entries(reverted.draft.intents['scim-client']) as any
  expect(again).toMatchObject({
    kind: 'create',
    fields: { client_id: { to: went.client_id }, x_future_flag: { to: true } },
  })
  const owners = Object.keys(reverted.draft.intents.organization)
  expect(owners).toContain(again.fields.organization_id.to)
  // Its mapper is shown from the record, by the key of what had it.
  const texts = await bench.publishHistory.texts({
    ...place,
    key: `scim:${went.client_id}`,
    field: 'mapper_url',
  })
  expect(value(texts).before).toMatchObject({ text: expect.stringContaining("extVar('scim')") })
})

test('a second edit is published although every read still returns the state before the first', async () => {
  const bench = await start()
  const [first] = clientsOf(bench)
  const { shown } = await draftOf(bench, projectId, [set(first.client_id, 'label', 'Once')])
  bench.emulator.fault({ operation: 'patchNormalizedProject', staleReadsForMs: 1e9, times: 1 })
  outcomeOf(await publish(bench, shown), 'published')
  const again = await draftOf(bench, projectId, [set(first.client_id, 'label', 'Twice')])
  expect(serverEntity(again.snapshot, { kind: 'scim-client', key: first.client_id })).toMatchObject(
    {
      label: 'Once',
    },
  )
  outcomeOf(await publish(bench, again.shown), 'published')
  expect(clientsOf(bench)[0]).toMatchObject({ label: 'Twice' })
})

const noOneBut = (organization: string): Edit => ({
  kind: 'delete-organization',
  key: organization,
  connections: 'delete',
})
const colleague: Readonly<Record<string, (clients: any[], organization: string) => void>> = {
  'creates a client': (clients, organization) =>
    clients.push({
      ...clients[0],
      client_id: 'theirs',
      label: 'Theirs',
      organization_id: organization,
    }),
  'creates a disabled client': (clients, organization) =>
    clients.push({
      ...clients[0],
      client_id: 'theirs',
      label: 'Theirs',
      organization_id: organization,
      state: 'disabled',
    }),
  'enables one': (clients, organization) => {
    const [own] = clients.filter(({ organization_id }) => organization_id === organization)
    Object.assign(own, { label: 'Theirs', state: 'enabled' })
  },
}

test.each(
  Object.keys(colleague).flatMap((how) =>
    [{}, byRequests].flatMap((options) =>
      (['before', 'during'] as const).map((moment) => [how, options, moment] as const),
    ),
  ),
)(
  'an organization stays where a colleague %s in it after the review (%o, %s the publish)',
  async (how, options, moment) => {
    const bench = await start(options)
    const [, { organization_id: organization }] = clientsOf(bench)
    bench.emulator.edit((state: any) => {
      const project = state.projects.find(({ id }: any) => id === projectId)
      for (const client of project.scim_clients) {
        if (client.organization_id === organization) client.state = 'disabled'
      }
    })
    const act = (state: any) => {
      const project = state.projects.find(({ id }: any) => id === projectId)
      colleague[how]?.(project.scim_clients, organization)
      project.revision_id = '9b1f6a2b-4f5f-4a86-9d2f-2a6f9a3c4d5e'
    }
    const edits: Edit[] = [customer, noOneBut(organization)]
    const { shown, snapshot, draft } = await draftOf(bench, projectId, edits)
    const isPatch = options !== byRequests
    if (moment === 'before') bench.emulator.edit(act)
    else
      bench.emulator.fault({
        operation: isPatch ? 'patchProjectWithRevision' : 'createOrganization',
        otherWriter: act,
      })
    const input = { projectId: projectId as never, excluded: [], shown }
    const outcome = outcomeOf(
      await bench.publishing.publish({ ...input, ...agreeingTo(snapshot, draft) }),
      'review-again',
    )
    expect(stored(bench).organizations.some(({ id }: any) => id === organization)).toBe(true)
    const seen = consequencesOf(
      outcome.snapshot,
      planPublish(outcome.snapshot, outcome.draft.intents).intents,
      '2026-11-25T12:00:00Z',
    ).impact.lines.filter(({ place }) => place?.kind === 'scim-client')
    expect(seen.map(({ subject }) => subject)).toContain('Theirs')
  },
)

test.each([
  ['nobody can read them', 404, true],
  ['the key may not', 403, true],
  ['they cannot be read now', 503, false],
] as const)('an organization is deleted or not where %s', async (_why, status, isDeleted) => {
  const bench = await start()
  const [, { organization_id: organization }] = clientsOf(bench)
  const { shown, snapshot, draft } = await draftOf(bench, projectId, [noOneBut(organization)])
  bench.emulator.fault({ operation: 'getNormalizedProject', status, times: 99 })
  const input = { projectId: projectId as never, excluded: [], shown }
  const result = await bench.publishing.publish({ ...input, ...agreeingTo(snapshot, draft) })
  expect(result.ok && result.value.kind).toBe(isDeleted && 'published')
  expect(stored(bench).organizations.some(({ id }: any) => id === organization)).toBe(!isDeleted)
})
