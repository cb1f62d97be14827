import { expect, test, type Page } from '@playwright/test'
import { heapMemory, processMemory } from '../support/window/frames'
import * as ui from '../support/window/screens'
import {
  large,
  launchWithTwentyProjects,
  openSmallOnes,
  small,
} from '../support/window/twenty-projects'
import { makeBlankApp } from './blank-window'
import { figure, report } from './figures'
import { fromKey, type Wanted } from './from-event'
import { limits, twice } from './limits'
import { plantInLetters } from './planted'
import { bareLetter, elementsIn, lettersThread, plainElements, settled } from './window-floor'

/** The list of the search, once it has its answer. */
const answered = '[role="listbox"][aria-label="Projects"][aria-busy="false"]'

/** Longer than threads stay that have looked at all of it; they start again with the next look. */
const untilAtRest = 35_000

/** The app with all projects read and open. */
async function openAll() {
  const running = await launchWithTwentyProjects()
  await openSmallOnes(running)
  return running
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
    const count = ui.region(page, 'Organizations').locator('.list-count')
    await ui.openProject(page, large)
    await expect(count).toHaveText('10000')
    await plantInLetters(page)
    const label = ui.textbox(ui.panel(page, 'Organization'), 'Label')
    const letters = [
      {
        name: 'search-thread',
        what: 'a letter of a search',
        text: 'ber freight 98',
        async begin() {
          await page.keyboard.press('ControlOrMeta+k')
          await page.keyboard.type('am')
          await expect(page.locator(answered)).toBeVisible()
        },
        end: () => page.keyboard.press('Escape'),
      },
      {
        name: 'filter-thread',
        what: 'a letter of a filter over 5,000 connections',
        text: 'sign-in 0049',
        begin: () => page.getByRole('searchbox', { name: 'Filter connections' }).focus(),
        end: () => page.keyboard.press('Escape'),
      },
      {
        name: 'edit-thread',
        what: 'a letter in the label of one of 10,000 organizations',
        text: ' and more',
        async begin() {
          await ui.region(page, 'Organizations').getByRole('option').first().click()
          await label.press('End')
        },
        end: () => label.blur(),
      },
    ] as const
    for (const { name, what, text, begin, end: leave } of letters) {
      const subjects: number[] = []
      const floors: number[] = []
      for (let round = 0; round <= 4; round += 1) {
        const floor = await bareLetter(page, text)
        await begin()
        const subject = await lettersThread(page, text)
        await leave()
        await settled(page)
        if (round === 0) continue
        floors.push(floor)
        subjects.push(subject)
      }
      report({
        name,
        subject: figure(what, subjects),
        floor: figure('a letter in a bare field', floors),
        budget: twice,
        limit: limits.thread,
      })
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
        floor: { what: 'the same of a blank window', ms: blank[which] },
        limit: limits.memory,
      })
    }
  } finally {
    await end()
  }
})

/** What is drawn after a key, beside as many plain elements, in turns; the first time warms up. */
async function drawnBeside(
  page: Page,
  turns: readonly (() => Promise<number>)[],
  part: string,
): Promise<{ subjects: number[]; floors: number[] }> {
  const subjects: number[] = []
  const floors: number[] = []
  for (const [turn, act] of turns.entries()) {
    const subject = await act()
    await settled(page)
    const floor = await plainElements(page, await elementsIn(page, part))
    if (turn === 0) continue
    subjects.push(subject)
    floors.push(floor)
  }
  return { subjects, floors }
}

const plain = 'drawing as many plain elements'

/** Milliseconds of each letter of a text until a list shows what it finds. */
const lettersTo = (page: Page, text: string, wanted: Wanted) =>
  [...text].map((letter) => () => fromKey(page, wanted, () => page.keyboard.type(letter)))

/** The places over all projects, and that of the history, with what is to be seen in each. */
const places = [
  { name: 'home', what: 'Home', key: '1', shown: '[data-list="home"] .home-rows li' },
  {
    name: 'all-organizations',
    what: 'All organizations',
    key: '2',
    shown: '[data-list="all-organizations"] [role="option"]',
  },
  { name: 'drafts', what: 'Drafts', key: '3', shown: 'main.drafts ul.rows > li' },
  { name: 'mappers', what: 'Mappers', key: '4', shown: '[data-list="mappers"] [role="option"]' },
  { name: 'history', what: 'History', key: '7', shown: '[data-list="history"] li' },
] as const

test('search, switch and places over twenty cached projects', async () => {
  test.setTimeout(600_000)
  const { page, end } = await openAll()
  try {
    await plantInLetters(page)
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('am')
    await expect(page.locator(answered)).toBeVisible()
    const search = lettersTo(page, 'ber freight 9', { selector: answered })
    const keys = await drawnBeside(page, search, answered)
    await page.keyboard.press('Escape')
    report({
      name: 'search-key',
      subject: figure('a key of a search to its rows, over 20 projects', keys.subjects),
      floor: figure(plain, keys.floors),
      limit: limits.rows,
    })

    await page.keyboard.press('ControlOrMeta+2')
    const table = '[data-list="all-organizations"]'
    const listed = `${table} [role="listbox"]:not([aria-busy])`
    await expect(page.locator(`${listed} [role="option"]`).first()).toBeVisible({ timeout: 60_000 })
    await page.getByRole('searchbox', { name: 'Filter, or look up addresses' }).focus()
    const filter = lettersTo(page, 'amber freight', { selector: listed })
    const letters = await drawnBeside(page, filter, table)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    report({
      name: 'table-key',
      subject: figure(
        'a letter in the table of all organizations to its rows, over 20 projects',
        letters.subjects,
      ),
      floor: figure(plain, letters.floors),
      limit: limits.rows,
    })

    const ofLarge = { selector: '[data-list="organizations"] .list-count', text: '10000' }
    const toLarge = async () => {
      await ui.openProject(page, small(1))
      await page.keyboard.press('ControlOrMeta+k')
      await page.keyboard.type('Large Prod')
      await expect(page.locator(answered)).toBeVisible()
      return fromKey(page, ofLarge, () => page.keyboard.press('Enter'))
    }
    const lists = '[data-list="organizations"], [data-list="connections"]'
    const switches = await drawnBeside(
      page,
      Array.from({ length: 7 }, () => toLarge),
      lists,
    )
    report({
      name: 'switch-project',
      subject: figure('Enter to the lists of the large project', switches.subjects),
      floor: figure(plain, switches.floors),
      limit: limits.switchProject,
    })

    // Something for the drafts and the history to show.
    await ui.region(page, 'Organizations').getByRole('option').first().click()
    const label = ui.textbox(ui.panel(page, 'Organization'), 'Label')
    await label.fill('Another label')
    await label.blur()
    await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
    for (const { name, what, key, shown } of places) {
      const press = () => page.keyboard.press(`ControlOrMeta+${key}`)
      await press()
      // The first time it is still worked out what is in it.
      await expect(page.locator(shown).first()).toBeVisible({ timeout: 60_000 })
      await ui.atRest(page)
      const toPlace = async () => {
        await page.keyboard.press('ControlOrMeta+6')
        await expect(ui.region(page, 'Organizations')).toBeVisible()
        return fromKey(page, { selector: shown }, press)
      }
      const opened = await drawnBeside(
        page,
        Array.from({ length: 6 }, () => toPlace),
        'main',
      )
      report({
        name: `place-${name}`,
        subject: figure(`a key to ${what}, shown with its first rows`, opened.subjects),
        floor: figure(plain, opened.floors),
        limit: limits.place,
      })
    }
  } finally {
    await end()
  }
})
