import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { selfSigned } from '../support/identity-providers/certificates'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

/** Another writer changes connections of Northwind Staging. */
function change({ emulator }: Workbench, edit: (methods: any, state: any) => void): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    edit(project.services.identity.config.selfservice.methods, state)
    project.revision_id = randomUUID()
  })
}

const plainIssuer = 'http://keycloak.pilot.example/realms/demo'
const pilot = ({ oidc }: any) =>
  oidc.config.providers.find(({ id }: any) => id === 'pilot-keycloak')
function plantIssuer(workbench: Workbench): void {
  change(workbench, (methods) => {
    pilot(methods).issuer_url = plainIssuer
  })
}

/** A certificate that has ended, and an issuer without encryption. */
async function plant(workbench: Workbench): Promise<void> {
  const [notBefore, notAfter] = [new Date('2019-01-01'), new Date('2020-01-01')]
  const { certificate } = await selfSigned({ notBefore, notAfter })
  const body = certificate.replaceAll(/-----[^-]+-----|\s/g, '')
  change(workbench, (methods, state) => {
    pilot(methods).issuer_url = plainIssuer
    const [connection] = methods.saml.config.providers
    const hash = /[0-9a-f]{128}/.exec(connection.raw_idp_metadata_xml)?.[0] ?? ''
    const certified = /(X509Certificate>)[^<]+/
    state.content[hash] = state.content[hash].replace(certified, `$1${body}`)
    connection.state = 'enabled'
  })
}

const home = (page: Page) => ui.region(page, 'Home')
const findings = (page: Page) =>
  page.getByRole('list', { name: 'Findings of all projects', exact: true })
const lines = (page: Page) =>
  findings(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button') })
const line = (page: Page, text: string | RegExp) => lines(page).filter({ hasText: text })
/** A finding, which shows its detail. */
const finding = (page: Page, name: RegExp) => findings(page).getByRole('button', { name })
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter findings' })
const unread = (page: Page) => ui.region(page, 'Not read')
const row = (page: Page, label: string) =>
  ui.region(page, 'Connections').getByRole('option', { name: new RegExp(`^${label}`) })

async function openHome(page: Page) {
  await ui.button(page, 'Home').click()
  await expect(home(page)).toBeVisible()
}

/** Home has looked at what it has read by itself. */
const allRead = async (page: Page) => {
  await expect(home(page)).toContainText(/Looked .* at \d+ projects/)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
}

test('all projects are read by themselves, and what is wrong is found, explained, corrected and silenced', async ({
  workbench,
}) => {
  plantIssuer(workbench)
  const { page } = await workbench.openShared(demo.production.name)
  await openHome(page)
  await ui.choose(home(page), page, 'Grouped by', 'Project')
  await expect(
    findings(page).getByRole('heading', { name: demo.staging.name, exact: true }),
  ).toHaveCount(1)
  await allRead(page)
  await expect(unread(page)).toHaveCount(0)
  await ui.button(page, 'Refresh all projects').click()
  await expect(ui.statusLine(page, /projects were read/)).toBeVisible()

  // The rail counts what is listed without a filter.
  const toDo = ui.button(page, 'Home')
  const summary = await home(page)
    .getByText(/\d+ warnings? .*in \d+ projects?/)
    .innerText()
  const counted = [...summary.matchAll(/(\d+) (?:error|warning)/g)].map(([, count]) =>
    Number(count),
  )
  const before = counted.reduce((sum, count) => sum + count, 0)
  await expect(toDo).toHaveAccessibleDescription(`${before} errors and warnings`)
  await filter(page).fill('keycloak.pilot')
  await finding(page, /Issuer without https/).click()
  const detail = ui.region(page, 'Finding')
  await expect(detail).toContainText('Whoever can change traffic')
  await expect(detail).toContainText(demo.staging.name)
  await ui.button(detail, /^Change the issuer to https:/).click()
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  const connection = ui.panel(page, 'Connection')
  await expect(ui.textbox(connection, 'Issuer URL')).toHaveValue(
    plainIssuer.replace('http:', 'https:'),
  )
  await expect(ui.button(page, ui.names.review)).toContainText('1')

  await openHome(page)
  await expect(line(page, 'Issuer without https')).toContainText('changed in the draft')
  await finding(page, /Issuer without https/).click()
  await expect(detail).toContainText('The draft already changes this')
  await ui.button(detail, 'Silence…').click()
  const form = ui.dialog(page, 'Silence finding')
  await ui.button(form, 'Silence').click()
  await expect(form).toContainText('Say why')
  await ui.textbox(form, 'Reason').fill('The customer moves in March')
  await ui.button(form, 'Silence').click()
  await expect(form).toBeHidden()
  await expect(finding(page, /Issuer without https/)).toHaveCount(0)
  await expect(toDo).toHaveAccessibleDescription(`${before - 1} errors and warnings`)
  await ui.button(page, /^Silenced/).click()
  await finding(page, /Issuer without https/).click()
  await expect(detail).toContainText('The customer moves in March')
  await ui.button(detail, 'Show again').click()
  await ui.button(page, /^Silenced/).click()
  await expect(finding(page, /Issuer without https/)).toHaveCount(1)
})

test('what somebody else changed is told until it was seen, also after a restart @long', async ({
  workbench,
}) => {
  const first = await workbench.open(demo.staging.name)
  await expect(ui.region(first.page, 'Connections').getByRole('option').first()).toBeVisible()
  change(workbench, (methods) => {
    pilot(methods).label = 'Renamed by somebody'
  })
  await openHome(first.page)
  await allRead(first.page)
  await ui.button(first.page, 'Refresh all projects').click()
  await expect(ui.statusLine(first.page, /projects were read/)).toBeVisible()
  await filter(first.page).fill('Renamed by somebody')
  await expect(finding(first.page, /Changed outside of this app/)).toHaveCount(1)
  await first.close()

  const { page } = await workbench.launch()
  await openHome(page)
  await filter(page).fill('Renamed by somebody')
  await finding(page, /Changed outside of this app/).click()
  await ui.button(ui.region(page, 'Finding'), 'Mark project as seen').click()
  await expect(finding(page, /Changed outside of this app/)).toHaveCount(0)
})

test('rows say what a connection needs, and their count leads to the remedies of the project', async ({
  workbench,
}) => {
  await plant(workbench)
  const label = methodsOf(workbench.emulator, demo.staging.id).saml.config.providers[0].label
  const { page } = await workbench.openShared(demo.staging.name)
  await expect(row(page, label)).toContainText(/Certificate until \d+ \w{3} \d{4}/)
  await expect(row(page, 'Pilot Keycloak')).toContainText('No https')

  await ui.button(page, /^\d+ needs? attention$/).click()
  await expect(home(page)).toContainText(/Looked at \d+ organizations/)
  await expect(findings(page).getByRole('heading')).toHaveText(['Staging'])
  // The worst first.
  await expect(lines(page).first()).toContainText('Error')
  const ended = line(page, label).filter({ hasText: /expired [\d,]+ days ago/ })
  await ui.button(ended, `Replace certificate: ${label}`).click()
  await expect(ui.panel(page, 'Connection').getByRole('heading', { name: label })).toBeVisible()
  const replacing = ui.dialog(page, 'Replace certificate')
  await expect(replacing).toContainText(label)
  await ui.button(replacing, 'Cancel').click()

  await openHome(page)
  await filter(page).fill('without https')
  await expect(lines(page)).toHaveCount(1)
  await ui.button(page, 'Put into draft: Pilot Keycloak').click()
  const issuer = ui.textbox(ui.panel(page, 'Connection'), 'Issuer URL')
  await expect(issuer).toHaveValue(plainIssuer.replace('http:', 'https:'))
  await expect(issuer).toBeFocused()
})

test('Home is used by keyboard, and leads to the place and to the remedy @long', async ({
  workbench,
}) => {
  plantIssuer(workbench)
  const { page } = await workbench.openShared(demo.staging.name)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+1')
  await expect(findings(page)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(filter(page)).toBeFocused()
  await page.keyboard.type('keycloak.pilot http')
  await expect(lines(page)).toHaveCount(1)
  await filter(page).press('ArrowDown')
  await expect(finding(page, /Issuer without https/)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(ui.button(page, 'Put into draft: Pilot Keycloak')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await ui.button(ui.region(page, 'Finding'), 'Open connection').press('Enter')
  const issuer = ui.textbox(ui.panel(page, 'Connection'), 'Issuer URL')
  await expect(issuer).toHaveValue(plainIssuer)

  await page.keyboard.press('ControlOrMeta+1')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(issuer).toHaveValue(plainIssuer.replace('http:', 'https:'))
  await expect(issuer).toBeFocused()
})

test('what cannot be read says why and what to do, and nothing is read unasked where that is off @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.production.name)
  const reads = () =>
    emulator
      .requests()
      .filter(({ method, path }) => method === 'GET' && path.endsWith(demo.staging.id)).length
  await ui.button(page, 'Settings').click()
  const itself = page.getByRole('switch', { name: 'Read projects automatically' })
  await expect(itself).toBeChecked()
  await itself.uncheck()
  await openHome(page)
  await expect(unread(page)).toContainText('never read here')
  expect(reads()).toBe(0)

  emulator.fault({ operation: 'getProject', status: 403, times: 99 })
  await ui.button(unread(page), 'Read them').click()
  await expect(unread(page)).toContainText(demo.staging.name)
  await expect(unread(page)).toContainText('The key may not do this')
  // What was read before is still shown, and nothing is red.
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(home(page)).toContainText(/Looked .* at 1 project/)
  emulator.clearFaults()
  await ui.button(unread(page), 'Try again').click()
  await expect(unread(page)).toHaveCount(0)
  await allRead(page)

  await page.keyboard.press('ControlOrMeta+Shift+P')
  await page.keyboard.type('work offline')
  await page.keyboard.press('Enter')
  await expect(unread(page)).toContainText('You work offline')
  await expect(lines(page).first()).toBeVisible()
  await ui.button(unread(page), 'Go online').click()
  await expect(unread(page)).toHaveCount(0)
})

for (const view of longRunViews) {
  test(`Home at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    await plant(workbench)
    // The shared app may have read more of the projects before, and may keep checks of an earlier test.
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await expect(row(page, 'Pilot Keycloak')).toContainText('No https')
    await picture('home-rows')
    await openHome(page)
    await allRead(page)
    await picture('home')
    await filter(page).fill('keycloak.pilot http')
    await finding(page, /Issuer without https/).click()
    await picture('home-finding')
    await ui.button(ui.region(page, 'Finding'), 'Silence…').click()
    await picture('home-silence')
  })
}
