import type { Locator, Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resize, type RunningApp } from '../support/window/app'
import { createAuthority } from '../support/identity-providers/certificates'
import { startOidcProvider, type OidcFault } from '../support/identity-providers/oidc'
import { startSamlProvider, type SamlFault } from '../support/identity-providers/saml'
import { answerQuestions, askedQuestions } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test as base, type Workbench } from '../support/window/workbench'

interface Providers {
  /** The app, which trusts the authority of the providers, with the staging project open. */
  open(): Promise<RunningApp>
  oidc(faults?: readonly OidcFault[]): ReturnType<typeof startOidcProvider>
  saml(faults?: readonly SamlFault[]): ReturnType<typeof startSamlProvider>
}

const test = base.extend<{ providers: Providers }>({
  providers: async ({ workbench }: { workbench: Workbench }, use) => {
    const authority = await createAuthority()
    const tls = await authority.issue()
    const servers: { close(): Promise<void> }[] = []
    async function kept<Server extends { close(): Promise<void> }>(
      starting: Promise<Server>,
    ): Promise<Server> {
      const server = await starting
      servers.push(server)
      return server
    }
    await use({
      async open() {
        const file = join(workbench.userData, 'test-authority.pem')
        writeFileSync(file, authority.certificate)
        const running = await workbench.launch({ NODE_EXTRA_CA_CERTS: file })
        const { page } = running
        // The system asks besides, where no page can answer.
        await answerQuestions(running, 'Check it')
        await ui.connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
        await ui.openProject(page, demo.staging.name)
        return running
      },
      oidc: (faults = []) => kept(startOidcProvider({ tls, faults })),
      saml: (faults = []) => kept(startSamlProvider({ tls, faults })),
    })
    for (const { close } of servers) await close()
  },
})

const step = (check: Locator, name: string): Locator =>
  check
    .getByRole('list', { name: 'Steps' })
    .getByRole('listitem')
    .filter({ has: check.page().getByText(name, { exact: true }) })

/** @param lines what the app says of the connection above them */
async function fieldsBeginNearTheTop(
  running: RunningApp,
  connection: Locator,
  lines: number,
): Promise<void> {
  await resize(running, 1280, 800)
  const top = async (of: Locator) => (await of.boundingBox())?.y ?? Number.NaN
  const field = ui.textbox(connection, 'Label')
  expect((await top(field)) - (await top(connection))).toBeLessThanOrEqual(125 + 20 * lines)
}

/** Checks the connection in sight, answering the question with yes. */
async function check(page: Page, connection: Locator): Promise<Locator> {
  await ui.button(connection, 'Check').click()
  const dialog = ui.dialog(page, 'Check')
  await expect(dialog.getByRole('alert')).toContainText('127.0.0.1')
  await ui.button(dialog, 'Check it').click()
  return dialog
}

test('a good provider passes, after a question about its private address', async ({
  providers,
}) => {
  const { issuer, seen } = await providers.oidc()
  const running = await providers.open()
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Issuer URL').fill(issuer)
  await ui.button(connection, 'Check').click()
  const dialog = ui.dialog(page, 'Check')
  await expect(dialog.getByRole('alert')).toContainText('private network')
  expect(seen).toEqual([])
  expect(await askedQuestions(running)).toEqual([])
  await ui.button(dialog, 'Check it').click()
  await expect(step(dialog, 'Clock')).toContainText('Good')
  // The person said yes to main, which names the host that it looked up itself.
  expect(await askedQuestions(running)).toEqual([`Check ${new URL(issuer).host}?`])
  for (const name of ['Secure connection', 'Discovery document', 'Issuer', 'Endpoints', 'Keys']) {
    await expect(step(dialog, name)).toContainText('Good')
  }
  await expect(step(dialog, 'Issuer')).toContainText(issuer)
  await expect(ui.statusLine(page, 'Checked just now')).toBeVisible()
  await ui.button(dialog, 'Close').click()
  // What was found has its line above the fields, which still begin near the top.
  await expect(ui.button(connection, /^(?:No problems found|Warning: )/)).toBeVisible()
  await fieldsBeginNearTheTop(running, connection, 2)
  for (const { headers } of seen) {
    expect(headers.authorization).toBeUndefined()
    expect(headers.cookie).toBeUndefined()
  }
})

test('a provider that is wrong in several ways, kept with its time over a restart @long', async ({
  providers,
  workbench,
}) => {
  const { issuer } = await providers.oidc(['http-endpoint', 'keys-empty', 'clock-behind'])
  const running = await providers.open()
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Issuer URL').fill(issuer)
  const dialog = await check(page, connection)
  await expect(step(dialog, 'Clock')).toContainText('10 minutes behind')
  await expect(step(dialog, 'Endpoints')).toContainText('token endpoint')
  await expect(step(dialog, 'Keys')).toContainText('empty')
  await expect(ui.statusLine(page, 'Wrong: Endpoints, Keys')).toBeVisible()
  await ui.button(dialog, 'Close').click()
  await running.close()

  const restarted = await workbench.launch()
  const again = await ui.chooseConnection(restarted.page, 'Pilot Keycloak')
  // What it found stands at the connection, and is shown without another check.
  await ui.button(again, 'Wrong: Endpoints, Keys').click()
  const last = ui.dialog(restarted.page, 'Check')
  await expect(last).toContainText('Wrong: Endpoints, Keys')
  await expect(last).toContainText('This is the last result')
  await expect(step(last, 'Keys')).toContainText('Wrong')
})

test('a certificate that this computer does not trust ends the check @long', async ({
  providers,
  workbench,
}) => {
  const { issuer, seen } = await providers.oidc()
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Issuer URL').fill(issuer)
  await answerQuestions(running, 'Check it')
  const dialog = await check(page, connection)
  await expect(step(dialog, 'Secure connection')).toContainText('Wrong')
  await expect(step(dialog, 'Keys')).toContainText('Not checked')
  expect(seen).toEqual([])
})
