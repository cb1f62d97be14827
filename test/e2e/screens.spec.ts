import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, resize, type RunningApp } from '../support/app'
import { createAuthority } from '../support/identity-providers/certificates'
import { startOidcProvider } from '../support/identity-providers/oidc'
import * as ui from '../support/screens'
import { demo, expect, test } from '../support/workbench'

const pictures = join(appFolder, 'out', 'screens')
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

/** Problems that axe names on the window as it stands; Electron has no new page, so legacy mode. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

/** Sets size and theme. @returns takes a picture and holds the window to axe and its width. */
async function photographer(
  running: RunningApp,
  { theme, width, height }: { theme: 'light' | 'dark'; width: number; height: number },
): Promise<(name: string) => Promise<void>> {
  const { page } = running
  mkdirSync(pictures, { recursive: true })
  // Playwright emulates a light system unless told.
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await resize(running, width, height)
  return async (name) => {
    await page.screenshot({ path: join(pictures, `${name}-${width}-${theme}.png`) })
    expect.soft(await accessibilityProblems(page), name).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0)
  }
}

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    test(`every screen at ${width}x${height}, ${theme}`, async ({ workbench }) => {
      test.setTimeout(180_000)
      const { emulator } = workbench
      const running = await workbench.launch()
      const { page } = running
      const picture = await photographer(running, { theme, width, height })
      await expect(ui.button(page, ui.names.demo)).toBeVisible()
      await picture('first')
      await ui.button(page, ui.names.connect).first().click()
      const connect = ui.dialog(page, ui.names.connect)
      await ui.textbox(connect, ui.names.apiKey).fill('ory_wak_wrong')
      await ui.textbox(connect, ui.names.apiAddress).fill(emulator.apiAddress)
      await ui.button(connect, 'Connect').click()
      await expect(connect.getByRole('alert')).toBeVisible()
      await picture('connect')
      await ui.textbox(connect, ui.names.apiKey).fill(workbench.northwindKey)
      await ui.button(connect, 'Connect').click()
      await expect(connect).toBeHidden()
      await ui.openProject(page, demo.production.name)
      await picture('main')
      await ui.chooseOrganization(page, 'Saltmarsh Insurance')
      await picture('organization')
      await ui.button(page, /show all connections$/).click()
      const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
      await ui.textbox(connection, 'Label').fill('Meadowlark Okta (EMEA)')
      await picture('connection')
      await ui.button(connection, 'Edit mapper').click()
      await expect(ui.region(page, 'Mapper').getByRole('textbox')).toContainText('identity')
      await picture('mapper')
      await ui.button(page, 'Back').click()
      await ui.chooseConnection(page, 'Tidewater ADFS')
      await picture('saml')
      await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
      await ui.button(page, 'New connection').click()
      const form = ui.dialog(page, 'Connection')
      await ui.choose(form, page, 'Provider', 'Generic')
      await ui.textbox(form, 'Connection ID').fill('google')
      await picture('new-connection')
      await ui.textbox(form, 'Connection ID').fill('pebble-okta')
      await ui.textbox(form, 'Issuer URL').fill('https://pebble.example')
      await ui.button(form, 'Create').click()
      const doomed = await ui.chooseConnection(page, 'Quarry Auth0')
      await ui.button(doomed, 'Delete connection').click()
      await ui.button(page, ui.names.switchProject).click()
      await picture('switcher')
      await page.keyboard.press('Escape')
      const review = await ui.openReview(page)
      await picture('review')
      await ui.button(review, 'Publish').click()
      await expect(ui.dialog(page, ui.names.confirm)).toBeVisible()
      await picture('confirm')
      await ui.button(ui.dialog(page, ui.names.confirm), 'Cancel').click()
      emulator.edit((state) => {
        const project = state.projects.find(({ id }) => id === demo.production.id) as any
        const { providers } = project.services.identity.config.selfservice.methods.oidc.config
        providers.find((item: any) => item.id === 'meadowlark-okta').label =
          'Meadowlark (new tenant)'
      })
      await ui.publish(page, demo.production.slug)
      await expect(ui.dialog(page, ui.names.conflict)).toBeVisible({ timeout: 20_000 })
      await picture('conflict')
      await ui.button(page, 'Decide later').click()
      if (await review.isVisible()) await ui.button(review, 'Close').click()
      await page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name: 'Settings' })
        .or(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Settings' }))
        .click()
      await picture('settings')
    })

    test(`every dialog at ${width}x${height}, ${theme}`, async ({ workbench }) => {
      test.setTimeout(180_000)
      const { emulator, userData, northwindKey } = workbench
      const authority = await createAuthority()
      const certificates = join(userData, 'test-authority.pem')
      writeFileSync(certificates, authority.certificate)
      const tls = await authority.issue()
      const provider = await startOidcProvider({ tls, faults: ['http-endpoint', 'clock-behind'] })
      const running = await workbench.launch({ NODE_EXTRA_CA_CERTS: certificates })
      const { page } = running
      const picture = await photographer(running, { theme, width, height })
      await ui.connect(page, emulator.apiAddress, northwindKey)
      await ui.openProject(page, demo.staging.name)

      const saml = await ui.chooseConnection(page, 'Tidewater ADFS test')
      const said = page.getByRole('region', { name: 'What the metadata says' })
      await said.scrollIntoViewIfNeeded()
      await picture('saml-panel')
      await ui.button(saml, 'Hand-over sheet').click()
      const sheet = ui.dialog(page, 'Hand-over sheet')
      await expect(sheet.getByRole('heading', { name: 'What to send back' })).toBeVisible()
      await picture('handover')
      await ui.button(sheet, 'Close').click()

      let form = await ui.openNewConnection(page, 'SAML')
      await ui.textbox(form, 'Connection ID').fill('nimbus-adfs')
      await ui.textbox(form, 'IdP metadata XML').fill(fixture('metadata/expired.xml'))
      await expect(said.last()).toContainText('Expired')
      await picture('new-saml')
      await said.last().scrollIntoViewIfNeeded()
      await picture('new-saml-metadata')
      await ui.textbox(form, 'IdP metadata XML').fill(fixture('metadata/service-provider.xml'))
      await picture('new-saml-refused')
      await ui.button(form, 'Cancel').click()

      form = await ui.openNewConnection(page)
      await ui.choose(form, page, 'Provider', 'Apple')
      await picture('new-apple')
      await ui.button(form, 'Paste details').click()
      const paste = ui.dialog(page, 'Paste details')
      await ui.textbox(paste, 'What you were sent').fill(fixture('paste/02-entra-portal.txt'))
      await expect(paste.getByRole('list', { name: 'Details found' })).toBeVisible()
      await picture('paste')
      await ui.button(paste, 'Cancel').click()
      await ui.button(form, 'Cancel').click()

      const oidc = await ui.chooseConnection(page, 'Pilot Keycloak')
      await ui.textbox(oidc, 'Issuer URL').fill(`${provider.issuer}/`)
      await ui.button(oidc, 'Check').click()
      const check = ui.dialog(page, 'Check')
      await picture('check-before')
      await ui.button(check, 'Check now').click()
      await ui.button(check, 'Check it').click()
      await expect(check.getByRole('status').filter({ hasText: 'wrong' })).toBeVisible()
      await picture('check')
      await ui.button(check, 'Close').click()
      await picture('connection-checked')
      await ui.button(oidc, 'Advanced').click()
      await ui.textbox(oidc, 'Additional ID token audiences').scrollIntoViewIfNeeded()
      await picture('connection-advanced')
      await ui.button(oidc, 'Which host?').click()
      const hosts = ui.dialog(page, 'Redirect hosts')
      await ui.textbox(hosts, 'Base redirect URL').fill('https://login.northwind.example')
      await expect(hosts.getByRole('region', { name: 'What changes' })).toBeVisible()
      await picture('redirect-hosts')
      await ui.button(hosts, 'Close').click()

      const organization = await ui.chooseOrganization(page, 'Foxglove Pharma')
      await ui.textbox(organization, 'Session lifespan').fill('7 days')
      await picture('organization-fields')
      await ui.button(organization, 'Portal links').click()
      const links = ui.dialog(page, 'Portal links')
      await expect(links).toContainText('There are no portal links yet.')
      await ui.button(links, 'New link').click()
      await picture('portal-links-form')
      await ui.button(links, 'Create link').click()
      await picture('portal-links-ask')
      await ui.button(ui.dialog(page, 'Create a portal link?'), 'Create now').click()
      await expect(links).toContainText('shown this once')
      await picture('portal-links')
      await provider.close()
    })
  }
}
