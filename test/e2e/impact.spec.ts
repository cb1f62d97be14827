import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { planPublish, planText } from '../../src/core/publish/publish-plan'
import { until } from '../support/app'
import { answerSaveDialog } from '../support/native-dialogs'
import { narrowViews, photographer, withPictures } from '../support/photographer'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/workbench'

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

test('a lock-out in production is named first and stops the publish until it is confirmed by itself', async ({
  workbench,
}) => {
  test.setTimeout(120_000)
  const { emulator, userData } = workbench
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  const copperline = await ui.chooseConnection(page, 'Copperline Keycloak')
  await ui.textbox(copperline, 'Label').fill('Copperline Keycloak 26')
  await ui.textbox(copperline, 'Label').blur()
  await deleteConnection(page, 'Lanternworks GitLab')
  const review = await ui.openReview(page)
  // Beside the patch, in words and counted; the changes stay the only list items.
  await expect(review).toContainText('1 domain is locked out. Accounts of 1 connection are lost.')
  await ui.button(review, 'Show impact').click()
  const impact = review.getByRole('region', { name: 'Impact', exact: true })
  const first = impact.getByRole('article').first()
  await expect(first).toContainText(`People of ${lanternworks} are locked out.`)
  await expect(first).toContainText('Lanternworks Studios, by Lanternworks GitLab')
  await expect(review.getByRole('listitem')).toHaveCount(2)

  emulator.clearRequests()
  const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
  await ui.publish(page, demo.production.slug)
  const ask = ui.dialog(page, 'Confirm lock-out')
  await expect(ask).toContainText(`People of ${lanternworks} are locked out.`)
  await expect(ui.button(ask, 'Lock them out')).toBeDisabled()
  await ui.textbox(ask, 'Locked out').fill('lanternworks')
  await ui.textbox(ask, 'Locked out').press('Enter')
  await expect(ui.button(ask, 'Lock them out')).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(ask).toBeHidden()
  expect(writes()).toEqual([])
  expect(hasGitlab(emulator)).toBe(true)

  await ui.publish(page, demo.production.slug, lanternworks)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
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
  const publish = { projectId, excluded: [], shown, confirmedSlug: slug }
  emulator.clearRequests()
  const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
  for (const confirmedLockOuts of [undefined, [], ['other.example'], [slug]]) {
    const refused = await ask('draft.publish', { ...publish, confirmedLockOuts })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'publish.lock-out', subject: lanternworks },
    })
  }
  expect(writes()).toEqual([])
  expect(hasGitlab(emulator)).toBe(true)
  const done = await ask('draft.publish', { ...publish, confirmedLockOuts: [lanternworks] })
  expect(done).toMatchObject({ ok: true, value: { kind: 'published' } })
  await until(() => !hasGitlab(emulator), 'the deletion')
})

const places =
  'lines lead to their places, mappers are run on both sides, addresses are looked up @long'
test(places, withPictures, async ({ workbench }) => {
  test.setTimeout(180_000)
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
  await review.getByRole('tab', { name: 'Impact' }).click()
  let impact = review.getByRole('region', { name: 'Impact', exact: true })
  await expect(impact.getByRole('article').first()).toContainText(
    'foxglove-labs.example are locked out',
  )
  const mapper = impact.getByRole('region', { name: 'Mapper of Meadowlark Okta preview' })
  await expect(mapper).toContainText('At registration', { timeout: 30_000 })
  await expect(mapper).toContainText('traits.email')
  await expect(mapper).toContainText('"changed-')

  await ui
    .textbox(impact, 'Addresses to look up')
    .fill('Ann <ann@foxglove.example>, bo@meadowlark.example\nx@nowhere.example')
  await expect(impact.getByRole('row', { name: /ann@foxglove/ })).toContainText('Locked out')
  await expect(impact.getByRole('row', { name: /x@nowhere/ })).toContainText('Same')
  await expect(ui.statusLine(page, '2 of 3 addresses sign in otherwise.')).toBeVisible()

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
  await review.getByRole('tab', { name: 'Impact' }).click()
  impact = review.getByRole('region', { name: 'Impact', exact: true })
  await ui
    .button(impact, /^Open mapper/)
    .first()
    .press('Enter')
  await expect(ui.region(page, 'Mapper')).toBeVisible()
})

test('outside production a lock-out is told and nothing more is asked @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await deleteConnection(page, 'Meadowlark Okta preview')
  const review = await ui.openReview(page)
  await expect(review).toContainText('1 domain is locked out')
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  expect(projectState(emulator, demo.staging.id).organizations).toHaveLength(4)
})
