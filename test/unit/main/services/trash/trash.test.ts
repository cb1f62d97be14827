import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { noIntents } from '../../../../../src/core/intents/intents'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { demoIds } from '../../../../emulator'
import { createTrashService } from '../../../../../src/main/services/trash/trash'
import {
  draftOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'

const projectId = demoIds.northwindStaging
const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'
const day = 24 * 60 * 60 * 1000

/** The trash so many days after the bench's own time. */
function later(bench: Bench, days: number) {
  let id = 0
  return bench.named(
    createTrashService({
      ...bench,
      now: () => new Date(Date.parse('2026-11-25T12:00:00Z') + days * day),
      newId: () => `00000000-0000-4000-8000-${String((id += 1)).padStart(12, '0')}`,
    }),
  )
}

async function withDraft(bench: Bench) {
  const { snapshot } = await draftOf(bench, projectId, [])
  value(await bench.projects.putSecret(projectId, reference, 'canary-secret'))
  const target = {
    kind: 'connection',
    key: `oidc:${firstId(snapshot)}`,
  } as const
  const made = await draftOf(bench, projectId, [
    { kind: 'set-field', target, field: 'label', value: 'Typed' },
    { kind: 'set-field', target, field: 'client_secret', value: { $secret: reference } },
  ])
  return made
}

function firstId(snapshot: { readonly project: unknown }): string {
  const { services } = snapshot.project as any
  return services.identity.config.selfservice.methods.oidc.config.providers[0].id
}

test('a discarded draft comes back whole, but for its secrets, which it names', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.discardDraft(projectId))
  expect(value(await bench.files.drafts.read(projectId))).toBeUndefined()
  expect(value(await bench.store.find('draft:'))).toEqual([])
  const [item] = await bench.trash.list()
  expect(item).toMatchObject({
    kind: 'draft',
    name: 'Northwind Staging',
    changes: 1,
    secrets: 1,
    deletedAt: '2026-11-25T12:00:00.000Z',
    goesAt: '2026-12-25T12:00:00.000Z',
  })
  const [file] = await readdir(join(bench.folder, 'trash'))
  expect(await readFile(join(bench.folder, 'trash', file ?? ''), 'utf8')).not.toContain('canary')
  expect(value(await bench.trash.restore(item?.id ?? '', false))).toEqual({
    kind: 'restored',
    projectId: bench.id(projectId),
  })
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  expect(await bench.trash.list()).toEqual([])
  expect(value(await bench.projects.checkSecrets(projectId, [reference]))).toEqual({
    missing: [reference],
  })
  value(await bench.projects.putSecret(projectId, reference, 'typed again'))
  expect(value(await bench.projects.checkSecrets(projectId, [reference])).missing).toEqual([])
})

test('a draft that is there is replaced only when asked to, and goes to the trash', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.discardDraft(projectId))
  const [first] = await bench.trash.list()
  const { draft: second } = await draftOf(bench, projectId, [
    { kind: 'create-organization', key: 'new:a', fields: { label: 'A', domains: [] } },
  ])
  const id = first?.id ?? ''
  expect(value(await bench.trash.restore(id, false))).toEqual({ kind: 'draft-exists', changes: 1 })
  expect(value(await bench.files.drafts.read(projectId))).toEqual(second)
  expect(value(await bench.trash.restore(id, true)).kind).toBe('restored')
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  const [other] = await bench.trash.list()
  expect(value(await bench.trash.restore(other?.id ?? '', true)).kind).toBe('restored')
  expect(value(await bench.files.drafts.read(projectId))).toEqual(second)
})

test('nothing is thrown away or brought back while the project is being published', async () => {
  const bench = await startBench()
  await withDraft(bench)
  await bench.locks.publish(projectId, async () => {
    const refused = await bench.trash.discardDraft(projectId)
    expect(refused).toMatchObject({ ok: false, error: { code: 'publish.running' } })
  })
  expect(value(await bench.files.drafts.read(projectId))).toBeDefined()
})

test('nothing is thrown away or brought back while another process publishes the project', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.discardDraft(projectId))
  const id = (await bench.trash.list())[0]?.id ?? ''
  const lock = value(await bench.publishFiles.locks.take(projectId))
  const refused = { ok: false, error: { code: 'publish.running', retry: true } }
  expect(await bench.trash.restore(id, true)).toMatchObject(refused)
  expect(await bench.trash.discardDraft(projectId)).toMatchObject(refused)
  expect(await bench.trash.list()).toHaveLength(1)
  await lock.release()
  expect(value(await bench.trash.restore(id, false)).kind).toBe('restored')
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
})

const publishedSteps = (publishId: string, at: string) => ({
  publishId,
  at,
  steps: [{ id: publishId, label: `Step of ${publishId}`, at }],
})

test('what a publish left to be read is no draft to ask about, and stays beside the one brought back', async () => {
  const bench = await startBench()
  const before = publishedSteps('before', '2026-11-24T12:00:00Z')
  const since = publishedSteps('since', '2026-11-26T12:00:00Z')
  const { draft } = await withDraft(bench)
  value(await bench.saveDraft({ ...draft, earlier: [before] }))
  value(await bench.trash.discardDraft(projectId))
  const id = (await bench.trash.list())[0]?.id ?? ''
  const left = { ...emptyDraft(projectId, draft.baseRevisionId), earlier: [since] }
  value(await bench.saveDraft(left))

  expect(value(await bench.trash.restore(id, false)).kind).toBe('restored')
  expect(value(await bench.files.drafts.read(projectId))).toEqual({
    ...draft,
    earlier: [before, since],
  })
  expect(await bench.trash.list()).toEqual([])
})

test('a draft with steps to go back to is asked about, though it has no change left', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.discardDraft(projectId))
  const id = (await bench.trash.list())[0]?.id ?? ''
  value(await bench.saveDraft({ ...draft, intents: noIntents }))
  expect(value(await bench.trash.restore(id, false))).toEqual({ kind: 'draft-exists', changes: 0 })
  expect(await bench.trash.list()).toHaveLength(1)
})

test('where the keychain refuses, the draft stays as it is, and nothing is in the trash', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  const locked = failure(appError('secret.denied', 'The keychain is locked'))
  bench.store.delete = () => Promise.resolve(locked)
  expect(await bench.trash.discardDraft(projectId)).toEqual(locked)
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  expect(await bench.trash.list()).toEqual([])
})

test('where the draft cannot be deleted, it keeps its secrets, and nothing is in the trash', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  const full = failure(appError('draft.write-failed', 'ENOSPC'))
  const trash = bench.named(
    createTrashService({
      ...bench,
      drafts: {
        change: (id, work) =>
          bench.drafts.change(id, (turn) => work({ ...turn, delete: () => Promise.resolve(full) })),
      },
      now: () => new Date('2026-11-25T12:00:00Z'),
      newId: () => '00000000-0000-4000-8000-000000000001',
    }),
  )
  expect(await trash.discardDraft(projectId)).toEqual(full)
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  expect(value(await bench.projects.checkSecrets(projectId, [reference])).missing).toEqual([])
  expect(await bench.trash.list()).toEqual([])
})

test('a draft of a removed workspace that cannot be deleted keeps its secrets', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.removeWorkspace(demoIds.northwind))
  const full = failure(appError('draft.write-failed', 'ENOSPC'))
  const drafts: typeof bench.files.drafts = {
    ...bench.files.drafts,
    delete: (id) =>
      id === bench.id(projectId) ? Promise.resolve(full) : bench.files.drafts.delete(id),
  }
  const trash = bench.named(
    createTrashService({
      ...bench,
      files: { ...bench.files, drafts },
      now: () => new Date('2026-11-25T12:00:00Z'),
      newId: () => '00000000-0000-4000-8000-000000000001',
    }),
  )
  expect(await trash.empty()).toEqual(full)
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  expect(value(await bench.projects.checkSecrets(projectId, [reference])).missing).toEqual([])
  expect(value(await bench.files.snapshots.read(projectId))).toBeDefined()
})

test('a draft whose cases cannot be deleted stays in the trash', async () => {
  const bench = await startBench()
  await withDraft(bench)
  value(await bench.trash.discardDraft(projectId))
  const full = failure(appError('draft.write-failed', 'ENOSPC'))
  const trash = bench.named(
    createTrashService({
      ...bench,
      caseFiles: { forget: () => Promise.resolve(full) },
      now: () => new Date('2026-11-25T12:00:00Z'),
      newId: () => '00000000-0000-4000-8000-000000000001',
    }),
  )
  const [item] = await trash.list()
  expect(await trash.delete(item?.id ?? '')).toEqual(full)
  expect(await trash.list()).toEqual([item])
})

test('a removed workspace comes back with snapshots and drafts, without its key', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.removeWorkspace(demoIds.northwind))
  expect(await bench.workspaces.list()).toEqual([])
  expect(value(await bench.store.find('workspace:'))).toEqual([])
  const [item] = await bench.trash.list()
  expect(item).toMatchObject({ kind: 'workspace', name: 'Northwind', changes: 1 })
  const [file] = await readdir(join(bench.folder, 'trash'))
  const text = await readFile(join(bench.folder, 'trash', file ?? ''), 'utf8')
  expect(text).not.toContain(bench.apiKey)
  expect(value(await bench.trash.restore(item?.id ?? '', false))).toEqual({ kind: 'restored' })
  expect(await bench.workspaces.list()).toMatchObject([{ name: 'Northwind', hasKey: false }])
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  expect(value(await bench.files.snapshots.read(projectId))).toBeDefined()
})

test('one that is connected again is no longer in the trash, and its files stay', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  value(await bench.trash.removeWorkspace(demoIds.northwind))
  const { apiKey, emulator } = bench
  value(await bench.workspaces.connect({ apiKey, apiAddress: emulator.apiAddress }))
  await later(bench, 31).sweep()
  expect(await bench.trash.list()).toEqual([])
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
})

test('after 30 days, and not before, all of it goes for good, secrets too', async () => {
  const bench = await startBench()
  const { snapshot, draft } = await withDraft(bench)
  const excluded: string[] = []
  value(await bench.publishing.publish({ projectId, excluded, shown: shownOf(snapshot, draft) }))
  await withDraft(bench)
  value(await bench.files.checks(projectId).write({}))
  const history = () => bench.publishHistory.list(projectId)
  value(await bench.trash.removeWorkspace(demoIds.northwind))
  await later(bench, 29.9).sweep()
  expect(value(await history())).toHaveLength(1)
  expect(await bench.trash.list()).toHaveLength(1)
  expect(value(await bench.files.drafts.read(projectId))).toBeDefined()
  await later(bench, 30).sweep()
  expect(value(await history())).toEqual([])
  expect(await readdir(join(bench.folder, 'history'))).toEqual([])
  expect(await bench.trash.list()).toEqual([])
  expect(value(await bench.files.drafts.read(projectId))).toBeUndefined()
  expect(value(await bench.files.snapshots.read(projectId))).toBeUndefined()
  const left = await readdir(bench.folder, { recursive: true })
  expect(left.filter((path) => path.includes(projectId))).toEqual([])
  expect(value(await bench.store.find('draft:'))).toEqual([])
})

test('one thing is deleted, or all', async () => {
  const bench = await startBench()
  for (const key of ['new:a', 'new:b', 'new:c']) {
    await draftOf(bench, projectId, [
      { kind: 'create-organization', key, fields: { label: key, domains: [] } },
    ])
    value(await bench.trash.discardDraft(projectId))
  }
  const [first] = await bench.trash.list()
  value(await bench.trash.delete(first?.id ?? ''))
  expect(await bench.trash.list()).toHaveLength(2)
  value(await bench.trash.empty())
  expect(await bench.trash.list()).toEqual([])
  expect(await bench.trash.restore(first?.id ?? '', false)).toMatchObject({ ok: false })
})

test('a project that its workspace no longer lists can be put back into the list', async () => {
  const bench = await startBench()
  const { draft } = await withDraft(bench)
  const project = await bench.workspaces.findProject(projectId)
  if (!project) throw new Error('It is not listed')
  value(await bench.trash.keepProject(project))
  const [stored] = value(await bench.files.workspaces.read()) ?? []
  const projects = stored?.projects.filter(({ id }) => id !== bench.id(projectId)) ?? []
  value(await bench.workspaces.putBack({ ...stored!, projects }))
  const [item] = await bench.trash.list()
  expect(item).toMatchObject({ kind: 'project', name: 'Northwind Staging', changes: 1 })
  value(await bench.trash.restore(item?.id ?? '', false))
  expect(await bench.workspaces.findProject(projectId)).toEqual(project)
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
})
