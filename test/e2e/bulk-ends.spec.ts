import type { Locator, Page } from '@playwright/test'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
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
  await page.keyboard.press('ControlOrMeta+Shift+B')
  const connections = page.getByRole('listbox', { name: 'Connections', exact: true })
  for (const { name } of three) {
    await expect(connections.getByRole('option', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  await ui.button(page, /^Choose all \d+ shown$/).click()
  await ui.button(page, 'Next: change').click()
  const scopes = ui.textbox(ui.region(page, 'Change'), 'Scopes')
  await scopes.fill('bulk-scope')
  await scopes.press('Enter')
  await ui.button(page, 'Next: preview').click()
  await ui.button(page, 'Apply to drafts').click()
  for (const { name } of three) await expect(project(page, name)).toContainText('request')
}

const project = (page: Page, name: string): Locator =>
  page
    .getByRole('list', { name: 'Projects to publish' })
    .locator('> li')
    .filter({ has: page.locator('strong', { hasText: name }) })

async function publishAll(page: Page): Promise<void> {
  await ui.button(page, 'Publish all').click()
  await expect(ui.question(page)).toBeVisible()
  await ui.confirmPublish(page)
  await expect(ui.statusLine(page, '3 projects published.')).toBeVisible({ timeout: 60_000 })
}

const scopesIn = ({ emulator }: Workbench, projectId: string): (string[] | undefined)[] =>
  methodsOf(emulator, projectId).oidc.config.providers.map(({ scope }: any) => scope)

test('a publish of three projects ends in one list: what to hand over, and the revert of each', async ({
  workbench,
}) => {
  test.setTimeout(180_000)
  const { app, page } = await workbench.openShared(demo.staging.name)
  await toPublish(page)
  await publishAll(page)
  const clipboard = () => app.evaluate(({ clipboard }) => clipboard.readText())
  for (const { name } of three) {
    const own = project(page, name)
    await expect(own).toContainText('To hand over')
    await expect(own).toContainText(`New of ${name}`)
    await expect(own).toContainText('1 request accepted, without a warning.')
    await expect(ui.button(own, `Revert… ${name}`)).toBeEnabled()
  }
  const own = project(page, development.name)
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
  await page.keyboard.press('ControlOrMeta+Shift+B')
  await expect(project(page, demo.production.name)).toContainText('To hand over')
  await expect(project(page, development.name)).toContainText('request')
  expect(scopesIn(workbench, development.id)).not.toContain(undefined)
})

test('what is dropped in one of them, and published from its review, stands in the list @long', async ({
  workbench,
}) => {
  test.setTimeout(180_000)
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await toPublish(page)
  // One is published on its own, from the review over the list: it ends in the list as well.
  await ui.button(project(page, demo.staging.name), /^Review/).click()
  await ui.publish(page)
  const first = project(page, demo.staging.name)
  await expect(first).toContainText('To hand over', { timeout: 20_000 })
  await expect(page.getByRole('region', { name: /^Published to/ })).toHaveCount(0)

  emulator.fault({
    operation: 'patchProjectWithRevision',
    status: 200,
    body: {
      project: emulator.project(development.id),
      warnings: [{ code: 7, message: 'Ignored something' }],
    } as never,
  })
  await ui.button(page, 'Publish all').click()
  await ui.confirmPublish(page)
  const second = project(page, development.name)
  await expect(second).toContainText('Ignored something', { timeout: 60_000 })
  await expect(second).toContainText('was not kept: sent')
  await expect(ui.statusLine(page, /3 projects published\. What was not published/)).toBeVisible()
  await expect(first).toContainText('To hand over')
})

for (const view of narrowViews) {
  test(
    `the end of a publish of several projects at ${view.width}x${view.height}, ${view.theme}`,
    withPictures,
    async ({ workbench }) => {
      test.setTimeout(180_000)
      const running = await workbench.openShared(demo.staging.name)
      const { page } = running
      await toPublish(page)
      const picture = await photographer(running, view)
      await publishAll(page)
      await expect(project(page, demo.production.name)).toContainText('To hand over')
      await page
        .getByRole('list', { name: 'Projects to publish' })
        .locator('..')
        .evaluate((body) => {
          body.scrollTop = 0
        })
      await picture('bulk-ended')
      await ui.button(project(page, demo.production.name), /^Revert…/).scrollIntoViewIfNeeded()
      await picture('bulk-ended-last')
    },
  )
}
