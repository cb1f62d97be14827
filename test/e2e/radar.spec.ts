import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'

/** Another writer changes connections of Northwind Staging. */
function change({ emulator }: Workbench, edit: (providers: any[], project: any) => void): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    edit(project.services.identity.config.selfservice.methods.oidc.config.providers, project)
    project.revision_id = randomUUID()
  })
}

const plainIssuer = 'http://keycloak.pilot.example/realms/demo'
function plantIssuer(workbench: Workbench): void {
  change(workbench, (providers) => {
    providers.find(({ id }) => id === 'pilot-keycloak').issuer_url = plainIssuer
  })
}

const findings = (page: Page) =>
  page.getByRole('listbox', { name: 'Findings of all projects', exact: true })
const finding = (page: Page, name: RegExp) => findings(page).getByRole('option', { name })
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter the radar' })

async function openRadar(page: Page) {
  await ui.button(page, 'Radar').click()
  await expect(ui.region(page, 'Radar')).toBeVisible()
}

async function readAll(page: Page) {
  await ui.button(page, 'Refresh all projects').click()
  await expect(ui.statusLine(page, /projects were read/)).toBeVisible({ timeout: 30_000 })
}

test('all projects are read, and what is wrong is found, explained, mended and silenced', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  plantIssuer(workbench)
  const { page } = await workbench.openShared(demo.production.name)
  await openRadar(page)
  await expect(ui.region(page, 'Radar')).toContainText('not read yet')
  await readAll(page)
  await expect(ui.region(page, 'Radar')).not.toContainText('not read yet')
  await ui.choose(ui.region(page, 'Radar'), page, 'Grouped by', 'Project')
  await expect(finding(page, new RegExp(`^${demo.staging.name}`))).toHaveCount(1)

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

  await openRadar(page)
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
  test.setTimeout(120_000)
  const first = await workbench.open(demo.staging.name)
  await expect(ui.region(first.page, 'Connections').getByRole('option').first()).toBeVisible()
  change(workbench, (providers) => {
    providers.find(({ id }) => id === 'pilot-keycloak').label = 'Renamed by somebody'
  })
  await openRadar(first.page)
  await readAll(first.page)
  await filter(first.page).fill('Renamed by somebody')
  await expect(finding(first.page, /Changed outside of this app/)).toHaveCount(1)
  await first.close()

  const { page } = await workbench.launch()
  await openRadar(page)
  await filter(page).fill('Renamed by somebody')
  await finding(page, /Changed outside of this app/).click()
  await ui.button(ui.region(page, 'Finding'), 'Mark project as seen').click()
  await expect(finding(page, /Changed outside of this app/)).toHaveCount(0)
})

test('the radar is used by keyboard, and leads to the place @long', async ({ workbench }) => {
  test.setTimeout(120_000)
  plantIssuer(workbench)
  const { page } = await workbench.openShared(demo.staging.name)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+1')
  await expect(findings(page)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(filter(page)).toBeFocused()
  await page.keyboard.type('keycloak.pilot')
  await expect(finding(page, /Issuer without https/)).toBeVisible()
  await filter(page).press('ArrowDown')
  // The first row names the group.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await ui.button(ui.region(page, 'Finding'), 'Open connection').press('Enter')
  await expect(ui.textbox(ui.panel(page, 'Connection'), 'Issuer URL')).toHaveValue(plainIssuer)
})

for (const view of longRunViews) {
  test(`the radar at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    test.setTimeout(120_000)
    plantIssuer(workbench)
    // The shared app may have read more of the projects before.
    const running = await workbench.open(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openRadar(page)
    await readAll(page)
    await picture('radar')
    await filter(page).fill('keycloak.pilot')
    await finding(page, /Issuer without https/).click()
    await picture('radar-finding')
    await ui.button(ui.region(page, 'Finding'), 'Silence…').click()
    await picture('radar-silence')
  })
}
