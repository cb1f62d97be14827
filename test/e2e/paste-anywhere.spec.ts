import { readFileSync } from 'node:fs'
import { keychainSecrets, row, until } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, test } from '../support/workbench'

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
  await expect(form.getByRole('combobox', { name: 'Organization' })).toHaveValue(
    'Copper Kettle (new)',
  )
  await expect(form).toContainText('kettle.example')
  await expect(ui.textbox(form, 'Issuer URL')).toHaveValue('https://copper-kettle.okta.com')
  await expect(ui.textbox(form, 'Connection ID')).toHaveValue('copper-kettle')
  await until(() => keychainSecrets().includes(secret), 'the pasted secret in the keychain')
  // The name is edited by typing another one, which is made just so.
  const box = form.getByRole('combobox', { name: 'Organization' })
  await box.fill('Copper Kettle Ltd')
  await form.getByRole('option', { name: 'Create "Copper Kettle Ltd"' }).click()
  await expect(box).toHaveValue('Copper Kettle Ltd (new)')
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
  expect(providers.find((item: any) => item.id === 'copper-kettle')).toMatchObject({
    client_secret: secret,
    organization_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

test('of several set-ups pasted anywhere one is chosen, and a connection gets a new organization @long', async ({
  workbench,
}) => {
  const { page, app } = await workbench.openShared(demo.staging.name)
  const text = readFileSync(
    new URL('../fixtures/paste/17-dutch-two-environments.txt', import.meta.url),
    'utf8',
  )
  await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text)
  await ui.region(page, 'Connections').getByRole('listbox').focus()
  await page.keyboard.press('ControlOrMeta+v')
  const paste = ui.dialog(page, 'Paste details')
  await expect(paste.getByRole('status')).toHaveText('2 set-ups found: choose one.')
  await paste.getByRole('radio', { name: 'Productieomgeving' }).check()
  await ui.button(paste, 'Fill in').click()
  const form = ui.dialog(page, 'Organization and connection')
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('workbench-prd')
  await expect(form).toContainText('meervaart-zorg.example')
  const organization = form.getByRole('combobox', { name: 'Organization' })
  await organization.fill('Meervaart')
  await form.getByRole('option', { name: 'Create "Meervaart"' }).click()
  await ui.button(form, 'Create').click()
  await expect(row(ui.region(page, 'Organizations'), 'Meervaart')).toBeVisible()

  // The panel makes one too, and moves the connection there in the same step.
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  const box = panel.getByRole('combobox', { name: 'Organization' })
  await box.fill('Copper Kettle')
  await page.getByRole('option', { name: 'Create "Copper Kettle"' }).click()
  const made = row(ui.region(page, 'Organizations'), 'Copper Kettle')
  await expect(made).toBeVisible()
  await expect(box).toHaveValue('Copper Kettle')
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(made).toBeHidden()
  await expect(box).not.toHaveValue('Copper Kettle')
})
