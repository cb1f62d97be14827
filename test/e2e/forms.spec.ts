import { keychainSecrets } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('a form with typed text is not closed by Escape or Cancel without a question, and opens as it was left', async ({
  workbench,
}) => {
  const secret = 'half-typed-secret-3f9a'
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const form = await ui.openNewConnection(page)
  await expect(form).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()

  await ui.openNewConnection(page)
  await ui.textbox(form, 'Label').fill('Copper Kettle')
  await ui.textbox(form, 'Client secret').fill(secret)
  // What is on its way to the keychain is no secret of the form yet.
  await expect.poll(keychainSecrets).toContain(secret)
  await page.keyboard.press('Escape')
  const question = ui.dialog(page, 'Close the form?')
  await expect(question).toContainText('A secret is never kept')
  await ui.button(question, 'Keep editing').press('Enter')
  await expect(question).toBeHidden()
  await expect(ui.textbox(form, 'Label')).toHaveValue('Copper Kettle')
  await page.keyboard.press('Escape')
  await ui.button(question, 'Close').click()
  await expect(form).toBeHidden()

  await ui.openNewConnection(page)
  await expect(form.getByRole('note')).toContainText(
    'The form is as you left it. The secret was not kept: enter it again.',
  )
  await expect(ui.textbox(form, 'Label')).toHaveValue('Copper Kettle')
  await expect(ui.textbox(form, 'Client secret')).toHaveValue('')
  await ui.button(form, 'Start over').click()
  await expect(ui.textbox(form, 'Label')).toHaveValue('')
  await ui.textbox(form, 'Label').fill('No')
  await page.keyboard.press('Escape')
  await ui.button(question, 'Discard').click()
  await expect(form).toBeHidden()
  await ui.openNewConnection(page)
  await expect(ui.textbox(form, 'Label')).toHaveValue('')
  // The button leaves as the key does.
  await ui.textbox(form, 'Label').fill('Copper Kettle')
  await ui.button(form, 'Cancel').click()
  await expect(question).toContainText('What you entered is kept')
  await ui.button(question, 'Close').click()
  await ui.openNewConnection(page)
  await expect(ui.textbox(form, 'Label')).toHaveValue('Copper Kettle')
  await ui.cancelForm(form)
  await ui.openNewConnection(page)
  await ui.button(form, 'Cancel').click()
  await expect(form).toBeHidden()
  expect(filesHolding(running.userData, secret)).toEqual([])
})
