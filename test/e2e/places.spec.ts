import type { Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeWindow, openWindow, resize, until } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const tab = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Open projects' }).getByRole('tab', { name })
const filter = (page: Page, list: string) => page.getByRole('searchbox', { name: `Filter ${list}` })
const labelField = (page: Page) => ui.textbox(ui.panel(page, 'Connection'), 'Label')

test('back and forward lead through the places of all projects', async ({ workbench }) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.openProject(page, demo.production.name)
  await ui.chooseConnection(page, 'Meadowlark Okta')
  await page.keyboard.press('ControlOrMeta+7')
  await expect(ui.view(page, 'History')).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(labelField(page)).toHaveValue('Meadowlark Okta')
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await expect(labelField(page)).toHaveValue('Pilot Keycloak')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(ui.banner(page)).toContainText(demo.production.name)
  // The further buttons of a mouse, and the menu.
  await page.evaluate(() => {
    window.dispatchEvent(new MouseEvent('mouseup', { button: 3, cancelable: true }))
  })
  await expect(labelField(page)).toHaveValue('Pilot Keycloak')
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('forward')?.click()
  })
  await expect(ui.banner(page)).toContainText(demo.production.name)
})

test('a place of all projects has no project’s colour, Undo or Review, and comes back after a restart @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
  await ui.textbox(connection, 'Label').fill('Meadowlark of the test')
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  await page.keyboard.press('ControlOrMeta+5')
  await expect(ui.view(page, 'Compare')).toHaveAttribute('aria-current', 'page')
  await expect(ui.banner(page)).not.toContainText(demo.production.name)
  for (const name of ['Undo', 'Redo', 'Refresh', ui.names.review])
    await expect(ui.button(page, name)).toHaveCount(0)
  await expect(ui.banner(page).locator('.bar')).not.toHaveClass(/production/)
  // The keys of the project do nothing behind it.
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+Shift+r')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const file = join(workbench.userData, 'windows.json')
  await until(
    () => existsSync(file) && readFileSync(file, 'utf8').includes('"compare"'),
    'the window is on disk',
  )
  await running.close()

  const again = await workbench.launch()
  await expect(ui.view(again.page, 'Compare')).toHaveAttribute('aria-current', 'page')
  await ui.view(again.page, 'Organizations and connections').click()
  await expect(ui.banner(again.page)).toContainText(demo.production.name)
  await expect(labelField(again.page)).toHaveValue('Meadowlark of the test')
  await expect(ui.button(again.page, ui.names.review)).toContainText('1')
})

test('the rail folds to icons with a tooltip, by keyboard too, and stays folded', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await resize(running, 1280, 800)
  const rail = page.getByRole('navigation', { name: 'Views' })
  await expect(rail.getByRole('group', { name: 'All projects' })).toContainText('Compare')
  await expect(rail.getByRole('group', { name: demo.staging.name })).toContainText('History')
  await ui.button(page, 'Show icons alone').click()
  await expect(rail).not.toContainText('History')
  await ui.view(page, 'History').focus()
  await expect(page.locator('.tip')).toContainText('History')
  await expect(page.locator('.tip')).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Escape')
  await expect(page.locator('.tip')).toHaveCount(0)
  // Over the head of a place that it led to, it would be in the way.
  await ui.view(page, 'Compare').hover()
  await expect(page.locator('.tip')).toContainText('Compare')
  await ui.view(page, 'Compare').click()
  await expect(page.locator('.tip')).toHaveCount(0)
  await page.reload()
  await expect(ui.view(page, 'History')).toBeVisible()
  await expect(rail).not.toContainText('History')
  await ui.button(page, 'Show the names of the views').click()
  await expect(rail).toContainText('History')
  // A small window has icons unless words were chosen.
  await resize(running, 900, 600)
  await expect(rail).toContainText('History')
})

test('tabs, chosen rows, filters, views and windows come back after a restart', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await filter(page, 'connections').fill('pilot')
  await ui.openProject(page, demo.production.name)
  await ui.chooseOrganization(page, 'Saltmarsh Insurance')
  await filter(page, 'organizations').fill('salt')
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.production.name)
  await second.keyboard.press('ControlOrMeta+7')
  await expect(ui.button(second, 'History')).toHaveAttribute('aria-current', 'page')
  await running.app.evaluate(({ BrowserWindow }) => {
    const [first, other] = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id)
    first?.setSize(1100, 720)
    other?.setSize(980, 640)
  })
  // What a window keeps is written a moment after the last change.
  const file = join(workbench.userData, 'windows.json')
  const isKept = () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return ['pilot', 'salt', 'history'].every((each) => text.includes(`"${each}"`))
  }
  await until(isKept, 'both windows are on disk')
  await running.close()

  const again = await workbench.launch()
  await expect.poll(() => again.app.windows().length).toBe(2)
  const [left, right] = await windowsInOrder(again.app.windows())
  if (!left || !right) throw new Error('Two windows were there')
  await expect(tab(left, demo.production.name)).toHaveAttribute('aria-selected', 'true')
  await expect(filter(left, 'organizations')).toHaveValue('salt')
  await expect(ui.textbox(ui.panel(left, 'Organization'), 'Label')).toHaveValue(
    'Saltmarsh Insurance',
  )
  await tab(left, demo.staging.name).click()
  await expect(filter(left, 'connections')).toHaveValue('pilot')
  await expect(labelField(left)).toHaveValue('Pilot Keycloak')
  await expect(ui.button(right, 'History')).toHaveAttribute('aria-current', 'page')
  const sizes = await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getSize().join('x')),
  )
  expect(sizes.toSorted()).toEqual(['1100x720', '980x640'])
})

/** The window with tabs first. */
async function windowsInOrder(pages: readonly Page[]): Promise<Page[]> {
  const found: [Page, number][] = []
  for (const page of pages) {
    await expect(ui.banner(page)).toContainText('Northwind')
    const count = await page.getByRole('tablist', { name: 'Open projects' }).count()
    found.push([page, count])
  }
  return found.toSorted((a, b) => b[1] - a[1]).map(([page]) => page)
}

test('a window that was closed while another stayed does not come back @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.staging.name)
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.staging.name)
  await closeWindow(running, second)
  await running.close()
  const again = await workbench.launch()
  await expect(ui.banner(again.page)).toContainText(demo.staging.name)
  expect(again.app.windows()).toHaveLength(1)
})
