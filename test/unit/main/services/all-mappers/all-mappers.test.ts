import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { undo } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { noIntents } from '../../../../../src/core/intents/intents'
import type { MapperRow } from '../../../../../src/core/mapper/texts/rows'
import { contentHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { draftWith } from '../../../../support/states/draft-with'
import { value } from '../../../../support/services/main-services'
import { allMappersOver, projectWith } from '../../../../support/mapping/all-mappers'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { atOry } from '../../../../support/states/project-ids'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../../support/services/temporary'
import { fieldEdit } from '../../../../support/states/field-edit'

const staging = atOry('11111111-1111-4111-8111-111111111111')
const production = atOry('22222222-2222-4222-8222-222222222222')
const hashOf = (text: string) => contentHash(new TextEncoder().encode(text))

const shared = `local claims = std.extVar('claims');
{ identity: { traits: { [if 'email' in claims then 'email' else null]: claims.email } } }
`
const near = shared.replace("then 'email'", "then 'mail'")
const other = '{ identity: { traits: { fixed: true } } }\n'
const next = shared.replace('claims.email }', 'std.asciiLower(claims.email) }')
const storedAt = (text: string) => `https://storage.example/${hashOf(text)}.jsonnet`

const stagingWith = (mappers: Readonly<Record<string, string>>) =>
  projectWith(
    snapshotOf({
      oidc: Object.entries(mappers).map(([id, mapper_url]) => connection(id, { mapper_url })),
    }),
    { id: staging, name: 'Staging' },
  )
const productionProject = projectWith(
  snapshotOf({ oidc: [connection('live', { mapper_url: toMapperUrl(shared) })] }),
  { id: production, name: 'Production', environment: 'production' },
)
const stagingProject = stagingWith({
  a: storedAt(shared),
  b: storedAt(shared),
  c: toMapperUrl(near),
})

const setMapper = (id: string, text: string): Edit =>
  fieldEdit({ kind: 'connection', key: `oidc:${id}` }, 'mapper_url', toMapperUrl(text))

let folder = ''
beforeEach(async () => {
  folder = await temporaryFolder()
})

const every = { words: '', part: 'all', offset: 0, limit: 100 } as const
type Bench = Awaited<ReturnType<typeof allMappersOver>>
async function rowsOf({ mappers }: Bench): Promise<readonly MapperRow[]> {
  value(await mappers.look({}))
  return value(await mappers.list(every)).rows
}
const rowWith = (rows: readonly MapperRow[], text: string) =>
  rows.find(({ id }) => id === hashOf(text))
async function usesOf({ mappers }: Bench, text: string) {
  const { uses } = value(await mappers.uses({ id: hashOf(text), offset: 0, limit: 100 }))
  return uses.map(({ projectId, connectionKey, state }) => [
    projectId === staging ? 'staging' : 'production',
    connectionKey,
    state,
  ])
}
const use = (projectId: string, id: string, overwrite = false) => ({
  projectId,
  connectionKey: `oidc:${id}`,
  overwrite,
})

/** Puts another text into uses of a mapper. */
const edit = async ({ mappers }: Bench, from: string, to: string, uses: readonly object[]) =>
  value(
    await mappers.edit({
      id: hashOf(from),
      change: { kind: 'text', text: to },
      uses: uses as never,
    }),
  )

describe('a look', () => {
  it('gathers equal texts of all projects, wherever each is stored, and what is close to them', async () => {
    const bench = await allMappersOver(folder, [stagingProject, productionProject])
    await bench.texts.keep(hashOf(shared), shared)
    const rows = await rowsOf(bench)
    expect(rows).toHaveLength(2)
    expect(rowWith(rows, shared)).toMatchObject({
      uses: 3,
      projects: 2,
      production: true,
      near: 1,
      checks: { errors: 0, cases: 0 },
    })
    const { near: found, text } = value(await bench.mappers.read({ id: hashOf(near) }))
    expect(text).toBe(near)
    expect(found.map((item) => [item.row.id, item.text, item.same])).toEqual([
      [hashOf(shared), shared, false],
    ])
    expect(bench.progress).toContain('gathering 2/2')
    expect(bench.progress.at(-1)).toBe('checking 2/2')
  })

  it('says of each text that is not here why, and reads it when asked', async () => {
    const elsewhere = 'https://mappers.example/one.jsonnet'
    const asked: string[] = []
    const project = stagingWith({ a: storedAt(shared), b: elsewhere, c: 'base64://%%%' })
    const bench = await allMappersOver(folder, [project], {
      async readText(address) {
        asked.push(address)
        if (address === elsewhere) return success(other)
        await bench.texts.keep(hashOf(shared), shared)
        return success(shared)
      },
    })
    const kinds = (await rowsOf(bench)).flatMap(({ problem }) => problem?.kind ?? []).toSorted()
    expect(kinds).toEqual(['elsewhere', 'not-here', 'unusable'])
    expect(value(await bench.mappers.list({ ...every, limit: 1 })).missing).toBe(2)
    // Only what Ory stores is read unasked.
    expect(value(await bench.mappers.fetch({ which: 'unasked' })).read).toBe(1)
    expect(asked).toHaveLength(1)
    await rowsOf(bench)
    expect(value(await bench.mappers.fetch({ which: 'all' }))).toEqual({
      read: 1,
      failed: 0,
      reasons: [],
    })
    expect(asked.toSorted()).toEqual([elsewhere, storedAt(shared)].toSorted())
    const rows = await rowsOf(bench)
    // Now its text is known, it goes by the hash of that.
    expect(rowWith(rows, other)).toMatchObject({ uses: 1 })
    expect(rowWith(rows, shared)).not.toHaveProperty('problem')
    expect(rows.filter(({ problem }) => problem !== undefined)).toHaveLength(1)
  })

  it('tells why texts could not be read, and ends at once without a network', async () => {
    const project = stagingWith({ a: storedAt(shared), b: storedAt(near) })
    const gone = failure(appError('api.not-found', 'It is gone'))
    const bench = await allMappersOver(folder, [project], { readText: () => Promise.resolve(gone) })
    await rowsOf(bench)
    expect(value(await bench.mappers.fetch({ which: 'all' }))).toEqual({
      read: 0,
      failed: 2,
      reasons: ['It is gone'],
    })
    // Each says so in its place.
    const { row } = value(await bench.mappers.read({ id: hashOf(shared) }))
    expect(row.problem).toEqual({ kind: 'not-here', message: 'It is gone' })
    const off = failure(appError('network.off', 'Offline'))
    const offline = await allMappersOver(folder, [project], {
      readText: () => Promise.resolve(off),
    })
    await rowsOf(offline)
    expect(await offline.mappers.fetch({ which: 'all' })).toMatchObject({
      error: { code: 'network.off' },
    })
  })

  it('counts projects that were never read, and an abort keeps what was known', async () => {
    const bench = await allMappersOver(folder, [stagingProject], { unread: [productionProject] })
    expect(value(await bench.mappers.look({}))).toMatchObject({ looked: 1, unread: 1 })
    const stopped = await bench.mappers.look({}, AbortSignal.abort())
    expect(stopped).toMatchObject({ error: { code: 'request.cancelled' } })
    const { rows } = value(await bench.mappers.list({ ...every, offset: 1, limit: 1 }))
    expect(rows).toHaveLength(1)
  })

  it('asks the thread to read a project once, and again when it was written anew', async () => {
    const bench = await allMappersOver(folder, [stagingProject])
    await rowsOf(bench)
    await bench.files.snapshots.write(stagingWith({ a: toMapperUrl(other) }))
    expect((await rowsOf(bench)).map(({ id }) => id)).toEqual([hashOf(other)])
  })

  it('shows what drafts change, where it comes and where it goes', async () => {
    const bench = await allMappersOver(folder, [stagingProject])
    await bench.drafts.write(
      draftWith(stagingProject, [
        setMapper('a', other),
        { kind: 'delete-connection', key: 'oidc:b' },
      ]),
    )
    const rows = await rowsOf(bench)
    expect(rowWith(rows, other)).toMatchObject({
      drafted: 1,
      lastChange: { how: 'draft', at: '2026-11-25T12:00:00Z' },
    })
    expect(await usesOf(bench, other)).toEqual([['staging', 'oidc:a', 'draft']])
    expect(await usesOf(bench, shared)).toEqual([
      ['staging', 'oidc:a', 'replaced'],
      ['staging', 'oidc:b', 'deleted'],
    ])
  })
})

describe('an edit', () => {
  it('is one step in the draft of each project, told to every window, and undone at once', async () => {
    const bench = await allMappersOver(folder, [stagingProject, productionProject])
    await bench.texts.keep(hashOf(shared), shared)
    await rowsOf(bench)
    const uses = [use(staging, 'a'), use(staging, 'b'), use(production, 'live')]
    const { hash, projects } = await edit(bench, shared, next, uses)
    expect(hash).toBe(hashOf(next))
    expect(
      projects.map(({ project, written, skippedCount }) => [project.name, written, skippedCount]),
    ).toEqual([
      ['Staging', 2, 0],
      ['Production', 1, 0],
    ])
    for (const id of [staging, production]) {
      const draft = value(await bench.drafts.read(id))
      expect(draft?.past).toHaveLength(1)
      expect(draft && undo(draft).intents).toEqual(noIntents)
      const heard = bench.told.filter(
        ({ name, payload }) => name === 'draft.replaced' && payload.projectId === id,
      )
      expect(heard.map(({ to }) => to)).toEqual(['others', 'asking'])
      expect(heard[1]?.payload).toEqual(heard[0]?.payload)
    }
    const staged = value(await bench.drafts.read(staging))
    expect(staged?.intents.connection['oidc:a']?.fields['mapper_url']).toEqual({
      from: storedAt(shared),
      to: toMapperUrl(next),
    })
    expect(staged?.past[0]?.label).toContain('2 connections')
    await rowsOf(bench)
    expect(await usesOf(bench, next)).toHaveLength(3)
  })

  it('goes on from what only drafts have, in a step of its own', async () => {
    const bench = await allMappersOver(folder, [productionProject])
    await rowsOf(bench)
    const uses = [use(production, 'live')]
    await edit(bench, shared, next, uses)
    await rowsOf(bench)
    await edit(bench, next, other, uses)
    const draft = value(await bench.drafts.read(production))
    expect(draft?.past).toHaveLength(2)
    expect(draft?.intents.connection['oidc:live']?.fields['mapper_url']?.to).toBe(
      toMapperUrl(other),
    )
    // Back to the server's text there is nothing left to publish.
    await rowsOf(bench)
    await edit(bench, other, shared, uses)
    expect(value(await bench.drafts.read(production))?.intents).toEqual(noIntents)
  })

  it('leaves what a draft already has there, unless it is to be overwritten', async () => {
    const bench = await allMappersOver(folder, [stagingProject])
    await bench.texts.keep(hashOf(shared), shared)
    await bench.drafts.write(draftWith(stagingProject, [setMapper('a', other)]))
    await rowsOf(bench)
    const edit = (overwrite: boolean) =>
      bench.mappers.edit({
        id: hashOf(shared),
        change: { kind: 'text', text: next },
        uses: [use(staging, 'a', overwrite) as never, use(staging, 'b') as never],
      })
    const [first] = value(await edit(false)).projects
    expect(first).toMatchObject({ written: 1, skippedCount: 1 })
    expect(first?.skipped[0]?.why).toContain('already has another mapper')
    const mapperIn = async (key: string) =>
      value(await bench.drafts.read(staging))?.intents.connection[key]?.fields['mapper_url']?.to
    expect(await mapperIn('oidc:a')).toBe(toMapperUrl(other))
    const [second] = value(await edit(true)).projects
    expect(await mapperIn('oidc:a')).toBe(toMapperUrl(next))
    // By now the draft has the new text at the other one, which was not asked about.
    expect(second?.skipped.map(({ connectionKey }) => connectionKey)).toEqual(['oidc:b'])
  })

  it('says of each use that is left out why', async () => {
    const twice = [connection('same', { mapper_url: toMapperUrl(shared) })]
    const project = projectWith(
      snapshotOf({
        oidc: [
          ...twice,
          ...twice,
          ...['a', 'b'].map((id) => connection(id, { mapper_url: toMapperUrl(shared) })),
        ],
      }),
      { id: staging },
    )
    const bench = await allMappersOver(folder, [project])
    await rowsOf(bench)
    await bench.drafts.write(
      draftWith(project, [
        { kind: 'delete-connection', key: 'oidc:a' },
        // Nobody who looked at the mappers has seen that yet.
        setMapper('b', other),
      ]),
    )
    const uses = [
      use(staging, 'a'),
      use(staging, 'same#0'),
      use(staging, 'gone'),
      use(staging, 'b'),
    ]
    const [result] = (await edit(bench, shared, next, uses)).projects
    expect(result).toMatchObject({ written: 0, skippedCount: 4 })
    expect(result?.skipped.map(({ why }) => why)).toEqual([
      expect.stringContaining('deletes this connection'),
      expect.stringContaining('have this ID'),
      expect.stringContaining('no longer exists'),
      expect.stringContaining('already has another mapper'),
    ])
    expect(value(await bench.drafts.read(staging))?.past).toHaveLength(2)
  })

  it('tells of a project whose draft cannot be written, and goes on with the others', async () => {
    const bench = await allMappersOver(folder, [stagingProject, productionProject])
    await bench.texts.keep(hashOf(shared), shared)
    const file = join(folder, 'drafts', `${projectFileName(production)}.json`)
    const before = JSON.stringify({ version: 99, data: {} })
    await mkdir(join(folder, 'drafts'), { mode: 0o700 })
    await writeFile(file, before)
    await rowsOf(bench)
    const uses = [use(production, 'live', true), use(staging, 'a')]
    const { projects } = await edit(bench, shared, next, uses)
    expect(projects.map(({ written, error }) => [written, error?.code])).toEqual([
      [0, 'draft.too-new'],
      [1, undefined],
    ])
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it('waits for no publish: it says that the project is published now', async () => {
    const bench = await allMappersOver(folder, [productionProject])
    await rowsOf(bench)
    const [result] = await bench.locks.publish(production, async () => {
      const uses = [use(production, 'live')]
      const edited = await bench.mappers.edit({
        id: hashOf(shared),
        change: { kind: 'text', text: next },
        uses: uses as never,
      })
      return value(edited).projects
    })
    expect(result).toMatchObject({ written: 0, error: { code: 'publish.running' } })
    expect(value(await bench.drafts.read(production))).toBeUndefined()
  })

  it('refuses a mapper and a project that the last look did not find', async () => {
    const bench = await allMappersOver(folder, [stagingProject])
    await rowsOf(bench)
    const unknown = { error: { code: 'request.invalid' } }
    const uses = [use(production, 'live')]
    expect(
      await bench.mappers.edit({
        id: hashOf(other),
        change: { kind: 'text', text: next },
        uses: uses as never,
      }),
    ).toMatchObject(unknown)
    expect(
      await bench.mappers.edit({
        id: hashOf(near),
        change: { kind: 'text', text: next },
        uses: uses as never,
      }),
    ).toMatchObject(unknown)
  })
})

describe('names and notes', () => {
  it('are kept by hash, found, and go on to the text that a mapper became', async () => {
    const bench = await allMappersOver(folder, [productionProject])
    await rowsOf(bench)
    value(await bench.mappers.note({ hash: hashOf(shared), name: 'Plain mail', notes: 'by Ann' }))
    const found = await bench.mappers.list({ words: 'ann', part: 'named', offset: 0, limit: 10 })
    expect(value(found).rows.map(({ name }) => name)).toEqual(['Plain mail'])
    const uses = [use(production, 'live')]
    await edit(bench, shared, next, uses)
    expect(value(await bench.drafts.read(production))?.past[0]?.label).toContain('“Plain mail”')
    const rows = await rowsOf(bench)
    expect(rowWith(rows, next)?.name).toBe('Plain mail')
    expect(rowWith(rows, shared)?.name).toBe('Plain mail')
    expect(value(await bench.mappers.read({ id: hashOf(next) })).notes).toBe('by Ann')
    await bench.files.flush()
    const file: unknown = JSON.parse(await readFile(join(folder, 'mapper-notes.json'), 'utf8'))
    expect(file).toMatchObject({
      version: 1,
      data: { mappers: { [hashOf(next)]: { name: 'Plain mail', notes: 'by Ann' } } },
    })
  })

  it('do not go to a text that no draft took', async () => {
    const bench = await allMappersOver(folder, [stagingProject])
    await bench.texts.keep(hashOf(shared), shared)
    await bench.drafts.write(draftWith(stagingProject, [setMapper('a', other)]))
    await rowsOf(bench)
    value(await bench.mappers.note({ hash: hashOf(shared), name: 'Plain mail', notes: 'by Ann' }))
    const change = { kind: 'text' as const, text: next }
    const uses = [use(staging, 'a') as never]
    const { projects } = value(await bench.mappers.edit({ id: hashOf(shared), change, uses }))
    expect(projects).toMatchObject([{ written: 0, skippedCount: 1 }])
    await bench.files.flush()
    const file: unknown = JSON.parse(await readFile(join(folder, 'mapper-notes.json'), 'utf8'))
    expect(file).toHaveProperty(['data', 'mappers', hashOf(shared)])
    expect(file).not.toHaveProperty(['data', 'mappers', hashOf(next)])
  })
})

describe('one project', () => {
  const groups = shared.replace('claims.email }', 'claims.groups }')
  const withProvider = (id: typeof staging, provider: string, connectionId: string) =>
    projectWith(
      snapshotOf({
        oidc: [connection(connectionId, { provider, mapper_url: toMapperUrl(groups) })],
      }),
      { id, name: provider },
    )

  it('has its own mappers, its own connection first, and what is wrong with them there', async () => {
    const bench = await allMappersOver(folder, [
      withProvider(staging, 'generic', 'first'),
      withProvider(production, 'github', 'live'),
      projectWith(snapshotOf({ oidc: [connection('x', { mapper_url: toMapperUrl(other) })] }), {
        id: atOry('33333333-3333-4333-8333-333333333333'),
      }),
    ])
    expect(await rowsOf(bench)).toHaveLength(2)
    const { rows } = value(await bench.mappers.list({ ...every, projectId: production }))
    expect(rows.map(({ id, firstUse, uses }) => [id, firstUse, uses])).toEqual([
      [hashOf(groups), 'Label of live', 2],
    ])
    const fixesIn = async (projectId?: typeof staging) => {
      const { findings } = value(await bench.mappers.read({ id: hashOf(groups), projectId }))
      return findings
        .filter(({ finding }) => finding.rule === 'custom-claim')
        .map(({ finding, projects }) => [finding.fix ? 'fix' : '', projects.length])
    }
    // One provider has raw claims, the other has none.
    expect(await fixesIn(staging)).toEqual([['fix', 1]])
    expect(await fixesIn(production)).toEqual([['', 1]])
    expect(await fixesIn()).toHaveLength(2)
    const { uses } = value(
      await bench.mappers.uses({ id: hashOf(groups), projectId: production, offset: 0, limit: 9 }),
    )
    expect(uses.map(({ connectionKey }) => connectionKey)).toEqual(['oidc:live', 'oidc:first'])
  })

  it('is found by what is wrong, in words and rules', async () => {
    const bench = await allMappersOver(folder, [withProvider(staging, 'generic', 'first')])
    await rowsOf(bench)
    const found = async (words: string) =>
      value(await bench.mappers.list({ ...every, words })).rows.length
    expect(await found('custom-claim')).toBe(1)
    expect(await found('is a custom claim')).toBe(1)
    expect(await found('unbalanced-brackets')).toBe(0)
  })
})

describe('a fix', () => {
  it('goes to every use that takes it without a question, as one step of each draft', async () => {
    const bench = await allMappersOver(folder, [stagingProject, productionProject])
    await bench.texts.keep(hashOf(shared), shared)
    await bench.drafts.write(draftWith(stagingProject, [setMapper('b', other)]))
    await rowsOf(bench)
    expect(value(await bench.mappers.read({ id: hashOf(shared) })).plainUses).toBe(2)
    expect(
      value(await bench.mappers.read({ id: hashOf(shared), projectId: staging })).plainUses,
    ).toBe(1)
    const change = { kind: 'text', text: next, rule: 'custom-claim' } as const
    const one = value(
      await bench.mappers.edit({
        id: hashOf(shared),
        change,
        uses: { every: true, projectId: staging },
      }),
    )
    expect(one.projects.map(({ project, written }) => [project.id, written])).toEqual([
      [staging, 1],
    ])
    expect(value(await bench.drafts.read(staging))?.past.at(-1)?.label).toContain(
      'Fixed custom-claim in mapper “',
    )
    expect(value(await bench.drafts.read(production))).toBeUndefined()
    await rowsOf(bench)
    value(await bench.mappers.edit({ id: hashOf(shared), change, uses: { every: true } }))
    expect(value(await bench.drafts.read(production))?.past).toHaveLength(1)
  })

  it('writes an address in the form that Ory takes', async () => {
    const project = stagingWith({ a: 'base64://e30' })
    const bench = await allMappersOver(folder, [project])
    const [row] = await rowsOf(bench)
    expect(row?.problem).toMatchObject({ kind: 'unusable', fixed: 'base64://e30=' })
    const { hash } = value(
      await bench.mappers.edit({
        id: row?.id ?? '',
        change: { kind: 'address' },
        uses: { every: true },
      }),
    )
    const draft = value(await bench.drafts.read(staging))
    expect(draft?.intents.connection['oidc:a']?.fields['mapper_url']?.to).toBe('base64://e30=')
    expect(rowWith(await rowsOf(bench), '{}')?.id).toBe(hash)
  })
})

describe('where a mapper is used', () => {
  const usedAt = (bench: Bench, projectId: typeof staging, key: string) =>
    bench.mappers.used({ projectId, connectionKey: `oidc:${key}` })

  it('is told of the text that the others have still, whatever the draft has by now', async () => {
    const bench = await allMappersOver(folder, [stagingProject, productionProject])
    const everywhere = { id: hashOf(shared), uses: 3, projects: 2 }
    expect(value(await usedAt(bench, staging, 'a'))).toEqual(everywhere)
    await bench.drafts.write(draftWith(stagingProject, [setMapper('a', other)]))
    expect(value(await usedAt(bench, staging, 'a'))).toEqual(everywhere)
    // What it was asked for can be read and edited, though nobody has looked.
    expect(value(await bench.mappers.read({ id: hashOf(shared) })).row.uses).toBe(3)
    expect(value(await usedAt(bench, staging, 'none'))).toEqual({ uses: 0, projects: 0 })
  })

  it('takes nothing away that was checked', async () => {
    const bench = await allMappersOver(folder, [productionProject])
    await rowsOf(bench)
    value(await usedAt(bench, production, 'live'))
    const [row] = value(await bench.mappers.list(every)).rows
    expect(row?.checks).toBeDefined()
  })
})

it('reads identity schemas that are not here, and checks with them from then on', async () => {
  const schema = JSON.stringify({ properties: { traits: { properties: { mail: {} } } } })
  const url = `https://storage.example/${hashOf(schema)}.json`
  const snapshot = snapshotOf({ oidc: [connection('a', { mapper_url: toMapperUrl(shared) })] })
  const identity = { default_schema_id: 'own', schemas: [{ id: 'own', url }] }
  const project = projectWith(
    { ...snapshot, project: { services: { identity: { config: { identity } } } } },
    { id: staging },
  )
  const read: string[] = []
  const bench = await allMappersOver(folder, [project], {
    async readSchema(projectId) {
      read.push(projectId)
      await bench.texts.keep(hashOf(schema), schema)
      return {}
    },
  })
  // Also before anybody has looked at the mappers.
  const fetch = async () => value(await bench.mappers.fetch({ which: 'unasked' })).read
  expect([await fetch(), await fetch()]).toEqual([1, 0])
  expect(read).toEqual([staging])
})

it('names what is wrong with a typed text in any place where the mapper is used', async () => {
  const project = projectWith(
    snapshotOf({
      oidc: [
        connection('a', { provider: 'generic', mapper_url: toMapperUrl(shared) }),
        connection('b', { provider: 'github', mapper_url: toMapperUrl(shared) }),
      ],
    }),
    { id: staging },
  )
  const bench = await allMappersOver(folder, [project])
  await rowsOf(bench)
  const typed = '{ identity: { traits: { g: std.extVar("claims").groups } } }'
  const { findings } = value(await bench.mappers.inspect({ id: hashOf(shared), text: typed }))
  expect(findings.map(({ rule }) => rule)).toContain('custom-claim')
  expect(new Set(findings.map((finding) => JSON.stringify(finding))).size).toBe(findings.length)
})
