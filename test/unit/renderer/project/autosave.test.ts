import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAutosave } from '../../../../src/renderer/project/autosave'

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function setUp(results: boolean[] = []) {
    const states: string[] = []
    const save = vi.fn(() => Promise.resolve(results.shift() ?? true))
    const autosave = createAutosave({ save, changed: (state) => states.push(state) })
    return { autosave, save, states }
  }

  it('writes 150 ms after the last change', async () => {
    const { autosave, save, states } = setUp()
    autosave.touch()
    await vi.advanceTimersByTimeAsync(149)
    expect(save).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(save).toHaveBeenCalledTimes(1)
    expect(states.at(-1)).toBe('saved')
  })

  it('never waits longer than 250 ms while changes go on', async () => {
    const { autosave, save } = setUp()
    for (let elapsed = 0; elapsed < 250; elapsed += 50) {
      autosave.touch()
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('writes at once when it is flushed, and not twice', async () => {
    const { autosave, save } = setUp()
    autosave.touch()
    await autosave.flush()
    await vi.advanceTimersByTimeAsync(500)
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('says that it failed, and tries again with the next flush', async () => {
    const { autosave, save, states } = setUp([false, true])
    autosave.touch()
    await autosave.flush()
    expect(states.at(-1)).toBe('failed')
    await autosave.flush()
    expect(save).toHaveBeenCalledTimes(2)
    expect(states.at(-1)).toBe('saved')
  })

  it('tells who flushes whether all is on disk', async () => {
    const { autosave } = setUp([false, true])
    expect(await autosave.flush()).toBe(true)
    autosave.touch()
    expect(await Promise.all([autosave.flush(), autosave.flush()])).toEqual([false, false])
    expect(await autosave.flush()).toBe(true)
    expect(await autosave.flush()).toBe(true)
  })

  it('tries again by itself, less often with each failure, and says so only once', async () => {
    const { autosave, save, states } = setUp([false, false, false, true])
    autosave.touch()
    await vi.advanceTimersByTimeAsync(150)
    expect(save).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(save).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1999)
    expect(save).toHaveBeenCalledTimes(2)
    autosave.touch()
    await vi.advanceTimersByTimeAsync(150)
    expect(save).toHaveBeenCalledTimes(3)
    expect(states).toEqual(['saving', 'saving', 'failed', 'failed', 'failed'])
    await vi.advanceTimersByTimeAsync(5000)
    expect(save).toHaveBeenCalledTimes(4)
    expect(states.at(-1)).toBe('saved')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(4)
  })

  it('does not try again what no longer matters', async () => {
    let finish: (done: boolean) => void = () => undefined
    const save = vi.fn(() => new Promise<boolean>((resolve) => (finish = resolve)))
    const states: string[] = []
    const autosave = createAutosave({ save, changed: (state) => states.push(state) })
    autosave.touch()
    const settled = autosave.flush()
    autosave.forget()
    finish(false)
    await settled
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(1)
    expect(states.at(-1)).toBe('saved')
  })

  it('writes again what changed during a write', async () => {
    let finish: (done: boolean) => void = () => undefined
    const save = vi.fn(() => new Promise<boolean>((resolve) => (finish = resolve)))
    const autosave = createAutosave({ save, changed: () => undefined })
    autosave.touch()
    const flushed = autosave.flush()
    autosave.touch()
    finish(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledTimes(2)
    finish(true)
    await flushed
  })
})
