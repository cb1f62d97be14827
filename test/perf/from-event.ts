import type { Frame, Page } from '@playwright/test'

/** What is to be seen: an element with a text in it. */
export interface Wanted {
  readonly selector: string
  readonly text?: string
}

/** Milliseconds after which what is wanted does not come any more. */
const tooLong = 15_000

/** Milliseconds from the next event of a kind to the picture in which the page is as wanted. */
export async function fromEvent(
  page: Page | Frame,
  kind: 'keydown' | 'mousedown',
  { selector, text = '' }: Wanted,
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ([event, where, words, most]) => {
      const taken = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${where} did not come with “${words}”`)), most)
        const begin = ({ timeStamp }: Event) => {
          const look = () => {
            const found = [...document.querySelectorAll(where)].some(
              (element) => element.checkVisibility() && element.textContent?.includes(words),
            )
            if (!found) {
              requestAnimationFrame(look)
              return
            }
            // A message posted in a frame comes after its picture was made.
            const { port1, port2 } = new MessageChannel()
            port1.addEventListener('message', () => {
              const pictureAt = performance.now()
              Object.assign(window, { pictureAt })
              resolve(pictureAt - timeStamp)
            })
            port1.start()
            port2.postMessage(0)
          }
          requestAnimationFrame(look)
        }
        window.addEventListener(event, begin, { capture: true, once: true })
      })
      Object.assign(window, { taken, pictureAt: undefined })
    },
    [kind, selector, text, tooLong] as const,
  )
  await act()
  return page.evaluate(() => (window as any).taken)
}

export const fromKey = (page: Page | Frame, wanted: Wanted, press: () => Promise<void>) =>
  fromEvent(page, 'keydown', wanted, press)

/** The picture that comes next shows a letter in a field. */
const anything: Wanted = { selector: 'body' }

/** Milliseconds from each letter to the picture that shows it: up to a frame, whichever part of one has passed. */
export async function lettersPainted(
  page: Page,
  text: string,
  where: Page | Frame = page,
): Promise<number[]> {
  const times: number[] = []
  for (const letter of text) {
    times.push(await fromKey(where, anything, () => page.keyboard.type(letter)))
  }
  return times
}
