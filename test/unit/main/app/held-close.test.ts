import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHeldClose, type HeldWindow } from '../../../../src/main/app/held-close'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A window of a page that holds edits, on a system that tells it as Electron does. */
function setUp({ answer = false } = {}) {
  const listeners: Record<string, (event: { preventDefault(): void }) => void> = {}
  const page = { isUnsaved: true }
  const world = { isOpen: true, isQuitting: false, hasQuit: false }
  const ask = vi.fn(() => answer)
  const close = vi.fn(() => {
    listeners['close']?.({ preventDefault: () => undefined })
    if (!page.isUnsaved || unloads()) {
      world.isOpen = false
      if (world.isQuitting) world.hasQuit = true
    } else world.isQuitting = false
  })
  const quit = vi.fn(() => {
    world.isQuitting = true
    heldClose.quitting({ preventDefault: () => undefined })
    close()
  })
  const onStay = vi.fn()
  const heldClose = createHeldClose({ ask, write: () => true, quit, onStay })
  /** @returns whether a page that says no goes all the same. */
  function unloads(): boolean {
    const preventDefault = vi.fn()
    listeners['will-prevent-unload']?.({ preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  heldClose.watch({
    on: (event, listener) => (listeners[event] = listener),
    close,
    isDestroyed: () => !world.isOpen,
    webContents: { id: 1, on: (event, listener) => (listeners[event] = listener) },
  })
  return { heldClose, ask, close, quit, onStay, page, world, unloads }
}

it('closes by itself, and asks nothing, as soon as the last edits are on disk', () => {
  const { heldClose, ask, close, page, world } = setUp()
  close()
  vi.advanceTimersByTime(999)
  expect([world.isOpen, ask.mock.calls.length]).toEqual([true, 0])
  page.isUnsaved = false
  heldClose.settled(1, true)
  expect([world.isOpen, ask.mock.calls.length]).toEqual([false, 0])
  vi.advanceTimersByTime(5000)
  expect(ask).not.toHaveBeenCalled()
})

it('asks at once when they could not be written, and stays for who wants it', () => {
  const { heldClose, ask, close, world } = setUp({ answer: false })
  close()
  heldClose.settled(1, false)
  expect([world.isOpen, ask.mock.calls.length]).toEqual([true, 1])
  vi.advanceTimersByTime(5000)
  expect(ask).toHaveBeenCalledTimes(1)
  close()
  heldClose.settled(1, false)
  expect(ask).toHaveBeenCalledTimes(2)
})

it('asks after a second when the page says nothing, and goes for who gives them up', () => {
  const { heldClose, ask, close, world } = setUp({ answer: true })
  close()
  vi.advanceTimersByTime(999)
  expect(ask).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect([world.isOpen, ask.mock.calls.length]).toEqual([false, 1])
  heldClose.settled(1, true)
  expect(close).toHaveBeenCalledTimes(2)
})

it('waits once for who closes it again and again', () => {
  const { ask, close } = setUp()
  close()
  vi.advanceTimersByTime(600)
  close()
  vi.advanceTimersByTime(400)
  expect(ask).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(5000)
  expect(ask).toHaveBeenCalledTimes(1)
})

it('goes on with a quit, and not with one that was given up', () => {
  const kept = setUp({ answer: false })
  kept.quit()
  expect(kept.world.isQuitting).toBe(false)
  kept.heldClose.settled(1, false)
  expect(kept.quit).toHaveBeenCalledTimes(1)
  expect(kept.onStay).toHaveBeenCalledTimes(1)
  kept.close()
  kept.page.isUnsaved = false
  kept.heldClose.settled(1, true)
  expect([kept.world.isOpen, kept.world.hasQuit]).toEqual([false, false])

  for (const saved of [true, false]) {
    const gone = setUp({ answer: true })
    gone.quit()
    if (saved) gone.page.isUnsaved = false
    gone.heldClose.settled(1, saved)
    expect([gone.world.hasQuit, gone.quit.mock.calls.length]).toEqual([true, 2])
    expect(gone.onStay).not.toHaveBeenCalled()
  }
})

it('quits where a quit comes while the window is held', () => {
  const { heldClose, close, quit, page, world } = setUp()
  close()
  quit()
  page.isUnsaved = false
  heldClose.settled(1, true)
  expect(world.hasQuit).toBe(true)
})

it('does not go round for ever with a page that says it is saved and is not', () => {
  const { heldClose, ask, close } = setUp({ answer: true })
  close()
  for (let count = 0; count < 20; count += 1) heldClose.settled(1, true)
  expect(ask).toHaveBeenCalledTimes(1)
  expect(close.mock.calls.length).toBeLessThan(8)
})

it('asks at once where the page goes and not the window', () => {
  for (const answer of [true, false]) {
    const { heldClose, ask, unloads, world } = setUp({ answer })
    expect(unloads()).toBe(answer)
    heldClose.settled(1, true)
    expect([ask.mock.calls.length, world.isOpen]).toEqual([1, true])
  }
})

it('asks nothing about a window that went by other ways while it was held', () => {
  const { ask, close, world } = setUp()
  close()
  world.isOpen = false
  vi.advanceTimersByTime(5000)
  expect(ask).not.toHaveBeenCalled()
})

it('asks one question at a time', () => {
  const { heldClose, ask, close } = setUp()
  ask.mockImplementationOnce(() => {
    // A system may go on telling of other things while a question stands.
    close()
    heldClose.settled(1, false)
    vi.advanceTimersByTime(5000)
    return false
  })
  close()
  heldClose.settled(1, false)
  expect(ask).toHaveBeenCalledTimes(1)
})

it('holds the next window as it held the first', () => {
  const { heldClose, ask, close } = setUp({ answer: true })
  close()
  heldClose.settled(1, false)
  const listeners: Record<string, (event: { preventDefault(): void }) => void> = {}
  heldClose.watch({
    on: (event, listener) => (listeners[event] = listener),
    close: () => undefined,
    isDestroyed: () => false,
    webContents: { id: 2, on: (event, listener) => (listeners[event] = listener) },
  })
  const event = { preventDefault: vi.fn() }
  listeners['close']?.(event)
  listeners['will-prevent-unload']?.(event)
  expect(event.preventDefault).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(ask).toHaveBeenCalledTimes(2)
})

/** Windows side by side, each of a page that holds edits, closed together by a quit as Electron does. */
function setUpMany(
  ids: readonly number[],
  answers: Readonly<Record<number, boolean>> = {},
  /** Its page is not there yet. */
  silent?: number,
) {
  const open = new Set(ids)
  const unsaved = new Set(ids)
  const asked: number[] = []
  const onStay = vi.fn()
  type Fake = HeldWindow & { readonly number: number; prevented(): boolean; crash(): void }
  const heldClose = createHeldClose<Fake>({
    ask({ number }) {
      asked.push(number)
      return answers[number] ?? false
    },
    write: ({ number }) => number !== silent,
    quit: () => quit(),
    onStay,
  })
  const windows = new Map(
    ids.map((id) => {
      const listeners: Record<string, (event: { preventDefault(): void }) => void> = {}
      const on = (event: string, listener: (event: { preventDefault(): void }) => void) =>
        (listeners[event] = listener)
      const event = { preventDefault: vi.fn() }
      const window: Fake = {
        number: id,
        on,
        isDestroyed: () => !open.has(id),
        prevented: () => event.preventDefault.mock.calls.length > 0,
        webContents: { id, on },
        crash() {
          unsaved.delete(id)
          listeners['render-process-gone']?.(event)
        },
        close() {
          if (!open.has(id)) return
          listeners['close']?.(event)
          if (unsaved.has(id)) {
            event.preventDefault.mockClear()
            listeners['will-prevent-unload']?.(event)
            if (!window.prevented()) return
          }
          open.delete(id)
          listeners['closed']?.(event)
        },
      }
      heldClose.watch(window)
      return [id, window]
    }),
  )
  function quit(): void {
    const event = { preventDefault: vi.fn() }
    heldClose.quitting(event)
    if (event.preventDefault.mock.calls.length > 0) return
    for (const window of windows.values()) window.close()
  }
  const settled = (id: number, saved: boolean) => {
    if (saved) unsaved.delete(id)
    heldClose.settled(id, saved)
  }
  return { windows, open, unsaved, asked, quit, onStay, settled, heldClose }
}

it('holds each window for its own edits, and lets the other be', () => {
  const { windows, open, asked, settled } = setUpMany([1, 2])
  windows.get(1)?.close()
  settled(2, false)
  expect([[...open], asked]).toEqual([[1, 2], []])
  settled(1, true)
  expect([[...open], asked]).toEqual([[2], []])
  windows.get(2)?.close()
  settled(2, false)
  expect([[...open], asked]).toEqual([[2], [2]])
})

it('a quit waits for every window that has something to write', () => {
  const { open, asked, quit, settled } = setUpMany([1, 2, 3])
  quit()
  settled(1, true)
  settled(3, true)
  expect([...open]).toEqual([1, 2, 3])
  settled(2, true)
  expect([[...open], asked]).toEqual([[], []])
})

it('a quit asks in front of each window that could not be written, and ends with the first that stays', () => {
  const gone = setUpMany([1, 2], { 1: true, 2: true })
  gone.quit()
  gone.settled(1, false)
  gone.settled(2, false)
  expect([[...gone.open], gone.asked]).toEqual([[], [1, 2]])
  expect(gone.onStay).not.toHaveBeenCalled()

  const kept = setUpMany([1, 2, 3], { 1: true, 2: false })
  kept.quit()
  kept.settled(1, false)
  kept.settled(2, false)
  vi.advanceTimersByTime(5000)
  expect([[...kept.open], kept.asked]).toEqual([
    [1, 2, 3],
    [1, 2],
  ])
  expect(kept.onStay).toHaveBeenCalledTimes(1)
  // Closing one of them later is no quit, and asks again.
  kept.windows.get(1)?.close()
  kept.settled(1, false)
  expect([[...kept.open], kept.asked]).toEqual([
    [2, 3],
    [1, 2, 1],
  ])
})

it('a quit closes no window without edits while another is kept open by its own', () => {
  const kept = setUpMany([1, 2, 3], { 2: false })
  kept.unsaved.delete(1)
  kept.unsaved.delete(3)
  kept.quit()
  kept.settled(1, true)
  kept.settled(2, false)
  kept.settled(3, true)
  expect([[...kept.open], kept.asked]).toEqual([[1, 2, 3], [2]])
  // The next quit asks again, and then all of them go.
  kept.quit()
  for (const id of [1, 2, 3]) kept.settled(id, true)
  expect([[...kept.open], kept.asked]).toEqual([[], [2]])
})

it('a quit waits a second for a page, and not for one that is not there yet', () => {
  const many = setUpMany([1, 2, 3], { 2: true }, 3)
  many.unsaved.delete(1)
  many.unsaved.delete(3)
  many.quit()
  many.settled(1, true)
  vi.advanceTimersByTime(999)
  expect([[...many.open], many.asked]).toEqual([[1, 2, 3], []])
  vi.advanceTimersByTime(1)
  expect([[...many.open], many.asked]).toEqual([[], [2]])
})

it('a quit goes on where the window that it waits for is closed meanwhile', () => {
  const many = setUpMany([1, 2])
  many.unsaved.clear()
  many.quit()
  many.settled(1, true)
  many.windows.get(2)?.close()
  expect([...many.open]).toEqual([])
})

it('a quit goes on without a question where a page that it waits for crashes', () => {
  const many = setUpMany([1, 2])
  many.quit()
  many.settled(1, true)
  many.windows.get(2)?.crash()
  vi.advanceTimersByTime(5000)
  expect([[...many.open], many.asked]).toEqual([[], []])
})

it('asks about one window after the other', () => {
  const many = setUpMany([1, 2])
  const order: string[] = []
  const heldClose = createHeldClose<HeldWindow>({
    ask(window) {
      const { id } = window.webContents
      order.push(`asks ${id}`)
      // A system may go on telling of other windows while a question stands.
      if (id === 1) heldClose.settled(2, false)
      order.push(`answered ${id}`)
      return false
    },
    write: () => true,
    quit: () => undefined,
    onStay: () => undefined,
  })
  for (const window of many.windows.values()) heldClose.watch(window)
  for (const window of many.windows.values()) window.close()
  heldClose.settled(1, false)
  expect(order).toEqual(['asks 1', 'answered 1', 'asks 2', 'answered 2'])
})
