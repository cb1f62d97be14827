import type { Page } from '@playwright/test'
import { openSecretStore } from '../../src/main/secrets/open-secret-store'
import { workspaceAccount } from '../../src/main/secrets/secret-store'
import { keychainSecrets } from '../support/app'
import { startAttackServer, type AttackServer } from '../support/attack-server'
import { createAuthority } from '../support/identity-providers/certificates'
import * as ui from '../support/screens'
import { demo, expect, test as base } from '../support/workbench'

const { names } = ui

interface Attacker {
  start(options?: Parameters<typeof startAttackServer>[0]): Promise<AttackServer>
}

const test = base.extend<{ attacker: Attacker }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the destructuring.
  attacker: async ({}, use) => {
    const servers: AttackServer[] = []
    await use({
      async start(options) {
        const server = await startAttackServer(options)
        servers.push(server)
        return server
      },
    })
    for (const { close } of servers) await close()
  },
})

/** Tries to connect, and says what the dialog answers. */
async function tryToConnect(page: Page, apiAddress: string, apiKey: string) {
  const form = ui.dialog(page, names.connect)
  if (!(await form.isVisible())) await ui.button(page, names.connect).first().click()
  await ui.textbox(form, names.apiKey).fill(apiKey)
  await ui.textbox(form, names.apiAddress).fill(apiAddress)
  await ui.button(form, 'Connect').click()
  return form.getByRole('alert')
}

test('an environment whose proxy is none is told so, and nothing is sent', async ({
  workbench,
  attacker,
}) => {
  const server = await attacker.start({ tls: await (await createAuthority()).issue() })
  const { page } = await workbench.launch({ HTTPS_PROXY: 'ftp://proxy.example:21' })
  for (const host of ['api.example.com', 'attacker.test']) {
    const alert = await tryToConnect(page, `https://${host}:${server.port}`, workbench.northwindKey)
    await expect(alert).toContainText('HTTPS_PROXY names a proxy of a kind that is not supported')
    await expect(alert).toContainText('The key was not sent')
  }
  expect(server.connections()).toBe(0)
})

test('a key that an earlier version stored is sent only where the person says', async ({
  workbench,
}) => {
  const { emulator, northwindKey } = workbench
  let running = await workbench.open(demo.staging.name)
  await running.close()
  emulator.clearRequests()
  const keychain = await openSecretStore()
  expect(keychain.kind).toBe('keychain')
  await keychain.set(workspaceAccount(demo.northwind), northwindKey)
  running = await workbench.launch()
  const { page } = running
  const note = page.getByRole('main').getByRole('alert')
  await expect(note).toContainText('stored by an earlier version, without the address')
  await ui.button(note, 'Confirm address of Northwind').click()
  const question = ui.dialog(page, 'Confirm address')
  await expect(question).toContainText(emulator.apiAddress)
  await ui.button(question, 'Not now').click()
  await expect(question).toBeHidden()
  expect(emulator.requests()).toEqual([])
  await ui.button(page, names.switchProject).click()
  const chooser = ui.dialog(page, names.switchProject)
  await expect(chooser).toContainText('address not confirmed')
  await ui.button(chooser, 'Confirm address Northwind').click()
  await ui.button(question, 'Send the key there').click()
  await expect(question).toBeHidden()
  await expect(note).toBeHidden()
  await expect.poll(() => emulator.requests().length).toBeGreaterThan(0)
  expect(keychainSecrets()).toContain(northwindKey)
})

test.describe('a key of two workspaces', () => {
  test.use({
    emulatorOptions: { apiKeys: { ory_wak_of_both_0123: [demo.northwind, demo.globex] } },
  })

  test('connects both and says so', async ({ workbench }) => {
    const { page } = await workbench.launch()
    await ui.connect(page, workbench.emulator.apiAddress, 'ory_wak_of_both_0123')
    await expect(page.getByRole('alert')).toContainText(
      'The key opens 2 workspaces. Connected: Northwind, Globex.',
    )
    await ui.openProject(page, 'Globex Portal Staging')
    await expect(ui.statusLine(page, 'Offline')).toBeHidden()
    await ui.openProject(page, demo.staging.name)
  })
})
