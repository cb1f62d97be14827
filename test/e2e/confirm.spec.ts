import type { Locator, Page } from '@playwright/test'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const development = 'Northwind Development'
const lanternworks = 'lanternworks.example'
const foxglove = 'foxglove-labs.example'

const writesTo = ({ emulator }: Workbench): (string | undefined)[] =>
  emulator
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ path }) => path.split('/')[2])

async function deleteConnection(page: Page, label: string): Promise<void> {
  const panel = await ui.chooseConnection(page, label)
  await ui.button(panel, 'Delete connection').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

/** Puts a scope into every connection of the three projects of Northwind, which all were read, up to the publish. */
async function putScopeEverywhere(page: Page): Promise<void> {
  await ui.changeEverywhere(page, 'Scopes', ui.addScope('confirmed'))
  await expect(ui.button(page, 'Publish chosen')).toBeEnabled()
}

const partOf = (ask: Locator, project: string): Locator =>
  ask.getByRole('region', { name: project, exact: true })

test('one project without harm: it is read and pressed, by keys too, and Escape goes back', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.production.name)
  await ui.createConnection(page, {
    organization: 'Lanternworks Studios',
    label: 'Lanternworks Okta',
    id: 'lanternworks-okta',
    clientId: '0oaLanternworks',
    clientSecret: 'a secret',
    issuer: 'https://lanternworks.okta.example',
  })
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  await expect(review).toContainText('you are asked before anything is sent')
  emulator.clearRequests()
  await ui.button(review, 'Publish').click()
  const ask = ui.dialog(page, ui.names.confirm)
  await expect(ask.getByRole('textbox')).toHaveCount(0)
  await expect(ask).toContainText(
    'Tell Lanternworks Studios: the redirect URL of Lanternworks Okta is https://',
  )
  // What is to be read has the focus: a held Enter publishes nothing.
  await expect(ask.getByRole('group', { name: 'What happens to people' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(ask).toBeHidden()
  await expect(ui.button(review, 'Publish')).toBeFocused()
  expect(writesTo(workbench)).toEqual([])
  await page.keyboard.press('Enter')
  await ui.tabTo(page, 'Publish to production')
  await page.keyboard.press('Enter')
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
})

test(
  'one project with harm: its name is typed, whatever the environment',
  withPictures,
  async ({ workbench }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    await deleteConnection(page, 'Lanternworks GitLab')
    let review = await ui.openReview(page)
    await expect(review.getByRole('article').first()).toBeVisible()
    for (const view of narrowViews) await (await photographer(running, view))('review-opened')
    await ui.button(review, 'Publish').click()
    const ask = ui.question(page)
    await expect(ask.getByRole('heading').first()).toHaveText('Confirm production change')
    await expect(ask).toContainText(`Type ${lanternworks} to go on`)
    await expect(ui.textbox(ask, 'Locked out')).toBeFocused()
    for (const view of narrowViews) await (await photographer(running, view))('confirm-harm')
    await ui.confirmPublish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    if (await review.isVisible()) await page.keyboard.press('Escape')

    await ui.openProject(page, demo.staging.name)
    await deleteConnection(page, 'Foxglove Okta preview')
    review = await ui.openReview(page)
    await ui.button(review, 'Publish').click()
    await expect(ask.getByRole('heading').first()).toHaveText('Confirm lock-out')
    await expect(ui.button(ask, 'Lock them out')).toBeDisabled()
    await ui.confirmPublish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
  },
)

test(
  'three projects: one list, project by project, with and without harm',
  withPictures,
  async ({ workbench }) => {
    const { emulator } = workbench
    const running = await workbench.openShared(development)
    const { page } = running
    await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible()
    await ui.openProject(page, demo.staging.name)
    await deleteConnection(page, 'Foxglove Okta preview')
    await ui.openProject(page, demo.production.name)
    await deleteConnection(page, 'Lanternworks GitLab')
    await putScopeEverywhere(page)
    emulator.clearRequests()
    await ui.button(page, 'Publish chosen').click()
    const ask = ui.dialog(page, ui.names.confirm)
    for (const name of [development, demo.staging.name, demo.production.name]) {
      await expect(partOf(ask, name)).toBeVisible()
    }
    await expect(partOf(ask, development).getByRole('textbox')).toHaveCount(0)
    await expect(partOf(ask, demo.staging.name)).toContainText(foxglove)
    await expect(partOf(ask, demo.production.name)).toContainText(`Type ${lanternworks} to go on`)
    const go = ui.button(ask, 'Publish to production')
    await expect(go).toBeDisabled()
    for (const view of narrowViews) await (await photographer(running, view))('confirm-several')
    await ui.textbox(ask, `Locked out in ${demo.production.name}`).fill(lanternworks.toUpperCase())
    await expect(go).toBeDisabled()
    expect(writesTo(workbench)).toEqual([])
    await ui.confirmPublish(page)
    await expect(ui.statusLine(page, '3 projects published.')).toBeVisible({ timeout: 60_000 })
    const sent = [...new Set(writesTo(workbench))]
    expect(sent).toHaveLength(3)
    expect(sent.at(-1)).toBe(demo.production.id)
    const { providers } = methodsOf(emulator, demo.production.id).oidc.config
    expect(providers.some(({ id }: any) => id === 'lanternworks-gitlab')).toBe(false)

    // Nothing is harmed by a further change: the three are pressed together.
    await ui.changeEverywhere(page, 'PKCE', (dialog) => ui.choose(dialog, page, 'PKCE', 'Never'))
    await ui.button(page, 'Publish chosen').click()
    await expect(ask).toBeVisible()
    await expect(ask.getByRole('textbox')).toHaveCount(0)
    await go.click()
    await expect(ui.statusLine(page, '3 projects published.')).toBeVisible({ timeout: 60_000 })
  },
)
