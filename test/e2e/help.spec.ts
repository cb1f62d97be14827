import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('help stands beside each field, opens for the screen by F1, and is found by search', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  // Tab goes from field to field; back from one it reaches its help.
  await ui.textbox(panel, 'Issuer URL').focus()
  await page.keyboard.press('Shift+Tab')
  const ask = ui.button(panel, 'Help for Issuer URL')
  await expect(ask).toBeFocused()
  await page.keyboard.press('Enter')
  const beside = page.getByRole('group', { name: 'Help for Issuer URL' })
  await expect(beside).toContainText('What goes wrong')
  await page.keyboard.press('Tab')
  await expect(ui.button(beside, 'More about this screen')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(beside).toBeHidden()
  await ui.button(panel, 'Help for Client ID').hover()
  const other = page.getByRole('group', { name: 'Help for Client ID' })
  await other.hover()
  await expect(other).toContainText('Example')
  await page.mouse.move(0, 0)
  await expect(other).toBeHidden()

  await ui.textbox(panel, 'Issuer URL').focus()
  await page.keyboard.press('F1')
  const help = page.getByRole('complementary', { name: 'Help' })
  await expect(help.getByRole('heading', { name: 'Organizations and connections' })).toBeVisible()
  await expect(ui.region(page, 'Issuer URL')).toBeInViewport()
  await expect(ui.button(help, 'Organizations, in Ory’s docs')).toBeVisible()
  await page.keyboard.type('base redirect')
  await page.keyboard.press('Enter')
  await expect(help.getByRole('heading', { name: 'Redirect hosts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(ui.textbox(panel, 'Issuer URL')).toBeFocused()

  // A dialog has its page over it, and keeps what was typed.
  await page.keyboard.press('ControlOrMeta+n')
  const form = ui.dialog(page, 'Connection')
  await ui.textbox(form, 'Label').fill('Half typed')
  await page.keyboard.press('F1')
  await expect(ui.dialog(page, 'Help')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(ui.textbox(form, 'Label')).toHaveValue('Half typed')
  await page.keyboard.press('Escape')
  await ui.button(ui.dialog(page, 'Close the form?'), 'Discard').click()

  await ui.typeInPalette(page, 'pkce')
  await page.getByRole('option', { name: /^PKCE/ }).click()
  await expect(help.getByRole('region', { name: 'PKCE' })).toBeInViewport()
})

for (const view of longRunViews) {
  test(`help at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(panel, 'Issuer URL').focus()
    await ui.button(panel, 'Help for Issuer URL').click()
    await expect(page.getByRole('group', { name: 'Help for Issuer URL' })).toBeVisible()
    await picture('help-field')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
    await expect(page.getByRole('complementary', { name: 'Help' })).toBeVisible()
    await picture('help-page')
    await page.keyboard.type('redirect')
    await picture('help-search')
  })
}
