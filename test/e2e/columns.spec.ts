import { resize } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('a wide window has columns, which sort, are chosen and keep their widths', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const region = ui.region(page, 'Connections')
  const head = (name: string) => region.getByRole('columnheader', { name, exact: true })
  const rows = region.getByRole('option')
  const menu = page.getByRole('menu', { name: 'Columns and sorting' })
  await expect(rows.first()).toBeVisible()
  const asInProject = await rows.first().textContent()

  // Where there is no room for columns the menu sorts too.
  await resize(running, 900, 600)
  await expect(head('Domains')).toBeHidden()
  await ui.button(region, 'Columns and sorting').click()
  await expect(menu).toContainText('chosen columns are shown')
  // A column that has nothing to say of any connection is not offered.
  await expect(menu.getByRole('menuitemcheckbox', { name: 'Last publish' })).toBeDisabled()
  await page.keyboard.press('End')
  await menu.getByRole('menuitemradio', { name: 'Name' }).click()
  await menu.getByRole('menuitemcheckbox', { name: 'Descending' }).click()
  await page.keyboard.press('Escape')
  await expect(rows.first()).not.toHaveText(asInProject ?? '')

  await resize(running, 1920, 1080)
  await expect(head('Issuer')).toBeVisible()
  await expect(head('Last publish')).toBeHidden()
  await expect(head('Name')).toHaveAttribute('aria-sort', 'descending')
  await head('Domains').getByRole('button').click()
  await expect(head('Domains')).toHaveAttribute('aria-sort', 'ascending')
  await expect(rows.first()).toContainText('Domains: ')

  const edge = region.getByRole('separator', { name: 'Width of Domains' })
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await edge.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16))
  const kept = String(before - 8)
  const { x = 0, y = 0 } = (await edge.boundingBox()) ?? {}
  await page.mouse.move(x + 2, y + 10)
  await page.mouse.down()
  await page.mouse.move(x + 26, y + 10, { steps: 3 })
  await expect(edge).toHaveAttribute('aria-valuenow', kept)
  await page.mouse.up()
  // The menu has a key, from any screen.
  await page.keyboard.press('ControlOrMeta+7')
  await page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(menu).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(head('Kind')).toBeHidden()

  // The arrow keys follow the order that is shown.
  await page.getByRole('listbox', { name: 'Connections', exact: true }).focus()
  await page.keyboard.press('Home')
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true')

  await page.reload()
  await expect(head('Domains')).toHaveAttribute('aria-sort', 'ascending')
  await expect(head('Kind')).toBeHidden()
  await expect(edge).toHaveAttribute('aria-valuenow', kept)
})
