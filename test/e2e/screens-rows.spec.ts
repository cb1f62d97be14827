import type { Page } from '@playwright/test'
import { longRunViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const filter = (page: Page, name: string) => page.getByRole('searchbox', { name: `Filter ${name}` })

for (const view of longRunViews) {
  test(
    `selected rows at ${view.width}x${view.height}, ${view.theme}`,
    withPictures,
    async ({ workbench }) => {
      const running = await workbench.openShared(demo.staging.name)
      const { page } = running
      const picture = await photographer(running, view)
      const connections = page.getByRole('listbox', { name: 'Connections', exact: true })
      const pilot = connections.getByRole('option', { name: /^Pilot Keycloak/ })
      await pilot.click({ button: 'right' })
      await expect(page.getByRole('menu')).toBeVisible()
      await picture('rows-menu')
      await page.keyboard.press('Escape')
      await page.keyboard.press('ControlOrMeta+j')
      await expect(ui.dialog(page, 'Go to field')).toBeVisible()
      await picture('rows-go-to-field')
      await page.keyboard.press('Escape')
      await connections.focus()
      await page.keyboard.press('ControlOrMeta+a')
      await expect(ui.region(page, 'Selected rows')).toBeVisible()
      await picture('rows-several')
      await page.keyboard.press('ControlOrMeta+Shift+j')
      const move = page.getByRole('dialog', { name: /^Move / })
      await ui.choose(move, page, 'Organization', 'Foxglove Pharma')
      await picture('rows-move')
      await page.keyboard.press('Escape')
      await ui.button(ui.region(page, 'Selected rows'), 'Check…').click()
      await expect(page.getByRole('dialog', { name: /^Check / })).toBeVisible()
      await picture('rows-check')
      await page.keyboard.press('Escape')
      await pilot.click()
      await ui.typeInPalette(page, 'duplicate into')
      await page.keyboard.press('Enter')
      const other = page.getByRole('dialog', { name: /^Duplicate / })
      await ui.choose(other, page, 'Project', demo.production.name)
      await expect(other.getByRole('status')).toContainText(/new|edited|held/)
      await picture('rows-duplicate')
    },
  )
}

for (const view of longRunViews) {
  test(`lists that are filtered at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await filter(page, 'organizations').fill('example')
    await filter(page, 'connections').fill('client')
    await picture('filtered')
    await filter(page, 'connections').fill('oidc meadow')
    await picture('filtered-words')
  })
}
