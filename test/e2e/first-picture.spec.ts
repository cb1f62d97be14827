import type { Page } from '@playwright/test'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/**
 * What moved of the page that nobody touched, since it was opened, with where from and where to; but for the line at
 * the bottom, which says what goes on.
 */
const moved = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        interface Shift extends PerformanceEntry {
          readonly sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[]
        }
        const at = ({ x, y, width, height }: DOMRect) => `${x},${y} ${width}x${height}`
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as Shift[]
          resolve(
            shifts.flatMap(({ sources }) =>
              sources.flatMap(({ node, previousRect, currentRect }) => {
                if (node?.parentElement?.closest('footer')) return []
                const text = node?.textContent?.trim().slice(0, 60) ?? ''
                return `${node?.nodeName} ${text}: ${at(previousRect)} to ${at(currentRect)}`
              }),
            ),
          )
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        // It tells of nothing where nothing moved.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve([])))
      }),
  )

const connections = (page: Page) => ui.region(page, 'Connections')
const isRead = (page: Page) => page.getByRole('contentinfo').getByText('Read just now')

test('the first picture has the rows, and nothing moves when the read arrives', async ({
  workbench,
}) => {
  const { page } = await workbench.open(demo.production.name)
  await expect(isRead(page)).toBeVisible()
  // Each picture that the window makes from here on, until it has been read anew.
  await page.addInitScript(() => {
    const pictures: string[] = []
    Object.assign(window, { pictures })
    const look = () => {
      const rows = document.querySelectorAll('[data-list="connections"] [role="option"]').length
      const text = document.body?.innerText.trim() ?? ''
      pictures.push(text === '' ? 'nothing' : rows > 0 ? 'rows' : text)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  workbench.emulator.fault({ times: 20, delayMs: 500 })
  await page.reload()
  await expect(connections(page).getByRole('option').first()).toBeVisible()
  await expect(isRead(page)).toBeVisible()
  const pictures = await page.evaluate(() => (window as unknown as { pictures: string[] }).pictures)
  // A busy computer draws its first picture late enough to have the rows.
  expect(new Set(pictures.filter((picture) => picture !== 'nothing'))).toEqual(new Set(['rows']))
  expect(await moved(page)).toEqual([])
})

test('so it is after a restart, offline too', async ({ workbench }) => {
  const first = await workbench.open(demo.production.name)
  await expect(isRead(first.page)).toBeVisible()
  await first.close()
  const again = await workbench.launch()
  await expect(connections(again.page).getByRole('option').first()).toBeVisible()
  await expect(isRead(again.page)).toBeVisible()
  expect(await moved(again.page)).toEqual([])
  await again.close()

  await workbench.emulator.close()
  const { page } = await workbench.launch()
  await expect(connections(page).getByRole('option').first()).toBeVisible()
  await expect(ui.statusLine(page, 'Offline')).toBeVisible()
  expect(await moved(page)).toEqual([])
})

test('what is kept to start faster may be of another version', async ({ workbench }) => {
  const first = await workbench.open(demo.production.name)
  await expect(isRead(first.page)).toBeVisible()
  await first.close()
  const { userData } = first
  // A version to come wrote the places of windows in a way of its own: this one begins where it stands by itself.
  const windows = join(userData, 'windows.json')
  expect(existsSync(windows)).toBe(true)
  const { version, data } = JSON.parse(readFileSync(windows, 'utf8'))
  writeFileSync(windows, JSON.stringify({ version: version + 1, data: { later: data } }))
  const second = await workbench.launch()
  await expect(connections(second.page).getByRole('option').first()).toBeVisible()
})
