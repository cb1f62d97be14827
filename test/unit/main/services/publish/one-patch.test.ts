import { proposedId } from '../../../../../src/core/intents/organization-ids'
import { describe, expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import type { Edit } from '../../../../../src/core/draft/edits'
import { hasChanges } from '../../../../../src/core/draft/draft'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { isJsonArray, textMember } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { createServersKnown } from '../../../../../src/main/services/server-facts'
import { sendSteps } from '../../../../../src/main/services/publish/publish'
import { sessionOf } from '../../../../support/publishing/publish-session'
import { type EmulatorOptions, type FaultRule, demoIds, faultKinds } from '../../../../emulator'
import {
  newConnection,
  newOrganization,
  organizationKey,
  projectId,
} from '../../../../support/publishing/brightwater'
import {
  draftOf,
  knowsKeptIds,
  learn,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

const otherId = demoIds.northwindProduction

const connection = (id: string): Edit => {
  const { client_secret: _none, ...fields } =
    newConnection.kind === 'create-connection' ? newConnection.fields : {}
  return {
    kind: 'create-connection',
    key: `new:${id}`,
    protocol: 'oidc',
    fields: { ...fields, id, client_secret: `secret of ${id}` },
  }
}
const customer: readonly Edit[] = [
  {
    ...newOrganization,
    fields: { label: 'Brightwater', domains: ['brightwater.example', 'brightwater.test'] },
  } as Edit,
  connection('brightwater-okta'),
  connection('brightwater-entra'),
]

/** A new customer with two domains and two connections, one that goes with its connections, and one that is edited. */
async function everything(bench: Bench) {
  const snapshot = value(await bench.projects.read(projectId, {}))
  const [gone = '', renamed = ''] = snapshot.organizations.map(
    (item) => textMember(item, 'id') ?? '',
  )
  const edits: readonly Edit[] = [
    ...customer,
    { kind: 'delete-organization', key: gone, connections: 'delete' },
    fieldEdit({ kind: 'organization', key: renamed }, 'label', 'Renamed'),
  ]
  return { edits, gone, renamed, ...(await draftOf(bench, projectId, edits)) }
}

/** Which of the changes a state has. */
function doneIn(snapshot: Snapshot, { gone, renamed }: { gone: string; renamed: string }) {
  const made = snapshot.organizations.find(({ label }) => label === 'Brightwater')
  const own = connectionsOf(snapshot).filter(({ entry }) =>
    String(entry['id']).startsWith('brightwater-'),
  )
  return {
    customer: made ? made['domains'] : undefined,
    connections: own.map(({ entry }) => entry['organization_id'] === made?.['id']),
    renamed: snapshot.organizations.some(({ id, label }) => id === renamed && label === 'Renamed'),
    gone: !snapshot.organizations.some(({ id }) => id === gone),
    left: connectionsOf(snapshot).filter(({ entry }) => entry['organization_id'] === gone).length,
  }
}
const all = {
  customer: ['brightwater.example', 'brightwater.test'],
  connections: [true, true],
  renamed: true,
  gone: true,
  left: 0,
}

async function accessOf({ workspaces }: Bench) {
  const [{ id } = { id: '' }] = await workspaces.list()
  return value(await workspaces.access(id))
}

const publish = (bench: Bench, shown: string) =>
  bench.publishing.publish({ projectId, excluded: [], shown })

describe('the usual way', () => {
  test('reads a project with one request beside its normalized form', async () => {
    const bench = await startBench()
    value(await bench.projects.read(projectId, {}))
    const paths = bench.emulator.requests().map(({ method, path }) => `${method} ${path}`)
    expect(paths.toSorted()).toEqual([
      `GET /normalized/projects/${projectId}`,
      `GET /projects/${projectId}`,
    ])
  })

  test('publishes everything with one', async () => {
    const bench = await startBench()
    await knowsKeptIds(bench)
    const { shown, ...targets } = await everything(bench)
    bench.emulator.clearRequests()
    const outcome = outcomeOf(await publish(bench, shown), 'published')
    expect(writesOf(bench)).toEqual(['PATCH 200'])
    expect(outcome).toMatchObject({ requests: 1, dropped: [], warnings: [] })
    expect(hasChanges(outcome.draft)).toBe(false)
    expect(outcome.ids).toEqual({ [organizationKey]: proposedId(organizationKey) })
    expect(doneIn(outcome.snapshot, targets)).toEqual(all)
    expect(doneIn(value(await bench.projects.read(projectId, {})), targets)).toEqual(all)
  })

  test('shows placeholders for the ids of new organizations', async () => {
    const bench = await startBench()
    await knowsKeptIds(bench)
    const { snapshot, draft } = await draftOf(bench, projectId, customer)
    expect(planPublish(snapshot, draft.intents).steps).toHaveLength(1)
    const shown = shownOf(snapshot, draft)
    expect(shown.match(/"<id of Brightwater>"/g)).toHaveLength(3)
    expect(shown).not.toContain(String(proposedId(organizationKey)))
  })

  const matrix = faultKinds.filter(({ name }) => name !== 'none')
  test.each(matrix)(
    'with the fault $name leaves all or nothing, and the draft the rest',
    async ({ rule }) => {
      const bench = await startBench()
      await knowsKeptIds(bench)
      const { shown, ...targets } = await everything(bench)
      const before = doneIn(targets.snapshot, targets)
      bench.emulator.fault({ operation: 'patchProjectWithRevision', ...rule } satisfies FaultRule)
      const result = await publish(bench, shown)
      bench.emulator.clearFaults()
      const after = value(await bench.projects.read(projectId, {}))
      const done = doneIn(after, targets)
      expect([all, before]).toContainEqual(done)
      const left = value(await bench.files.drafts.read(projectId))
      if (result.ok && result.value.kind === 'published') {
        expect(done).toEqual(all)
        // Values that nobody asked for are told, and stay to be sent.
        expect(left ? hasChanges(left) : false).toBe(result.value.dropped.length > 0)
        return
      }
      // Whatever it ended with, the next publish ends it, once.
      const next = value(await bench.publishing.publish({ projectId, excluded: [], shown }))
      const outcome =
        next.kind === 'review-again' && hasChanges(next.draft)
          ? value(await publish(bench, shownOf(next.snapshot, next.draft)))
          : next
      expect(doneIn(outcome.snapshot, targets)).toEqual(all)
      expect(hasChanges(outcome.draft)).toBe(false)
    },
  )
})

describe('whether a server keeps proposed ids', () => {
  async function twice(options: EmulatorOptions) {
    const bench = await startBench(options)
    const first = await draftOf(bench, projectId, customer)
    const between: Snapshot[] = []
    bench.hooks.beforeRequest = () => {
      const project = bench.emulator.project(projectId)
      between.push({ organizations: project['organizations'] } as unknown as Snapshot)
    }
    const end = await publish(bench, first.shown)
    return { bench, end, between }
  }

  const second: readonly Edit[] = [
    {
      kind: 'create-organization',
      key: 'new:0a9d3b0a-2f6b-4f1f-8f6b-1f8c5a4c4e52',
      fields: { label: 'Second', domains: ['second.example'] },
    },
    fieldEdit(
      { kind: 'connection', key: 'oidc:brightwater-okta' },
      'organization_id',
      'new:0a9d3b0a-2f6b-4f1f-8f6b-1f8c5a4c4e52',
    ),
  ]

  test('is not known at first: two patches, the first without domains; then one', async () => {
    const { bench, end, between } = await twice({})
    // Whoever reviews the next draft without reading the project again sees what is sent then.
    const { snapshot: left } = outcomeOf(end, 'published')
    expect(left.organizationIds).toBe('kept')
    expect(value(await bench.files.snapshots.read(projectId))?.organizationIds).toBe('kept')
    expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
    const made = between[1]?.organizations.find(({ label }) => label === 'Brightwater')
    expect(made?.['domains']).toEqual([])
    const { shown } = await draftOf(bench, projectId, second)
    bench.emulator.clearRequests()
    outcomeOf(await publish(bench, shown), 'published')
    expect(writesOf(bench)).toEqual(['PATCH 200'])
    const [{ key: _path, ...facts }] = Object.entries(
      value(await bench.files.servers.read()) ?? {},
    ).map(([key, known]) => ({ key, ...known })) as [{ key: string; organizationIds?: string }]
    expect(facts).toEqual({ organizationIds: 'kept' })
  })

  test('it gives its own: two patches each time, linked by the ids of the answer', async () => {
    const { bench, end } = await twice({ organizationIds: 'replaced' })
    const { snapshot } = outcomeOf(end, 'published')
    const made = snapshot.organizations.find(({ label }) => label === 'Brightwater')
    expect(made?.['id']).not.toBe(proposedId(organizationKey))
    expect(made?.['domains']).toEqual(['brightwater.example', 'brightwater.test'])
    const own = connectionsOf(snapshot).filter(
      ({ entry }) => entry['organization_id'] === made?.['id'],
    )
    expect(own).toHaveLength(2)
    const { shown } = await draftOf(bench, projectId, second)
    bench.emulator.clearRequests()
    outcomeOf(await publish(bench, shown), 'published')
    expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
  })

  test('it refuses them: reviewed again without, and published', async () => {
    const { bench, end } = await twice({ organizationIds: 'refused' })
    const { snapshot, draft } = outcomeOf(end, 'review-again')
    expect(writesOf(bench)).toEqual(['PATCH 400'])
    const outcome = outcomeOf(await publish(bench, shownOf(snapshot, draft)), 'published')
    expect(connectionsOf(outcome.snapshot).some(({ key }) => key === 'oidc:brightwater-okta')).toBe(
      true,
    )
    expect(writesOf(bench)).toEqual(['PATCH 400', 'PATCH 200', 'PATCH 200'])
  })

  test('it was known to, and does not: its connections are linked at once, and that is told and learnt', async () => {
    const bench = await startBench({ organizationIds: 'replaced' })
    await knowsKeptIds(bench)
    const { shown } = await draftOf(bench, projectId, customer)
    bench.emulator.clearRequests()
    const outcome = outcomeOf(await publish(bench, shown), 'published')
    expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
    expect(outcome).toMatchObject({ requests: 2, dropped: [] })
    expect(outcome.warnings[0]?.message).toMatch(/^The server gave new organizations other IDs/)
    expect(hasChanges(outcome.draft)).toBe(false)
    const made = outcome.snapshot.organizations.find(({ label }) => label === 'Brightwater')
    const own = connectionsOf(outcome.snapshot).filter(
      ({ entry }) => entry['organization_id'] === made?.['id'],
    )
    expect(own).toHaveLength(2)
    const again = value(await bench.projects.read(projectId, {}))
    expect(again.organizationIds).toBe('assigned')
    const [record] = value(await bench.publishHistory.list(projectId))
    const kept = value(await bench.publishHistory.read({ projectId, id: record?.id ?? '' }))
    expect(kept.entities).toHaveLength(3)
    expect(kept.dropped).toEqual([])
  })

  test.each([
    ['arrived, its answer did not', 'after', 2],
    ['was lost, and somebody else wrote', 'before', 3],
  ] as const)('and where that second patch %s, a look tells', async (_what, drop, writes) => {
    const bench = await startBench(
      { organizationIds: 'replaced' },
      {
        sleep: async () =>
          bench.emulator.edit(({ projects }) => {
            const project = projects.find(({ id }) => id === projectId)
            const [first] = drop === 'before' ? (project?.organizations ?? []) : []
            if (first) first['label'] = 'Renamed meanwhile'
          }),
      },
    )
    await knowsKeptIds(bench)
    const { shown } = await draftOf(bench, projectId, customer)
    bench.emulator.clearRequests()
    bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop })
    const outcome = outcomeOf(await publish(bench, shown), 'published')
    expect(outcome).toMatchObject({ requests: 2, dropped: [] })
    expect(hasChanges(outcome.draft)).toBe(false)
    const { snapshot } = outcome
    const made = snapshot.organizations.find(({ label }) => label === 'Brightwater')
    const own = connectionsOf(value(await bench.projects.read(projectId, {}))).filter(
      ({ entry }) => entry['organization_id'] === made?.['id'],
    )
    expect(own).toHaveLength(2)
    expect(writesOf(bench)).toHaveLength(writes)
  })

  test('but not where the draft cannot say what the first one did', async () => {
    const bench = await startBench({ organizationIds: 'replaced' })
    await knowsKeptIds(bench)
    const { session } = await sessionOf(bench, projectId, customer)
    const error = appError('draft.write-failed', 'The disk is full')
    const { drafts } = session.files
    const write = vi.fn<typeof drafts.write>(() => Promise.resolve(failure(error)))
    const files = {
      ...session.files,
      drafts: { ...drafts, write: write.mockImplementationOnce(drafts.write) },
    }
    expect(await sendSteps({ ...session, files })).toEqual({ kind: 'stopped', done: 1, error })
    expect(writesOf(bench)).toEqual(['PATCH 200'])
  })

  test('and what else the server did not take stays told', async () => {
    const bench = await startBench({ organizationIds: 'replaced' })
    await knowsKeptIds(bench)
    const { session } = await sessionOf(bench, projectId, customer)
    const lost = (key: string, field: string) => ({
      target: { kind: 'connection' as const, key },
      field,
      sent: 'Mine',
      answered: undefined,
    })
    const others = [
      lost('oidc:brightwater-okta', 'x_unheard_of'),
      lost('oidc:another', 'organization_id'),
    ]
    session.dropped = others
    expect(await sendSteps(session)).toEqual({ kind: 'published' })
    expect(writesOf(bench)).toEqual(['PATCH 200', 'PATCH 200'])
    expect(session.dropped).toEqual(others)
  })

  test('and where that second patch is refused, that is told, and the links stay in the draft', async () => {
    const bench = await startBench({ organizationIds: 'replaced' })
    await knowsKeptIds(bench)
    const { shown } = await draftOf(bench, projectId, customer)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 400 })
    const { done, error, draft } = outcomeOf(await publish(bench, shown), 'stopped')
    expect([done, error.code]).toEqual([0, 'api.rejected'])
    expect(Object.keys(draft.intents.connection)).toHaveLength(2)
  })

  test('and where that second patch fails, the links stay in the draft and the next publish sends them', async () => {
    const bench = await startBench({ organizationIds: 'replaced' })
    await knowsKeptIds(bench)
    const { shown } = await draftOf(bench, projectId, customer)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 500, times: 9 })
    const stopped = outcomeOf(await publish(bench, shown), 'stopped')
    bench.emulator.clearFaults()
    expect(Object.keys(stopped.draft.intents.connection)).toEqual([
      'oidc:brightwater-okta',
      'oidc:brightwater-entra',
    ])
    const outcome = outcomeOf(
      await publish(bench, shownOf(stopped.snapshot, stopped.draft)),
      'published',
    )
    const made = outcome.snapshot.organizations.find(({ label }) => label === 'Brightwater')
    const own = connectionsOf(outcome.snapshot).filter(
      ({ entry }) => entry['organization_id'] === made?.['id'],
    )
    expect(own).toHaveLength(2)
  })
})

describe('a server that takes no organizations in a patch', () => {
  test.each([400, 403, 404] as const)(
    'and says so with %d gets requests for them, after another review',
    async (status) => {
      const bench = await startBench({ organizationsInPatch: status })
      const { shown, ...targets } = await everything(bench)
      const { snapshot, draft } = outcomeOf(await publish(bench, shown), 'review-again')
      expect(writesOf(bench)).toEqual([`PATCH ${status}`])
      const steps = planPublish(snapshot, draft.intents).steps.map(({ kind }) => kind)
      expect(steps).toEqual([
        'create-organization',
        'update-organization',
        'patch-project',
        'delete-organization',
      ])
      const outcome = outcomeOf(await publish(bench, shownOf(snapshot, draft)), 'published')
      expect(doneIn(outcome.snapshot, targets)).toEqual(all)
    },
  )

  test('is asked again a week later', async () => {
    const bench = await startBench()
    const access = await accessOf(bench)
    await learn(bench, { organizationRoute: 'requests' })
    expect(value(await bench.projects.read(projectId, {})).organizationRoute).toBe('requests')
    const stored = value(await bench.files.servers.read()) ?? {}
    const [key = ''] = Object.keys(stored)
    const refused = (patchRefusedAt: string) => ({ [key]: { patchRefusedAt } })
    const at = (time: string) =>
      createServersKnown({
        file: {
          read: () => Promise.resolve({ ok: true, value: refused('2026-11-25T12:00:00Z') }),
          write: () => Promise.resolve({ ok: true, value: undefined }),
        },
        now: () => new Date(time),
      }).of(access, bench.id(projectId))
    expect(await at('2026-12-02T11:59:59Z')).toEqual({ organizationRoute: 'requests' })
    expect(await at('2026-12-02T12:00:00Z')).toEqual({})
  })
})

describe('a refused patch', () => {
  const message = 'The member organizations cannot be patched.'
  const refusal = { status: 403, body: { error: { code: 403, message } } }
  const routes = async (bench: Bench) => {
    const read = async (id: string) => value(await bench.projects.read(bench.id(id), {}))
    return [await read(projectId), await read(otherId)].map((one) => one.organizationRoute)
  }

  test('tells nothing of other projects while no request for an organization was taken', async () => {
    const bench = await startBench()
    const { shown } = await everything(bench)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', ...refusal })
    outcomeOf(await publish(bench, shown), 'review-again')
    expect(await routes(bench)).toEqual(['requests', undefined])
  })

  test('tells of all projects of the server once its requests were taken', async () => {
    const bench = await startBench({ organizationsInPatch: 403 })
    const { shown } = await everything(bench)
    const { snapshot, draft } = outcomeOf(await publish(bench, shown), 'review-again')
    expect(await routes(bench)).toEqual(['requests', undefined])
    outcomeOf(await publish(bench, shownOf(snapshot, draft)), 'published')
    expect(await routes(bench)).toEqual(['requests', 'requests'])
  })

  test('is tried again at once where the requests are refused too', async () => {
    const bench = await startBench()
    const { shown } = await everything(bench)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', ...refusal })
    const { snapshot, draft } = outcomeOf(await publish(bench, shown), 'review-again')
    bench.emulator.fault({ operation: 'createOrganization', status: 403, times: 1 })
    outcomeOf(await publish(bench, shownOf(snapshot, draft)), 'stopped')
    expect(await routes(bench)).toEqual([undefined, undefined])
  })

  test('of a right that was lost for one project leaves the others guarded, after a restart too', async () => {
    const bench = await startBench()
    const { shown } = await everything(bench)
    bench.emulator.fault({ operation: 'patchProjectWithRevision', ...refusal })
    outcomeOf(await publish(bench, shown), 'review-again')
    const access = await accessOf(bench)
    const again = createServersKnown({
      file: bench.files.servers,
      now: () => new Date('2026-11-25T12:00:00Z'),
    })
    expect(await again.of(access, bench.id(projectId))).toEqual({ organizationRoute: 'requests' })
    expect(await again.of(access, bench.id(otherId))).toEqual({})
  })
})

describe('a document', () => {
  const edited = (bench: Bench, change: (project: Record<string, unknown>) => void) =>
    bench.emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === projectId)
      if (project) change(project as unknown as Record<string, unknown>)
    })

  test('without organizations is completed by their list, and they go by requests', async () => {
    const bench = await startBench({ organizationsInDocument: 'absent' })
    const snapshot = value(await bench.projects.read(projectId, {}))
    expect(snapshot.organizations.length).toBeGreaterThan(1)
    expect(snapshot.organizationRoute).toBe('requests')
  })

  test('without organizations, where there are none at all, takes new ones in the patch', async () => {
    const bench = await startBench({ organizationsInDocument: 'absent' })
    edited(bench, (project) => (project['organizations'] = []))
    const { shown, snapshot } = await draftOf(bench, projectId, customer)
    expect(snapshot.organizationRoute).toBeUndefined()
    await publish(bench, shown)
    expect(isJsonArray(snapshot.organizations)).toBe(true)
    expect(writesOf(bench)[0]).toMatch(/^PATCH/)
  })

  test('read just before a colleague made an organization is read again, and stays in one patch', async () => {
    let beforeList = () => {}
    const bench = await startBench(
      {},
      {
        client: (own) => ({
          send(call) {
            if (call.segments.at(-1) === 'organizations') beforeList()
            return own.send(call)
          },
        }),
      },
    )
    const [gone, ...kept] = value(await bench.projects.read(projectId, {})).organizations
    const organizations = (change: (list: Record<string, unknown>[]) => unknown) =>
      edited(bench, (project) => change(project['organizations'] as Record<string, unknown>[]))
    // The document lacks one that was known, so the list is asked.
    organizations((list) => list.splice(0, 1))
    const theirs = { ...gone, id: '7f3b1c52-9f0e-4d3b-8a2f-6b1f8c112f6b', label: 'Theirs' }
    beforeList = () => {
      beforeList = () => {}
      organizations((list) => list.push(theirs))
    }
    const read = value(await bench.projects.read(projectId, {}))
    expect(read.organizationRoute).toBeUndefined()
    expect(read.organizations.map(({ id }) => id)).toEqual([...kept.map(({ id }) => id), theirs.id])
  })

  test.each([['a text'], [7], [{}], [null]])(
    'whose organizations are %j is completed by their list, and loses nothing',
    async (organizations) => {
      const bench = await startBench()
      const all = value(await bench.projects.read(projectId, {})).organizations
      bench.emulator.fault({
        operation: 'getProject',
        status: 200,
        body: { ...bench.emulator.project(projectId), organizations },
        times: 9,
      })
      const read = value(await bench.projects.read(projectId, {}))
      expect(read.organizations.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
      expect(read.organizationRoute).toBe('requests')
    },
  )

  test('that has an id twice shows the organization once, and holds back what would change it', async () => {
    const bench = await startBench()
    edited(bench, (project) => {
      const list = project['organizations'] as Record<string, unknown>[]
      list.push({ ...list[0], label: 'The same id' })
    })
    const first = value(await bench.projects.read(projectId, {}))
    const ids = first.organizations.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const target = { kind: 'organization', key: String(ids[0]) } as const
    const { snapshot, draft } = await draftOf(bench, projectId, [
      { kind: 'set-field', target, field: 'label', value: 'Mine' },
    ])
    expect(planPublish(snapshot, draft.intents).steps).toEqual([])
  })

  test('whose answer to the patch has no organizations is read again, and nothing is lost', async () => {
    const bench = await startBench()
    await knowsKeptIds(bench)
    const { shown, ...targets } = await everything(bench)
    const project = bench.emulator.project(projectId)
    const { organizations: _none, ...rest } = project
    bench.emulator.fault({
      operation: 'patchProjectWithRevision',
      afterEffect: true,
      status: 200,
      body: {
        project: { ...rest, revision_id: '00000000-0000-4000-8000-000000000000' },
        warnings: [],
      },
    })
    const outcome = outcomeOf(await publish(bench, shown), 'published')
    expect(doneIn(outcome.snapshot, targets)).toEqual(all)
    expect(hasChanges(outcome.draft)).toBe(false)
  })
})
