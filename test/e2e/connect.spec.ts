import { readdirSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keychainSecrets } from '../support/window/app'
import { filesBelow, filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const { names } = ui

test('a wrong key, an unreachable address and a bad address say what they are and keep what was typed', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.launchShared()
  await ui.button(page, names.connect).first().click()
  const form = ui.dialog(page, names.connect)
  const key = ui.textbox(form, names.apiKey)
  const address = ui.textbox(form, names.apiAddress)
  await expect(address).toHaveValue('https://api.console.ory.com')
  await key.fill('ory_wak_wrong')
  await address.fill(emulator.apiAddress)
  await ui.button(form, 'Connect').click()
  await expect(form.getByRole('alert')).toContainText(/key was refused/i)
  await expect(key).toHaveValue('ory_wak_wrong')
  await expect(address).toHaveValue(emulator.apiAddress)

  await address.fill('http://127.0.0.1:9')
  await ui.button(form, 'Connect').click()
  await expect(form.getByRole('alert')).toContainText(/reach|connect/i)
  await address.fill('http://api.console.ory.com')
  await expect(form).toContainText(/https/)
  await expect(ui.button(form, 'Connect')).toBeDisabled()
  await address.fill(emulator.apiAddress)
  await key.fill(workbench.northwindKey)
  await ui.button(form, 'Connect').click()
  await expect(form).toBeHidden()
  expect(keychainSecrets()).toContain(workbench.northwindKey)
})

test('disconnecting takes the key from the keychain and keeps the draft', async ({ workbench }) => {
  const { emulator } = workbench
  const { page, userData } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Kept label')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.button(page, names.switchProject).click()
  await ui.button(ui.dialog(page, names.switchProject), /^Disconnect Northwind/).click()
  const ask = page.getByRole('dialog').filter({ hasText: /draft/i }).last()
  await ask.getByRole('button', { name: /^Disconnect/ }).click()
  await expect(ui.button(page, names.demo)).toBeVisible()
  expect(keychainSecrets()).not.toContain(workbench.northwindKey)
  const drafts = filesBelow(userData).filter((path) => path.includes('drafts'))
  expect(drafts.some((path) => readFileSync(path, 'utf8').includes('Kept label'))).toBe(true)
  await ui.connect(page, emulator.apiAddress, workbench.northwindKey)
  await ui.openProject(page, demo.staging.name)
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
})

test('a corrupt draft is set aside with a message, and the app starts @long', async ({
  workbench,
}) => {
  let running = await workbench.open(demo.staging.name)
  const connection = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Soon damaged')
  await expect(ui.statusLine(running.page, 'Draft saved')).toBeVisible()
  await running.close()
  const path = workbench.fileOf('drafts', demo.staging.id)
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100))
  running = await workbench.launch()
  await expect(ui.banner(running.page)).toContainText(demo.staging.name)
  await expect(running.page.getByRole('alert').filter({ hasText: /draft/i })).toBeVisible()
  expect(
    readdirSync(join(workbench.userData, 'drafts')).some((name) => name.includes('damaged')),
  ).toBe(true)
  await expect(ui.button(running.page, 'Review changes')).toBeVisible()
})

test('the demo workspace opens without a key', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  await ui.button(page, names.demo).click()
  await expect(ui.region(page, names.organizations)).toBeVisible()
  await ui.openProject(page, 'Globex Portal Staging')
  await expect(ui.banner(page)).toContainText('Staging')
})

test('a key is replaced: a wrong one is refused and the old one stays', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await ui.button(page, names.switchProject).click()
  await ui.button(ui.dialog(page, names.switchProject), 'Replace key Northwind').click()
  const form = page.getByRole('dialog').last()
  await ui.textbox(form, names.apiKey).fill('ory_wak_wrong')
  await form.getByRole('button', { name: /^Replace/ }).click()
  await expect(form.getByRole('alert')).toContainText(/key was refused/i)
  await expect(form.getByRole('alert')).toContainText('The current key and its address are')
  expect(keychainSecrets()).toContain(workbench.northwindKey)
  expect(keychainSecrets()).not.toContain('ory_wak_wrong')
  await ui.textbox(form, names.apiKey).fill(workbench.northwindKey)
  await form.getByRole('button', { name: /^Replace/ }).click()
  await expect(form).toBeHidden()
  emulator.clearRequests()
  // The new key is read with at once: what is clicked during that reading is part of it.
  await expect(async () => {
    await ui.button(page, 'Refresh').click()
    expect(emulator.requests().length).toBeGreaterThan(0)
  }).toPass()
})

test('without a keychain the person is told, and the key lasts for the session only', async ({
  workbench,
}) => {
  const { emulator, northwindKey } = workbench
  const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }
  let running = await workbench.launch(noKeychain)
  await ui.button(running.page, names.connect).first().click()
  await expect(ui.dialog(running.page, names.connect)).toContainText(/keychain/i)
  await running.page.keyboard.press('Escape')
  await ui.connect(running.page, emulator.apiAddress, northwindKey)
  await ui.openProject(running.page, demo.staging.name)
  await running.close()
  expect(filesHolding(workbench.userData, northwindKey)).toEqual([])
  running = await workbench.launch(noKeychain)
  await expect(ui.banner(running.page)).toContainText(demo.staging.name)
  await ui.button(running.page, 'Refresh').click()
  await expect(running.page.getByRole('alert')).toContainText(/key/i)
})

test('the redirect URL is copied as it is shown', async ({ workbench }) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.button(connection, 'Copy redirect URL').click()
  await expect(ui.statusLine(page, 'Copied')).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toMatch(
    /^https:\/\/quiet-noether-3v8c5t0z6p\.projects\.oryapis\.com\/self-service\/methods\/oidc\/organization\/[0-9a-f-]{36}\/callback\/meadowlark-okta$/,
  )
})
