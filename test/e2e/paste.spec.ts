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

test('an e-mail with metadata makes the new connection a SAML one @long', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const form = await ui.openNewConnection(page)
  const paste = await openPaste(page, form, email('05-saml-xml-quoted'))
  const found = paste.getByRole('list', { name: 'Details found' })
  await expect(found).toContainText('IdP metadata XML')
  await ui.button(paste, 'Fill in').click()
  await expect(form.getByRole('combobox', { name: 'Protocol' })).toHaveValue('SAML')
  await expect(form.getByRole('region', { name: 'What the metadata says' })).toContainText(
    'https://auth.pingone.example/2c6d0f11-9a77-4f2e-8a10-7e0f5a3b1c22',
  )
})

test('an e-mail that names the provider makes the form its own @long', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const form = await ui.openNewConnection(page)
  const paste = await openPaste(page, form, email('02-entra-portal'))
  await ui.button(paste, 'Fill in').click()
  await expect(form.getByRole('combobox', { name: 'Provider' })).toHaveValue('Microsoft')
  await expect(ui.textbox(form, 'Microsoft tenant')).toHaveValue(
    '5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01',
  )
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21')
  await expect(ui.textbox(form, 'Client secret')).toHaveAttribute('placeholder', 'Will be set')
})

test('of two environments in one e-mail one is chosen by keyboard, and nothing comes of the other @long', async ({
  workbench,
}) => {
  const secrets = { acceptance: 'aC7vT2nQ9xLm4RbZ', production: 'pR5kW8sJ3yHd6FgV' }
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const form = await ui.openNewConnection(page)
  const paste = await openPaste(page, form, email('17-dutch-two-environments'))
  await expect(paste.getByRole('status')).toHaveText('2 set-ups found: choose one.')
  const group = paste.getByRole('group', {
    name: 'This text contains 2 set-ups. Which one do you want to use?',
  })
  await expect(group.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(ui.button(paste, 'Fill in')).toBeDisabled()
  await ui.textbox(paste, 'What you were sent').focus()
  await page.keyboard.press('Tab')
  await expect(group.getByRole('radio', { name: 'Acceptatieomgeving' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(group.getByRole('radio', { name: 'Productieomgeving' })).toBeChecked()
  const found = paste.getByRole('list', { name: 'Details found' })
  await expect(found).toContainText('https://id.meervaart.example/realms/medewerkers')
  await expect(found).not.toContainText('-acc')
  await ui.tabTo(page, 'Fill in')
  await page.keyboard.press('Enter')
  await expect(ui.textbox(form, 'Issuer URL')).toHaveValue(
    'https://id.meervaart.example/realms/medewerkers',
  )
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('workbench-prd')
  await until(() => keychainSecrets().includes(secrets.production), 'the chosen secret')
  expect(keychainSecrets()).not.toContain(secrets.acceptance)
  for (const secret of Object.values(secrets)) {
    expect(filesHolding(running.userData, secret)).toEqual([])
  }
})

test('the source of an e-mail is decoded: HTML, MIME parts and an attachment @long', async ({
  workbench,
}) => {
  const secret = 'rY6&kP2~vT9.bQ4-xLmN8wZcD3eF5gHj7K'
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const form = await ui.openNewConnection(page)
  let paste = await openPaste(page, form, email('15-italian-html-source'))
  await expect(paste.getByRole('list', { name: 'Details found' })).toContainText(
    `${secret.length} characters`,
  )
  await expect(paste.getByRole('list', { name: 'Details found' })).not.toContainText(secret)
  await ui.button(paste, 'Fill in').click()
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('c4d5e6f7-3c55-4b1d-8e0a-9c1f0d7a5e21')
  await expect(ui.textbox(form, 'Microsoft tenant')).toHaveValue(
    '1a2b3c4d-7a55-4d0c-9c3e-2b1f6d8a9e01',
  )
  await until(() => keychainSecrets().includes(secret), 'the pasted secret in the keychain')
  paste = await openPaste(page, form, email('28-dutch-forwarded-source'))
  await ui.button(paste, 'Fill in').click()
  await expect(form.getByRole('region', { name: 'What the metadata says' })).toContainText(
    'https://id.brass-lantern.example/realms/staff',
  )
  expect(filesHolding(running.userData, secret)).toEqual([])
})

test('what may be a secret’s ID is shown with the reason, and not filled in by itself @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const form = await ui.openNewConnection(page)
  const paste = await openPaste(page, form, email('20-guid-as-secret'))
  const found = paste.getByRole('list', { name: 'Details found' })
  await expect(found.getByRole('checkbox', { name: /^Client secret/ })).not.toBeChecked()
  await expect(found).toContainText('Entra shows a secret’s ID beside its value')
  await ui.button(paste, 'Fill in').click()
  await expect(ui.textbox(form, 'Client ID')).toHaveValue('2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21')
  await expect(ui.textbox(form, 'Client secret')).not.toHaveAttribute('placeholder', 'Will be set')
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
