import type { Page } from '@playwright/test'
import { row, until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const providersIn = (state: any, id: string) =>
  state.projects.find((item: any) => item.id === id).services.identity.config.selfservice.methods
    .oidc.config

test('another writer removes an earlier connection: the deletion hits the right one', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(connection, 'Delete connection').click()
  const review = await ui.openReview(page)
  const first = await ui.shownPatch(review)
  expect(first.operations).toEqual([{ op: 'remove', path: expect.stringMatching(/providers\/4$/) }])
  emulator.edit((state) => {
    const config = providersIn(state, demo.staging.id)
    config.providers = config.providers.filter((item: any) => item.id !== 'harbor-entra')
  })
  emulator.clearRequests()
  await ui.publish(page)
  // Another body would be sent: nothing is, and the review asks again.
  await expect(review.getByRole('alert')).toBeVisible()
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await expect(await ui.openPatch(review)).toContainText('providers/3"')
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  const left = methodsOf(emulator, demo.staging.id).oidc.config.providers.map(
    (item: any) => item.id,
  )
  expect(left).toEqual(['google', 'meadowlark-okta', 'foxglove-okta'])
})

for (const [choice, tag] of [
  ['Keep mine', ' @long'],
  ['Take theirs', ''],
] as const) {
  test(`the same field changed by both asks: ${choice}${tag}`, async ({ workbench }) => {
    const { emulator } = workbench
    const { page } = await workbench.openShared(demo.staging.name)
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('My label')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    emulator.edit((state) => {
      providersIn(state, demo.staging.id).providers.at(-1).label = 'Their label'
    })
    await ui.openReview(page)
    await ui.publish(page)
    const conflict = ui.dialog(page, ui.names.conflict)
    await expect(conflict).toContainText('My label')
    await expect(conflict).toContainText('Their label')
    await expect(conflict).toContainText('Pilot Keycloak')
    await conflict
      .getByRole('radio', { name: choice })
      .or(conflict.getByRole('button', { name: choice }))
      .first()
      .click()
    await ui.button(conflict, 'Go on').click()
    await expect(conflict).toBeHidden()
    if (choice === 'Take theirs') {
      const connections = ui.region(page, 'Connections')
      await expect(row(connections, 'Their label')).toBeVisible()
      await expect(ui.button(page, 'Review changes')).toBeVisible()
    } else {
      if (!(await ui.dialog(page, 'Review changes').isVisible())) await ui.openReview(page)
      await ui.publish(page)
      await expect(ui.statusLine(page, 'Published')).toBeVisible()
    }
    const held = methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1)
    expect(held.label).toBe(choice === 'Keep mine' ? 'My label' : 'Their label')
  })
}

/** The entry of Pilot Keycloak as the emulator holds it, and the text of its mapper. */
const pilot = ({ emulator }: Workbench) =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1)
const mapperText = (workbench: Workbench): string => {
  const hash = /[0-9a-f]{128}/.exec(pilot(workbench).mapper_url)?.[0] ?? ''
  return workbench.emulator.state().content[hash] ?? ''
}

/** Another writer gives Pilot Keycloak another mapper. */
function writeMapper({ emulator }: Workbench, text: string): void {
  emulator.edit((state) => {
    const address = `base64://${Buffer.from(text).toString('base64')}`
    providersIn(state, demo.staging.id).providers.at(-1).mapper_url = address
  })
}

/** Puts a line before the mapper of Pilot Keycloak, in the editor. */
async function typeBeforeMapper(page: Page, line: string): Promise<void> {
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(connection, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText(`${line}\n`)
  await ui.button(page, 'Back').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

test('a clash in a mapper is decided in the text, and the decision survives a kill', async ({
  workbench,
}) => {
  const { userData } = workbench
  const running = await workbench.open(demo.staging.name)
  const was = mapperText(workbench)
  await typeBeforeMapper(running.page, '// mine')
  writeMapper(workbench, `// theirs\n${was}`)
  await ui.button(running.page, 'Refresh').click()
  let conflict = ui.dialog(running.page, ui.names.conflict)
  const use = conflict.getByRole('radio', { name: 'Use merged text' })
  await expect(use).toBeDisabled()
  await expect(conflict).toContainText('One place was changed by you and by someone else')
  const merged = conflict.getByRole('textbox', { name: /^Merged text/ })
  await expect(merged).toContainText('<<<<<<< Mine')
  await merged.click()
  await running.page.keyboard.press('ControlOrMeta+a')
  const both = `// mine and theirs\n${was}`
  await running.page.keyboard.insertText(both)
  await use.click()
  await expect(conflict).toContainText('1 of 1 decided')
  // Not in the file that takes its place a moment later.
  const isKept = () =>
    filesHolding(userData, '"choice":"merged"').some((file) => file.endsWith('settings.json'))
  await until(isKept, 'the decision on disk')
  running.app.process().kill('SIGKILL')

  const { page } = await workbench.launch()
  // What is undecided asks once more, by itself.
  conflict = ui.dialog(page, ui.names.conflict)
  await expect(conflict).toContainText('1 of 1 decided')
  await expect(conflict.getByRole('textbox', { name: /^Merged text/ })).toContainText(
    '// mine and theirs',
  )
  await ui.button(conflict, 'Go on').click()
  await expect(conflict).toBeHidden()
  // All of it was one step.
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.button(page, '1 conflict to decide')).toBeVisible()
  await ui.button(ui.banner(page), 'Redo').click()
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(mapperText(workbench)).toBe(both)
})
