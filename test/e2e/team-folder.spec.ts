import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { canaries, plantedState } from '../support/texts/canaries'
import { answerOpenDialog } from '../support/window/native-dialogs'
import { longRunViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const list = (page: Page) =>
  page.getByRole('listbox', { name: 'Items of the team folder', exact: true })
const row = (page: Page, name: string) => list(page).getByRole('option', { name }).first()
const detail = (page: Page) => ui.region(page, 'Item of the folder')
const done = (page: Page) => ui.region(page, 'What was done')

const draftTitle = 'is written without one, and what a colleague changed in it becomes a draft'
const conflictTitle =
  'a file that changed after it was shown is not overwritten, and both versions can be kept'

/** The file of the project that the tests change, with its text. */
function stagingIn(folder: string): { file: string; text: string } {
  const files = readdirSync(join(folder, 'projects')).map((name) => join(folder, 'projects', name))
  const found = files
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .find(({ text }) => text.includes('"label": "Pilot Keycloak"'))
  if (!found) throw new Error('There is no such file')
  return found
}

/** Text of all files below a folder. */
function textsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n')
}

test.describe('a team folder of a project that shows secrets', () => {
  test.use({ emulatorOptions: { state: plantedState(demo.staging.id) } })

  test(draftTitle, withPictures, async ({ workbench }) => {
    const folder = join(workbench.userData, 'team')
    mkdirSync(folder)
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    await ui.openTeamFolder(page)
    await expect(ui.region(page, 'Team folder')).toContainText('kept in git')
    await answerOpenDialog(running, [folder])
    await ui.button(page, 'Choose folder…').press('Enter')
    await expect(row(page, demo.staging.name)).toContainText('Not in the folder')
    await ui.button(page, /^Write all/).press('Enter')
    await expect(row(page, demo.staging.name)).toContainText('Same')
    await expect(done(page)).toContainText(/\d files? written/)
    const written = textsIn(folder)
    for (const canary of Object.values(canaries)) expect(written).not.toContain(canary)
    const { file, text } = stagingIn(folder)

    writeFileSync(
      file,
      text.replace('"label": "Pilot Keycloak"', '"label": "Keycloak of the team"'),
    )
    // What changed outside is seen by itself.
    await expect(row(page, demo.staging.name)).toContainText('Folder newer')
    await list(page).focus()
    await row(page, demo.staging.name).click()
    await expect(detail(page)).toContainText('1 difference')
    await expect(detail(page)).toContainText('Keycloak of the team')

    // What the colleague calls a mapper comes along.
    const [mapper = ''] = readdirSync(join(folder, 'mappers'))
    const about = { format: 'sso-workbench/team-mapper', version: 1, name: 'Ours', notes: [] }
    writeFileSync(join(folder, 'mappers', mapper, 'about.json'), JSON.stringify(about))
    await expect(list(page)).toContainText('Names, notes and cases of mappers')
    await expect(list(page)).toContainText('Only in the folder')
    for (const view of longRunViews) {
      const picture = await photographer(running, view)
      await picture('team-folder')
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await ui.button(page, 'Load the rest (1)').press('Enter')
    await expect(row(page, 'Ours')).toContainText('Same')
    // What a colleague changed is counted where it is found, until somebody takes it.
    await expect(ui.view(page, 'Compare')).toHaveAccessibleDescription('1 change in team folders')
    await ui.button(detail(page), 'Load as draft').press('Enter')
    const draft = ui.draftOf(page, demo.staging.name)
    await expect(draft).toContainText('1 change in the draft')
    await ui.button(draft, /^Review/).press('Enter')
    const review = ui.dialog(page, 'Review changes')
    await expect(review).toContainText('Keycloak of the team')
    await expect(review.getByRole('listitem')).toHaveCount(1)
    await expect(ui.view(page, 'Compare')).toHaveAccessibleDescription(/^Compare/)
    const html = await page.content()
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary)
  })
})

test(conflictTitle, withPictures, async ({ workbench }) => {
  const folder = join(workbench.userData, 'team')
  mkdirSync(folder)
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await page.keyboard.press('ControlOrMeta+Shift+G')
  await answerOpenDialog(running, [folder])
  await ui.button(page, 'Choose folder…').click()
  await row(page, demo.staging.name).click()
  await ui.button(detail(page), 'Write server’s state').click()
  await expect(row(page, demo.staging.name)).toContainText('Same')
  const { file, text } = stagingIn(folder)

  // Somebody changes it, which the screen shows, and once more under the question, which it does not.
  writeFileSync(file, text.replace('"label": "Pilot Keycloak"', '"label": "First"'))
  await expect(row(page, demo.staging.name)).toContainText('Folder newer')
  const theirs = text.replace('"label": "Pilot Keycloak"', '"label": "Second"')
  const question = ui.dialog(page, 'Replace what is in the folder?')
  // The system may tell of one change in parts: what is read anew meanwhile neither loses a click nor closes a question.
  await ui.button(detail(page), 'Write server’s state').click()
  await expect(question).toBeVisible()
  writeFileSync(file, theirs)
  await ui.button(question, 'Replace').click()
  const conflict = done(page).getByRole('alert')
  await expect(conflict).toContainText('changed in the folder after it was read')
  expect(readFileSync(file, 'utf8')).toBe(theirs)
  for (const view of longRunViews) {
    const picture = await photographer(running, view)
    await picture('team-folder-conflict')
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  const keep = ui.button(conflict, 'Keep both')
  await keep.click()
  await expect(ui.statusLine(page, /^Written as a copy: projects\//)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(theirs)
  const beside = readdirSync(join(folder, 'projects')).find((item) => item.includes('.from-app.'))
  expect(readFileSync(join(folder, 'projects', beside ?? ''), 'utf8')).toContain('Pilot Keycloak')
  await expect(ui.region(page, 'Team folder')).toContainText(
    'choose one of the two and delete the other',
  )
  expect(textsIn(folder)).not.toContain('demo-secret')
})

const sideTitle =
  'the folder is a side: some of what it has is taken, and what changes or goes is told @long'
test(sideTitle, withPictures, async ({ workbench }) => {
  const folder = join(workbench.userData, 'team')
  mkdirSync(folder)
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await ui.openTeamFolder(page)
  await answerOpenDialog(running, [folder])
  await ui.button(page, 'Choose folder…').press('Enter')
  await ui.button(page, /^Write all/).press('Enter')
  await expect(row(page, demo.staging.name)).toContainText('Same')
  const { file, text } = stagingIn(folder)
  const theirs = text.replace('"label": "Pilot Keycloak"', '"label": "Keycloak of the team"')
  writeFileSync(file, theirs)
  await expect(row(page, demo.staging.name)).toContainText('Folder newer')
  await row(page, demo.staging.name).click()
  // Until the folder was read again it cannot be pressed.
  await expect(ui.button(detail(page), 'Compare side by side')).toBeEnabled()
  await ui.button(detail(page), 'Compare side by side').press('Enter')

  // Both are the same project: what belongs to its environment is ticked with all.
  const differences = page.getByRole('listbox', { name: 'Differences', exact: true })
  const line = (name: RegExp) => differences.getByRole('option', { name }).first()
  await expect(page.getByRole('combobox', { name: 'Left state' })).toHaveValue(demo.staging.name)
  await expect(page.getByRole('combobox', { name: 'Right project' })).toHaveValue(demo.staging.name)
  await expect(line(/^Label/)).toContainText('Keycloak of the team')
  await expect(page.getByText('in the team folder')).toBeVisible()
  for (const view of longRunViews) {
    const picture = await photographer(running, view)
    await picture('compare-folder')
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await differences.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect(line(/^Label/)).toHaveAttribute('aria-checked', 'true')

  // What changes meanwhile is read again.
  writeFileSync(file, theirs.replace('Keycloak of the team', 'Keycloak of all'))
  await expect(line(/^Label/)).toContainText('Keycloak of all')
  await expect(ui.statusLine(page, 'The folder has changed.')).toBeVisible()
  await ui.button(page, `Promote 1 to ${demo.staging.name}…`).press('Enter')
  const promoting = ui.dialog(page, `Promote to ${demo.staging.name}`)
  await expect(promoting).toContainText('1 edited')
  await ui.button(promoting, 'Add to the draft').press('Enter')
  await expect(ui.draftOf(page, demo.staging.name)).toContainText('1 change, 1 request')
  await expect(ui.view(page, 'Compare')).toHaveAccessibleDescription(/^Compare/)

  // The other way: what is ticked is written, but not over what changed after it was shown.
  await ui.view(page, 'Compare').click()
  await ui.button(page, 'Swap left and right').click()
  await ui.choose(page.getByRole('main'), page, 'Left state', 'On the server')
  await expect(line(/^Label/)).toContainText('left: Pilot Keycloak')
  await differences.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await ui.button(page, 'Take 1 into the team folder').press('Enter')
  await expect(ui.statusLine(page, '1 change written into the team folder.')).toBeVisible()
  await expect(page.getByText('Both sides are the same.')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(text)
  await expect(ui.view(page, 'Compare')).toHaveAccessibleDescription(/^Compare/)

  // A file that goes is told in words; so is a folder that goes.
  rmSync(file)
  await expect(page.getByRole('alert')).toContainText('does not have projects/')
  rmSync(folder, { recursive: true })
  await ui.button(page, 'Try again').click()
  await expect(page.getByRole('alert')).toContainText(folder)
  await ui.view(page, 'Settings').click()
  await ui.button(page, /^Forget the team folder of/).click()
  await expect(ui.region(page, 'Team folder')).toContainText('none is chosen yet')
})
