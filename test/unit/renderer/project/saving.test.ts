import { beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef, watch } from 'vue'
import { emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { applyEntries, applyEntry, type Entry } from '../../../../src/core/draft/journal'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Ask } from '../../../../src/renderer/project/deps'
import { createSaving } from '../../../../src/renderer/project/saving'
import { movedOnto } from '../../../../src/renderer/project/unwritten'
import { snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({})
const projectId = snapshot.summary.id
const full = appError('draft.write-failed', 'ENOSPC')

beforeEach(() => void vi.useFakeTimers())

/** @param results whether the disk takes each write; all of them after the last of these */
function setUp(results: (boolean | Promise<boolean>)[] = []) {
  const save = vi.fn(async () =>
    (await (results.shift() ?? true)) ? success({ sequence: 1 }) : failure(full),
  )
  const saving = createSaving({
    projectId,
    draft: shallowRef<Draft | undefined>(emptyDraft(projectId, 'revision-1')),
    ask: save as unknown as Ask,
    takePublished: () => undefined,
  })
  const states: string[] = []
  const note = (state: string) => states.push(state)
  watch(() => saving.state, note, { flush: 'sync' })
  const touch = () => saving.add({ kind: 'undo' }, 'Undo')
  return { saving, save, states, touch }
}

describe('when it saves', () => {
  it('writes 150 ms after the last change', async () => {
    const { touch, save, states } = setUp()
    touch()
    await vi.advanceTimersByTimeAsync(149)
    expect(save).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(save).toHaveBeenCalledTimes(1)
    expect(states.at(-1)).toBe('saved')
  })

  it('never waits longer than 250 ms while changes go on', async () => {
    const { touch, save } = setUp()
    for (let elapsed = 0; elapsed < 250; elapsed += 50) {
      touch()
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('writes at once when it is flushed, and not twice', async () => {
    const { saving, touch, save } = setUp()
    touch()
    await saving.flush()
    await vi.advanceTimersByTimeAsync(500)
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('keeps what the disk did not take, with the reason, and tries again with the next flush', async () => {
    const { saving, touch, save } = setUp([false, true])
    touch()
    await saving.flush()
    expect([saving.state, saving.error, saving.unsaved]).toEqual(['failed', full, ['Undo']])
    await saving.flush()
    expect(save).toHaveBeenCalledTimes(2)
    expect([saving.state, saving.error, saving.unsaved]).toEqual(['saved', undefined, []])
  })

  it('tells who flushes whether all is on disk', async () => {
    const { saving, touch } = setUp([false, true])
    expect(await saving.flush()).toBe(true)
    touch()
    expect(await Promise.all([saving.flush(), saving.flush()])).toEqual([false, false])
    expect(await saving.flush()).toBe(true)
    expect(await saving.flush()).toBe(true)
  })

  it('tries again by itself, less often with each failure, and says so only once', async () => {
    const { touch, save, states } = setUp([false, false, false, true])
    touch()
    await vi.advanceTimersByTimeAsync(150)
    expect(save).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(save).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1999)
    expect(save).toHaveBeenCalledTimes(2)
    touch()
    await vi.advanceTimersByTimeAsync(150)
    expect(save).toHaveBeenCalledTimes(3)
    expect(states).toEqual(['unsaved', 'saving', 'failed'])
    await vi.advanceTimersByTimeAsync(5000)
    expect(save).toHaveBeenCalledTimes(4)
    expect(states.at(-1)).toBe('saved')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(4)
  })

  it('does not try again what no longer matters', async () => {
    let finish: (done: boolean) => void = () => undefined
    const { saving, touch, save, states } = setUp([new Promise((resolve) => (finish = resolve))])
    touch()
    const settled = saving.flush()
    await vi.advanceTimersByTimeAsync(0)
    saving.opened()
    finish(false)
    await settled
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(1)
    expect([states.at(-1), saving.error, saving.unsaved]).toEqual(['saved', undefined, []])
  })

  it('writes again what changed during a write', async () => {
    let finish: (done: boolean) => void = () => undefined
    const { saving, touch, save } = setUp([new Promise((resolve) => (finish = resolve))])
    touch()
    const flushed = saving.flush()
    await vi.advanceTimersByTimeAsync(0)
    touch()
    finish(true)
    expect(await flushed).toBe(true)
    expect(save).toHaveBeenCalledTimes(2)
  })
})

describe('lending', () => {
  const standing = { draft: emptyDraft(projectId, 'revision-1'), snapshot }

  it('lends to one after the other, and moves what is lent onto a newer state', async () => {
    const { saving } = setUp()
    const order: string[] = []
    let finish: () => void = () => undefined
    const first = saving.lend(
      () => standing,
      async (held) => {
        order.push('first')
        await new Promise<void>((resolve) => (finish = resolve))
        return held()?.draft.baseRevisionId
      },
    )
    const second = saving.lend(
      () => standing,
      () => Promise.resolve(order.push('second')),
    )
    await vi.waitFor(() => expect(order).toEqual(['first']))
    saving.moveLent({ ...snapshot, revisionId: 'later' }, (draft) => ({
      ...draft,
      baseRevisionId: 'later',
    }))
    finish()
    expect(await first).toBe('later')
    await second
    expect(order).toEqual(['first', 'second'])
  })

  it('waits for the write under way, and writes nothing before all that was lent is back', async () => {
    let finish: (done: boolean) => void = () => undefined
    const { saving, touch, save } = setUp([new Promise((resolve) => (finish = resolve))])
    const backs: (() => void)[] = []
    const work = () => new Promise<void>((resolve) => backs.push(resolve))
    touch()
    void saving.flush()
    await vi.advanceTimersByTimeAsync(0)
    const first = saving.lend(() => standing, work)
    await vi.advanceTimersByTimeAsync(0)
    expect([save.mock.calls.length, backs.length]).toEqual([1, 0])
    touch()
    finish(true)
    await vi.advanceTimersByTimeAsync(300)
    expect([saving.state, saving.unsaved, backs.length]).toEqual(['saving', ['Undo'], 1])
    const second = saving.lend(() => standing, work)
    backs[0]?.()
    await first
    await vi.advanceTimersByTimeAsync(300)
    expect([save.mock.calls.length, backs.length]).toEqual([1, 2])
    backs[1]?.()
    await second
    expect(await saving.flush()).toBe(true)
    expect([saving.state, saving.unsaved, save.mock.calls.length]).toEqual(['saved', [], 2])
  })
})

describe('what it sends', () => {
  /** Main's side: a draft with a number, to which entries can be added. */
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
    shown.value = emptyDraft(projectId, 'revision-1')
  })

  async function ask(name: string, input: any) {
    asked.push(name)
    if (fault === 'slow') await new Promise<void>((resolve) => finish.push(resolve))
    if (fault === 'full') return failure(full)
    if (name === 'draft.read') return success(disk.draft ? disk : {})
    const isStale = disk.draft ? input.after !== disk.sequence : name === 'draft.append'
    if (isStale) return failure(appError('draft.stale', 'Another one'))
    disk =
      name === 'draft.save'
        ? { draft: input.draft, sequence: disk.sequence + 1 }
        : {
            draft: applyEntries(disk.draft!, input.entries),
            sequence: disk.sequence + input.entries.length,
          }
    return success({ sequence: disk.sequence })
  }

  function open(onDisk?: number) {
    const saving = createSaving({
      projectId,
      draft: shown,
      ask: ask as Ask,
      takePublished: () => undefined,
    })
    saving.opened(onDisk)
    return saving
  }
  type Saving = ReturnType<typeof open>

  const entryOf = (value: string): Entry => ({
    kind: 'record',
    step: {
      id: value,
      label: value,
      at: '',
      changes: [{ target: { kind: 'connection', key: 'a' }, field: 'label', after: { to: value } }],
    },
  })
  function type(saving: Saving, value: string): void {
    shown.value = applyEntry(shown.value!, entryOf(value))
    saving.add(entryOf(value), value)
  }
  async function save(saving: Saving, ...values: string[]): Promise<void> {
    for (const value of values) type(saving, value)
    expect(await saving.flush()).toBe(true)
    expect(disk.draft).toEqual(shown.value)
  }
  function move(saving: Saving): void {
    const onto = { before: undefined, now: snapshotOf({ revisionId: 'revision-2' }), at: '' }
    shown.value = movedOnto(shown.value!, onto)
    saving.move(onto)
  }
  /** Begins a write, does something during it, and lets it end. */
  async function during(saving: Saving, act: () => void): Promise<void> {
    fault = 'slow'
    const flushed = saving.flush()
    await vi.advanceTimersByTimeAsync(0)
    act()
    fault = 'none'
    finish.splice(0).forEach((done) => done())
    await flushed
  }

  it('sends the draft whole once, and then entries alone', async () => {
    const saving = open()
    await save(saving, 'one')
    await save(saving, 'two', 'three')
    await save(saving)
    expect(asked).toEqual(['draft.save', 'draft.append'])
  })

  it('goes on from what is on disk', async () => {
    await save(open(), 'one')
    await save(open(disk.sequence), 'two')
    expect(asked).toEqual(['draft.save', 'draft.append'])
  })

  it('keeps what could not be written and sends all of it later', async () => {
    const saving = open()
    await save(saving, 'one')
    fault = 'full'
    for (const value of ['two', 'three']) {
      type(saving, value)
      expect(await saving.flush()).toBe(false)
      expect(saving.error).toBe(full)
    }
    fault = 'none'
    await save(saving)
  })

  it('takes another draft on disk below what is not there, and sends the whole where one took its place', async () => {
    const saving = open()
    await save(saving, 'one')
    disk = { draft: emptyDraft(projectId, 'from elsewhere'), sequence: 77 }
    const states: string[] = []
    watch(
      () => saving.state,
      (state) => states.push(state),
      { flush: 'sync' },
    )
    await save(saving, 'two')
    expect(states).toEqual(['unsaved', 'saving', 'conflicting', 'saving', 'saved'])
    move(saving)
    await save(saving)
    expect(shown.value?.past.map(({ label }) => label)).toEqual(['two'])
    expect(asked.slice(1)).toEqual(['draft.append', 'draft.read', 'draft.append', 'draft.save'])
  })

  it('writes what comes during a write next, whole or not', async () => {
    const saving = open()
    for (const value of ['one', 'three']) {
      type(saving, value)
      await during(saving, () => type(saving, `${value} and more`))
      expect(disk.draft).toEqual(shown.value)
    }
    expect(asked).toEqual(['draft.save', 'draft.append', 'draft.append', 'draft.append'])
  })

  it('writes a move during an append next, whole, and does not forget it with the answer', async () => {
    const saving = open()
    await save(saving, 'one')
    type(saving, 'two')
    await during(saving, () => move(saving))
    expect(saving.state).toBe('saved')
    expect(asked).toEqual(['draft.save', 'draft.append', 'draft.save'])
    expect(disk.draft?.baseRevisionId).toBe('revision-2')
    expect(disk.draft).toEqual(shown.value)
  })

  it('makes a move again on what another window wrote meanwhile', async () => {
    const saving = open()
    await save(saving, 'one')
    move(saving)
    const entries: Entry[] = [
      { kind: 'record', step: { id: 'theirs', label: 'theirs', at: '', changes: [] } },
    ]
    disk = { draft: applyEntries(disk.draft!, entries), sequence: disk.sequence + 1 }
    saving.hear({ projectId, after: 1, entries, sequence: 2, changes: 1 })
    expect(shown.value?.baseRevisionId).toBe('revision-2')
    await save(saving)
    expect(disk.draft?.past.map(({ label }) => label)).toEqual(['one', 'theirs'])
  })

  it('ignores an answer about a draft that is no longer open', async () => {
    const saving = open()
    type(saving, 'one')
    await during(saving, () => {
      shown.value = emptyDraft(projectId, 'another')
      saving.opened(undefined)
    })
    await save(saving, 'two')
    // The one before reached the disk all the same: nothing there is overwritten unseen.
    expect(asked).toEqual(['draft.save', 'draft.save', 'draft.read', 'draft.append'])
  })
})
