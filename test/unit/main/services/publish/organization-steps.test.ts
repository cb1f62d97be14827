import { describe, expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { oidcProviders } from '../../../../emulator'
import type { StoredProject } from '../../../../../src/emulator/state/types'
import { sessionOf } from '../../../../support/publishing/publish-session'
import { hasChanges } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { projectId } from '../../../../support/publishing/brightwater'
import {
  byRequests,
  draftOf,
  learn,
  outcomeOf,
  startBench,
  value,
  writesOf,
} from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

/** A server that takes organizations by requests of their own, without any wait between two looks. */
const start = () => startBench(byRequests, { sleep: () => Promise.resolve() })
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
const renamed = (key: string): Edit => fieldEdit({ kind: 'organization', key }, 'label', 'Renamed')
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

const created = (place: number, domains: readonly string[], label = `Made ${place}`): Edit => ({
  kind: 'create-organization',
  key: `new:00000000-0000-4000-8000-00000000000${place}`,
  fields: { label, domains: [...domains] },
})
const withDomains = (key: string, domains: readonly string[]): Edit =>
  fieldEdit({ kind: 'organization', key }, 'domains', [...domains])

/** Organizations without connections: their end needs no patch before it. */
const spare = ['aaaaaaaa-0000-4000-8000-0000000000a1', 'aaaaaaaa-0000-4000-8000-0000000000a2']

/** A publish of these edits that has begun, and the operations that the server gets from then on. */
async function begun(edits: (keys: readonly string[]) => readonly Edit[]) {
  const bench = await start()
  const change = (act: (project: StoredProject) => void) =>
    bench.emulator.edit(({ projects }) => {
      const project = projects.find(({ id }) => id === projectId)
      if (project) act(project)
    })
  change(({ organizations: list }) =>
    list.push(...spare.map((id) => ({ ...list[0]!, id, label: id, domains: [`${id}.example`] }))),
  )
  const { organizations } = value(await bench.projects.read(projectId, {}))
  const keys = organizations.map(({ id }) => String(id))
  const { session } = await sessionOf(bench, projectId, edits(keys))
  bench.emulator.clearRequests()
  const operations = () => bench.emulator.requests().map(({ operation }) => operation)
  const writes = () =>
    operations().filter((name) => /^(create|update|delete|patch)/.test(name ?? ''))
  return { bench, session, keys, operations, writes, change }
}

/** Does something right after the first request that writes. */
function afterFirstWrite(session: PublishSession, act: () => void): PublishSession {
  let isDone = false
  const client: PublishSession['client'] = {
    async send(call) {
      const result = await session.client.send(call)
      if (call.method !== 'GET' && !isDone) {
        isDone = true
        act()
      }
      return result
    },
  }
  return { ...session, client }
}

describe('a request that may lock people out', () => {
  test.each([
    ['claims domains', () => [created(1, []), created(2, ['second.example'])], true],
    ['claims none', () => [created(1, []), created(2, [])], false],
    [
      'gives domains away',
      (keys: readonly string[]) => [renamed(keys[0] ?? ''), withDomains(keys[1] ?? '', [])],
      true,
    ],
    [
      'only renames',
      (keys: readonly string[]) => [renamed(keys[0] ?? ''), renamed(keys[1] ?? '')],
      false,
    ],
    [
      'deletes',
      (keys: readonly string[]) => [renamed(keys[0] ?? ''), deleted(spare[0] ?? '')],
      true,
    ],
  ] as const)('goes to the state of that moment: one that %s', async (_what, edits, isRead) => {
    const { session, operations, writes } = await begun(edits)
    expect(await sendSteps(session)).toEqual({ kind: 'published' })
    const [first = '', last = ''] = [writes()[0], writes().at(-1)]
    const all = operations()
    const between = all.slice(all.indexOf(first as never) + 1, all.lastIndexOf(last as never))
    expect(between.includes('getProject')).toBe(isRead)
  })

  test.each([
    ['make', () => [created(1, []), created(2, ['second.example'])]],
    [
      'change',
      (keys: readonly string[]) => [renamed(keys[0] ?? ''), withDomains(keys[1] ?? '', [])],
    ],
    ['delete', (keys: readonly string[]) => [renamed(keys[0] ?? ''), deleted(spare[0] ?? '')]],
  ] as const)('is not sent to %s one where that state cannot be read', async (_what, edits) => {
    const { bench, session, writes } = await begun(edits)
    const faulty = afterFirstWrite(session, () =>
      bench.emulator.fault({ operation: 'getProject', status: 403, times: 9 }),
    )
    const end = await sendSteps(faulty)
    expect(end).toMatchObject({ kind: 'stopped', error: { code: 'api.forbidden' } })
    expect(writes()).toHaveLength(1)
  })

  test('is reviewed again where a colleague claimed the domain meanwhile', async () => {
    const { session, change, writes } = await begun(() => [
      created(1, []),
      created(2, ['second.example']),
    ])
    const meanwhile = afterFirstWrite(session, () =>
      change(({ organizations: [first] }) => {
        if (first) first['domains'] = ['second.example']
      }),
    )
    expect(await sendSteps(meanwhile)).toEqual({ kind: 'moved' })
    expect(writes()).toEqual(['createOrganization'])
  })

  test('is reviewed again where one to be deleted got a domain meanwhile', async () => {
    const { session, change, writes } = await begun((all) => [
      renamed(all[0] ?? ''),
      deleted(spare[0] ?? ''),
    ])
    const meanwhile = afterFirstWrite(session, () =>
      change(({ organizations }) => {
        const own = organizations.find(({ id }) => id === spare[0])
        if (own) own['domains'] = [...(own['domains'] as string[]), 'more.example']
      }),
    )
    expect(await sendSteps(meanwhile)).toEqual({ kind: 'moved' })
    expect(writes()).toEqual(['updateOrganization'])
  })
})

describe('an organization that is made', () => {
  const key = 'new:00000000-0000-4000-8000-000000000001'

  test('is not asked for where the draft cannot say that it may exist then', async () => {
    const { session, writes } = await begun(() => [created(1, [])])
    const error = appError('draft.write-failed', 'The disk is full')
    const drafts = { ...session.files.drafts, write: () => Promise.resolve(failure(error)) }
    const end = await sendSteps({ ...session, files: { ...session.files, drafts } })
    expect(end).toEqual({ kind: 'stopped', done: 0, error })
    expect(writes()).toEqual([])
  })

  test.each([
    [400, false],
    [409, true],
  ])('and answered %i may exist: %s', async (status, mayExist) => {
    const { bench, session } = await begun(() => [created(1, [])])
    bench.emulator.fault({ operation: 'createOrganization', status })
    expect(await sendSteps(session)).toMatchObject({ kind: 'stopped', error: { status } })
    const intent = session.draft.intents.organization[key]
    expect(intent && 'attemptedAt' in intent).toBe(mayExist)
  })

  test('is looked for again where a list does not show it yet, and not made twice', async () => {
    const { bench, session, writes } = await begun(() => [created(1, [])])
    bench.emulator.fault({ operation: 'createOrganization', drop: 'after' })
    bench.emulator.fault({ operation: 'listOrganizations', status: 403, times: 1 })
    expect(await sendSteps(session)).toEqual({ kind: 'published' })
    expect(writes()).toEqual(['createOrganization'])
    expect(Object.keys(session.ids)).toEqual([key])
  })

  test('is not taken for one of the same name that was there before', async () => {
    const { bench, session } = await begun(() => [created(1, [], 'Twin')])
    const twin = { id: crypto.randomUUID(), label: 'Twin', domains: [] }
    const organizations = [...session.planned.organizations, twin]
    bench.emulator.fault({ operation: 'createOrganization', drop: 'before' })
    bench.emulator.fault({
      operation: 'listOrganizations',
      status: 200,
      body: { organizations, has_next_page: false, next_page_token: '' } as never,
      times: 9,
    })
    const planned = { ...session.planned, organizations }
    const end = await sendSteps({ ...session, planned })
    expect(end).toMatchObject({ kind: 'stopped', done: 0 })
  })

  test('is taken over where an earlier request made it after all', async () => {
    const { session, change, writes } = await begun(() => [created(1, ['made.example'])])
    const intent = session.draft.intents.organization[key]!
    const { intents } = session.draft
    const attempted = { ...intent, attemptedAt: '2026-11-25T11:00:00Z' }
    session.draft = {
      ...session.draft,
      intents: { ...intents, organization: { [key]: attempted } },
    }
    const id = crypto.randomUUID()
    change(({ organizations }) =>
      organizations.push({
        id,
        label: 'Made 1',
        domains: ['made.example'],
        created_at: '2026-11-25T11:00:00Z',
      } as (typeof organizations)[number]),
    )
    expect(await sendSteps(session)).toEqual({ kind: 'published' })
    expect(writes()).toEqual([])
    expect(session.ids).toEqual({ [key]: id })
  })
})

describe('what an answer says of the requests for organizations', () => {
  const isKnown = async (bench: Bench) =>
    value(await bench.projects.read(projectId, {})).organizationRoute === 'requests'
  const create = () => [created(1, [])]
  const rename = (keys: readonly string[]) => [renamed(keys[0] ?? '')]

  test.each([
    ['createOrganization', 404, create, false],
    ['createOrganization', 400, create, true],
    ['updateOrganization', 404, rename, true],
    ['updateOrganization', 405, rename, false],
    ['updateOrganization', 400, rename, true],
  ] as const)(
    '%s with %i: the server still takes them: %s',
    async (operation, status, edits, expected) => {
      const bench = await startBench({}, { sleep: () => Promise.resolve() })
      await learn(bench, { organizationRoute: 'requests' })
      const { organizations } = value(await bench.projects.read(projectId, {}))
      const keys = organizations.map(({ id }) => String(id))
      const { session } = await sessionOf(bench, projectId, edits(keys))
      bench.emulator.fault({ operation, status, times: 9 })
      expect(await sendSteps(session)).toMatchObject({ kind: 'stopped' })
      bench.emulator.clearFaults()
      expect(await isKnown(bench)).toBe(expected)
    },
  )
})

test('one that was made a moment ago is changed though a look does not find it at first', async () => {
  const { bench, session, writes } = await begun((keys) => [renamed(keys[0] ?? '')])
  bench.emulator.fault({ operation: 'getOrganization', status: 404, times: 1 })
  expect(await sendSteps(session)).toEqual({ kind: 'published' })
  expect(writes()).toEqual(['updateOrganization'])
})

test('one is not taken for gone where a look is refused', async () => {
  const end = await publish(
    deleted,
    { operation: 'deleteOrganization', drop: 'before' },
    { operation: 'getOrganization', status: 403, times: 9 },
  )
  expect(outcomeOf(end.result, 'stopped').error.code).toMatch(/^network\./)
  expect(end.left?.kind).toBe('delete')
})

test('several are deleted one after another', async () => {
  const { session, writes } = await begun(() => spare.map(deleted))
  expect(await sendSteps(session)).toEqual({ kind: 'published' })
  expect(writes()).toEqual(['deleteOrganization', 'deleteOrganization'])
})

test('one that the server deleted is not looked for', async () => {
  const { session, operations } = await begun((keys) => [deleted(keys[0] ?? '')])
  expect(await sendSteps(session)).toEqual({ kind: 'published' })
  expect(operations().at(-1)).toBe('deleteOrganization')
})

test('one that got a connection, as the answer to the patch shows, is not deleted', async () => {
  const { bench, session, keys, change, writes } = await begun((all) => [
    deleted(all[0] ?? ''),
    deleted(all[1] ?? ''),
  ])
  const target = keys[0] ?? ''
  // The server lets a colleague in between its look at the revision and its answer.
  const client: PublishSession['client'] = {
    async send(call) {
      const result = await session.client.send(call)
      if (call.method !== 'PATCH' || !result.ok) return result
      change((project) =>
        oidcProviders(project).push({
          ...oidcProviders(project)[0],
          id: 'theirs',
          organization_id: target,
        } as never),
      )
      return { ...result, value: { ...result.value, project: bench.emulator.project(projectId) } }
    },
  }
  expect(await sendSteps({ ...session, client })).toEqual({ kind: 'moved' })
  expect(writes()).not.toContain('deleteOrganization')
})

test('none is deleted once the project is locked', async () => {
  const { session, writes } = await begun((keys) => [
    renamed(keys[0] ?? ''),
    deleted(spare[0] ?? ''),
  ])
  const error = appError('guard.read-only', 'The project is locked')
  let isLocked = false
  const guards: PublishSession['guards'] = {
    permit: (...asked) =>
      isLocked ? Promise.resolve(failure(error)) : session.guards.permit(...asked),
  }
  const locked = afterFirstWrite({ ...session, guards }, () => (isLocked = true))
  expect(await sendSteps(locked)).toEqual({ kind: 'stopped', done: 1, error })
  expect(writes()).toEqual(['updateOrganization'])
})

describe.each([byRequests, {}])('the last domain of an organization, with %j', (options) => {
  test('is taken away by an empty list, whether a draft empties it or takes it away', async () => {
    for (const to of [{ value: [] }, {}]) {
      const bench = await startBench(options)
      const [stored] = bench.emulator
        .state()
        .projects.find(({ id }) => id === projectId)!.organizations
      const target = { kind: 'organization', key: String(stored?.['id']) } as const
      const edit: Edit = { kind: 'set-field', target, field: 'domains', ...to }
      const { snapshot, draft, shown } = await draftOf(bench, projectId, [edit])
      const outcome = outcomeOf(
        await bench.publishing.publish({
          projectId,
          excluded: [],
          shown,
          ...agreeingTo(snapshot, draft),
        }),
        'published',
      )
      expect(outcome.dropped).toEqual([])
      expect(hasChanges(outcome.draft)).toBe(false)
      const after = bench.emulator.state().projects.find(({ id }) => id === projectId)!
      expect(after.organizations[0]).toMatchObject({ id: target.key, domains: [] })
    }
  })
})
