import { beforeEach, expect, it } from 'vitest'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import type { Intents } from '../../../../../src/core/intents/intents'
import type { RequestInput } from '../../../../../src/core/ipc/contract'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { tableKey } from '../../../../../src/core/search/table-row'
import { everyRow } from '../../../../../src/core/search/table-question'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import type { ToEstate } from '../../../../../src/main/services/estate/channel'
import { createAllOrganizations } from '../../../../../src/main/services/all-organizations/all-organizations'
import { value } from '../../../../support/services/main-services'
import { workspaceOf } from '../../../../support/services/radar-service'
import { estateInPlace } from '../../../../support/services/estate-in-place'
import { organizationEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { atOry } from '../../../../support/states/project-ids'
import { temporaryFiles } from '../../../../support/services/temporary'

let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

const idOf = (digit: number) => atOry(`b1f6a2b4-0000-4000-8000-00000000000${digit}`)
const organizationKey = '7b1c8a52-5d8e-4a07-9f0e-2d1d0a8f3c11'

function project(digit: number, domain: string, revisionId = 'revision-1'): Snapshot {
  const snapshot = snapshotOf({
    organizations: [organizationEntry(organizationKey, domain)],
    oidc: [connection(`c${digit}`, { organization_id: organizationKey, label: '=1+1' })],
    revisionId,
  })
  return {
    ...snapshot,
    summary: { ...snapshot.summary, id: idOf(digit), name: `Project ${digit}` },
  }
}

const renamed: Intents = {
  organization: {
    [organizationKey]: { kind: 'edit', fields: { label: { from: 'x', to: 'Renamed' } } },
  },
  connection: {},
  method: {},
  'scim-client': {},
} as unknown as Intents

function start(snapshots: readonly Snapshot[]) {
  const sent: ToEstate[] = []
  const looked = { times: 0 }
  let copied = ''
  const estate = estateInPlace({ folder, files }, { sent: (message) => void sent.push(message) })
  const service = createAllOrganizations({
    workspaces: { list: () => Promise.resolve([workspaceOf(snapshots)]) },
    problems: { lookIfStale: () => Promise.resolve(void (looked.times += 1)) },
    clipboard: { write: (text) => Promise.resolve(void (copied = text)) },
    estate,
    now: () => new Date('2026-11-25T12:00:00.000Z'),
  })
  const list = async (more: Partial<RequestInput<'all-organizations.list'>> = {}) =>
    value(await service.list({ filter: everyRow, offset: 0, limit: 100, ...more }))
  const names = async (more?: Parameters<typeof list>[0]) =>
    (await list(more)).rows.map(({ project: name, label }) => `${name}: ${label}`)
  return { service, list, names, sent, looked, estate, copied: () => copied }
}

it('says how many people there are once they were counted, and again after another count', async () => {
  const read = project(1, 'a.example')
  value(await files.snapshots.write(read))
  const { list } = start([read])
  const people = async () => (await list()).rows.map((row) => row.people?.count)
  expect(await people()).toEqual([undefined, undefined])
  const of = (count: number) => ({
    readAt: '2026-11-25T11:00:00.000Z',
    isWhole: true,
    people: count,
    organizations: {
      [organizationKey]: {
        people: count,
        recent: 0,
        lastSignIn: null,
        outsideDomains: 0,
        emergency: 0,
      },
    },
    connections: {},
    domains: {},
  })
  for (const count of [214, 215]) {
    value(await files.people(read.summary.id).write(of(count)))
    expect(await people()).toEqual([count, 0])
  }
})

it('lists every project that was read, page by page, and names those that were not', async () => {
  const read = [project(1, 'a.example'), project(2, 'b.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const half = { ...project(3, 'c.example'), incomplete: true }
  value(await files.snapshots.write(half))
  const { list } = start([...read, half, project(4, 'd.example')])
  const all = await list()
  expect(all.rows.map(({ project: name, kind }) => `${name} ${kind}`)).toEqual([
    'Project 1 organization',
    'Project 1 connection',
    'Project 2 organization',
    'Project 2 connection',
  ])
  expect(all).toMatchObject({ total: 4, all: 4, unread: [idOf(3), idOf(4)] })
  const parts = await Promise.all([0, 1, 2, 3].map((offset) => list({ offset, limit: 1 })))
  expect(parts.flatMap(({ rows }) => rows)).toEqual(all.rows)
  expect(new Set(parts.map(({ state }) => state))).toEqual(new Set([all.state]))
  const some = await list({ filter: { ...everyRow, words: 'b.example' } })
  expect(some).toMatchObject({ total: 2, all: 4 })
})

it('counts a draft in, of which the thread is told once', async () => {
  const snapshot = project(1, 'a.example')
  value(await files.snapshots.write(snapshot))
  const { list, names, sent } = start([snapshot])
  const facts = () => sent.filter(({ kind }) => kind === 'facts').length
  const before = await list()
  await list()
  expect(facts()).toBe(1)
  const draft = { ...emptyDraft(idOf(1), 'revision-1'), intents: renamed, past: [] }
  value(await files.drafts.write(draft))
  expect(await names()).toContain('Project 1: Renamed')
  expect((await list()).state).not.toBe(before.state)
  expect((await list()).rows[0]).toMatchObject({ status: 'edited', edits: 1 })
  expect(facts()).toBe(2)
})

it('makes the rows again once a project was read again', async () => {
  value(await files.snapshots.write(project(1, 'a.example')))
  const { list } = start([project(1, 'a.example')])
  expect((await list()).rows[0]?.domains).toEqual(['a.example'])
  value(await files.snapshots.write(project(1, 'bb.example', 'revision-2')))
  expect((await list()).rows[0]?.domains).toEqual(['bb.example'])
})

it('looks for problems when only rows with problems are asked for, and shows what it is told of them', async () => {
  const snapshot = project(1, 'a.example')
  value(await files.snapshots.write(snapshot))
  const { list, looked, estate } = start([snapshot])
  expect((await list()).counts.problems).toBeUndefined()
  expect(looked.times).toBe(0)
  const key = tableKey({ projectId: idOf(1), kind: 'organization', key: organizationKey })
  estate.tellProblems(new Map([[key, 'error']]))
  const filter = { ...everyRow, problems: true }
  const some = await list({ filter })
  expect(some.rows).toMatchObject([{ key: organizationKey, problem: 'error' }])
  expect([some.counts.problems, looked.times]).toEqual([1, 1])
  estate.tellProblems(new Map())
  expect((await list({ filter })).total).toBe(0)
})

it('copies what is shown or selected as a table in which nothing is a formula', async () => {
  const read = [project(1, 'a.example'), project(2, 'b.example')]
  for (const snapshot of read) value(await files.snapshots.write(snapshot))
  const { service, copied } = start(read)
  const asked = { kind: 'rows', filter: everyRow, columns: ['project', 'domains'] } as const
  const columns = [...asked.columns]
  expect(value(await service.copy({ ...asked, columns }))).toEqual({ rows: 4 })
  expect(copied().split('\n').slice(0, 3)).toEqual([
    'Name\tProject\tDomains',
    `${organizationEntry(organizationKey, 'a.example')['label'] as string}\tProject 1\ta.example`,
    "'=1+1\tProject 1\ta.example",
  ])
  const chosen = [{ projectId: idOf(2), kind: 'connection', key: 'oidc:c2' } as const]
  expect(value(await service.copy({ ...asked, columns, chosen }))).toEqual({ rows: 1 })
  expect(copied()).toBe("Name\tProject\tDomains\n'=1+1\tProject 2\tb.example")
  expect(value(await service.copy({ kind: 'addresses', texts: ['=x'] }))).toEqual({ rows: 1 })
  expect(copied().split('\n')[1]).toMatch(/^'=x\t/)
})

it('answers nothing to a question that is cancelled', async () => {
  const snapshot = project(1, 'a.example')
  value(await files.snapshots.write(snapshot))
  const { service } = start([snapshot])
  const controller = new AbortController()
  const input = { filter: everyRow, offset: 0, limit: 10 }
  const asked = service.list(input, controller.signal)
  controller.abort()
  expect(await asked).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
})
