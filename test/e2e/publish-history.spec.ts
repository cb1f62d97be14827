import type { Page } from '@playwright/test'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { publishRecordSchema } from '../../src/core/history/publish-history'
import { until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import { answerSaveDialog } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const published = (page: Page) => expect(ui.statusLine(page, 'Published')).toBeVisible()

async function publishDraft(page: Page): Promise<void> {
  await ui.openReview(page)
  await ui.publish(page)
  await published(page)
  const review = ui.dialog(page, 'Review changes')
  if (await review.isVisible()) await page.keyboard.press('Escape')
  await expect(review).toBeHidden()
}

test('a publish is found in the history, read, and reverted by keyboard', async ({ workbench }) => {
  const { emulator, northwindKey } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot, published')
  await ui.textbox(connection, 'Label').blur()
  await publishDraft(page)
  const label = () =>
    methodsOf(emulator, demo.staging.id).oidc.config.providers.find(
      (item: any) => item.id === 'pilot-keycloak',
    ).label
  expect(label()).toBe('Pilot, published')

  const publishes = await ui.openPublishes(page)
  await expect(publishes.getByRole('option')).toHaveCount(1)
  const search = page.getByRole('searchbox', { name: 'Search publishes' })
  await search.fill('nothing like it')
  await expect(page.getByText('No publish matches the search.')).toBeVisible()
  await search.fill('pilot')
  await expect(publishes.getByRole('option')).toHaveCount(1)
  await search.press('ArrowDown')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('article')
  await expect(detail).toContainText('Pilot, published')
  await expect(detail).toContainText(`key …${northwindKey.slice(-4)}`)
  await expect(detail.getByRole('tab')).toHaveCount(1)
  await expect(detail.getByRole('tabpanel')).toContainText('/revision/')

  await ui.button(detail, 'Revert…').press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(dialog).toContainText('is set back to its values from before the publish')
  await ui.button(dialog, 'Create draft').press('Enter')
  await expect(dialog).toBeHidden()
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  const again = await ui.chooseConnection(page, 'Pilot Keycloak')
  await expect(ui.textbox(again, 'Label')).toHaveValue('Pilot Keycloak')
  await publishDraft(page)
  expect(label()).toBe('Pilot Keycloak')
  await expect((await ui.openPublishes(page)).getByRole('option')).toHaveCount(2)
})

test('a publish is exported to a file, whole and without secrets', async ({ workbench }) => {
  const { emulator, userData } = workbench
  const secret = 'never-in-an-export-4711'
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot, exported')
  await ui.textbox(connection, 'Client secret').fill(secret)
  await ui.textbox(connection, 'Client secret').blur()
  await publishDraft(page)
  await (await ui.openPublishes(page)).getByRole('option').first().click()
  const detail = page.getByRole('article')
  const exportIt = ui.button(detail, 'Export…')
  // The first is that of the button beside it, which copies.
  const said = detail.getByRole('status').nth(1)
  const file = join(userData, 'publish.json')

  await answerSaveDialog(running, undefined)
  await exportIt.press('Enter')
  await expect(said).toHaveText('')
  expect(existsSync(file)).toBe(false)

  await answerSaveDialog(running, '/nowhere/at/all/publish.json')
  await exportIt.click()
  await expect(said).toContainText('Not exported')

  await answerSaveDialog(running, file)
  await exportIt.click()
  await expect(said).toHaveText('Saved as publish.json')
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain(secret)
  const record = publishRecordSchema.parse(JSON.parse(text))
  expect(record).toMatchObject({
    projectId: workbench.id(demo.staging.id),
    result: 'published',
    steps: 1,
    done: 1,
    revisionAfter: projectState(emulator, demo.staging.id).revision_id,
  })
  expect(record.changes[0]?.fields).toContainEqual({
    field: 'label',
    before: 'Pilot Keycloak',
    after: 'Pilot, exported',
    secret: false,
  })
  expect(record.requests.map(({ method }) => method)).toEqual(['PATCH'])
})

test('a mapper that a publish replaced comes back by its kept text, after a restart and though the storage lost it @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const mapper = (): string => {
    const { providers } = methodsOf(emulator, demo.staging.id).oidc.config
    return providers.find((item: any) => item.id === 'pilot-keycloak').mapper_url
  }
  const hashOf = (address: string) => /[0-9a-f]{128}/.exec(address)?.[0] ?? ''
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  async function publishWith(line: string): Promise<void> {
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.button(connection, 'Edit mapper').click()
    await ui.region(page, 'Mapper').getByRole('textbox').click()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.insertText(`${line}\n`)
    await ui.button(page, 'Back').click()
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    await publishDraft(page)
  }
  // The demo's connections share their mappers: this text is of one alone.
  await publishWith('// of one connection alone')
  const replaced = hashOf(mapper())
  const text = emulator.state().content[replaced] ?? ''
  expect(text).toContain('// of one connection alone')
  await publishWith('// published here')
  expect(hashOf(mapper())).not.toBe(replaced)
  await running.close()
  // Neither Ory nor what this computer read before has it any more.
  emulator.edit(({ content }) => delete content[replaced])
  rmSync(join(workbench.userData, 'texts'), { recursive: true })

  running = await workbench.launch()
  ;({ page } = running)
  await ui.openProject(page, demo.staging.name)
  await (await ui.openPublishes(page)).getByRole('option').first().click()
  await ui.button(page.getByRole('article').first(), 'Revert…').click()
  const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(dialog.getByRole('group', { name: 'Difference in Mapper' })).toContainText(
    'removed: // published here',
  )
  await ui.button(dialog, 'Create draft').click()
  await expect(dialog).toBeHidden()
  await publishDraft(page)
  expect(emulator.state().content[hashOf(mapper())]).toBe(text)
})

test('a publish that the app was killed in goes on with the rest @long', async ({ workbench }) => {
  const { emulator } = workbench
  const secret = 'killed-in-the-middle-0816'
  let running = await workbench.open(demo.staging.name)
  await ui.createOrganization(running.page, 'Larkspur', ['larkspur.example'])
  await ui.createConnection(running.page, {
    organization: 'Larkspur',
    label: 'Larkspur Okta',
    id: 'larkspur-okta',
    clientId: '0oaLarkspur',
    clientSecret: secret,
    issuer: 'https://larkspur.okta.example',
  })
  // What is left out of the publish is left out of the rest of it, too.
  const pilot = await ui.chooseConnection(running.page, 'Pilot Keycloak')
  await ui.textbox(pilot, 'Label').fill('Pilot, not yet')
  await ui.textbox(pilot, 'Label').blur()
  // The first patch makes the organization, since nothing is known of this server's ids; the second waits.
  const patch = { operation: 'patchProjectWithRevision' }
  emulator.fault(patch)
  const slow = emulator.fault({ ...patch, delayMs: 60_000 })
  emulator.clearRequests()
  const first = await ui.openReview(running.page)
  await first.getByRole('checkbox', { name: 'Include Pilot, not yet' }).uncheck()
  await ui.publish(running.page)
  // The name of the button is the same while it turns.
  await expect(ui.button(first, 'Publish')).toHaveAttribute('aria-busy', 'true')
  const made = () =>
    projectState(emulator, demo.staging.id).organizations.filter(
      (item: any) => item.label === 'Larkspur',
    )
  await until(() => made().length === 1, 'the organization')
  // Beside the file there is, for a moment, the one that will take its place.
  const isRecorded = () =>
    filesHolding(workbench.userData, '"done":1').some((path) => path.endsWith('.json'))
  await until(isRecorded, 'the first step on the disk')
  running.app.process().kill('SIGKILL')
  await running.close().catch(() => undefined)
  slow.remove()

  running = await workbench.launch()
  const { page } = running
  const note = page.getByRole('alert').filter({ hasText: 'A publish was interrupted' })
  await expect(note).toContainText('after step 1 of 2')
  await ui.button(note, 'Check and continue').click()
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toBeVisible()
  await expect(review).toContainText('Larkspur Okta')
  await expect(review.getByRole('checkbox', { name: 'Include Pilot, not yet' })).not.toBeChecked()
  await ui.publish(page)
  await published(page)
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  expect(made()).toHaveLength(1)
  const entries = methodsOf(emulator, demo.staging.id).oidc.config.providers.filter(
    (item: any) => item.id === 'larkspur-okta',
  )
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ client_secret: secret, organization_id: made()[0].id })
  await page.keyboard.press('Escape')
  const publishes = await ui.openPublishes(page)
  await expect(publishes.getByRole('option')).toHaveCount(2)
  await expect(publishes.getByRole('option').nth(1)).toContainText('Interrupted after 1 of 2')
  await running.close()
  expect(filesHolding(workbench.userData, secret)).toEqual([])
})
