import { beforeEach, expect, it } from 'vitest'
import { emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { applyEntries, applyEntry, type Entry } from '../../../../src/core/draft/journal'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { request } from '../../../../src/renderer/bridge/request'
import { setBridge } from '../../../support/page/bridge'
import { snapshotOf } from '../../../support/states/snapshots'
import { shallowRef } from 'vue'
import { createDraftFile } from '../../../../src/renderer/project/draft-file'
import { movedOnto } from '../../../../src/renderer/project/unwritten'

const projectId = 'b1f6a2b4-0000-4000-8000-000000000001' as never

/** The other side: a draft with a number, to which entries can be added. */
let disk: { draft: Draft | undefined; sequence: number }
let asked: string[]
let fault: 'none' | 'full' | 'slow'
let finish: (() => void)[]
const shown = shallowRef<Draft>()

beforeEach(() => {
  disk = { draft: undefined, sequence: 0 }
  asked = []
  fault = 'none'
  finish = []
  shown.value = emptyDraft(projectId as never, 'revision-1')
  setBridge({
    async request(name: string, input: any) {
      asked.push(name)
      if (fault === 'slow') await new Promise<void>((resolve) => finish.push(resolve))
      if (fault === 'full') return failure(appError('draft.write-failed', 'ENOSPC'))
      if (name === 'draft.read') {
        return success(disk.draft ? disk : {})
      }
      if (name === 'draft.save') {
        if (disk.draft && input.after !== disk.sequence) {
          return failure(appError('draft.stale', 'Another one'))
        }
        disk = { draft: input.draft, sequence: disk.sequence + 1 }
      } else {
        if (!disk.draft || input.after !== disk.sequence) {
          return failure(appError('draft.stale', 'Another one'))
        }
        disk = {
          draft: applyEntries(disk.draft, input.entries),
          sequence: disk.sequence + input.entries.length,
        }
      }
      return success({ sequence: disk.sequence })
    },
  })
})

function open() {
  const file = createDraftFile({
    projectId: projectId as never,
    draft: shown,
    ask: request,
    takePublished: () => undefined,
    wake: () => undefined,
  })
  file.opened(undefined)
  const type = (value: string) => {
    const entry: Entry = {
      kind: 'record',
      step: {
        id: value,
        label: value,
        at: '',
        changes: [
          { target: { kind: 'connection', key: 'a' }, field: 'label', after: { to: value } },
        ],
      },
    }
    shown.value = shown.value && applyEntry(shown.value, entry)
    file.add(entry, value)
  }
  return { file, type }
}

it('sends the draft whole once, and then entries alone', async () => {
  const { file, type } = open()
  type('one')
  expect(await file.save()).toBeUndefined()
  type('two')
  type('three')
  await file.save()
  await file.save()
  expect(asked).toEqual(['draft.save', 'draft.append'])
  expect(disk.draft).toEqual(shown.value)
})

it('goes on from what is on disk', async () => {
  const { file, type } = open()
  type('one')
  await file.save()
  const next = open()
  next.file.opened(disk.sequence)
  next.type('two')
  await next.file.save()
  expect(asked).toEqual(['draft.save', 'draft.append'])
  expect(disk.draft).toEqual(shown.value)
})

it('keeps what could not be written and sends all of it later', async () => {
  const { file, type } = open()
  type('one')
  await file.save()
  fault = 'full'
  type('two')
  expect(await file.save()).toMatchObject({ code: 'draft.write-failed' })
  type('three')
  expect(await file.save()).toMatchObject({ code: 'draft.write-failed' })
  fault = 'none'
  expect(await file.save()).toBeUndefined()
  expect(disk.draft).toEqual(shown.value)
})

it('takes another draft on disk below what is not there, and sends the whole where one took its place', async () => {
  const { file, type } = open()
  type('one')
  await file.save()
  disk = { draft: emptyDraft(projectId as never, 'from elsewhere'), sequence: 77 }
  type('two')
  expect(await file.save()).toBeUndefined()
  expect(disk.draft).toEqual(shown.value)
  const move = { before: undefined, now: snapshotOf({ revisionId: 'revision-2' }), at: '' }
  shown.value = shown.value && movedOnto(shown.value, move)
  file.move(move)
  await file.save()
  expect(shown.value?.past.map(({ label }) => label)).toEqual(['two'])
  expect(asked.slice(1)).toEqual(['draft.append', 'draft.read', 'draft.append', 'draft.save'])
  expect(disk.draft).toEqual(shown.value)
})

it('what comes while it writes is written next, whole or not', async () => {
  const { file, type } = open()
  for (const before of ['one', 'three']) {
    fault = 'slow'
    type(before)
    const saving = file.save()
    type(`${before} and more`)
    fault = 'none'
    finish.splice(0).forEach((done) => done())
    await saving
    await file.save()
    expect(disk.draft).toEqual(shown.value)
  }
  expect(asked).toEqual(['draft.save', 'draft.append', 'draft.append', 'draft.append'])
})

it('a move while an append is under way is written next, whole, and not forgotten by the answer', async () => {
  const { file, type } = open()
  type('one')
  await file.save()
  fault = 'slow'
  type('two')
  const saving = file.save()
  const move = { before: undefined, now: snapshotOf({ revisionId: 'revision-2' }), at: '' }
  shown.value = shown.value && movedOnto(shown.value, move)
  file.move(move)
  fault = 'none'
  finish.splice(0).forEach((done) => done())
  expect(await saving).toBeUndefined()
  expect(file.isToWrite()).toBe(true)
  expect(await file.save()).toBeUndefined()
  expect(file.isToWrite()).toBe(false)
  expect(asked).toEqual(['draft.save', 'draft.append', 'draft.save'])
  expect(disk.draft?.baseRevisionId).toBe('revision-2')
  expect(disk.draft).toEqual(shown.value)
})

it('a move is made again on what another window wrote meanwhile', async () => {
  const { file, type } = open()
  type('one')
  await file.save()
  const move = { before: undefined, now: snapshotOf({ revisionId: 'revision-2' }), at: '' }
  shown.value = shown.value && movedOnto(shown.value, move)
  file.move(move)
  const theirs: Entry[] = [
    { kind: 'record', step: { id: 'theirs', label: 'theirs', at: '', changes: [] } },
  ]
  disk = { draft: applyEntries(disk.draft!, theirs), sequence: disk.sequence + 1 }
  file.hear({ projectId, after: 1, entries: theirs, sequence: 2, changes: 1 })
  expect(shown.value?.baseRevisionId).toBe('revision-2')
  expect(await file.save()).toBeUndefined()
  expect(disk.draft?.past.map(({ label }) => label)).toEqual(['one', 'theirs'])
  expect(disk.draft).toEqual(shown.value)
})

it('an answer about a draft that is no longer open changes nothing', async () => {
  const { file, type } = open()
  fault = 'slow'
  type('one')
  const saving = file.save()
  fault = 'none'
  shown.value = emptyDraft(projectId as never, 'another')
  file.opened(undefined)
  finish.splice(0).forEach((done) => done())
  await saving
  type('two')
  await file.save()
  // The one before reached the disk all the same: nothing there is overwritten unseen.
  expect(asked).toEqual(['draft.save', 'draft.save', 'draft.read', 'draft.append'])
  expect(disk.draft).toEqual(shown.value)
})
