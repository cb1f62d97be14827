import type { Page } from '@playwright/test'
import { type RunningApp, row } from '../support/window/app'
import { openEachScreen } from '../support/window/open-each-screen'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'
import { readdirSync, readFileSync } from 'node:fs'

/** Names of buttons and fields in sight that something cuts off at its right or left, so that they have no room. */
function cutControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = []
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, input, textarea, select',
    )) {
      const box = control.getBoundingClientRect()
      if (!control.checkVisibility({ visibilityProperty: true }) || box.width <= 1) continue
      for (let above = control.parentElement; above; above = above.parentElement) {
        const { overflowX } = getComputedStyle(above)
        const room = above.getBoundingClientRect()
        const isOver = box.right > room.right + 1 || box.left < room.left - 1
        if (overflowX !== 'visible' && room.width > 1 && isOver) {
          cut.push(control.getAttribute('aria-label') ?? control.textContent ?? control.tagName)
          break
        }
      }
    }
    return cut
  })
}

/** Texts that a window shows, or says to assistive technology, each once. */
const shownTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What a text field holds is the person's, and what is in a code is nobody's language.
      const own = node.parentElement?.closest(
        'script, style, code, pre, kbd, textarea, .cm-content',
      )
      if (!own) found.add((node.textContent ?? '').trim().replaceAll(/\s+/g, ' '))
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'aria-description', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        found.add((element.getAttribute(name) ?? '').trim())
      }
    }
    return [...found]
  })

const catalogue = JSON.parse(
  readFileSync(new URL('../../src/core/language/de.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>

/** The environment of a person whose system speaks German. */
const germanSystem = { LANG: 'de_DE.UTF-8', LANGUAGE: 'de', LC_ALL: '', LC_TIME: '' }

/** A text of the app in German. */
function de(text: string): string {
  const found = catalogue[text]
  if (found === undefined) throw new Error(`There is no German for ${text}`)
  return found
}

/** Words of identity providers in the guides, which stay as they show them. */
const guides = new URL('../../src/guides/', import.meta.url)
const foreign = readdirSync(guides)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, guides), 'utf8'))
  .join('\n')

/** Texts that are there in English although the catalogue has other German for them. */
const translated = new Set(
  Object.entries(catalogue)
    // A text with values is not found as it stands.
    .filter(([english, own]) => english !== own && !english.includes('{'))
    .filter(([english]) => !foreign.includes(`"label": "${english}"`))
    .map(([english]) => english),
)

/** English texts of the catalogue that a window shows, or says to assistive technology. */
async function englishIn(page: Page): Promise<string[]> {
  return (await shownTexts(page)).filter((text) => translated.has(text))
}

const dialog = (page: Page, english: string) => ui.dialog(page, de(english))
const button = (page: Page, english: string) => ui.button(page, de(english))

async function connect(page: Page, apiAddress: string, apiKey: string): Promise<void> {
  await button(page, 'Connect workspace').first().click()
  const form = dialog(page, 'Connect workspace')
  await ui.textbox(form, de('Workspace API key')).fill(apiKey)
  await ui.textbox(form, de('API address')).fill(apiAddress)
  await ui.button(form, de('Connect')).click()
  await expect(form).toBeHidden()
}

async function openProject(page: Page, name: string): Promise<void> {
  const chooser = dialog(page, 'Switch project')
  if (!(await chooser.isVisible())) await button(page, 'Switch project').click()
  await chooser.getByRole('combobox', { name: de('Find a project') }).fill(name)
  await chooser
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click()
  await expect(ui.banner(page)).toContainText(name)
}

const menuLabels = ({ app }: RunningApp) =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label.replace('&', '')),
  )

test('the main job in German, on a system that speaks it, and back to English by the settings @long', async ({
  workbench,
}) => {
  const running = await workbench.launch(germanSystem)
  const { page } = running
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(await englishIn(page), 'on the first screen').toEqual([])
  await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
  await openProject(page, demo.staging.name)
  const labels = await menuLabels(running)
  expect(labels).toContain(de('Edit'))

  const connections = ui.region(page, de('Connections'))
  await row(connections, 'Pilot Keycloak').click()
  const panel = ui.region(page, de('Connection'))
  await ui.textbox(panel, de('Label')).fill('Pilot Keycloak 26')
  await expect(page.getByRole('status').filter({ hasText: de('Draft saved') })).toBeVisible()
  expect(await englishIn(page), 'on the main screen').toEqual([])
  // German is longer: the buttons beneath an edited connection found no room at this width.
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await cutControls(page), 'on the main screen').toEqual([])

  await page.getByRole('button', { name: new RegExp(`^${de('Review changes')}`) }).click()
  const review = dialog(page, 'Review changes')
  await expect(review.getByRole('listitem')).toHaveCount(1)
  expect(await englishIn(page), 'in the review').toEqual([])
  await ui.button(review, de('Publish')).click()
  await expect(review).toBeHidden()
  const labelsNow = JSON.stringify(projectState(workbench.emulator, demo.staging.id))
  expect(labelsNow).toContain('Pilot Keycloak 26')
  expect(await englishIn(page), 'after the publish').toEqual([])

  await page.keyboard.press('ControlOrMeta+,')
  await page.getByRole('radio', { name: 'English' }).check()
  await running.close()
  const again = await workbench.launch(germanSystem)
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(ui.button(again.page, 'Switch project')).toBeVisible()
})

test('no screen or dialog that a command opens shows English @long', async ({ workbench }) => {
  test.setTimeout(300_000)
  const running = await workbench.launch(germanSystem)
  const { page } = running
  await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
  await openProject(page, demo.production.name)
  await row(ui.region(page, de('Connections')), 'Tidewater ADFS').click()
  const english: Record<string, string[]> = {}
  const opened = await openEachScreen(page, de, async (name) => {
    const found = await englishIn(page)
    if (found.length > 0) english[name] = found
  })
  expect(opened).toBeGreaterThan(20)
  expect(english).toEqual({})
})

for (const view of longRunViews) {
  test(`German at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.launch(germanSystem)
    const { page } = running
    await connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
    await openProject(page, demo.production.name)
    const take = await photographer(running, view)
    await row(ui.region(page, de('Connections')), 'Tidewater ADFS').click()
    const panel = ui.region(page, de('Connection'))
    await ui.textbox(panel, de('Label')).fill('Tidewater ADFS 2')
    await take('german-main')
    expect.soft(await cutControls(page)).toEqual([])
    for (const key of [1, 2, 3, 4, 5, 6, 7]) {
      await page.keyboard.press(`ControlOrMeta+${key}`)
      // The table of mappers is made when it is opened.
      if (key === 2) await expect(page.getByRole('option').first()).toBeVisible()
      await ui.atRest(page)
      await take(`german-view-${key}`)
      expect.soft(await cutControls(page), `view ${key}`).toEqual([])
    }
    await page.keyboard.press('ControlOrMeta+,')
    await take('german-settings')
    await button(page, 'Edit values…').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await take('german-values')
  })
}
