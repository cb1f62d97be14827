import type { Page } from '@playwright/test'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const pilot = ({ emulator }: Workbench) =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1)

/** Types a label for Pilot Keycloak and leaves the field. */
async function rename(page: Page, text: string): Promise<void> {
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill(text)
  await ui.textbox(connection, 'Label').blur()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

test('a conflict is put off and decided by keyboard alone', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await rename(page, 'My label')
  workbench.emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { config } = project.services.identity.config.selfservice.methods.oidc
    config.providers.at(-1).label = 'Their label'
  })
  await page.keyboard.press('F5')
  const conflict = ui.dialog(page, ui.names.conflict)
  await expect(conflict).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(conflict).toBeHidden()
  await ui.tabTo(page, '1 conflict to decide')
  await page.keyboard.press('Enter')
  await expect(conflict).toBeVisible()
  const keep = conflict.getByRole('radio', { name: 'Keep mine' })
  const take = conflict.getByRole('radio', { name: 'Take theirs' })
  await ui.tabTo(page, 'Keep mine')
  await page.keyboard.press('ArrowDown')
  await expect(take).toBeChecked()
  await page.keyboard.press('ArrowUp')
  await expect(keep).toBeChecked()
  await ui.tabTo(page, 'Go on')
  await page.keyboard.press('Enter')
  await expect(conflict).toBeHidden()
  // A decision is a step: taken back, it is open again and nothing lies over the window.
  await page.keyboard.press('ControlOrMeta+z')
  await expect(ui.button(page, '1 conflict to decide')).toBeVisible()
  await expect(conflict).toBeHidden()
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(ui.button(page, '1 conflict to decide')).toHaveCount(0)
  await ui.tabTo(page, /^Review changes/)
  await page.keyboard.press('Enter')
  await ui.tabTo(page, 'Publish')
  await page.keyboard.press('Enter')
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(pilot(workbench).label).toBe('My label')
})

test('a draft is discarded, found in the trash and brought back by keyboard alone @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await rename(page, 'Thrown away')
  await ui.tabTo(page, /^Review changes/)
  await page.keyboard.press('Enter')
  await ui.tabTo(page, 'Discard draft')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, 'Discard the draft?')).toBeVisible()
  await ui.tabTo(page, 'Discard')
  await page.keyboard.press('Enter')
  await expect(ui.dialog(page, 'Review changes')).toBeHidden()
  await ui.tabTo(page, 'History')
  await page.keyboard.press('Enter')
  await ui.tabTo(page, 'Trash')
  await page.keyboard.press('Enter')
  const trash = ui.dialog(page, 'Trash')
  await expect(trash).toContainText('Draft with 1 change')
  await ui.tabTo(page, 'Restore')
  await page.keyboard.press('Enter')
  await expect(trash.getByRole('status')).toContainText('Northwind Staging was restored.')
  await page.keyboard.press('Escape')
  await expect(trash).toBeHidden()
  await ui.chooseConnection(page, 'Thrown away')
})

test('a field, a connection and an organization go back to what the server has @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await ui.textbox(connection, 'Label').fill('Foxglove one')
  await ui.textbox(connection, 'Client ID').fill('another-client')
  await ui.textbox(connection, 'Client ID').blur()
  await expect(connection).toContainText('On the server: Foxglove Okta preview')
  await expect(connection).toContainText('On the server: client-of-foxglove-okta')
  await ui.button(connection, 'Revert Client ID to server').press('Enter')
  await expect(connection).not.toContainText('On the server: client-of-foxglove-okta')
  await expect(ui.textbox(connection, 'Client ID')).toHaveValue('client-of-foxglove-okta')
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Foxglove one')
  await ui.button(connection, 'Revert to server').press('Enter')
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Foxglove Okta preview')
  await expect(ui.button(page, 'Review changes')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(ui.textbox(connection, 'Label')).toHaveValue('Foxglove one')
  await page.keyboard.press('ControlOrMeta+Shift+z')

  const organization = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.textbox(organization, 'Label').fill('Foxglove')
  await ui.textbox(organization, 'Label').blur()
  await expect(ui.button(organization, 'Revert Label to server')).toBeVisible()
  await expect(organization).toContainText('On the server: Foxglove Pharma')
  await ui.button(organization, 'Revert to server').press('Enter')
  await expect(ui.textbox(organization, 'Label')).toHaveValue('Foxglove Pharma')
  await expect(ui.button(page, 'Review changes')).toBeVisible()
})
