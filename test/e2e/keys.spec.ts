import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

test('the key of publishing shows the changes first, and publishes them from there', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  // Without changes there is nothing to publish.
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(panel, 'Label').fill('Pilot by keys')
  await ui.textbox(panel, 'Label').blur()
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  const review = ui.dialog(page, 'Review changes')
  await expect(ui.button(review, 'Publish')).toBeEnabled()
  const labels = () =>
    methodsOf(workbench.emulator, demo.staging.id).oidc.config.providers.map(
      ({ label }: { label: string }) => label,
    )
  expect(labels()).not.toContain('Pilot by keys')
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  await expect(review).toBeHidden()
  expect(labels()).toContain('Pilot by keys')
  const items = await app.evaluate(({ Menu }) =>
    ['new-connection', 'publish', 'docs-mappers'].map((id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id)
      return `${item?.label} ${item?.accelerator ?? ''}`
    }),
  )
  expect(items).toEqual([
    'New Connection… CmdOrCtrl+N',
    'Publish Changes… CmdOrCtrl+Shift+Enter',
    'Mappers, in Ory’s Docs on the Web ',
  ])
})
