import { expect, type Page } from '@playwright/test'
import { figure, typical, type Figure } from './figures'

/** What is to be seen: an element with a text in it. */
interface Wanted {
  readonly selector: string
  readonly text?: string
}

/** Milliseconds from the next event of a kind to the moment at which the page is as wanted, drawn. */
export async function fromEvent(
  page: Page,
  kind: 'keydown' | 'mousedown',
  wanted: Wanted,
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ([event, { selector, text = '' }]) => {
      const taken = new Promise<number>((resolve) => {
        const begin = () => {
          const began = performance.now()
          const look = () => {
            if (document.querySelector(selector)?.textContent?.includes(text)) {
              requestAnimationFrame(() => resolve(performance.now() - began))
            } else setTimeout(look)
          }
          // What was there before is none of it.
          setTimeout(look)
        }
        window.addEventListener(event, begin, { capture: true, once: true })
      })
      Object.assign(window, { taken })
    },
    [kind, wanted] as const,
  )
  await act()
  return page.evaluate(() => (window as any).taken)
}

export const fromKey = (page: Page, wanted: Wanted, press: () => Promise<void>) =>
  fromEvent(page, 'keydown', wanted, press)

/** A floor for lists: one of the same kind that the window finds by itself, without a search. */
export async function paletteKey(page: Page): Promise<Figure> {
  await page.keyboard.press('ControlOrMeta+Shift+p')
  const commands = '[role="listbox"][aria-label="Commands"][aria-busy="false"]'
  await expect(page.locator(commands)).toBeVisible()
  const taken: number[] = []
  for (const letter of 'connections and') {
    taken.push(await fromKey(page, { selector: commands }, () => page.keyboard.type(letter)))
  }
  await page.keyboard.press('Escape')
  return figure('a key of the command palette to its rows', taken, (values) =>
    Math.max(typical(values), 8),
  )
}
