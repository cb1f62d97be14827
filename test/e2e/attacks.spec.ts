import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startAttackServer, type AttackServer } from '../support/attack-server'
import { createAuthority } from '../support/identity-providers/certificates'
import * as ui from '../support/screens'
import { expect, test as base } from '../support/workbench'

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

test('an environment that switches certificate checks off, names other authorities and leads through its proxy gets no key', async ({
  workbench,
  attacker,
}) => {
  const { northwindKey, userData } = workbench
  const authority = await createAuthority('Attacker')
  const tls = await authority.issue({ hosts: ['127.0.0.1', 'api.example.com'] })
  const authorities = join(userData, 'attacker.pem')
  const keys = join(userData, 'tls-keys')
  writeFileSync(authorities, authority.certificate)
  const server = await attacker.start({ tls })
  const proxy = await attacker.start({ tunnel: server.port })
  const { page } = await workbench.launch({
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    SSL_CERT_FILE: authorities,
    SSLKEYLOGFILE: keys,
    HTTPS_PROXY: proxy.address,
  })
  for (const address of [server.address, 'https://api.example.com']) {
    const alert = await tryToConnect(page, address, northwindKey)
    await expect(alert).toContainText('certificate is not trusted')
    await expect(alert).toContainText('The key was not sent')
    await expect(alert).toContainText(new URL(address).host)
  }
  expect(proxy.requests).toEqual(['CONNECT api.example.com:443'])
  expect(server.requests).toEqual([])
  for (const { heard, connections } of [server, proxy]) {
    expect(connections()).toBeGreaterThan(0)
    expect(heard(northwindKey)).toBe(false)
  }
  expect(existsSync(keys)).toBe(false)
})

test('an environment whose proxy is none, or that writes down the keys of TLS, is told so and nothing is sent', async ({
  workbench,
  attacker,
}) => {
  const { northwindKey, userData } = workbench
  const server = await attacker.start({ tls: await (await createAuthority()).issue() })
  let running = await workbench.launch({ HTTPS_PROXY: 'ftp://proxy.example:21' })
  // Another address of this computer, for which a proxy is asked.
  const address = `https://127.0.0.2:${server.port}`
  let alert = await tryToConnect(running.page, address, northwindKey)
  await expect(alert).toContainText('HTTPS_PROXY names a proxy of a kind that is not supported')
  await running.close()
  const keys = join(userData, 'tls-keys')
  running = await workbench.launch({ NODE_OPTIONS: `--tls-keylog=${keys}` })
  alert = await tryToConnect(running.page, server.address, northwindKey)
  await expect(alert).toContainText('--tls-keylog')
  expect(server.connections()).toBe(0)
  expect(existsSync(keys)).toBe(false)
})
