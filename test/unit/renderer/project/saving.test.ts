import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef, watch } from 'vue'
import { emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Ask } from '../../../../src/renderer/project/deps'
import { createSaving } from '../../../../src/renderer/project/saving'
import { snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({})
const projectId = snapshot.summary.id
const full = appError('draft.write-failed', 'ENOSPC')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

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

describe('saving', () => {
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
    expect(states).toEqual(['saving', 'failed'])
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
