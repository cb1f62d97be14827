import type { Locator, Page } from '@playwright/test'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishRecordSchema } from '../../src/core/history/publish-history'
import { filesHolding } from '../support/texts/files'
import { answerOpenDialog, answerSaveDialog } from '../support/window/native-dialogs'
import { longRunViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const summaryIn = (scope: Locator) => ui.textbox(scope, 'Summary')
const ticketIn = (scope: Locator) => ui.textbox(scope, 'Ticket')

async function relabel(page: Page, label: string): Promise<void> {
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill(label)
  await ui.textbox(connection, 'Label').blur()
}

async function publish(page: Page): Promise<void> {
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await expect(ui.dialog(page, 'Review changes')).toBeHidden()
}

async function setName(page: Page, name: string): Promise<void> {
  await ui.view(page, 'Settings').click()
  await ui.textbox(page.getByRole('main'), 'Your name').fill(name)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+6')
  await expect(ui.region(page, 'Connections')).toBeVisible()
}

test('what a publish is for and who made it is kept, exported, and said of its revert after a restart', async ({
  workbench,
}) => {
  const { userData, northwindKey, emulator } = workbench
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  await setName(page, 'Kim Weber')
  await relabel(page, 'Pilot, agreed')

  // It follows the changes until the person writes their own.
  const review = await ui.openReview(page)
  await expect(summaryIn(review)).toHaveValue('Label of Pilot, agreed changed')
  await expect(review).toContainText('by Kim Weber')
  const include = review.getByRole('checkbox', { name: 'Include Pilot, agreed' })
  await include.uncheck()
  await expect(summaryIn(review)).toHaveValue('')
  await include.check()
  await expect(summaryIn(review)).toHaveValue('Label of Pilot, agreed changed')
  await summaryIn(review).fill('Pilot renamed for the auditors')
  await ticketIn(review).fill('CHG-4711')
  emulator.clearRequests()
  for (const field of [summaryIn(review), ticketIn(review)]) await field.press('Enter')
  await expect(ui.button(review, 'Publish')).toBeEnabled()
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await ui.button(review, 'Close').click()
  await expect(review).toBeHidden()
  await ui.openReview(page)
  await expect(summaryIn(review)).toHaveValue('Pilot renamed for the auditors')
  await expect(ticketIn(review)).toHaveValue('CHG-4711')
  await publish(page)

  const publishes = await ui.openPublishes(page)
  const row = publishes.getByRole('option')
  await expect(row).toContainText('Pilot renamed for the auditors (CHG-4711)')
  await expect(row).toContainText(`by Kim Weber, key …${northwindKey.slice(-4)}`)
  const search = page.getByRole('searchbox', { name: 'Search publishes' })
  for (const words of ['auditors', 'chg-4711', 'weber']) {
    await search.fill(`${words} nothing`)
    await expect(row).toHaveCount(0)
    await search.fill(words)
    await expect(row).toHaveCount(1)
  }
  await row.click()
  const detail = page.getByRole('article')
  await expect(detail).toContainText('Pilot renamed for the auditors')
  await expect(detail).toContainText('Ticket: CHG-4711')
  await expect(detail).toContainText(`by Kim Weber, key …${northwindKey.slice(-4)} of Northwind`)
  const file = join(userData, 'publish.json')
  await answerSaveDialog(running, file)
  await ui.button(detail, 'Export…').click()
  await expect(detail).toContainText('Saved as publish.json')
  expect(publishRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({
    by: 'Kim Weber',
    why: { summary: 'Pilot renamed for the auditors', ticket: 'CHG-4711' },
  })

  await ui.button(detail, 'Revert…').click()
  const revert = page.getByRole('dialog', { name: /^Revert the publish/ })
  await ui.button(revert, 'Create draft').click()
  await expect(revert).toBeHidden()
  const suggested = 'Revert of Pilot renamed for the auditors'
  await ui.openReview(page)
  await expect(summaryIn(review)).toHaveValue(suggested)
  // What belonged to the other publish does not stand here.
  await expect(ticketIn(review)).toHaveValue('')
  await running.close()

  running = await workbench.launch()
  ;({ page } = running)
  await ui.openProject(page, demo.staging.name)
  const again = await ui.openReview(page)
  await expect(summaryIn(again)).toHaveValue(suggested)
  await expect(again).toContainText('by Kim Weber')
  await publish(page)
  const rows = (await ui.openPublishes(page)).getByRole('option')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText(suggested)
})

test('a secret pasted into the summary does not come onto the disk', async ({ workbench }) => {
  const secret = 'pasted-by-mistake-4711'
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Client secret').fill(secret)
  await ui.textbox(connection, 'Client secret').blur()
  const review = await ui.openReview(page)
  await expect(summaryIn(review)).toHaveValue('Client secret of Pilot Keycloak changed')
  await summaryIn(review).fill(`The new one is ${secret}`)
  await ticketIn(review).fill(secret)
  await publish(page)
  const row = (await ui.openPublishes(page)).getByRole('option')
  await expect(row).toContainText('The new one is [hidden] ([hidden])')
  await running.close()
  expect(filesHolding(workbench.userData, secret)).toEqual([])
})

for (const view of longRunViews) {
  test(
    `why and who at ${view.width}x${view.height}, ${view.theme}`,
    withPictures,
    async ({ workbench }) => {
      const running = await workbench.openShared(demo.staging.name)
      const { page } = running
      const picture = await photographer(running, view)
      await relabel(page, 'Pilot, pictured')
      const review = await ui.openReview(page)
      await picture('why-review')
      await summaryIn(review).fill('')
      await ticketIn(review).fill('https://tickets.example/browse/CHG-4711')
      await picture('why-review-own')
      await ui.button(review, 'Close').click()
      await ui.button(page, /^Workspace settings/).click()
      const settings = ui.dialog(page, 'Workspace settings')
      const asks = settings.getByRole('switch', { name: 'Publishing asks for a summary' })
      await asks.check()
      await picture('why-workspace')
      await ui.button(settings, 'Save').click()
      await expect(settings).toBeHidden()
      await ui.openReview(page)
      await picture('why-review-asked')
      await summaryIn(review).fill(
        'Pilot renamed for the auditors, as agreed with Meadowlark Health',
      )
      await publish(page)
      const rows = (await ui.openPublishes(page)).getByRole('option')
      await rows.first().click()
      await expect(page.getByRole('article')).toContainText('auditors')
      await picture('why-history')
      await ui.view(page, 'Settings').click()
      await picture('why-settings')

      // What a colleague finds in the team folder: in its file, and in the app.
      const folder = join(workbench.userData, 'team')
      mkdirSync(folder)
      await ui.openTeamFolder(page)
      await answerOpenDialog(running, [folder])
      await ui.button(page, 'Choose folder…').click()
      const items = page.getByRole('listbox', { name: 'Items of the team folder', exact: true })
      const own = items.getByRole('option', { name: demo.staging.name }).first()
      await own.click()
      const item = ui.region(page, 'Item of the folder')
      await ui.button(item, 'Write server’s state').click()
      await expect(own).toContainText('Same')
      await expect(item).toContainText('Last publish in the folder')
      await expect(item).toContainText('Pilot renamed for the auditors')
      const [name = ''] = readdirSync(join(folder, 'publishes'))
      expect(JSON.parse(readFileSync(join(folder, 'publishes', name), 'utf8'))).toMatchObject({
        summary: 'Pilot renamed for the auditors, as agreed with Meadowlark Health',
        ticket: 'https://tickets.example/browse/CHG-4711',
      })
      await picture('why-team-folder')
    },
  )
}
