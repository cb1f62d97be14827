import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSecretStore } from '../../src/main/secrets/open-secret-store'
import { workspaceAccount } from '../../src/main/secrets/secret-store'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const both = 'ory_wak_of_both_0123'
test.use({ emulatorOptions: { apiKeys: { [both]: [demo.northwind, demo.globex] } } })

for (const view of longRunViews) {
  test(`what is said of keys and addresses at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const { emulator, userData } = workbench
    const file = join(userData, 'workspaces.json')
    const own = emulator.apiAddress
    let running = await workbench.launch()
    let { page } = running
    let picture = await photographer(running, view)
    await ui.connect(page, own, both)
    await ui.openProject(page, demo.staging.name)
    await picture('key-of-two')
    await running.close()

    // Northwind's key is stored without an address, and Globex's address is none.
    const keychain = await openSecretStore()
    await keychain.set(workspaceAccount(demo.northwind), both)
    const list = JSON.parse(readFileSync(file, 'utf8'))
    const workspaces: any[] = list.data ?? list
    const globex = workspaces.find(({ id }) => id === demo.globex)
    globex.apiAddress = 'http://api.evil.example'
    writeFileSync(file, JSON.stringify(list))
    emulator.clearRequests()
    running = await workbench.launch()
    page = running.page
    picture = await photographer(running, view)
    const note = page.getByRole('main').getByRole('alert')
    await expect(note).toContainText('no longer in the keychain')
    await picture('key-missing')
    expect(emulator.requests()).toEqual([])

    // Without the answer, all that needs no key goes on.
    const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
    await ui.textbox(connection, 'Label').fill('Edited without a key')
    await expect(ui.button(page, ui.names.review)).toBeEnabled()
    const review = await ui.openReview(page)
    await expect(review).toContainText('Edited without a key')
    await page.keyboard.press('Escape')
    await expect(review).toBeHidden()
    expect(emulator.requests()).toEqual([])

    await ui.button(page, ui.names.switchProject).click()
    const chooser = ui.dialog(page, ui.names.switchProject)
    await expect(chooser).toContainText('address not usable')
    await picture('switcher-keys')
    await ui.button(chooser, 'Replace key Globex').click()
    const form = ui.dialog(page, 'Replace key')
    await expect(ui.textbox(form, ui.names.apiKey)).toBeFocused()
    await picture('replace-key')
    await ui.textbox(form, ui.names.apiAddress).fill('http://api.evil.example')
    await expect(ui.button(form, 'Replace key')).toBeDisabled()
    await picture('replace-key-refused')
    await ui.textbox(form, ui.names.apiAddress).fill(own)
    await ui.textbox(form, ui.names.apiKey).fill('ory_wak_wrong')
    await page.keyboard.press('Enter')
    await expect(form.getByRole('alert')).toBeVisible()
    await picture('replace-key-wrong')
    await ui.cancelForm(form)
    await running.close()

    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replaceAll(own, 'https://api.evil.example'))
    const bound = JSON.stringify({ v: 1, origin: own, key: both })
    await keychain.set(workspaceAccount(demo.northwind), bound)
    running = await workbench.launch()
    page = running.page
    picture = await photographer(running, view)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('another address')
    await picture('key-of-another-address')
    await ui.button(page, ui.names.switchProject).click()
    await expect(chooserOf(page)).toContainText('key of another address')
    await ui.button(chooserOf(page), ui.names.connect).click()
    const connect = ui.dialog(page, ui.names.connect)
    await ui.textbox(connect, ui.names.apiKey).fill(both)
    await ui.textbox(connect, ui.names.apiAddress).fill(own)
    await page.keyboard.press('Enter')
    await expect(connect.getByRole('alert')).toContainText('connected already, at another address')
    await picture('connected-elsewhere')
  })
}

const chooserOf = (page: Parameters<typeof ui.banner>[0]) => ui.dialog(page, ui.names.switchProject)
