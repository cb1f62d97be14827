import type { Page } from '@playwright/test'
import { selfSigned } from '../support/identity-providers/certificates'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const lines = (page: Page) => page.getByRole('list', { name: 'What needs attention' })
const line = (page: Page, text: string | RegExp) =>
  lines(page).getByRole('listitem').filter({ hasText: text })
const row = (page: Page, label: string) =>
  ui.region(page, 'Connections').getByRole('option', { name: new RegExp(`^${label}`) })

const plainIssuer = 'http://keycloak.pilot.example/realms/demo'

/** A certificate that has ended, and an issuer without encryption. */
async function plant({ emulator }: Workbench): Promise<void> {
  const [notBefore, notAfter] = [new Date('2019-01-01'), new Date('2020-01-01')]
  const { certificate } = await selfSigned({ notBefore, notAfter })
  const body = certificate.replaceAll(/-----[^-]+-----|\s/g, '')
  emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === demo.staging.id)
    const { oidc, saml } = project.services.identity.config.selfservice.methods
    oidc.config.providers.find(({ id }: any) => id === 'pilot-keycloak').issuer_url = plainIssuer
    const [connection] = saml.config.providers
    const hash = /[0-9a-f]{128}/.exec(connection.raw_idp_metadata_xml)?.[0] ?? ''
    const certified = /(X509Certificate>)[^<]+/
    state.content[hash] = state.content[hash].replace(certified, `$1${body}`)
    connection.state = 'enabled'
  })
}

test('rows say what a connection needs, and the overview leads to each remedy', async ({
  workbench,
}) => {
  await plant(workbench)
  const label = methodsOf(workbench.emulator, demo.staging.id).saml.config.providers[0].label
  const { page } = await workbench.openShared(demo.staging.name)
  await expect(row(page, label)).toContainText(/Expired [\d,]+ days ago/)
  await expect(row(page, 'Pilot Keycloak')).toContainText('No https')

  await ui.button(page, /^\d+ needs? attention$/).click()
  await expect(ui.region(page, 'What needs attention')).toContainText(/Looked at \d+ organizations/)
  // The worst first.
  await expect(lines(page).getByRole('listitem').first()).toContainText('Error')
  const ended = line(page, label).filter({ hasText: /expired [\d,]+ days ago/ })
  await expect(ended).toContainText('Ask the identity provider for its new metadata')
  await ui.button(ended, `Replace certificate: ${label}`).click()
  await expect(ui.panel(page, 'Connection').getByRole('heading', { name: label })).toBeVisible()
  const replacing = ui.dialog(page, 'Replace certificate')
  await expect(replacing).toContainText(label)
  await ui.button(replacing, 'Cancel').click()

  await page.keyboard.press('ControlOrMeta+9')
  const filter = page.getByRole('searchbox', { name: 'Filter what needs attention' })
  await filter.fill('without https')
  await expect(lines(page).getByRole('listitem')).toHaveCount(1)
  await filter.press('ArrowDown')
  await expect(ui.button(page, 'Put into draft: Pilot Keycloak')).toBeFocused()
  await page.keyboard.press('Enter')
  const issuer = ui.textbox(ui.panel(page, 'Connection'), 'Issuer URL')
  await expect(issuer).toHaveValue(plainIssuer.replace('http:', 'https:'))
  await expect(issuer).toBeFocused()

  await ui.button(page, 'What needs attention').click()
  await expect(line(page, 'Issuer without https')).toContainText('changed in the draft')
})

test('all connections are checked from the overview, and one by one click @long', async ({
  workbench,
}) => {
  workbench.emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === demo.staging.id)
    const { oidc } = project.services.identity.config.selfservice.methods
    // An issuer with text after its path, which takes no network to see, and one that is on this computer.
    for (const provider of oidc.config.providers) {
      Object.assign(provider, { provider: 'generic', issuer_url: 'https://idp.example/?tenant=1' })
    }
    oidc.config.providers[0].issuer_url = 'https://127.0.0.1:1'
  })
  const { page } = await workbench.openShared(demo.staging.name)
  await page.keyboard.press('ControlOrMeta+9')
  await ui.button(page, 'Check all').click()
  await expect(ui.statusLine(page, /connections checked, \d+ checks failed/)).toBeVisible()
  await expect(ui.statusLine(page, '1 connection leads into a private network')).toBeVisible()
  const failed = line(page, 'Check failed').filter({ hasText: 'Pilot Keycloak' })
  await expect(failed).toContainText('Checked just now')

  await ui.button(page, 'Organizations and connections').click()
  await expect(row(page, 'Pilot Keycloak')).toContainText('Check failed')
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await expect(connection).toContainText('checked just now')
  await ui.button(connection, 'Check once more').click()
  await expect(ui.button(connection, 'Check once more')).toBeEnabled()
})

for (const view of longRunViews) {
  test(`what needs attention at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    await plant(workbench)
    // The shared app may keep checks of an earlier test, and the picture shows none.
    const running = await workbench.open(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await expect(row(page, 'Pilot Keycloak')).toContainText('No https')
    await picture('attention-rows')
    await ui.button(page, 'What needs attention').click()
    await expect(line(page, 'Issuer without https')).toBeVisible()
    await picture('attention')
  })
}
