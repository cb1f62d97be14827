import { expect, test, type Page } from '@playwright/test'
import { largeIds, largeState, startEmulator, type EmulatorState } from '../emulator'
import { launchApp, newUserData, removeUserData } from '../support/window/app'
import { heapMemory, processMemory, threadTime } from '../support/window/frames'
import * as ui from '../support/window/screens'
import { makeBlankApp } from './blank-window'
import { figure, median, report } from './figures'
import { fromKey, paletteKey } from './from-event'
import { clones, cloneThread } from './window-floor'

/** What a letter may cost of the window's thread with all of them open, on the machine that the budgets are for. */
const aFrame = { ratio: 1.35, why: 'that is a frame of 16 ms where the clone takes 12' }

const small = (index: number) => `Small ${String(index).padStart(2, '0')}`

/** Longer than threads stay that have looked at all of it; they start again with the next look. */
const untilAtRest = 35_000

/** Twenty projects, of which one has 10,000 organizations and 5,000 connections. */
function estate(): EmulatorState {
  const state = largeState({ organizations: 10_000, connections: 5_000 })
  for (let index = 1; index < 20; index += 1) {
    const [project] = largeState({ organizations: 20, connections: 20 }).projects
    if (!project) throw new Error('largeState has no project')
    const tail = String(index).padStart(12, '0')
    const id = `5c9f2e18-7f3a-4c0d-8b46-${tail}`
    state.projects.push({ ...project, id, name: small(index), slug: `small-kepler-${tail}` })
  }
  return state
}

/** Milliseconds of the window's thread for each letter. */
async function lettersThread(page: Page, text: string) {
  const taken: number[] = []
  for (const letter of text) taken.push(await threadTime(page, () => page.keyboard.type(letter)))
  return taken
}

/** The app with all of them read and open. */
async function openAll() {
  const emulator = await startEmulator({ state: estate() })
  const userData = newUserData()
  const running = await launchApp(userData)
  const { page } = running
  await ui.connect(page, emulator.apiAddress, emulator.demoApiKeys[largeIds.workspace] ?? '')
  const read = page.getByRole('contentinfo').getByText('Read just now')
  await expect(read).toBeVisible({ timeout: 60_000 })
  for (let index = 1; index < 20; index += 1) {
    await ui.openProject(page, small(index))
    await expect(read).toBeVisible({ timeout: 30_000 })
  }
  return {
    ...running,
    async end() {
      await running.close()
      await emulator.close()
      removeUserData(userData)
    },
  }
}

/** What a window takes that has nothing in it. */
async function blankMemory() {
  const blank = makeBlankApp()
  const { app, page } = await blank.launch()
  const heap = await heapMemory(page)
  const taken = { ...(await processMemory(app)), heap }
  await app.close()
  blank.remove()
  return taken
}

test('memory and letters with twenty projects open, one of them large', async () => {
  test.setTimeout(400_000)
  const blank = await blankMemory()
  const { app, page, end } = await openAll()
  try {
    const large = ui.region(page, 'Organizations').locator('.list-count')
    await ui.openProject(page, 'Large Production')
    await expect(large).toHaveText('10000')
    const floors: number[] = []
    const floor = async () => void floors.push(await cloneThread(page))
    await floor()

    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('am')
    await expect(
      page.locator('[role="listbox"][aria-label="Projects"][aria-busy="false"]'),
    ).toBeVisible()
    const search = await lettersThread(page, 'ber freight 98')
    await page.keyboard.press('Escape')
    await floor()
    await page.getByRole('searchbox', { name: 'Filter connections' }).focus()
    const filter = await lettersThread(page, 'sign-in 0049')
    await page.keyboard.press('Escape')
    await floor()
    await ui.region(page, 'Organizations').getByRole('option').first().click()
    await ui.textbox(ui.panel(page, 'Organization'), 'Label').press('End')
    const edit = await lettersThread(page, ' and more')
    await floor()
    await floor()
    const clone = figure(clones.what, floors, median)
    const letters = [
      ['search-thread', 'a letter of a search', search],
      ['filter-thread', 'a letter of a filter over 5,000 connections', filter],
      ['edit-thread', 'a letter in the label of one of 10,000 organizations', edit],
    ] as const
    for (const [name, what, taken] of letters) {
      report({ name, subject: figure(what, taken), floor: clone, budget: aFrame })
    }

    await ui.button(page, 'Mappers').click()
    await expect(ui.region(page, 'Mappers')).toBeVisible()
    await page.waitForTimeout(untilAtRest)
    // What can be thrown away is, first.
    const heap = await heapMemory(page)
    const taken = { ...(await processMemory(app)), heap }
    const rows = [
      ['memory-heap', 'what JavaScript of the window holds', 'heap'],
      ['memory-window', 'the process of the window', 'window'],
      ['memory-main', 'the main process', 'main'],
    ] as const
    for (const [name, what, which] of rows) {
      report({
        name,
        unit: 'MiB',
        subject: { what: `${what}, with everything open and at rest`, ms: taken[which] },
        floor: { what: 'the same of a blank window and 200 MiB', ms: blank[which] + 200 },
        budget: { ratio: 1, why: 'twenty projects may take that much beside a blank window' },
      })
    }
  } finally {
    await end()
  }
})

test('search and switch over twenty cached projects', async () => {
  test.setTimeout(400_000)
  const { page, end } = await openAll()
  try {
    const floor = await paletteKey(page)

    await page.keyboard.press('ControlOrMeta+k')
    const answered = '[role="listbox"][aria-label="Projects"][aria-busy="false"]'
    const keys: number[] = []
    await page.keyboard.type('am')
    await expect(page.locator(answered)).toBeVisible()
    for (const letter of 'ber freight 98') {
      keys.push(await fromKey(page, { selector: answered }, () => page.keyboard.type(letter)))
    }
    await page.keyboard.press('Escape')
    report({
      name: 'search-key',
      subject: figure('a key of a search to its rows, over 20 projects', keys),
      floor,
      budget: { ratio: 6, why: 'the 8 ms of a key may become the 50 ms of a search' },
    })

    await page.keyboard.press('ControlOrMeta+2')
    const listed = '[data-list="all-organizations"] [role="listbox"]:not([aria-busy])'
    await expect(page.locator(`${listed} [role="option"]`).first()).toBeVisible({ timeout: 60_000 })
    await page.getByRole('searchbox', { name: 'Filter, or look up addresses' }).focus()
    const letters: number[] = []
    for (const letter of 'amber freight') {
      letters.push(await fromKey(page, { selector: listed }, () => page.keyboard.type(letter)))
    }
    report({
      name: 'table-key',
      subject: figure(
        'a letter in the table of all organizations to its rows, over 20 projects',
        letters,
      ),
      floor,
      budget: { ratio: 6, why: 'the 8 ms of a key may become the 50 ms of a search' },
    })

    const large = { selector: '[data-list="organizations"] .list-count', text: '10000' }
    const switches: number[] = []
    for (let round = 0; round < 6; round += 1) {
      await ui.openProject(page, small(1))
      await page.keyboard.press('ControlOrMeta+k')
      await page.keyboard.type('Large Prod')
      switches.push(await fromKey(page, large, () => page.keyboard.press('Enter')))
    }
    report({
      name: 'switch-project',
      subject: figure('Enter to the lists of the large project', switches),
      floor,
      budget: { ratio: 12.5, why: 'the 8 ms of a key may become the 100 ms of a switch' },
    })
  } finally {
    await end()
  }
})
