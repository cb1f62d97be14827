import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { rowStates } from '../../../../../src/core/compare/rows'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { CompareSource } from '../../../../../src/core/ipc/compare'
import { contentHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { createTextCache } from '../../../../../src/main/files/snapshots/text-cache'
import { readSetUpFile } from '../../../../../src/core/set-up-file/read'
import { createCompareService } from '../../../../../src/main/services/compare/compare'
import { namedValuesIn } from '../../../../support/services/named-values'
import { createPairMemories } from '../../../../../src/main/services/compare/pair-memory'
import { createCompareSources } from '../../../../../src/main/services/compare/sources'
import { value } from '../../../../support/services/main-services'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { temporaryFiles } from '../../../../support/services/temporary'

const noFolders = { project: () => Promise.reject(new Error('There is no team folder')) }

let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

const ids = {
  left: '10000000-0000-4000-8000-000000000001',
  right: '20000000-0000-4000-8000-000000000002',
}
const text = '{ identity: { traits: {} } }'
const stored = `https://store.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`

function project(side: 'left' | 'right', more: Parameters<typeof connection>[1] = {}): Snapshot {
  const snapshot = snapshotOf({ oidc: [connection('c', more)] })
  return {
    ...snapshot,
    summary: { ...snapshot.summary, id: ids[side] as never, name: side, slug: side },
  }
}
const source = (side: 'left' | 'right'): CompareSource => ({
  kind: 'project',
  projectId: ids[side] as never,
  state: 'server',
})
const sides = { left: source('left'), right: source('right') }
const turned = { left: sides.right, right: sides.left }

function service() {
  let told = 0
  const texts = createTextCache({ folder })
  const compare = createCompareService({
    sources: createCompareSources({
      folders: noFolders,
      files,
      history: {
        list: () => Promise.resolve(success([])),
        read: () => Promise.resolve(success(undefined)),
      },
      texts,
      projects: {
        openTexts: () => () => Promise.resolve(failure(appError('network.offline', 'No network'))),
      },
    }),
    memories: createPairMemories(files, namedValuesIn(files), () => void (told += 1)),
    readSetUp: (text) => Promise.resolve(readSetUpFile(text)),
    people: files.people,
    now: () => new Date('2026-11-27T00:00:00.000Z'),
  })
  const list = async (of = sides, states: readonly (typeof rowStates)[number][] = ['differs']) =>
    value(
      await compare.answers['compare.list']({
        ...of,
        words: '',
        states: [...states],
        offset: 0,
        limit: 500,
        fresh: true,
      }),
    )
  return { ...compare, texts, list, told: () => told }
}

it('keeps what was marked and matched for the pair, from either side and without values', async () => {
  for (const side of ['left', 'right'] as const) {
    value(await files.snapshots.write(project(side, { client_id: `hunter-${side}` })))
  }
  const { answers, list, told } = service()
  expect((await list()).counts.differs).toBe(1)
  expect(told()).toBe(0)
  const difference = {
    kind: 'connection',
    field: 'client_id',
    left: 'oidc:c',
    right: 'oidc:c',
  } as const
  value(await answers['compare.note']({ ...sides, difference, expected: true }))
  expect((await list()).counts).toMatchObject({ differs: 0, expected: 1 })
  // Other windows show it too.
  expect(told()).toBe(1)
  // Another start, and the other way round.
  const again = service()
  expect((await again.list(turned)).counts.differs).toBe(0)
  const entities = { kind: 'connection', left: 'oidc:c', right: 'oidc:c' } as const
  value(await again.answers['compare.note']({ ...turned, entities, matched: false }))
  expect((await list()).counts).toMatchObject({ left: 1, right: 1 })
  await files.flush()
  const [name = ''] = await readdir(join(folder, 'compare'))
  const kept = await readFile(join(folder, 'compare', name), 'utf8')
  expect(JSON.parse(kept)).toMatchObject({ version: 1 })
  expect(kept).not.toContain('hunter')
})

it('reads the texts that differ, from what is on this computer first', async () => {
  value(await files.snapshots.write(project('left', { mapper_url: stored })))
  value(await files.snapshots.write(project('right', { mapper_url: toMapperUrl('other') })))
  const { answers, list, texts } = service()
  const { rows } = await list()
  const id = rows[0]?.id ?? ''
  const ask = { ...sides, id, field: 'mapper_url' } as const
  expect(value(await answers['compare.texts'](ask))).toMatchObject({
    left: { error: { code: 'network.offline' } },
    right: { text: 'other' },
  })
  await texts.keep(contentHash(new TextEncoder().encode(text)), text)
  expect(value(await answers['compare.texts'](ask))).toEqual({
    left: { text },
    right: { text: 'other' },
  })
})

it('says what it would do to people if the right side became as the left one, page by page', async () => {
  const organizations = (...ids: string[]) =>
    ids.map((id) => ({ id, label: `Label of ${id}`, domains: [`${id}.example`] }))
  const write = async (side: 'left' | 'right', parts: Parameters<typeof snapshotOf>[0]) => {
    const { summary } = project(side)
    value(await files.snapshots.write({ ...snapshotOf(parts), summary }))
  }
  await write('left', {
    organizations: organizations('o', 'new'),
    oidc: [connection('n', { organization_id: 'new' })],
  })
  await write('right', {
    organizations: organizations('o', 'gone'),
    oidc: [connection('c', { organization_id: 'o' })],
  })
  const { answers, list, takeFile } = service()
  const ask = async (offset: number, limit: number, of = sides) =>
    value(await answers['compare.impact']({ ...of, offset, limit }))
  const whole = await ask(0, 500)
  expect(whole.lines.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'locked-out o.example',
    'connection-gone Label of c',
    'moved new.example',
    'released gone.example',
    'to-tell Label of n',
  ])
  expect(whole.summary).toContain('1 domain is locked out')
  // Each line leads to a row of the comparison.
  const { rows } = await list(sides, rowStates)
  const ids = new Set(rows.map(({ id }) => id))
  expect(whole.lines.every(({ entityId = '' }) => ids.has(entityId))).toBe(true)
  const [second] = whole.lines.slice(1)
  expect(await ask(1, 1)).toEqual({ ...whole, lines: [second], total: 5 })
  // The other way round it is said of the other side.
  expect((await ask(0, 500, turned)).lines.map(({ subject }) => subject)).toContain('Label of c')

  const cancelled = await answers['compare.impact'](
    { ...sides, right: { ...sides.right, state: 'draft' } as CompareSource, offset: 0, limit: 1 },
    { signal: AbortSignal.abort() },
  )
  expect(!cancelled.ok && cancelled.error.code).toBe('request.cancelled')

  // Of a file it is not known which host serves its project: no address of it is told.
  const { file } = await takeFile('a.json', '{"format":"sso-workbench/set-up","version":1}')
  const right: CompareSource = { kind: 'file', fileId: file?.fileId ?? '' }
  const told = (await ask(0, 500, { left: sides.left, right })).lines
  expect(told.find(({ kind }) => kind === 'to-tell')).not.toHaveProperty('after')
  expect(whole.lines.at(-1)?.after).toBe('known when its organization is published')
})

it('says how many people of the right side an impact is about, where they were counted', async () => {
  for (const side of ['left', 'right'] as const) {
    const { summary } = project(side)
    const parts = side === 'left' ? {} : { oidc: [connection('c', { organization_id: 'o' })] }
    const organizations = [{ id: 'o', label: 'Acme', domains: ['o.example'] }]
    value(await files.snapshots.write({ ...snapshotOf({ organizations, ...parts }), summary }))
  }
  const input = { ...sides, offset: 0, limit: 500 }
  const people = async () => {
    const { lines } = value(await service().answers['compare.impact'](input))
    return lines.map((line) => line.people)
  }
  expect(await people()).toEqual([undefined, undefined])
  const count = { people: 214, recent: 31, lastSignIn: null }
  const counts = {
    readAt: '2026-11-26T00:00:00.000Z',
    isWhole: true,
    people: 300,
    organizations: { o: { ...count, outsideDomains: 0, emergency: 0 } },
    connections: { 'oidc:c': { ...count, people: 180, earlier: 0 } },
    domains: {},
  }
  value(await files.people(ids.right as never).write(counts))
  expect(await people()).toEqual([
    expect.stringMatching(/^31 of 214 people of Acme signed in within 7 days/),
    expect.stringMatching(/^31 of at least 180 people who signed in with it/),
  ])
  // Turned round, it is about the people of the other project.
  value(await files.people(ids.left as never).write(counts))
  const other = { ...input, ...turned }
  const { lines } = value(await service().answers['compare.impact'](other))
  expect(lines.flatMap((line) => line.people ?? [])).toEqual([
    expect.stringMatching(/^31 of 214 people of Acme/),
  ])
})

it('says which project has to be read, and refuses what is gone', async () => {
  value(await files.snapshots.write(project('left')))
  const { answers, takeFile } = service()
  const input = { ...sides, id: 'gone' }
  const unread = await answers['compare.read'](input)
  expect(!unread.ok && unread.error).toMatchObject({ code: 'project.unread', subject: ids.right })
  const same = { left: sides.left, right: sides.left, id: 'gone' }
  expect((await answers['compare.read'](same)).ok).toBe(false)
  expect((await takeFile('a.json', '{')).problems).toHaveLength(1)
  const before: CompareSource = { ...source('left'), state: 'before' } as CompareSource
  expect((await answers['compare.read']({ ...same, right: before })).ok).toBe(false)
})

it('shows no member that may be a secret', async () => {
  const canary = 'canary-hunter2'
  for (const side of ['left', 'right'] as const) {
    const more = {
      client_secret: canary,
      x_rollout: { introspection_token: canary, [side]: 1 },
      issuer_url: `https://${side}:${canary}@idp.example`,
    }
    value(await files.snapshots.write(project(side, more)))
  }
  const { answers, list } = service()
  const { rows } = await list(sides, rowStates)
  const whole = value(await answers['compare.read']({ ...sides, id: rows[0]?.id ?? '' }))
  expect(rows.length).toBeGreaterThan(5)
  expect(JSON.stringify([rows, whole])).not.toContain(canary)
})

it('tells of a file of another tool what its reader passed over', async () => {
  value(await files.snapshots.write(project('left')))
  const { list, takeFile } = service()
  const providers = [connection('c', { client_secret: 'canary-hunter2' })]
  const config = { selfservice: { methods: { oidc: { config: { providers } } } } }
  const { file } = await takeFile('kratos.json', JSON.stringify(config))
  const right: CompareSource = { kind: 'file', fileId: file?.fileId ?? '' }
  const { remarks } = await list({ left: sides.left, right }, rowStates)
  expect(remarks).toContainEqual(expect.stringContaining('Secrets in the file are ignored'))
})

it('offers for one that stands alone those of its kind that stand alone on the other side', async () => {
  const own = (side: 'left' | 'right', ...names: string[]): Snapshot => {
    const oidc = names.map((id) =>
      connection(id, { client_id: `${side} ${id}`, issuer_url: `https://${id}.${side}.example` }),
    )
    const organizations = [{ id: side, label: `Organization ${side}`, domains: [] }]
    return { ...snapshotOf({ oidc, organizations }), summary: project(side).summary }
  }
  value(await files.snapshots.write(own('left', 'both', 'l')))
  value(await files.snapshots.write(own('right', 'both', 'r', 's')))
  const { answers, list } = service()
  const { rows } = await list(sides, ['left'])
  const alone = rows.find((row) => row.kind === 'connection')
  const { signal } = new AbortController()
  const ask = (id: string) => answers['compare.read']({ ...sides, id }, { signal })
  expect(value(await ask(alone?.id ?? '')).candidates).toEqual([
    { key: 'oidc:r', label: 'Label of r' },
    { key: 'oidc:s', label: 'Label of s' },
  ])
  expect(await ask('gone')).toMatchObject({ ok: false })
})

it('says of which side the SCIM clients are not known, and compares none then', async () => {
  const clients = [scimEntry('people', 'o')]
  const known = { ...project('left'), scim: { clients, readAt: 'then' } }
  value(await files.snapshots.write(known))
  value(await files.snapshots.write(project('right')))
  const { list } = service()
  const remark =
    'SCIM clients are not compared: those of right are not known, since its server does not show ' +
    'them or they were not read'
  for (const of of [sides, turned]) {
    const { rows, remarks } = await list(of, [...rowStates])
    expect(remarks).toEqual([remark])
    expect(rows.filter(({ kind }) => kind === 'scim-client')).toEqual([])
  }
  const none = { clients: [], readAt: 'then' }
  value(await files.snapshots.write({ ...project('right'), scim: none }))
  const { rows, remarks } = await list(sides, ['left'])
  expect(remarks).toEqual([])
  expect(rows.map(({ kind, label }) => `${kind} ${label}`)).toContain('scim-client Label of people')
})
