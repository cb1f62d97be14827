import type { Page } from '@playwright/test'
import { canaries, plantedState } from '../support/texts/canaries'
import { narrowViews, photographer, wideViews, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const list = (page: Page) => page.getByRole('listbox', { name: 'Differences', exact: true })
const line = (page: Page, name: RegExp | string) => list(page).getByRole('option', { name }).first()
const detail = (page: Page) => ui.region(page, 'Difference')
const chip = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Shown differences' }).getByRole('button', { name })

test.describe('two projects that show secrets', () => {
  test.use({ emulatorOptions: { state: plantedState(demo.staging.id, demo.production.id) } })

  const title = 'are compared, differences marked as expected, and entities matched by hand'
  test(title, withPictures, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    await page.keyboard.press('ControlOrMeta+5')
    // Staging stands beside production by itself.
    await expect(page.getByRole('combobox', { name: 'Left project' })).toHaveValue(
      demo.staging.name,
    )
    await expect(list(page)).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Right project' })).toHaveValue(
      demo.production.name,
    )
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await picture('compare')
    }
    // At 900x600 there is room for ten lines.
    await page.setViewportSize({ width: 900, height: 600 })
    const height = await list(page).evaluate((element) => element.clientHeight)
    expect(height).toBeGreaterThanOrEqual(320)

    const search = page.getByRole('searchbox', { name: 'Filter the comparison' })
    await search.fill('meadowlark')
    await expect(line(page, /^Meadowlark Health/)).toContainText('matched by label')
    const issuer = line(page, /^Issuer URL/)
    await expect(issuer).toContainText('https://meadowlark.oktapreview.example')
    await expect(chip(page, /^Differs/)).toContainText('3')
    await expect(line(page, 'SCIM client of Meadowlark Health')).toContainText('matched by ID')
    await issuer.click()
    await ui.button(detail(page), 'Mark as expected: Issuer URL').click()
    await expect(
      ui.statusLine(page, 'Issuer URL of Meadowlark Okta preview is expected'),
    ).toBeVisible()
    await expect(chip(page, /^Differs/)).toContainText('2')
    await expect(issuer).toHaveCount(0)
    // A mark stays, here after a fresh look from another screen.
    await page.keyboard.press('ControlOrMeta+6')
    await page.keyboard.press('ControlOrMeta+5')
    await expect(chip(page, /^Differs/)).toContainText('2')
    await chip(page, /^Expected/).click()
    await line(page, /^Issuer URL/).click()
    await ui.button(detail(page), 'No longer expected: Issuer URL').click()
    await expect(chip(page, /^Differs/)).toContainText('3')

    await search.fill('pilot')
    await line(page, /^Pilot Keycloak/).click()
    await expect(detail(page)).toContainText('https://keycloak.pilot.example/realms/demo')
    await ui.choose(detail(page), page, 'Belongs to, on the right', 'Copperline Keycloak')
    await ui.button(detail(page), 'Match').click()
    await expect(ui.statusLine(page, 'Pilot Keycloak is matched by hand')).toBeVisible()
    await expect(line(page, /^Pilot Keycloak/)).toContainText('matched by hand')
    await line(page, /^Mapper/).click()
    await expect(detail(page).getByRole('group', { name: 'Difference in Mapper' })).toBeVisible()
    for (const view of wideViews) {
      const picture = await photographer(running, view)
      await page.setViewportSize(view)
      await picture('compare-detail')
    }
    await ui.button(page, 'Impact').click()
    await expect(ui.region(page, 'Impact').getByRole('article').first()).toBeVisible()
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await page.setViewportSize(view)
      await picture('compare-impact')
    }
    await ui.button(page, 'Impact').click()
    await page.setViewportSize({ width: 1280, height: 800 })
    await ui.button(detail(page), 'Remove match').click()
    await expect(line(page, /^Pilot Keycloak/)).toContainText('Only left')

    // What was planted is in no answer: the page never had it.
    const html = await page.content()
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary)
  })
})
