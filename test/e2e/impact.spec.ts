import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { planPublish, planText } from '../../src/core/publish/publish-plan'
import { until } from '../support/window/app'
import { answerSaveDialog } from '../support/window/native-dialogs'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const lanternworks = 'lanternworks.example'

async function deleteConnection(page: Page, label: string): Promise<void> {
  const panel = await ui.chooseConnection(page, label)
  await ui.button(panel, 'Delete connection').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

const hasGitlab = (emulator: Parameters<typeof methodsOf>[0]) =>
  methodsOf(emulator, demo.production.id).oidc.config.providers.some(
    ({ id }: any) => id === 'lanternworks-gitlab',
  )

test('a lock-out in production is named first and stops the publish until its domain is typed', async ({
  workbench,
}) => {
  const { emulator, userData } = workbench
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  const copperline = await ui.chooseConnection(page, 'Copperline Keycloak')
  await ui.textbox(copperline, 'Label').fill('Copperline Keycloak 26')
  await ui.textbox(copperline, 'Label').blur()
  await deleteConnection(page, 'Lanternworks GitLab')
  const review = await ui.openReview(page)
  // It opens on what happens to people, counted and named; the changes stay the only list items.
  const impact = review.getByRole('region', { name: 'Impact', exact: true })
  await expect(impact.getByRole('status').first()).toHaveText(
    `1 domain is locked out: ${lanternworks}. Accounts of 1 connection are lost: Lanternworks GitLab.`,
  )
  const first = impact.getByRole('article').first()
  await expect(first).toContainText(`People of ${lanternworks} are locked out.`)
  await expect(first).toContainText('Lanternworks Studios, by Lanternworks GitLab')
  await expect(review.getByRole('listitem')).toHaveCount(2)
  // Beside the patch it is said too.
  await ui.openPatch(review)
  await expect(review).toContainText(`1 domain is locked out: ${lanternworks}.`)
  await ui.button(review, 'Show impact').click()
  await expect(impact).toBeVisible()

  emulator.clearRequests()
  const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
  await ui.button(review, 'Publish').click()
  const ask = ui.dialog(page, ui.names.confirm)
  const go = ui.button(ask, 'Publish to production')
  await expect(ask).toContainText(`People of ${lanternworks} are locked out.`)
  await expect(ask).toContainText('Connection Lanternworks GitLab')
  await expect(ask).toContainText(`Type ${lanternworks} to go on`)
  await expect(ui.textbox(ask, 'Locked out')).toBeFocused()
  await expect(review.getByRole('listitem')).toHaveCount(2)
  await expect(go).toBeDisabled()
  await ui.textbox(ask, 'Locked out').fill('lanternworks')
  await ui.textbox(ask, 'Locked out').press('Enter')
  await expect(go).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(ask).toBeHidden()
  await expect(review).toBeVisible()
  expect(writes()).toEqual([])
  expect(hasGitlab(emulator)).toBe(true)

  await ui.button(review, 'Publish').click()
  await ui.textbox(ask, 'Locked out').fill(lanternworks)
  await ui.textbox(ask, 'Locked out').press('Enter')
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(hasGitlab(emulator)).toBe(false)
  if (await review.isVisible()) await page.keyboard.press('Escape')

  const publishes = await ui.openPublishes(page)
  await publishes.getByRole('option').first().click()
  const detail = page.locator('.publish-detail')
  await expect(detail.getByRole('region', { name: 'Impact on people' })).toContainText(
    `People of ${lanternworks} are locked out.`,
  )
  const file = join(userData, 'published.json')
  await answerSaveDialog(running, file)
  await ui.button(detail, 'Export…').click()
  await expect(ui.statusLine(page, 'Saved as published.json')).toBeVisible()
  expect(JSON.parse(readFileSync(file, 'utf8')).impact[0]).toMatchObject({
    kind: 'locked-out',
    subject: lanternworks,
  })
})

test('a window that asks around the question gets a refusal, and nothing is sent', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.production.name)
  await deleteConnection(page, 'Lanternworks GitLab')
  const projectId = workbench.id(demo.production.id)
  const { slug } = demo.production
  const ask = (name: string, input: object) =>
    page.evaluate(
      ([what, given]) => (window as any).bridge.request(what, given, crypto.randomUUID()),
      [name, input] as const,
    )
  const { value } = await ask('project.open', { projectId })
  const shown = planText(planPublish(value.snapshot, value.draft.intents))
  const publish = { projectId, excluded: [], shown }
  emulator.clearRequests()
  const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
  expect(await ask('draft.publish', publish)).toMatchObject({
    error: { code: 'publish.unconfirmed' },
  })
  for (const confirmed of [
    { harmed: [] },
    { harmed: [lanternworks] },
    { harmed: [slug], typed: slug },
    { harmed: ['other.example'], typed: lanternworks },
    { harmed: [lanternworks], typed: 'other.example' },
  ]) {
    const refused = await ask('draft.publish', { ...publish, confirmed })
    expect(refused).toMatchObject({ error: { code: 'publish.lock-out', subject: lanternworks } })
  }
  expect(writes()).toEqual([])
  expect(hasGitlab(emulator)).toBe(true)
  const done = await ask('draft.publish', {
    ...publish,
    confirmed: { harmed: [lanternworks], typed: lanternworks },
  })
  expect(done).toMatchObject({ ok: true, value: { kind: 'published' } })
  await until(() => !hasGitlab(emulator), 'the deletion')
})

const places =
  'lines lead to their places, mappers are run on both sides, addresses are looked up @long'
test(places, withPictures, async ({ workbench }) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  let connection = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.button(connection, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('identity')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(
    "local claims = std.extVar('claims');\n{ identity: { traits: { email: 'changed-' + claims.email } } }",
  )
  await ui.button(page, 'Back').click()
  connection = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await ui.choose(connection, page, 'Organization', 'Meadowlark Health')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()

  let review = await ui.openReview(page)
  let impact = review.getByRole('region', { name: 'Impact', exact: true })
  await expect(impact.getByRole('article').first()).toContainText(
    'foxglove-labs.example are locked out',
  )
  const mapper = impact.getByRole('region', { name: 'Mapper of Meadowlark Okta preview' })
  await expect(mapper).toContainText('At registration')
  await expect(mapper).toContainText('traits.email')
  await expect(mapper).toContainText('"changed-')

  await ui
    .textbox(impact, 'Addresses to look up')
    .fill('Ann <ann@foxglove.example>, bo@meadowlark.example\nx@nowhere.example')
  await expect(impact.getByRole('row', { name: /ann@foxglove/ })).toContainText('Locked out')
  await expect(impact.getByRole('row', { name: /x@nowhere/ })).toContainText('Same')
  await expect(ui.statusLine(page, '2 of 3 addresses sign in differently.')).toBeVisible()

  for (const view of narrowViews) {
    const picture = await photographer(running, view)
    await impact.evaluate((element) => (element.scrollTop = 0))
    await picture('impact')
    await mapper.scrollIntoViewIfNeeded()
    await picture('impact-mapper')
    await ui.textbox(impact, 'Addresses to look up').scrollIntoViewIfNeeded()
    await picture('impact-addresses')
  }

  await ui.button(impact, /^Open foxglove.example/).press('Enter')
  await expect(review).toBeHidden()
  await expect(ui.textbox(ui.panel(page, 'Organization'), 'Label')).toHaveValue('Foxglove Pharma')
  review = await ui.openReview(page)
  impact = review.getByRole('region', { name: 'Impact', exact: true })
  await ui
    .button(impact, /^Open mapper/)
    .first()
    .press('Enter')
  await expect(ui.region(page, 'Mapper')).toBeVisible()
})
