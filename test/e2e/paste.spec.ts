import type { Locator, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { chooseMenuItem, keychainSecrets, row, until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const email = (name: string) =>
  readFileSync(new URL(`../fixtures/paste/${name}.txt`, import.meta.url), 'utf8')

async function openPaste(page: Page, host: Locator, text: string): Promise<Locator> {
  await ui.button(host, 'Paste details').click()
  const paste = ui.dialog(page, 'Paste details')
  await ui.textbox(paste, 'What you were sent').fill(text)
  return paste
}

const entry = (emulator: Parameters<typeof methodsOf>[0], id: string) =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.find((item: any) => item.id === id)

test('an e-mail fills the form of a new connection, its secret goes to the keychain', async ({
  workbench,
}) => {
  const secret = 'Zq3-fixtureSecret_8mT5vK1rW0xY2bN4cD6eF7g'
  const { emulator } = workbench
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  const form = await ui.openNewConnection(page)
  const paste = await openPaste(page, form, email('01-okta-oidc'))
  const found = paste.getByRole('list', { name: 'Details found' })
  await expect(found).toContainText('https://alder-works.okta.com')
  await expect(found).toContainText('0oa8fixture1AbCdEf5d7')
  await expect(found).toContainText('characters')
  await expect(found).not.toContainText(secret)
  await expect(found).toContainText('alder-works.example, alder.example')
  await ui.button(paste, 'Fill in').click()
  await expect(paste).toBeHidden()
  await expect(ui.textbox(form, 'Issuer URL')).toHaveValue('https://alder-works.okta.com')
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('0oa8fixture1AbCdEf5d7')
  await until(() => keychainSecrets().includes(secret), 'the pasted secret in the keychain')
  await expect(ui.button(form, 'Create')).toBeDisabled()
  await form.getByRole('radio', { name: 'Everybody' }).check()
  await ui.textbox(form, 'Connection ID').fill('alder-okta')
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()

  // All of it came with the creation, so one step takes it back.
  const made = row(ui.region(page, 'Connections'), 'alder-okta')
  await expect(made).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(made).toBeHidden()
  await expect(ui.button(ui.banner(page), 'Undo')).toBeDisabled()
  await ui.button(ui.banner(page), 'Redo').click()
  await expect(made).toBeVisible()
  await ui.publishDraft(page)
  expect(entry(emulator, 'alder-okta')).toMatchObject({
    provider: 'generic',
    issuer_url: 'https://alder-works.okta.com',
    client_id: '0oa8fixture1AbCdEf5d7',
    client_secret: secret,
    scope: ['openid', 'profile', 'email'],
  })
  await running.close()
  expect(filesHolding(workbench.userData, secret)).toEqual([])
})

test('Escape from an e-mail that was not pasted closes its form too, and the focus is where it was', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await ui.chooseConnection(page, 'Meadowlark Okta')
  const list = page.getByRole('listbox', { name: 'Connections', exact: true })
  await list.focus()
  await chooseMenuItem(running, 'Paste E-mail…')
  const paste = ui.dialog(page, 'Paste details')
  await expect(paste).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(paste).toBeHidden()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(list).toBeFocused()
})

test('an e-mail fills an existing connection as one step', async ({ workbench }) => {
  const secret = 'kf8Jw2pQ9sLx4VbN7mZt'
  const { emulator } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  const issuer = ui.textbox(panel, 'Issuer URL')
  const clientId = ui.textbox(panel, 'Client ID')
  const before = [await issuer.inputValue(), await clientId.inputValue()]
  const paste = await openPaste(page, panel, email('06-german-reply'))
  await ui.button(paste, 'Fill in').click()
  await expect(paste).toBeHidden()
  await expect(issuer).toHaveValue('https://login.fernundsoehne.example/auth/realms/mitarbeiter')
  await expect(clientId).toHaveValue('amber-field-workbench')
  await expect(ui.button(panel, 'Keep the stored secret')).toBeVisible()
  await until(() => keychainSecrets().includes(secret), 'the pasted secret in the keychain')
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()

  await ui.button(ui.banner(page), 'Undo').click()
  await expect(issuer).toHaveValue(before[0] ?? '')
  await expect(clientId).toHaveValue(before[1] ?? '')
  await expect(ui.button(panel, 'Keep the stored secret')).toBeHidden()
  await expect(ui.button(page, 'Review changes')).toBeVisible()
  await expect(ui.button(ui.banner(page), 'Undo')).toBeDisabled()
  await ui.button(ui.banner(page), 'Redo').click()
  await expect(clientId).toHaveValue('amber-field-workbench')

  expect(await page.content()).not.toContain(secret)
  await ui.publishDraft(page)
  expect(entry(emulator, 'pilot-keycloak')).toMatchObject({
    label: 'Pilot Keycloak',
    issuer_url: 'https://login.fernundsoehne.example/auth/realms/mitarbeiter',
    client_id: 'amber-field-workbench',
    client_secret: secret,
    scope: ['openid', 'email', 'profile', 'groups'],
  })
  expect(filesHolding(running.userData, secret)).toEqual([])
  expect(keychainSecrets()).not.toContain(secret)
})
