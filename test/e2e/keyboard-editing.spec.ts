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
