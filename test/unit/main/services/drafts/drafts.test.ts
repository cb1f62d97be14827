import { rm } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { emptyDraft, type Draft } from '../../../../../src/core/draft/draft'
import { applyEntries, applyEntry, type Entry } from '../../../../../src/core/draft/journal'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { createAppFiles } from '../../../../../src/main/files/app-files'
import type { PublishLocks } from '../../../../../src/main/files/locks/publish-lock'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { askingWindow } from '../../../../../src/main/ipc/asking'
import { askedByWindow } from '../../../../support/services/asking'
import { createDrafts } from '../../../../../src/main/services/drafts/drafts'
import { value } from '../../../../support/services/main-services'
import { snapshotOf } from '../../../../support/states/snapshots'
import { temporaryFolder } from '../../../../support/services/temporary'

const projectId = 'b1f6a2b4-0000-4000-8000-000000000001'
const other = 'b1f6a2b4-0000-4000-8000-000000000002'
const folders: string[] = []
afterEach(() =>
  Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))),
)

const entry = (id: string): Entry => ({
  kind: 'record',
  step: {
    id,
    label: id,
    at: '2026-11-25T12:00:00Z',
    changes: [{ target: { kind: 'connection', key: 'a' }, field: id, after: { to: id } }],
  },
})
const draftWith = (...ids: string[]): Draft =>
  applyEntries(emptyDraft(projectId as never, 'revision-1'), ids.map(entry))

/** What a window hears. */
type Heard = { readonly name: string; readonly [member: string]: unknown }

/** The service on a folder of its own, and two windows that hear what it tells. */
async function setUp() {
  const folder = await temporaryFolder()
  folders.push(folder)
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() })).drafts
  const heard: Record<number, Heard[]> = { 1: [], 2: [] }
  const world = {
    isPublishing: false,
    left: new Set<string>(),
    holder: undefined as Awaited<ReturnType<PublishLocks['holder']>>,
  }
  const drafts = createDrafts({
    files,
    locks: { isPublishing: () => world.isPublishing },
    ownWrites: { hasReplaced: (_project, revision) => world.left.has(revision) },
    publishLocks: { holder: () => Promise.resolve(world.holder) },
    tellOthers(name, payload) {
      for (const id of [1, 2]) if (id !== askingWindow()) heard[id]?.push({ name, ...payload })
    },
  })
  /** The service as a window has it. */
  const inWindow = (id: number) => ({
    save: (draft: Draft, after?: number) => askedByWindow(id, () => drafts.save(draft, after)),
    append: (after: number, ...entries: Entry[]) =>
      askedByWindow(id, () => drafts.append(projectId as never, after, entries)),
  })
  return { drafts, files, heard, world, first: inWindow(1), second: inWindow(2) }
}

const stale = { ok: false, error: { code: 'draft.stale' } }

test('what one window adds is told to the other, and not to itself', async () => {
  const { drafts, heard, first, second } = await setUp()
  const one = value(await first.save(draftWith('one')))
  const two = value(await second.append(one ?? 0, entry('two')))
  expect(heard[2]).toEqual([
    { name: 'draft.replaced', projectId, draft: draftWith('one'), sequence: one, changes: 1 },
  ])
  expect(heard[1]).toEqual([
    {
      name: 'draft.appended',
      projectId,
      after: one,
      entries: [entry('two')],
      sequence: two,
      changes: 1,
    },
  ])
  expect(value(await drafts.read(projectId as never))).toEqual(draftWith('one', 'two'))
})

test('of two additions at once one is refused, and comes when it knows the other', async () => {
  const { drafts, heard, first, second } = await setUp()
  const start = value(await first.save(draftWith('one'))) ?? 0
  const [left, right] = await Promise.all([
    first.append(start, entry('left')),
    second.append(start, entry('right')),
  ])
  expect(left.ok).toBe(true)
  expect(right).toMatchObject(stale)
  expect(heard[2]?.at(-1)).toMatchObject({ name: 'draft.appended', sequence: value(left) })
  value(await second.append(value(left), entry('right')))
  expect(value(await drafts.read(projectId as never))).toEqual(draftWith('one', 'left', 'right'))
})

test('a whole draft takes the place only of the one that its window has seen', async () => {
  const { drafts, first, second } = await setUp()
  const start = value(await first.save(draftWith('one')))
  expect(await second.save(draftWith('mine'))).toMatchObject(stale)
  const next = value(await second.append(start ?? 0, entry('two')))
  expect(await first.save(draftWith('over it'), start)).toMatchObject(stale)
  expect(value(await drafts.read(projectId as never))).toEqual(draftWith('one', 'two'))
  value(await first.save(draftWith('knowing it'), next))
  expect(value(await drafts.read(projectId as never))).toEqual(draftWith('knowing it'))
})

test('a draft with nothing to keep is gone for both, and a new one has another number', async () => {
  const { drafts, heard, first, second } = await setUp()
  const start = value(await first.save(draftWith('one')))
  expect(
    value(await first.save(emptyDraft(projectId as never, 'revision-1'), start)),
  ).toBeUndefined()
  expect(heard[2]?.at(-1)).toEqual({ name: 'draft.replaced', projectId, changes: 0 })
  expect(await second.append(start ?? 0, entry('two'))).toMatchObject(stale)
  const next = value(await second.save(draftWith('two')))
  expect(next).toBeGreaterThan(start ?? 0)
  expect(value(await drafts.readStored(projectId as never))).toEqual({
    draft: draftWith('two'),
    sequence: next,
  })
})

test('a window that does not show the project hears how many changes its draft has', async () => {
  const { heard, first } = await setUp()
  const start = value(await first.save(draftWith('one'))) ?? 0
  const step = {
    id: 'other',
    label: 'Another connection',
    at: '2026-11-25T12:00:00Z',
    changes: [
      { target: { kind: 'connection' as const, key: 'b' }, field: 'label', after: { to: 'B' } },
    ],
  }
  const more = value(await first.append(start, { kind: 'record', step }))
  value(await first.save(emptyDraft(projectId as never, 'revision-1'), more))
  expect(heard[2]?.map(({ changes }) => changes)).toEqual([1, 2, 0])
})

test('a publish says with the draft what the server has of it now', async () => {
  const { drafts, heard } = await setUp()
  const published = { snapshot: snapshotOf({}), ids: { 'new:o': 'id-of-it' } }
  value(await drafts.write(draftWith('rest'), published))
  value(await drafts.delete(projectId as never, published))
  expect(heard[1]?.map((item) => item['published'])).toEqual([published, published])
})

test('main tells every window of what it does by itself', async () => {
  const { drafts, heard } = await setUp()
  value(await drafts.write(draftWith('one')))
  value(await drafts.delete(projectId as never))
  expect(heard[1]?.map(({ name }) => name)).toEqual(['draft.replaced', 'draft.replaced'])
  expect(heard[2]).toEqual(heard[1])
})

test('while the project is published its draft is left to the publish', async () => {
  const { drafts, heard, first, second, world } = await setUp()
  const start = value(await first.save(draftWith('one'))) ?? 0
  const running = { ok: false, error: { code: 'publish.running', retry: true } }
  world.isPublishing = true
  expect(await second.append(start, entry('two'))).toMatchObject(running)
  expect(await second.save(draftWith('two'), start)).toMatchObject(running)
  value(await askedByWindow(1, () => drafts.write(draftWith('rest'))))
  world.isPublishing = false
  const at = '2026-11-25T12:00:00Z'
  world.holder = { pid: 7, host: 'elsewhere', processStartedAt: at, takenAt: at, token: 'a' }
  expect(await second.append(start, entry('two'))).toMatchObject(running)
  expect(heard[1]).toEqual([])
  expect(heard[2]?.map(({ name }) => name)).toEqual(['draft.replaced', 'draft.replaced'])
  expect(value(await drafts.read(projectId as never))).toEqual(draftWith('rest'))
})

test('a publish that begins while a window writes finds what it wrote', async () => {
  const { drafts, first, world } = await setUp()
  const start = value(await first.save(draftWith('one'))) ?? 0
  const adding = first.append(start, entry('two'))
  world.isPublishing = true
  const found = value(await drafts.read(projectId as never))
  const added = await adding
  expect(value(await drafts.read(projectId as never))).toEqual(found)
  expect(found).toEqual(added.ok ? draftWith('one', 'two') : draftWith('one'))
})

test('a draft on a revision that a publish replaced is not written', async () => {
  const { first, world } = await setUp()
  const start = value(await first.save(draftWith('one')))
  world.left.add('revision-1')
  expect(await first.save(draftWith('two'), start)).toMatchObject(stale)
  expect(await first.append(start ?? 0, entry('two'))).toMatchObject(stale)
})

test('work that changes a draft loses nothing that is added while it goes on', async () => {
  const { drafts, heard, first, second } = await setUp()
  const start = value(await first.save(draftWith('one'))) ?? 0
  let added: ReturnType<typeof second.append> | undefined
  const changed = await askedByWindow(1, () =>
    drafts.change(projectId as never, async (turn) => {
      const draft = value(await turn.read(projectId as never))
      added = second.append(start, entry('meanwhile'))
      return turn.write(applyEntry(draft ?? draftWith(), entry('reverted')))
    }),
  )
  // The addition was meant for the draft before: its window hears of the new one and adds to that.
  expect(await added).toMatchObject(stale)
  expect(heard[2]?.at(-1)).toMatchObject({
    name: 'draft.replaced',
    sequence: value(changed as never),
  })
  value(await second.append(value(changed as never), entry('meanwhile')))
  expect(value(await drafts.read(projectId as never))).toEqual(
    draftWith('one', 'reverted', 'meanwhile'),
  )
})

test('a draft that was given away says which number it goes on from', async () => {
  const { drafts, first } = await setUp()
  const given = draftWith('one')
  const sequence = value(await drafts.write(given))
  value(await first.append(sequence, entry('two')))
  expect(await drafts.onDisk(given)).toEqual({ sequence })
  // It could not be written: what is on disk stays until the window sends it.
  const never = { sequence: sequence + 1, unwritten: true }
  expect(await drafts.onDisk(draftWith('never written'))).toEqual(never)
  expect(await drafts.onDisk(draftWith('one', 'two'))).toEqual({ sequence: sequence + 1 })
  value(await drafts.delete(projectId as never))
  expect(await drafts.onDisk(draftWith('never written'))).toEqual({ unwritten: true })
  expect(await drafts.onDisk(draftWith())).toEqual({})
})

test('drafts of different projects wait for nothing of each other', async () => {
  const { drafts, heard } = await setUp()
  await drafts.change(projectId as never, async () => {
    value(await drafts.save({ ...draftWith('one'), projectId: other as never }, undefined))
  })
  expect(heard[1]?.map((item) => item.projectId)).toEqual([other])
})

test('a write that fails is told to nobody', async () => {
  const { drafts, files, heard } = await setUp()
  const refused = createDrafts({
    files: {
      ...files,
      write: () => Promise.resolve(failure(appError('draft.write-failed', 'Full'))),
    },
    locks: { isPublishing: () => false },
    ownWrites: { hasReplaced: () => false },
    publishLocks: { holder: () => Promise.resolve(undefined) },
    tellOthers: () => heard[1]?.push({ name: 'told' }),
  })
  expect((await refused.write(draftWith('one'))).ok).toBe(false)
  expect(heard[1]).toEqual([])
  expect(value(await drafts.read(projectId as never))).toBeUndefined()
})

test('what cannot be added, deleted or read is told to nobody, with the reason', async () => {
  const { files, heard } = await setUp()
  const refusal = failure(appError('draft.write-failed', 'Full'))
  let unread: typeof refusal | undefined
  const refusing = createDrafts({
    files: {
      ...files,
      append: () => Promise.resolve(refusal),
      delete: () => Promise.resolve(refusal),
      readStored: (id) => (unread ? Promise.resolve(unread) : files.readStored(id)),
    },
    locks: { isPublishing: () => false },
    ownWrites: { hasReplaced: () => false },
    publishLocks: { holder: () => Promise.resolve(undefined) },
    tellOthers: () => heard[1]?.push({ name: 'told' }),
  })
  const start = value(await files.write(draftWith('one')))
  expect(await refusing.append(projectId as never, start, [entry('two')])).toBe(refusal)
  expect(await refusing.save(emptyDraft(projectId as never, 'revision-1'), start)).toBe(refusal)
  expect(await refusing.delete(projectId as never)).toBe(refusal)
  unread = refusal
  expect(await refusing.append(projectId as never, start, [entry('two')])).toBe(refusal)
  expect(await refusing.save(draftWith('two'), start)).toBe(refusal)
  expect(heard[1]).toEqual([])
  expect(value(await files.read(projectId as never))).toEqual(draftWith('one'))
})

test('an addition to a draft that is gone is told without changes', async () => {
  const { files, heard } = await setUp()
  let isGone = true
  const drafts = createDrafts({
    files: {
      ...files,
      append: () => Promise.resolve(success(2)),
      read: () =>
        Promise.resolve(
          isGone ? success(undefined) : failure(appError('draft.corrupt', 'Not a draft')),
        ),
    },
    locks: { isPublishing: () => false },
    ownWrites: { hasReplaced: (_project, revision) => revision === undefined },
    publishLocks: { holder: () => Promise.resolve(undefined) },
    tellOthers: (name, payload) => heard[1]?.push({ name, ...payload }),
  })
  const start = value(await files.write(draftWith('one')))
  for (const gone of [true, false]) {
    isGone = gone
    value(await drafts.append(projectId as never, start, [entry('two')]))
    expect(heard[1]?.at(-1)).toMatchObject({ sequence: 2, changes: 0 })
  }
})

test('at the end of the app, all that is under way is written before the files are', async () => {
  const { files } = await setUp()
  const done: string[] = []
  const drafts = createDrafts({
    files: { ...files, flush: async () => void done.push('files') },
    locks: { isPublishing: () => false },
    ownWrites: { hasReplaced: () => false },
    publishLocks: { holder: () => Promise.resolve(undefined) },
    tellOthers: () => undefined,
  })
  const working = drafts.change(projectId as never, async () => {
    await new Promise(setImmediate)
    done.push('work')
  })
  await drafts.flush()
  expect(done).toEqual(['work', 'files'])
  await working
})
