import type { Locator, Page } from '@playwright/test'
import type { Emulator } from '../emulator'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const { staging } = demo
const clientsIn = (emulator: Emulator): any[] => projectState(emulator, staging.id).scim_clients
const theOne = (emulator: Emulator): any =>
  clientsIn(emulator).find(({ client_id: id }) => id === 'meadowlark-okta')

/** Opens the SCIM client that Meadowlark Health has in the demo. */
async function openTheOne(page: Page): Promise<Locator> {
  const organization = await ui.chooseOrganization(page, 'Meadowlark Health')
  const clients = organization.getByRole('region', { name: 'SCIM clients' })
  await clients.getByRole('button', { name: /meadowlark-okta/ }).click()
  const panel = ui.panel(page, 'SCIM client')
  await expect(ui.textbox(panel, 'Client ID')).toHaveValue('meadowlark-okta')
  return panel
}

/** Somebody else puts a SCIM client before all others, and may change what is there. */
function moveAll(emulator: Emulator, change: (client: any) => void = () => {}): void {
  emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === staging.id)
    for (const client of project.scim_clients) {
      if (client.client_id === 'meadowlark-okta') change(client)
    }
    project.scim_clients.unshift({
      ...project.scim_clients[0],
      id: crypto.randomUUID(),
      client_id: 'moved-in-front',
    })
    project.revision_id = crypto.randomUUID()
  })
}

test('each step with SCIM clients is undone and redone after a restart, and then sent as it was shown @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const before = structuredClone(clientsIn(emulator))
  const first = await workbench.open(staging.name)
  let { page } = first
  const panel = await openTheOne(page)
  await ui.textbox(panel, 'Label').fill('Meadowlark people')
  await ui.textbox(panel, 'Label').blur()
  await ui.choose(panel, page, 'State', 'Disabled')
  await ui.createOrganization(page, 'Larkspur Labs', ['larkspur.example'])
  const organization = await ui.chooseOrganization(page, 'Larkspur Labs')
  await ui.button(organization, 'New SCIM client').click()
  await ui.button(ui.panel(page, 'SCIM client'), 'Generate').click()
  await ui.button(ui.panel(page, 'SCIM client'), 'Copy the generated secret, once').click()
  const secret = await first.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  const shown = await ui.shownPatch(review)
  await page.keyboard.press('Escape')
  await first.close()

  ;({ page } = await workbench.launch())
  const undo = ui.button(ui.banner(page), 'Undo')
  const redo = ui.button(ui.banner(page), 'Redo')
  await expect(undo).toBeEnabled()
  let steps = 0
  for (; await undo.isEnabled(); steps += 1) {
    await undo.click()
    await expect(redo).toBeEnabled()
  }
  expect(steps).toBeGreaterThanOrEqual(5)
  await expect(ui.button(page, ui.names.review)).toBeDisabled()
  await expect(ui.textbox(await openTheOne(page), 'Label')).toHaveValue('Meadowlark Okta preview')
  for (let step = 0; step < steps; step += 1) await redo.click()
  await expect(redo).toBeDisabled()
  const again = await ui.openReview(page)
  expect(await ui.shownPatch(again)).toEqual(shown)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()

  const [old, made] = clientsIn(emulator)
  expect(old).toEqual({ ...before[0], label: 'Meadowlark people', state: 'disabled' })
  expect(made).toMatchObject({ state: 'enabled', authorization_header_secret: secret })
})

for (const [choice, held] of [
  ['Keep mine', 'My label'],
  ['Take theirs', 'Their label'],
] as const) {
  test(`a SCIM client that two people changed asks, and the one that was moved is met: ${choice}`, async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const { page } = await workbench.openShared(staging.name)
    const panel = await openTheOne(page)
    await ui.textbox(panel, 'Label').fill('My label')
    await ui.choose(panel, page, 'State', 'Disabled')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    moveAll(emulator, (client) => (client.label = 'Their label'))
    await ui.openReview(page)
    await ui.publish(page)
    const conflict = ui.dialog(page, ui.names.conflict)
    for (const text of ['My label', 'Their label']) await expect(conflict).toContainText(text)
    await conflict
      .getByRole('radio', { name: choice })
      .or(conflict.getByRole('button', { name: choice }))
      .first()
      .click()
    await ui.button(conflict, 'Go on').click()
    await expect(conflict).toBeHidden()
    if (!(await ui.dialog(page, 'Review changes').isVisible())) await ui.openReview(page)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    expect(clientsIn(emulator).map(({ client_id: id }) => id)).toEqual([
      'moved-in-front',
      'meadowlark-okta',
    ])
    expect(theOne(emulator)).toMatchObject({ label: held, state: 'disabled' })
    expect(clientsIn(emulator)[0].state).toBe('enabled')
  })
}

test('a publish of a SCIM client is reverted, and its secret stays', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(staging.name)
  const before = structuredClone(theOne(emulator))
  const panel = await openTheOne(page)
  await ui.textbox(panel, 'Label').fill('Meadowlark people')
  await ui.textbox(panel, 'Label').blur()
  await ui.choose(panel, page, 'State', 'Disabled')
  await ui.publishDraft(page)
  expect(theOne(emulator)).toMatchObject({ label: 'Meadowlark people', state: 'disabled' })
  moveAll(emulator)

  const publishes = await ui.openPublishes(page)
  await publishes.getByRole('option').first().click()
  const detail = page.getByRole('article').first()
  await expect(detail).toContainText('Meadowlark people')
  await ui.button(detail, 'Revert…').click()
  const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(dialog).toContainText('Meadowlark Okta preview')
  await ui.button(dialog, 'Create draft').click()
  await expect(dialog).toBeHidden()
  await ui.publishDraft(page)
  expect(theOne(emulator)).toEqual(before)
})

test('a SCIM client that a publish deleted comes back by its revert, with a new secret', async ({
  workbench,
}) => {
  const { emulator, userData } = workbench
  const running = await workbench.openShared(staging.name)
  const { page, app } = running
  const before = structuredClone(theOne(emulator))
  await ui.button(await openTheOne(page), 'Delete SCIM client').click()
  await ui.publishDraft(page)
  expect(theOne(emulator)).toBeUndefined()

  const publishes = await ui.openPublishes(page)
  await publishes.getByRole('option').first().click()
  await ui.button(page.getByRole('article').first(), 'Revert…').click()
  const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(dialog).toContainText('Secret token')
  await ui.button(dialog, 'Create draft').click()
  await expect(dialog).toBeHidden()
  const panel = await openTheOne(page)
  await ui.button(panel, 'Generate').click()
  await ui.button(panel, 'Copy the generated secret, once').click()
  const secret = await app.evaluate(({ clipboard }) => clipboard.readText())
  await ui.publishDraft(page)
  expect(theOne(emulator)).toEqual({ ...before, authorization_header_secret: secret })
  expect(filesHolding(userData, secret)).toEqual([])
})
