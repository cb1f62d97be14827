import { openMapperEditor, saveCase } from '../support/window/mapper-editor'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

for (const view of longRunViews) {
  test(`every small question at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)

    await ui.button(page, 'New organization').click()
    const form = ui.dialog(page, 'Organization')
    await ui.textbox(form, 'Label').fill('Pebble & Finch')
    await picture('new-organization')
    await page.keyboard.press('Escape')
    const leave = ui.dialog(page, 'Close the form?')
    await expect(leave).toBeVisible()
    await picture('form-close')
    await ui.button(leave, 'Discard').click()
    await expect(form).toBeHidden()

    const organization = await ui.chooseOrganization(page, 'Meadowlark Health')
    await ui.button(organization, 'Delete organization').click()
    const remove = ui.dialog(page, 'Delete Meadowlark Health?')
    await expect(remove).toBeVisible()
    await picture('organization-delete')
    await ui.button(remove, 'Cancel').click()
    await page.getByRole('listbox', { name: 'Organizations', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    const removeAll = page.getByRole('dialog', { name: /^Delete 4 organizations/ })
    await expect(removeAll).toBeVisible()
    await picture('organizations-delete')
    await page.keyboard.press('Escape')
    await expect(removeAll).toBeHidden()

    await ui.showAllConnections(page)
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('Pilot Keycloak (Leeds)')
    const review = await ui.openReview(page)
    await ui.button(review, 'Discard draft').click()
    await expect(ui.dialog(page, 'Discard the draft?')).toBeVisible()
    await picture('discard')
    await ui.button(ui.dialog(page, 'Discard the draft?'), 'Discard').click()
    await expect(review).toBeHidden()

    await ui.button(page, /^Workspace settings/).click()
    const settings = ui.dialog(page, 'Workspace settings')
    await ui.button(settings, /^Disconnect/).click()
    await expect(ui.dialog(page, 'Disconnect workspace')).toBeVisible()
    await picture('disconnect')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    await ui.typeInPalette(page, 'save diagnostics')
    await page.keyboard.press('Enter')
    await expect(ui.dialog(page, 'Save diagnostics')).toBeVisible()
    await picture('diagnostics')
    await page.keyboard.press('Escape')

    await openMapperEditor(page, 'Foxglove Okta preview')
    await saveCase(page, 'An employee')
    const fold = ui.button(page, 'Show the cases')
    if (await fold.isVisible()) await fold.click()
    const cases = ui.region(page, 'Cases')
    const expand = cases.getByRole('button', { name: /An employee/ }).first()
    if ((await expand.getAttribute('aria-expanded')) === 'false') await expand.click()
    await ui.button(cases, 'Rename An employee').click()
    await expect(ui.dialog(page, 'Rename case')).toBeVisible()
    await picture('case-rename')
    await page.keyboard.press('Escape')
    await ui.button(cases, 'Delete An employee').click()
    await expect(ui.dialog(page, 'Delete case')).toBeVisible()
    await picture('case-delete')
    await page.keyboard.press('Escape')
    await ui.button(page, 'Start from a form').click()
    const template = ui.dialog(page, 'Mapper from a form')
    await template.getByRole('checkbox', { name: 'Mark the e-mail as verified' }).click()
    await page.keyboard.press('Escape')
    await expect(ui.dialog(page, 'Leave the form?')).toBeVisible()
    await picture('lab-form-leave')
  })
}

for (const view of longRunViews) {
  test(`the question about a lock-out at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    // The shared app knows what was found about mappers.
    const running = await workbench.open(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    const connection = await ui.chooseConnection(page, 'Quarry Auth0')
    await ui.button(connection, 'Delete connection').click()
    const review = await ui.openReview(page)
    await ui.button(review, 'Publish').click()
    await expect(ui.textbox(ui.dialog(page, ui.names.confirm), 'Locked out')).toBeVisible()
    await picture('lock-out')
    await page.keyboard.press('Escape')
  })
}
