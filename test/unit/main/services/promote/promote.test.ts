import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { emptyDraft, record } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { CompareSource } from '../../../../../src/core/ipc/compare'
import { requests } from '../../../../../src/core/ipc/contract'
import type { JsonObject } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { createCompareService } from '../../../../../src/main/services/compare/compare'
import { namedValuesIn } from '../../../../support/services/named-values'
import { createPairMemories } from '../../../../../src/main/services/compare/pair-memory'
import { createCompareSources } from '../../../../../src/main/services/compare/sources'
import { createPutStep } from '../../../../../src/main/services/drafts/put-step'
import { createLocks } from '../../../../../src/main/services/locks'
import { createPromoteService } from '../../../../../src/main/services/promote/promote'
import { value } from '../../../../support/services/main-services'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { atOry } from '../../../../support/states/project-ids'
import { temporaryFiles } from '../../../../support/services/temporary'

const noFolders = { project: () => Promise.reject(new Error('There is no team folder')) }

let files: AppFiles
beforeEach(async () => {
  ;({ files } = await temporaryFiles())
})

const ids = {
  left: atOry('10000000-0000-4000-8000-000000000001'),
  right: atOry('20000000-0000-4000-8000-000000000002'),
}
const canary = 'canary-hunter2'
function named(side: 'left' | 'right', snapshot: Snapshot): Snapshot {
  return { ...snapshot, summary: { ...snapshot.summary, id: ids[side], name: side, slug: side } }
}
const source = (side: 'left' | 'right', state: 'server' | 'before' = 'server'): CompareSource => ({
  kind: 'project',
  projectId: ids[side],
  state,
})
const sides = { left: source('left'), right: source('right') }
const all = { ...sides, chosen: { words: '', states: ['differs' as const, 'left' as const] } }

async function service() {
  const entry = connection('c', {
    organization_id: 'o',
    issuer_url: 'https://a.preview.example',
    client_secret: canary,
    x_rollout: { token: canary },
  })
  const organization = { id: 'o', label: 'Meadowlark', domains: ['a.example'] }
  value(
    await files.snapshots.write(
      named('left', snapshotOf({ organizations: [organization], oidc: [entry] })),
    ),
  )
  value(await files.snapshots.write(named('right', snapshotOf({}))))
  const sources = createCompareSources({
    folders: noFolders,
    files,
    history: {
      list: () => Promise.resolve(success([])),
      read: () => Promise.resolve(success(undefined)),
    },
    texts: { read: () => Promise.resolve(undefined) },
    projects: {
      openTexts: () => () => Promise.resolve(failure(appError('network.offline', 'No network'))),
    },
  })
  const values = namedValuesIn(files)
  const memories = createPairMemories(files, values, () => undefined)
  const promote = createPromoteService({
    files,
    putStep: createPutStep({
      files,
      drafts: { change: (_projectId, work) => work(files.drafts) },
      locks: createLocks(),
      publishLocks: { holder: () => Promise.resolve(undefined) },
      tellAsking: () => undefined,
      now: () => new Date('2026-11-27T12:00:00Z'),
      newId: randomUUID,
    }),
    compare: createCompareService({
      sources,
      memories,
      readSetUp: () => Promise.reject(new Error('No file is chosen here')),
      people: files.people,
      now: () => new Date(0),
    }),
    sources,
    memories,
    values,
    teamFolder: {
      noteTaken: () => Promise.resolve(),
      writeProject: () => Promise.reject(new Error('There is no team folder')),
    },
  })
  return { ...promote, values }
}

it('shows what becomes of it by which rule, and adds it to the draft as one step', async () => {
  const promote = await service()
  const host = {
    id: randomUUID(),
    name: 'Okta host',
    what: 'issuer' as const,
    texts: {},
    projects: [
      { of: ids.left, text: '.preview' },
      { of: ids.right, text: '.live' },
    ],
  }
  value(await promote.values.save([], [host]))
  const rule = { name: 'Okta host', what: 'issuer' }
  expect(value(await promote.rules(sides)).rules).toEqual([
    { ...rule, from: '.preview', to: '.live' },
  ])
  const back = { left: sides.right, right: sides.left }
  expect(value(await promote.rules(back)).rules).toEqual([
    { ...rule, from: '.live', to: '.preview' },
  ])
  expect(await files.comparedPairs()).toEqual([])

  const preview = value(await promote.preview(all))
  requests['promote.preview'].output.parse(preview)
  expect(preview.counts).toEqual({ create: 2, edit: 0, same: 0, heldBack: 0, skipped: 0 })
  expect(preview.inDraft).toBe(false)
  const [, made] = preview.items
  expect(made).toMatchObject({
    label: 'Label of c',
    toType: ['Client secret'],
    skipped: ['X rollout: it may hold a secret'],
  })
  expect(made?.fields.find(({ name }) => name === 'Issuer URL')).toMatchObject({
    source: 'https://a.preview.example',
    after: 'https://a.live.example',
    by: [0],
  })
  expect(made?.fields.find(({ name }) => name === 'Organization')?.after).toBe('Meadowlark')

  const first = value(await promote.make(all))
  expect(first).toMatchObject({ changes: 2 })
  // A team folder shares what of values served a pair.
  expect(await files.comparedPairs()).toHaveLength(1)
  // The draft on disk has it, and a second time there is nothing to add.
  const stored = value(await files.drafts.read(ids.right))
  expect(stored?.past).toHaveLength(1)
  expect(stored?.past[0]?.label).toBe('Promoted 2 changes from left')
  expect(JSON.stringify([preview, stored])).not.toContain(canary)
  const second = value(await promote.make(all))
  expect(second.changes).toBe(0)
  expect(value(await files.drafts.read(ids.right))?.past).toHaveLength(1)
  const nothing = value(await promote.preview(all))
  requests['promote.preview'].output.parse(nothing)
  // What stays behind is told again.
  expect(nothing).toMatchObject({ counts: { create: 0, edit: 0, skipped: 1 }, inDraft: true })
  // Rows that were checked before it went there, too.
  const chosen = [
    { kind: 'organization' as const, key: 'o' },
    { kind: 'connection' as const, key: 'oidc:c' },
  ]
  const checked = value(await promote.preview({ ...sides, chosen }))
  expect(checked).toMatchObject({ counts: { create: 0, edit: 0 }, inDraft: true })
})

it('names what the app does not know and cannot copy, and never calls it the same', async () => {
  const promote = await service()
  const there = (more: JsonObject) => ({
    organizations: [{ id: 'o', label: 'Meadowlark', domains: ['a.example'], ...more }],
    oidc: [connection('c', { organization_id: 'o', ...more })],
  })
  const left = { x_tier: 'gold', x_limits: { perDay: 5 }, x_part: {} }
  const cut = { 'oidc:c': ['x_part'] }
  value(await files.snapshots.write({ ...named('left', snapshotOf(there(left))), cut }))
  const right = { x_only: true, x_limits: { perDay: 1 } }
  value(await files.snapshots.write(named('right', snapshotOf(there(right)))))
  const preview = value(await promote.preview(all))
  requests['promote.preview'].output.parse(preview)
  expect(preview.counts).toEqual({ create: 0, edit: 1, same: 0, heldBack: 0, skipped: 1 })
  const [organization, made] = preview.items
  expect(organization).toMatchObject({ what: 'skipped', fields: [] })
  expect(organization?.skipped).toHaveLength(3)
  expect(organization?.skipped[0]).toContain('X limits: the app does not know it')
  expect(made?.fields.map(({ name, after }) => [name, after])).toEqual(
    expect.arrayContaining([
      ['X tier', 'gold'],
      ['X limits', '{"perDay":5}'],
    ]),
  )
  expect(made?.skipped).toContain('X part: it may hold a secret')
  expect(JSON.stringify(preview)).not.toContain('{}')
  // What was checked by itself is named, and not called the same.
  const chosen = [{ kind: 'organization' as const, key: 'o', fields: ['x_tier', 'id'] }]
  const alone = value(await promote.preview({ ...sides, chosen }))
  expect(alone.counts).toMatchObject({ same: 0, skipped: 1 })
})

it('promotes to nothing but a project as it is now', async () => {
  const promote = await service()
  const right = source('right', 'before')
  expect((await promote.preview({ ...all, right })).ok).toBe(false)
  expect((await promote.make({ ...all, right })).ok).toBe(false)
})

it('tells of what it does not list what is included and what is held back', async () => {
  const promote = await service()
  const names = Array.from({ length: 205 }, (_, index) => `c${index}`)
  const of = (label: string) => snapshotOf({ oidc: names.map((id) => connection(id, { label })) })
  value(await files.snapshots.write(named('left', of('New'))))
  const right = named('right', of('Old'))
  value(await files.snapshots.write(right))
  const deletion = names.slice(-2).reduce(
    (draft, id) => {
      const edit = { kind: 'delete-connection', key: `oidc:${id}` } as const
      const changes = intentChangesOf(right, draft.intents, edit)
      return record(draft, { label: id, at: '2026-11-27T12:00:00Z', changes })
    },
    emptyDraft(ids.right, right.revisionId),
  )
  value(await files.drafts.write(deletion))
  const chosen = names.map((id) => ({ kind: 'connection' as const, key: `oidc:${id}` }))
  const preview = value(await promote.preview({ ...sides, chosen }))
  requests['promote.preview'].output.parse(preview)
  expect(preview.counts).toMatchObject({ heldBack: 2, create: 0, edit: 203 })
  expect(preview.items).toHaveLength(200)
  expect(preview.more).toEqual({ included: 3, heldBack: 2 })
})

it('says where the identity provider reaches a SCIM client in the target, and asks for its secret', async () => {
  const promote = await service()
  const organization = { id: 'o', label: 'Meadowlark', domains: ['a.example'] }
  const scimClients = [scimEntry('people', 'o', { authorization_header_secret: canary })]
  const left = snapshotOf({ organizations: [organization], scimClients })
  value(await files.snapshots.write(named('left', left)))
  value(await files.snapshots.write(named('right', snapshotOf({ scimClients: [] }))))
  const preview = value(await promote.preview(all))
  requests['promote.preview'].output.parse(preview)
  expect(JSON.stringify(preview)).not.toContain(canary)
  expect(preview.items.find(({ kind }) => kind === 'scim-client')).toMatchObject({
    what: 'create',
    toType: ['Secret token'],
    scimServer: 'https://right.projects.oryapis.com/scim/people/v2',
  })
  value(await promote.make(all))
  await files.flush()
  const draft = value(await files.drafts.read(ids.right))
  expect(Object.values(draft?.intents['scim-client'] ?? {})).toMatchObject([
    { kind: 'create', fields: { client_id: { to: 'people' } } },
  ])
})

it('holds a SCIM client back where the server of the target does not show them', async () => {
  const promote = await service()
  const organization = { id: 'o', label: 'Meadowlark', domains: ['a.example'] }
  const left = snapshotOf({
    organizations: [organization],
    scimClients: [scimEntry('people', 'o')],
  })
  value(await files.snapshots.write(named('left', left)))
  const chosen = [
    { kind: 'organization' as const, key: 'o' },
    { kind: 'scim-client' as const, key: 'people' },
  ]
  const { items, counts } = value(await promote.preview({ ...sides, chosen }))
  expect(counts).toMatchObject({ create: 1, heldBack: 1 })
  expect(items[1]?.heldBack).toContain('its server does not show them')
})
