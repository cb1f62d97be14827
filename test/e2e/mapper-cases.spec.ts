import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appFolder } from '../support/window/app'
import {
  casesOf,
  openMapperEditor,
  resultOf,
  saveCase,
  shownMapper,
  tryClaims,
} from '../support/window/mapper-editor'
import { answerOpenDialog } from '../support/window/native-dialogs'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cases-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('cases are renamed, exported as files that the command line runs, deleted and imported again @long', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await openMapperEditor(page, 'Google')
  await expect(resultOf(page)).toContainText('Traits')
  await saveCase(page, 'As it is')
  await tryClaims(page, 'Google, E-mail not verified')
  // Until then the result is that of the claims before, which would be kept as this case.
  await expect(resultOf(page)).toContainText('is required and missing')
  await saveCase(page, 'Nobody is sure', 'This error')
  const cases = casesOf(page)
  await expect(cases).toContainText('2 of 2 pass')

  await cases
    .getByRole('button', { name: /As it is/ })
    .first()
    .click()
  await ui.button(cases, 'Rename As it is').click()
  const rename = page.getByRole('dialog', { name: /^Rename/ })
  await rename.getByRole('textbox').fill('An employee')
  await ui.button(rename, 'Rename').click()
  await expect(cases).toContainText('An employee')

  await answerOpenDialog(running, [])
  await ui.button(cases, 'Export cases…').click()
  expect(readdirSync(folder)).toEqual([])
  await answerOpenDialog(running, [folder])
  await ui.button(cases, 'Export cases…').click()
  await expect(cases).toContainText('3 files were written to')
  const files = readdirSync(folder, { recursive: true }).map(String)
  const caseFiles = files.filter((name) => name.endsWith('.case.json'))
  expect(caseFiles).toHaveLength(2)
  const mapper = files.find((name) => name.endsWith('mapper.jsonnet'))
  expect(readFileSync(join(folder, mapper ?? ''), 'utf8')).toBe(await shownMapper(page))
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(appFolder, 'out', 'mapper', 'sso.js'), 'mapper', 'test', folder],
    { encoding: 'utf8' },
  )
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('2 passed, 0 failed'),
  })

  const expand = cases.getByRole('button', { name: /An employee/ }).first()
  if ((await expand.getAttribute('aria-expanded')) === 'false') await expand.click()
  await ui.button(cases, 'Delete An employee').click()
  const question = page.getByRole('dialog', { name: /^Delete/ })
  await ui.button(question, 'Delete').click()
  await expect(cases).toContainText('1 of 1 pass')
  await expect(cases).not.toContainText('An employee')

  const broken = join(folder, 'broken.case.json')
  writeFileSync(broken, '{ "name": "Broken" ')
  const deleted = caseFiles.find((name) =>
    readFileSync(join(folder, name), 'utf8').includes('An employee'),
  )
  await answerOpenDialog(running, [join(folder, deleted ?? ''), broken])
  await ui.button(cases, 'Import cases…').click()
  await expect(cases).toContainText('An employee')
  await expect(cases).toContainText('2 of 2 pass')
  await expect(page.getByText(/broken\.case\.json/).first()).toBeVisible()
})

for (const view of longRunViews) {
  test(`the form of a mapper at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openMapperEditor(page, 'Meadowlark Okta')
    // Where a value comes from is told last, and is seen behind the form.
    await expect(resultOf(page)).toContainText('from email')
    await ui.button(page, 'Start from a form').click()
    const form = ui.dialog(page, 'Mapper from a form')
    await expect(form.getByRole('region', { name: 'Result on a sample' })).toContainText('email')
    await picture('lab-form')
  })
}
