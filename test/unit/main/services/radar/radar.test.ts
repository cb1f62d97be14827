import { beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import type { RequestInput } from '../../../../../src/core/ipc/contract'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { createRadarMemory } from '../../../../../src/main/services/radar/radar-memory'
import { draftWith } from '../../../../support/states/draft-with'
import { value } from '../../../../support/services/main-services'
import { organizationEntry, samlEntry } from '../../../../support/states/radar'
import { estateInPlace } from '../../../../support/services/estate-in-place'
import { radarOver as radarService, workspaceOf } from '../../../../support/services/radar-service'
import { someProject } from '../../../../support/states/project-ids'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { temporaryFiles } from '../../../../support/services/temporary'
import { fieldEdit } from '../../../../support/states/field-edit'

let folder: string
let files: AppFiles
let today = '2026-11-27T12:00:00.000Z'

beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
  today = '2026-11-27T12:00:00.000Z'
})

function project(
  id: string,
  parts: Parameters<typeof snapshotOf>[0],
  more: JsonObject = {},
): Snapshot {
  const snapshot = snapshotOf(parts)
  return {
    ...snapshot,
    summary: { ...snapshot.summary, id: id as never, name: `Project ${id}`, ...more },
  }
}

const radarOver = (...projects: [readonly Snapshot[], (readonly Snapshot[])?]) =>
  radarService({ files, folder }, () => new Date(today), ...projects)

const everything: RequestInput<'radar.list'> = {
  filter: { words: '', severities: [], rules: [], projectIds: [], customers: [], silenced: false },
  groupBy: 'severity',
  offset: 0,
  limit: 500,
}

const locked = project('a', { organizations: [organizationEntry('o', 'o.example')] })
const plain = project('b', {
  oidc: [connection('c', { issuer_url: 'http://id.example' })],
})

it('finds nothing before the first look, and then what is on disk, the worst first', async () => {
  const half = { ...project('half', {}), incomplete: true }
  const { radar, progress } = await radarOver([plain, locked, half], [project('never', {})])
  expect(value(await radar.list(everything))).toMatchObject({ rows: [], total: 0 })
  expect(value(await radar.look())).toMatchObject({ looked: 2, unread: 2 })
  expect(progress).toEqual([0, 1, 2, 3, 4])
  const list = value(await radar.list(everything))
  expect(list.lookedAt).toBe(today)
  expect(list.rows.map(({ rule, projectId }) => [rule, projectId]).slice(0, 2)).toEqual([
    ['lock-out', 'a'],
    ['mapper-findings', 'b'],
  ])
  expect(list.projects.map(({ id, readAt }) => [id, readAt !== undefined])).toEqual([
    ['b', true],
    ['a', true],
    ['half', false],
    ['never', false],
  ])
  expect(list.rows[0]?.group).toEqual({ name: 'error', count: list.counts.severities.error })
  expect(list.rows[1]?.group).toBeUndefined()
})

it('filters by words, rule, severity and project, and counts each with the other filters on', async () => {
  const { radar } = await radarOver([plain, locked])
  await radar.look()
  const of = async (filter: Partial<RequestInput<'radar.list'>['filter']>) =>
    value(await radar.list({ ...everything, filter: { ...everything.filter, ...filter } }))
  const words = await of({ words: 'HTTP id.example' })
  expect(words.rows.map(({ rule }) => rule)).toEqual(['http-issuer'])
  const warnings = await of({ severities: ['warning'] })
  expect(warnings.counts.severities.error).toBe((await of({})).counts.severities.error)
  expect(warnings.rows.every(({ severity }) => severity === 'warning')).toBe(true)
  expect((await of({ projectIds: ['a' as never] })).rows.map(({ rule }) => rule)).toEqual([
    'lock-out',
  ])
  expect((await of({ rules: ['lock-out'] })).total).toBe(1)
  const page = value(await radar.list({ ...everything, offset: 1, limit: 1 }))
  expect(page.rows).toEqual((await of({})).rows.slice(1, 2))
})

const harbor = { ...organizationEntry('h', 'h.example'), label: 'Harbor Lights' }
const staged = project(
  'staged',
  {
    organizations: [harbor],
    oidc: [connection('c', { organization_id: 'h', issuer_url: 'http://id.example' })],
  },
  { environment: 'staging' },
)
const live = project('live', { organizations: [harbor] }, { environment: 'production' })

it('puts production before everything else, and groups by environment, customer and the rest', async () => {
  const { radar } = await radarOver([staged, live, plain])
  await radar.look()
  const by = async (groupBy: RequestInput<'radar.list'>['groupBy']) => {
    const list = value(await radar.list({ ...everything, groupBy }))
    return list.rows.flatMap(({ group }) => group ?? [])
  }
  expect((await by('environment')).map(({ name }) => name)).toEqual(['production', 'staging'])
  const customers = await by('customer')
  expect(customers.map(({ name }) => name)).toEqual(['Harbor Lights', ''])
  for (const groupBy of ['environment', 'severity', 'rule', 'project', 'customer'] as const) {
    const { total } = value(await radar.list(everything))
    expect((await by(groupBy)).reduce((sum, { count }) => sum + count, 0)).toBe(total)
  }
})

it('puts the worse severity first in groups of severities, wherever it is', async () => {
  const parts = { organizations: [organizationEntry('o', 'o.example')] }
  const worse = project('worse', parts, { environment: 'staging' })
  const { radar } = await radarOver([
    worse,
    project('live', {}),
    { ...plain, summary: { ...plain.summary, environment: 'production' } },
  ])
  await radar.look()
  const filter = { ...everything.filter, rules: ['http-issuer', 'lock-out'] as const }
  const severities = async (groupBy: 'environment' | 'severity') =>
    value(await radar.list({ ...everything, filter, groupBy })).rows.map(({ severity }) => severity)
  expect((await severities('environment')).at(0)).toBe('warning')
  expect((await severities('severity')).at(0)).toBe('error')
})

it('filters by customer, in whichever project it is, and offers those with findings', async () => {
  const { radar } = await radarOver([staged, live, plain])
  await radar.look()
  const filter = { ...everything.filter, customers: ['Harbor Lights'] }
  const list = value(await radar.list({ ...everything, filter }))
  expect(new Set(list.rows.map(({ projectId }) => projectId))).toEqual(new Set(['live', 'staged']))
  expect(list.rows.every(({ customer }) => customer === 'Harbor Lights')).toBe(true)
  // A connection is its organization's, and is found by its name.
  const words = { ...everything.filter, words: 'harbor http' }
  expect(value(await radar.list({ ...everything, filter: words })).rows).toMatchObject([
    { rule: 'http-issuer', projectId: 'staged' },
  ])
  const { counts } = value(await radar.list(everything))
  expect(counts.customers).toEqual([{ name: 'Harbor Lights', count: list.total }])
})

it('says at how much it looked, what expires next, and what could not be read', async () => {
  const saml = project('s', {
    saml: [
      samlEntry('later', { valid_to: ['2028-01-01T00:00:00Z'] }),
      samlEntry('next', { valid_to: ['2027-06-01T00:00:00Z'] }),
      samlEntry('past', { valid_to: ['2020-01-01T00:00:00Z'] }),
    ],
  })
  const error = appError('api.forbidden', 'Not this one')
  const unread = [
    { projectId: 's' as never, error },
    { projectId: 'of a workspace that is gone' as never, error },
  ]
  const { radar } = await radarService({ files, folder }, () => new Date(today), [saml], [], {
    unread,
  })
  await radar.look()
  const list = value(await radar.list(everything))
  expect(list.projects).toMatchObject([{ id: 's', organizations: 0, connections: 3 }])
  expect(list.next).toMatchObject({
    projectId: 's',
    name: 'Label of next',
    when: '2027-06-01T00:00:00.000Z',
  })
  expect(list.unread).toEqual(unread.slice(0, 1))
})

it('keeps a silence on disk until its last day, and takes it back', async () => {
  const { radar, memory, changes } = await radarOver([locked])
  await radar.look()
  expect(changes).toHaveLength(1)
  const [finding] = value(await radar.list(everything)).rows
  const id = finding?.id ?? ''
  value(await radar.silence({ id, reason: 'A test customer', until: '2026-12-01' }))
  expect(changes).toHaveLength(2)
  const silenced = { ...everything, filter: { ...everything.filter, silenced: true } }
  expect(value(await radar.list(everything))).toMatchObject({
    rows: [],
    counts: { silenced: 1, unsilenced: 0 },
  })
  expect(value(await radar.list(silenced)).rows).toMatchObject([
    { id, silence: { reason: 'A test customer', until: '2026-12-01' } },
  ])
  expect((await createRadarMemory(files.radar).read()).silences).toHaveLength(1)
  today = '2026-12-02T00:00:00.000Z'
  expect(value(await radar.list(everything)).rows).toHaveLength(1)
  value(await radar.silence({ id, reason: 'Once more', until: '2026-12-31' }))
  expect((await memory.read()).silences).toHaveLength(1)
  value(await radar.unsilence(id))
  expect(changes).toHaveLength(4)
  expect(value(await radar.list(everything)).rows).toHaveLength(1)
  expect(await radar.silence({ id: 'nothing', reason: 'x', until: '2026-12-31' })).toMatchObject({
    ok: false,
  })
  expect(changes).toHaveLength(4)
})

it('tells what others changed until it was seen', async () => {
  const now: Snapshot = { ...plain, revisionId: 'revision-2', readAt: '2026-11-27T11:00:00.000Z' }
  const changed = project('b', { oidc: [connection('c', { issuer_url: 'https://id.example' })] })
  const { radar, memory, changes } = await radarOver([plain])
  // It need not be on disk yet when somebody looks.
  const noted = memory.noteMoved(plain, { ...now, project: changed.project })
  await radar.look()
  value(await noted)
  const drift = {
    ...everything,
    filter: { ...everything.filter, rules: ['changed-elsewhere' as const] },
  }
  expect(value(await radar.list(drift)).rows).toMatchObject([
    { target: { key: 'oidc:c' }, message: 'It was changed outside of this app: Issuer URL' },
  ])
  expect(changes).toHaveLength(1)
  value(await radar.seen('b' as never))
  expect(changes).toHaveLength(2)
  expect(value(await radar.list(drift)).rows).toEqual([])
  await radar.look()
  expect(value(await radar.list(drift)).rows).toEqual([])
})

it('does not bring back with a look what was seen while it went on', async () => {
  const changed = project('b', { oidc: [connection('c', { issuer_url: 'http://else.example' })] })
  const real = estateInPlace({ folder, files })
  let until: Promise<void> = Promise.resolve()
  let isDone: () => void = () => undefined
  const estate: typeof real = {
    ...real,
    async ask(...asked) {
      const end = await real.ask(...asked)
      isDone()
      await until
      return end
    },
  }
  const at = () => new Date(today)
  const { radar, memory } = await radarService({ files, folder }, at, [plain], [], { estate })
  value(await memory.noteMoved(plain, { ...changed, revisionId: 'later' }))
  await radar.look()
  const drift = {
    ...everything,
    filter: { ...everything.filter, rules: ['changed-elsewhere' as const] },
  }
  expect(value(await radar.list(drift)).rows).toHaveLength(1)
  const done = new Promise<void>((resolve) => (isDone = resolve))
  let end: () => void = () => undefined
  until = new Promise((resolve) => (end = resolve))
  const looking = radar.look()
  await done
  value(await radar.seen('b' as never))
  end()
  await looking
  expect(value(await radar.list(drift)).rows).toEqual([])
})

it('tells of a draft that was left behind', async () => {
  const draft = draftWith(plain, [fieldEdit({ kind: 'connection', key: 'oidc:c' }, 'label', 'New')])
  const own = { ...plain, summary: { ...plain.summary, id: someProject(2) } }
  value(await files.drafts.write({ ...draft, projectId: someProject(2) }))
  const { radar } = await radarOver([own])
  today = '2099-01-01T00:00:00.000Z'
  await radar.look()
  const rows = value(await radar.list(everything)).rows
  expect(rows.filter(({ rule }) => rule === 'stale-draft')).toHaveLength(1)
})

it('keeps what the look before found when a look is cancelled', async () => {
  const { radar } = await radarOver([locked])
  await radar.look()
  const controller = new AbortController()
  const looking = radar.look(controller.signal)
  controller.abort()
  expect(await looking).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(value(await radar.list(everything)).total).toBe(1)
})

it('reads mappers that are on this computer, and says nothing of others', async () => {
  const text =
    "local claims = std.extVar('claims');\n{ identity: { traits: { g: claims.groups } } }\n"
  const far = `https://storage.example/bucket/${'0'.repeat(128)}.jsonnet`
  const { radar } = await radarOver([
    project('b', {
      oidc: [
        connection('c', { mapper_url: toMapperUrl(text) }),
        connection('far', { mapper_url: far }),
      ],
    }),
  ])
  await radar.look()
  const rows = value(await radar.list(everything)).rows.filter(
    ({ rule }) => rule === 'mapper-findings',
  )
  expect(rows).toMatchObject([{ target: { key: 'oidc:c' }, field: 'mapper_url' }])
})

it('counts a connection as disabled where that was read of the state on disk', async () => {
  const parts = {
    organizations: [organizationEntry('o', 'o.example')],
    oidc: [connection('c', { organization_id: 'o' })],
  }
  const { radar } = await radarOver([
    withStates(project('off', parts), { 'oidc:c': 'disabled' }),
    withStates(project('on', parts), { 'oidc:c': 'enabled' }),
    project('unknown', parts),
  ])
  value(await radar.look())
  const filter = { ...everything.filter, rules: ['lock-out' as const] }
  const { rows } = value(await radar.list({ ...everything, filter }))
  expect(rows.map(({ projectId, message }) => [projectId, message])).toEqual([
    ['off', 'People of o.example cannot sign in: “Label of c” is not offered: it is disabled'],
  ])
})

const counted = async (radar: Awaited<ReturnType<typeof radarOver>>['radar']) => {
  await radar.look()
  const { counts } = value(await radar.list(everything))
  return [counts.silenced, counts.unsilenced]
}
const withDomains = (...domains: string[]) =>
  project('a', { organizations: [organizationEntry('o', ...domains)] })

it('tells a silenced finding again once it rests on more, and not where it rests on less', async () => {
  const { radar } = await radarOver([withDomains('o.example', 'p.example')])
  await radar.look()
  const [finding] = value(await radar.list(everything)).rows
  expect(finding?.facts).toEqual(['o.example', 'p.example'])
  const id = finding?.id ?? ''
  value(await radar.silence({ id, reason: 'A test customer', until: '2026-12-01' }))
  expect(await counted(radar)).toEqual([1, 0])
  await files.snapshots.write(withDomains('o.example'))
  expect(await counted(radar)).toEqual([1, 0])
  await files.snapshots.write(withDomains('o.example', 'new.example'))
  expect(await counted(radar)).toEqual([0, 1])
  expect(value(await radar.list(everything)).rows[0]?.message).toContain('new.example')
  value(await radar.silence({ id, reason: 'That one too', until: '2026-12-01' }))
  expect(await counted(radar)).toEqual([1, 0])
})

it('silences what the person saw, and not what a look since found', async () => {
  const { radar } = await radarOver([withDomains('o.example')])
  await radar.look()
  const [row] = value(await radar.list(everything)).rows
  const { id, facts } = row!
  await files.snapshots.write(withDomains('o.example', 'new.example'))
  await radar.look()
  const silence = { id, reason: 'A test customer', until: '2026-12-01', facts: [...(facts ?? [])] }
  value(await radar.silence(silence))
  expect(await counted(radar)).toEqual([0, 1])
})

it('makes a calendar of what ends in one project or in all, with whose it is, and looks first', async () => {
  const saml = (id: string) =>
    project(id, {
      organizations: [organizationEntry('o', 'o.example')],
      saml: [
        samlEntry(`s-${id}`, {
          organization_id: 'o',
          valid_to: ['Mar 01 12:00:00 2027 GMT'],
        }),
      ],
    })
  const { radar } = await radarOver([saml('a'), saml('b')])
  const all = value(await radar.calendar())
  expect(all.count).toBe(2)
  expect(all.text).toContain('Project: Project a')
  expect(all.text).toContain('Organization: Org o')
  const one = value(await radar.calendar('b' as never))
  expect(one.count).toBe(1)
  expect(one.text).not.toContain('Project a')
  expect(value(await radar.calendar('none' as never)).count).toBe(0)
})

it('calls projects of one name by their workspaces too, in Home and in the calendar', async () => {
  const saml = { saml: [samlEntry('s')] }
  const [one, other] = [
    project('a', saml, { name: 'Production' }),
    project('b', saml, { name: 'Production' }),
  ]
  await files.snapshots.write(other)
  const others = [{ ...workspaceOf([other]), id: 'w2', name: 'Contoso' }]
  const { radar } = await radarService({ files, folder }, () => new Date(today), [one], [], {
    others,
  })
  value(await radar.look())
  const { projects } = value(await radar.list(everything))
  expect(projects.map(({ name }) => name)).toEqual([
    'Production · Northwind',
    'Production · Contoso',
  ])
})
