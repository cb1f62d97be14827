import { expect, test } from '@playwright/test'
import { unlessCollected } from '../support/window/app'
import { processMemory } from '../support/window/frames'
import * as ui from '../support/window/screens'
import { large, launchWithTwentyProjects, openSmallOnes } from '../support/window/twenty-projects'

const minute = 60_000
/** Milliseconds after which the threads of a look have ended and memory was collected. */
const untilAtRest = minute
const inBackground = 10 * minute
/** The scripts of all places, which stay loaded, are a seventh of the window. A screen that each tab keeps is two fifths. */
const room = 1.25

const places = ['Home', 'All organizations', 'Drafts', 'Mappers', 'Compare', 'History']

test('after ten minutes in the background twenty projects take what one took at the start', async () => {
  const running = await launchWithTwentyProjects()
  const { app, page, end } = running
  try {
    await page.waitForTimeout(untilAtRest)
    const before = await processMemory(app)
    await openSmallOnes(running)
    for (const place of places) {
      await ui.button(page, place).click()
      await expect(ui.button(page, place)).toHaveAttribute('aria-current', 'page')
    }
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type(large)
    await page.keyboard.press('Enter')
    await ui.projectOpened(page, large)
    const open = await processMemory(app)
    await unlessCollected(
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize()),
    )
    await page.waitForTimeout(inBackground)
    const after = await processMemory(app)
    console.log('MiB', JSON.stringify({ before, open, after }))
    expect.soft(after.window, 'MiB of the window').toBeLessThan(before.window * room)
    expect.soft(after.main, 'MiB of the main process').toBeLessThan(before.main * room)
  } finally {
    await end()
  }
})
