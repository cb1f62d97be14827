// Floors of what happens in a window, measured in that window.
import type { Frame, Page } from '@playwright/test'
import { threadTime } from '../support/window/frames'

/** Waits until what a letter led to is drawn. */
export const settled = (page: Page) =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )

/** Milliseconds of the window's thread for each letter of a text, until what they led to is drawn. */
export async function lettersThread(page: Page, text: string): Promise<number> {
  const taken = await threadTime(page, async () => {
    for (const letter of text) await page.keyboard.type(letter)
    await settled(page)
  })
  return taken / text.length
}

/**
 * Does something in a bare field that has the focus, in a document of its own on the same thread: the app has no style
 * and no listener there. The focus goes back to where it was.
 */
export async function inBareField<Value>(
  page: Page,
  act: (frame: Frame) => Promise<Value>,
): Promise<Value> {
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.id = 'bare-field'
    frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9'
    Object.assign(window, { focusBefore: document.activeElement })
    document.body.append(frame)
    const own = frame.contentDocument!
    own.body.append(own.createElement('input'))
  })
  const frame = await (await page.$('#bare-field'))?.contentFrame()
  if (!frame) throw new Error('The window has no bare field')
  await frame.locator('input').focus()
  const value = await act(frame)
  const typed = await frame.locator('input').inputValue()
  if (typed === '') throw new Error('Nothing was typed into the bare field')
  await page.evaluate(() => {
    document.querySelector('#bare-field')?.remove()
    ;(window as any).focusBefore?.focus()
  })
  return value
}

/** Milliseconds of the window's thread for a letter of a bare field. */
export const bareLetter = (page: Page, text: string): Promise<number> =>
  inBareField(page, () => lettersThread(page, text))

/** So many elements a part of the window has drawn. */
export const elementsIn = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (where) =>
      [...document.querySelectorAll(where)].reduce(
        (sum, element) => sum + 1 + element.querySelectorAll('*').length,
        0,
      ),
    selector,
  )

/** Milliseconds that it takes to draw as many plain elements over the window, to their picture. */
export const plainElements = (page: Page, count: number): Promise<number> =>
  page.evaluate(
    (many) =>
      new Promise<number>((resolve) => {
        const begin = performance.now()
        const over = document.createElement('div')
        over.style.cssText = 'position: fixed; inset: 0; overflow: hidden; background: Canvas'
        for (let index = 0; index < many; index += 1) {
          const element = document.createElement('div')
          element.textContent = `Element ${index}`
          over.append(element)
        }
        document.body.append(over)
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => {
            over.remove()
            resolve(performance.now() - begin)
          })
          port1.start()
          port2.postMessage(0)
        })
      }),
    count,
  )

/**
 * Watches the window's thread over the next picture of `fromEvent`. @returns the longest time in milliseconds for
 * which the thread answers nothing in the second after that picture
 */
export async function longestTaskAfter(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const longestTask = new Promise<number>((resolve) => {
      let last = performance.now()
      let longest = 0
      const look = () => {
        const now = performance.now()
        const { pictureAt = Infinity }: { pictureAt?: number } = window as any
        // Timers that follow each other come four milliseconds apart.
        longest = Math.max(longest, now - Math.max(last, pictureAt) - 4)
        last = now
        if (now - pictureAt < 1000) setTimeout(look)
        else resolve(longest)
      }
      setTimeout(look)
    })
    Object.assign(window, { longestTask, pictureAt: undefined })
  })
  return () => page.evaluate(() => (window as any).longestTask)
}
