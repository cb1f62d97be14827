import { demoIds } from '../emulator'
import type { Page } from '@playwright/test'
import { openWindow } from '../support/window/app'
import { longRunViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const development = { id: '6fd58e93-6944-4a3a-9f60-ba90b7dfa667', name: 'Northwind Development' }
const three = [
  { ...demo.staging, organization: 'Meadowlark Health' },
  { ...development, organization: undefined },
  { ...demo.production, organization: 'Lanternworks Studios' },
]
const idOf = (name: string) => `new-of-${name.split(' ')[1]?.toLowerCase() ?? ''}`

/** Gives the draft of each of three projects a new connection, and then all of their connections a scope. */
async function toPublish(page: Page): Promise<void> {
  for (const { name, organization } of three) {
    await ui.openProject(page, name)
    await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
    await ui.createConnection(page, {
      organization,
      label: `New of ${name}`,
      id: idOf(name),
      clientId: 'client',
      clientSecret: 'a-secret-of-this-test',
      issuer: 'https://new.example',
    })
    await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  }
  await ui.changeEverywhere(page, 'Scopes', ui.addScope('bulk-scope'))
  for (const { name } of three) await expect(project(page, name)).toContainText('request')
}

const project = ui.draftOf
const handed = ui.handedOver

async function publishAll(page: Page): Promise<void> {
  await ui.button(page, 'Publish chosen').click()
  await expect(ui.question(page)).toBeVisible()
  await ui.confirmPublish(page)
  await expect(ui.statusLine(page, '3 projects published.')).toBeVisible({ timeout: 60_000 })
}

const scopesIn = ({ emulator }: Workbench, projectId: string): (string[] | undefined)[] =>
  methodsOf(emulator, projectId).oidc.config.providers.map(({ scope }: any) => scope)

test('a publish of three projects ends in one list: what to hand over, and the revert of each @long', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  await toPublish(page)
  await publishAll(page)
  const clipboard = () => app.evaluate(({ clipboard }) => clipboard.readText())
  for (const { name } of three) {
    const own = handed(page, name)
    await expect(own).toContainText(`New of ${name}`)
    await expect(own).toContainText('1 request accepted, without a warning.')
    await expect(ui.button(own, `Revert… ${name}`)).toBeEnabled()
  }
  const own = handed(page, development.name)
  const label = `New of ${development.name}`
  await ui.button(own, `Copy Redirect URL of ${label}`).press('Enter')
  await expect.poll(clipboard).toMatch(/^https:.*\/callback\/new-of-development$/)
  await ui.button(page, 'Copy all that was published').click()
  for (const { name } of three) await expect.poll(clipboard).toContain(`Published to ${name}`)

  // A sheet opens over the list, and the focus is back where it was for the next one.
  const opener = ui.button(own, `Hand-over sheet of ${label}`)
  await opener.press('Enter')
  const sheet = ui.dialog(page, 'Hand-over sheet')
  await expect(sheet).toContainText('/callback/new-of-development')
  await ui.button(sheet, 'Close').click()
  await expect(opener).toBeFocused()

  await ui.button(own, `Revert… ${development.name}`).press('Enter')
  const revert = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(revert).toContainText(label)
  await ui.button(revert, 'Create draft').click()
  await expect(revert).toBeHidden()
  await expect(ui.banner(page)).toContainText(development.name)
  const review = await ui.openReview(page)
  await expect(review.getByRole('listitem').filter({ hasText: label })).toContainText('deleted')
  await expect(review).toContainText('Sandbox Keycloak')
  await ui.button(review, 'Close').click()

  // The list is still there, with that of the others.
  await ui.view(page, 'Drafts').click()
  await expect(handed(page, demo.production.name)).toContainText('/callback/new-of-production')
  await expect(project(page, development.name)).toContainText('request')
  // The draft of the revert is one that nobody chose to publish.
  await expect(project(page, development.name).getByRole('checkbox')).not.toBeChecked()
  await ui.button(page, 'Close the list to hand over').click()
  await expect(ui.region(page, 'To hand over')).toHaveCount(0)
  expect(scopesIn(workbench, development.id)).not.toContain(undefined)
})

test('drafts of two windows are told of each other, and one goes with its workspace', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const { emulator } = workbench
  await page.keyboard.press('ControlOrMeta+K')
  await ui.connect(page, emulator.apiAddress, emulator.demoApiKeys[demoIds.globex] ?? '')
  await ui.openProject(page, demo.staging.name)
  const second = await openWindow(running)
  await ui.view(page, 'Drafts').click()
  await expect(page.getByText('No draft has changes.')).toBeVisible()
  await ui.chooseConnection(second, 'Pilot Keycloak')
  await ui.textbox(ui.region(second, 'Connection'), 'Label').fill('Renamed elsewhere')
  await ui.textbox(ui.region(second, 'Connection'), 'Label').blur()
  const own = project(page, demo.staging.name)
  await expect(own).toContainText('edited just now')
  await expect(own.getByRole('checkbox')).not.toBeChecked()
  await ui.button(own, /^Review/).press('Enter')
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toContainText('Renamed elsewhere')
  await page.keyboard.press('Escape')
  await expect(ui.button(own, /^Review/)).toBeFocused()
  await own.getByRole('checkbox').press('Space')
  await expect(ui.statusLine(page, '1 project to publish')).toBeVisible()

  await ui.banner(second).getByRole('button', { name: 'Undo' }).click()
  await expect(own).toHaveCount(0)
  await ui.banner(second).getByRole('button', { name: 'Redo' }).click()
  await expect(own.getByRole('checkbox')).not.toBeChecked()
  await ui.button(ui.banner(second), 'Switch project').click()
  await ui.button(ui.dialog(second, 'Switch project'), /^Disconnect.*Northwind/).click()
  await ui.button(ui.dialog(second, 'Disconnect workspace'), 'Disconnect').click()
  await expect(
    ui.statusLine(page, `The draft of ${demo.staging.name} is not listed any more`),
  ).toBeVisible()
})

for (const view of longRunViews) {
  test(
    `drafts and what is to be handed over at ${view.width}x${view.height}, ${view.theme}`,
    withPictures,
    async ({ workbench }) => {
      const running = await workbench.openShared(demo.staging.name)
      const { page } = running
      const picture = await photographer(running, view)
      await page.keyboard.press('ControlOrMeta+3')
      await expect(page.getByText('No draft has changes.')).toBeVisible()
      await picture('drafts-empty')
      await toPublish(page)
      await picture('drafts')
      await publishAll(page)
      await expect(handed(page, demo.production.name)).toContainText('/callback/')
      await ui.region(page, 'To hand over').evaluate((body) => body.scrollIntoView())
      await picture('drafts-handed-over')
    },
  )
}
