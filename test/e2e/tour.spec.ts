import type { Page } from '@playwright/test'
import { tourSteps } from '../../src/renderer/features/tour/tour-steps'
import { resize } from '../support/window/app'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const card = (page: Page) => page.getByRole('dialog').filter({ hasText: /^Tour, \d of \d/ })

/** How far the frame is from what it is drawn around, in pixels. */
const distance = (page: Page, about: string) =>
  page.evaluate((selector) => {
    const [frame, element] = ['.tour-frame', selector].map((each) =>
      document.querySelector(each)?.getBoundingClientRect(),
    )
    if (!frame || !element) return Number.POSITIVE_INFINITY
    return Math.max(
      ...(['left', 'right', 'top', 'bottom'] as const).map((side) =>
        Math.abs(frame[side] - element[side]),
      ),
    )
  }, about)

/** To the next step by the keyboard, whose button has the focus in each. @returns the title that it leaves */
async function goOn(page: Page): Promise<string> {
  const heading = card(page).getByRole('heading')
  const title = (await heading.textContent()) ?? ''
  await expect(ui.button(card(page), 'Next')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(heading).not.toHaveText(title)
  return title
}

test('a tour of the demo is taken by keyboard, skipped, and found again', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  await ui.button(page, 'Take a tour of the demo workspace').click()
  await expect(card(page)).toContainText('Customers')
  await expect(ui.button(card(page), 'Next')).toBeFocused()
  await expect.poll(() => distance(page, '[data-list="organizations"]')).toBeLessThan(6)
  const titles = new Set<string>()
  for (let step = 1; step < 7; step += 1) {
    await expect(card(page)).toBeInViewport({ ratio: 1 })
    titles.add(await goOn(page))
  }
  await expect(card(page)).toBeInViewport({ ratio: 1 })
  await expect(ui.button(card(page), 'Done')).toBeFocused()
  titles.add((await card(page).getByRole('heading').textContent()) ?? '')
  expect(titles.size).toBe(7)
  // Back on the first step can no longer be used, and the focus goes on beside it.
  for (let step = 6; step > 0; step -= 1) await ui.button(card(page), 'Back').click()
  await expect(card(page)).toContainText('Customers')
  await expect(ui.button(card(page), 'Next')).toBeFocused()
  for (let step = 0; step < 5; step += 1) await goOn(page)
  await expect(card(page)).toContainText('Two groups of views')
  await expect.poll(() => distance(page, '[data-tour="views"]')).toBeLessThan(6)
  await ui.button(card(page), 'Skip the tour').click()
  await expect(card(page)).toBeHidden()

  await ui.button(page, 'Home').click()
  await ui.typeInPalette(page, 'tour')
  await page.keyboard.press('Enter')
  await expect(card(page)).toContainText('Customers')
  await expect(ui.region(page, 'Organizations')).toBeVisible()
  // The window stays usable beside it.
  await ui.region(page, 'Organizations').getByRole('option').first().click()
  await expect(ui.panel(page, 'Organization')).toBeVisible()
  await ui.button(card(page), 'Next').focus()
  await page.keyboard.press('Escape')
  await expect(card(page)).toBeHidden()
})

/** Whether the card lies over what its step is about. */
const isCovered = (page: Page, about: string) =>
  page.evaluate((selector) => {
    const [one, other] = ['.tour-card', selector].map((each) =>
      document.querySelector(each)?.getBoundingClientRect(),
    )
    if (!one || !other) return undefined
    const isBeside = one.right <= other.left || other.right <= one.left
    return !isBeside && one.bottom > other.top && other.bottom > one.top
  }, about)

test('the card of the tour leaves the button free that it is about', async ({ workbench }) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    await resize(running, width, height)
    await ui.typeInPalette(page, 'tour')
    await page.keyboard.press('Enter')
    for (const { about } of tourSteps) {
      const isOfList = about === undefined || about.startsWith('[data-list')
      if (!isOfList) await expect.poll(() => isCovered(page, about), about).toBe(false)
      await expect(card(page)).toBeInViewport({ ratio: 1 })
      await page.keyboard.press('Enter')
    }
    await expect(card(page)).toBeHidden()
  }
})

for (const view of longRunViews) {
  test(`the tour at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await ui.typeInPalette(page, 'tour')
    await page.keyboard.press('Enter')
    for (const step of [1, 2, 3, 4, 5, 6, 7]) {
      await expect(card(page)).toContainText(`Tour, ${step} of 7`)
      await expect(card(page)).toBeInViewport({ ratio: 1 })
      await picture(`tour-${step}`)
      if (step < 7) await page.keyboard.press('Enter')
    }
  })
}
