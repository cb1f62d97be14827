import { photographer, narrowViews } from '../support/photographer'
import * as ui from '../support/screens'
import { demo, expect, test } from '../support/workbench'

for (const view of narrowViews) {
  const name = `${view.width}x${view.height}, ${view.theme}`
  test(`the mapper lab at ${name}`, async ({ workbench }) => {
    test.setTimeout(180_000)
    const running = await workbench.open(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    const connection = await ui.chooseConnection(page, 'Foxglove Okta preview')
    await ui.button(connection, 'Edit mapper').click()
    const mapper = ui.region(page, 'Mapper')
    const claims = ui.region(page, 'Sample claims')
    const result = ui.region(page, 'Result')
    const editor = mapper.getByRole('textbox')
    await expect(editor).toContainText('identity')
    await expect(result).toContainText('Traits')
    const field = claims.getByRole('combobox', { name: 'Claims to try' })
    await field.click()
    await expect(page.getByRole('option').first()).toBeVisible()
    await picture('lab-samples')
    await field.fill('Okta')
    await page.getByRole('option').first().click()
    await expect(result.getByText(/^from /).first()).toBeVisible()
    for (const title of ['The first', 'The second']) {
      await ui.button(page, 'Save case').click()
      const dialog = ui.dialog(page, 'Save case')
      await ui.textbox(dialog, 'Name').fill(title)
      await dialog.getByRole('radio', { name: 'Chosen parts' }).check()
      if (title === 'The first') await picture('lab-save-case')
      await ui.button(dialog, 'Save').click()
      await expect(dialog).toBeHidden()
    }
    const fold = ui.button(page, 'Show the cases')
    if (await fold.isVisible()) await fold.click()
    await expect(ui.region(page, 'Cases')).toContainText('2 of 2 pass')
    await picture('lab')
    await result.getByRole('tab', { name: 'Sign-in' }).click()
    await ui.button(result, 'Use this result as the identity').click()
    await claims.getByRole('button', { name: 'Identity at sign-in' }).click()
    await expect(result).toContainText('not run')
    await picture('lab-sign-in')
    await result.getByRole('tab', { name: 'Output' }).click()
    await claims.getByRole('button', { name: 'As Ory passes it on' }).click()
    await expect(result.getByRole('textbox', { name: 'Output' })).toContainText('traits')
    await picture('lab-output')
    await result.getByRole('tab', { name: 'Identity' }).click()
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(
      "local claims = std.extVar('claims');\n\n{\n  identity: {\n    traits: {\n      email: claims.email,\n      name: {\n        first: claims.given_name,\n        last: claims.family_name,\n      },\n      groups: claims.groups,\n    },\n  },\n}\n",
    )
    await expect(result).toContainText('Field does not exist')
    await expect(page.getByRole('dialog', { name: 'Who is this edit for?' })).toBeVisible()
    await picture('lab-one-or-all')
    await ui.button(page, 'This connection only').click()
    await expect(ui.region(page, 'Cases')).toContainText('0 of 2 pass')
    await ui
      .region(page, 'Cases')
      .getByRole('button', { name: /The first/ })
      .click()
    await picture('lab-error')
    await ui.button(page, 'Paste own claims').click()
    const dialog = ui.dialog(page, 'Paste own claims')
    await ui
      .textbox(dialog, 'Claims')
      .fill('{"iss":"https://id.example","sub":"1","email":"kim@example.com","groups":["a","b"]}')
    await expect(dialog.getByText('Recognised')).toBeVisible()
    await picture('lab-own-claims')
  })
}
