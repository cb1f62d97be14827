import { readFileSync } from 'node:fs'
import { keychainSecrets, row, until } from '../support/window/app'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const secret = 'Zq3-copperSecret_8mT5vK1rW0xY2bN4cD6eF7g'
const email = `Hello,

here is what you asked for:
Company: Copper Kettle
Client ID: 0oa8fixture1AbCdEf5d7
Client Secret: ${secret}
Issuer: https://copper-kettle.okta.com
Our email domains are copper-kettle.example and kettle.example.
`

test('a pasted e-mail is offered as one new set: organization, domains and connection @long', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page, app } = running
  const paste = async (text: string) => {
    await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text)
    await page.keyboard.press('ControlOrMeta+v')
  }
  await ui.region(page, 'Connections').getByRole('listbox').focus()
  await paste('Lunch at noon?')
  await expect(ui.statusLine(page, 'Nothing was recognised in what you pasted')).toBeVisible()
  await paste('<a>'.padEnd(20 * 1024 * 1024, 'x'))
  await expect(ui.statusLine(page, 'longer than 2 MiB')).toBeVisible()

  await paste(email)
  const form = ui.dialog(page, 'Organization and connection')
  await expect(form.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(ui.button(form, 'Create')).toBeDisabled()
  await form.getByRole('radio', { name: 'A new customer' }).check()
  const name = ui.textbox(form, 'Name of the organization')
  await expect(name).toHaveValue('Copper Kettle')
  await expect(form).toContainText('kettle.example')
  await expect(ui.textbox(form, 'Issuer URL')).toHaveValue('https://copper-kettle.okta.com')
  await expect(ui.textbox(form, 'Connection ID')).toHaveValue('copper-kettle')
  await until(() => keychainSecrets().includes(secret), 'the pasted secret in the keychain')
  await name.fill('Copper Kettle Ltd')
  await expect(ui.textbox(form, 'Connection ID')).toHaveValue('copper-kettle-ltd')
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()

  const made = row(ui.region(page, 'Organizations'), 'Copper Kettle Ltd')
  await expect(made).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(made).toBeHidden()
  await expect(ui.button(ui.banner(page), 'Undo')).toBeDisabled()
  await ui.button(ui.banner(page), 'Redo').click()
  await ui.publishDraft(page)
  const { providers } = methodsOf(workbench.emulator, demo.staging.id).oidc.config
  expect(providers.find((item: any) => item.id === 'copper-kettle-ltd')).toMatchObject({
    client_secret: secret,
    organization_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

const people = (name: string) =>
  readFileSync(new URL(`../fixtures/paste/people/${name}`, import.meta.url), 'utf8')

test(
  'a new customer’s e-mail is never taken for the organization that is selected',
  withPictures,
  async ({ workbench }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page, app } = running
    await row(ui.region(page, 'Organizations'), 'Oakfield University').click()
    await ui.region(page, 'Organizations').getByRole('listbox').focus()
    const text = people('10-forwarded-thread.txt')
    await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text)
    await page.keyboard.press('ControlOrMeta+v')
    const form = ui.dialog(page, 'Organization and connection')
    const group = form.getByRole('group', { name: 'Who signs in with it?' })
    await expect(group.getByRole('radio', { checked: true })).toHaveCount(0)
    await expect(group).toContainText('A sign-in button for everybody: in production')
    await expect(ui.button(form, 'Create')).toBeDisabled()
    await expect(form).toContainText('Choose who signs in with it')
    // The question has the focus.
    await expect(group.getByRole('radio', { name: 'A new customer' })).toBeFocused()
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await picture('paste-whom')
    }
    await page.keyboard.press('Space')
    await expect(group.getByRole('radio', { name: 'A new customer' })).toBeChecked()
    await expect(ui.textbox(group, 'Name of the organization')).toHaveValue('Bluefin Robotics')
    const unused = form.getByRole('list', { name: 'Domains that are not used' })
    await expect(unused).toContainText('The e-mail was sent to it')
    await expect(form.getByRole('list', { name: 'Read from the text' })).toContainText(
      'From: Mara Lind <mara.lind@bluefin-robotics.example>',
    )
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await picture('paste-new-customer')
    }
    await ui.button(form, 'Create').click()
    await expect(form).toBeHidden()
    await expect(row(ui.region(page, 'Connections'), 'Bluefin Robotics')).toBeVisible()
    // In this small window, it takes the place of the list of organizations.
    await expect(ui.textbox(ui.panel(page, 'Connection'), 'Label')).toBeVisible()
    await ui.showList(page, ui.names.organizations)
    await expect(row(ui.region(page, 'Organizations'), 'Bluefin Robotics')).toBeVisible()
  },
)
