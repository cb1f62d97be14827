import type { Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Open projects' }).getByRole('tab')
const tab = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Open projects' }).getByRole('tab', { name })

async function labelOf(page: Page, connection: string) {
  return ui.textbox(await ui.chooseConnection(page, connection), 'Label')
}

test('projects stay open in tabs, each with its draft and its place, by the keyboard alone', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  // What opened by itself and was not touched made room; one project needs no tabs.
  await expect(tabs(page)).toHaveCount(0)
  const label = await labelOf(page, 'Pilot Keycloak')
  await label.fill('Pilot in a tab')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(ui.dialog(page, ui.names.switchProject)).toBeVisible()
  await page.keyboard.type('northwind prod')
  await page.keyboard.press('Enter')
  await expect(ui.banner(page)).toContainText(demo.production.name)
  await expect(tabs(page)).toHaveCount(2)
  await expect(tab(page, demo.staging.name)).toContainText('1 change')
  await expect(tab(page, demo.production.name)).toHaveAttribute('aria-selected', 'true')

  await page.keyboard.press('Control+Tab')
  await expect(tab(page, demo.staging.name)).toHaveAttribute('aria-selected', 'true')
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toHaveValue('Pilot in a tab')
  await page.keyboard.press('ControlOrMeta+PageDown')
  await expect(ui.banner(page)).toContainText(demo.production.name)
  await page.keyboard.press('ControlOrMeta+Shift+PageUp')
  await expect(tabs(page).first()).toContainText(demo.production.name)
  await ui.tabTo(page, /^Northwind Production/)
  await page.keyboard.press('ArrowRight')
  await expect(tab(page, demo.staging.name)).toBeFocused()
  await expect(ui.banner(page)).toContainText(demo.staging.name)

  await page.keyboard.press('ControlOrMeta+w')
  await expect(tabs(page)).toHaveCount(0)
  await expect(ui.banner(page)).toContainText(demo.production.name)
  await page.keyboard.press('ControlOrMeta+Shift+t')
  await expect(tab(page, demo.staging.name)).toHaveAttribute('aria-selected', 'true')
  await expect(tab(page, demo.staging.name)).toContainText('1 change')
})

/** Elements that are held by scripts: those in the page, and those that were taken out of it. Garbage is collected first. */
async function heldElements(page: Page): Promise<{ shown: number; gone: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { result } = await session.send('Runtime.evaluate', { expression: 'Element.prototype' })
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  })
  const counted = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () {
      const elements = this.filter((each) => !Object.hasOwn(each, 'constructor'))
      const shown = elements.filter((each) => each.isConnected).length
      return { shown, gone: elements.length - shown }
    }`,
    returnByValue: true,
  })
  // Otherwise the list itself would hold them.
  await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' })
  await session.detach()
  return counted.result.value
}

test('what a tab showed is given back when another is shown', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const before = await heldElements(page)
  for (const name of [demo.production.name, demo.staging.name, demo.production.name]) {
    await ui.openProject(page, name)
    await ui.chooseConnection(page, name === demo.staging.name ? 'Pilot Keycloak' : 'Google')
    await expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
  }
  // What was shown last goes a moment later.
  await expect(async () => {
    const { shown, gone } = await heldElements(page)
    expect(gone - before.gone).toBeLessThan(shown / 2)
  }).toPass()
})

test('the same project in two windows shows one draft, and a switcher opens a further window @long', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { app, page } = running
  const label = await labelOf(page, 'Pilot Keycloak')
  const opened = app.waitForEvent('window')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(ui.dialog(page, ui.names.switchProject)).toBeVisible()
  await page.keyboard.type('northwind stag')
  await page.keyboard.press('ControlOrMeta+Enter')
  const second = await opened
  await expect(ui.banner(second)).toContainText(demo.staging.name)
  await label.fill('One draft')
  await label.blur()
  await expect(ui.button(second, ui.names.review)).toHaveText(/1/)
  const third = await openWindow(running)
  await expect(ui.banner(third)).toContainText(demo.staging.name)
  // The key that closes a project closes the window once it has none.
  const closed = third.waitForEvent('close')
  await third.keyboard.press('ControlOrMeta+w')
  await expect(third.getByRole('tab')).toHaveCount(0)
  await expect(ui.region(third, 'Connections')).toBeHidden()
  // The window may be gone before the key is up again.
  await third.keyboard.press('ControlOrMeta+w').catch(() => undefined)
  await closed
  await expect(ui.banner(second)).toContainText(demo.staging.name)
})

for (const view of longRunViews) {
  test(`tabs at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await (await labelOf(page, 'Pilot Keycloak')).fill('Pilot of the picture')
    await ui.openProject(page, demo.production.name)
    await ui.chooseConnection(page, 'Meadowlark Okta')
    await ui.openProject(page, 'Northwind Development')
    await page.keyboard.press('Control+Shift+Tab')
    await expect(ui.banner(page)).toContainText(demo.production.name)
    await picture('tabs')
  })
}
