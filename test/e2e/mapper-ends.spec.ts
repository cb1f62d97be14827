import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appFolder } from '../support/window/app'
import {
  casesOf,
  claimsOf,
  openMapperEditor,
  putMapper,
  resultOf,
  saveCase,
} from '../support/window/mapper-editor'
import { answerOpenDialog } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'typed-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mapperOf = (traits: string, more = '') => `{ identity: { traits: { ${traits} }${more} } }\n`

test('the mapper editor says where a person ends: signed in, on a form, or on the error page', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openMapperEditor(page, 'Pilot Keycloak')
  const result = resultOf(page)
  await result.getByRole('tab', { name: 'Identity' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(result.getByRole('tab', { name: 'Sign-in' })).toBeFocused()

  await putMapper(page, mapperOf("email: ' Kim@Example.com'"))
  await expect(result).toContainText('An identity with these traits is created')
  await expect(result).toContainText('kim@example.com is not verified')
  await expect(result).toContainText(
    'If another identity has kim@example.com already, Ory shows its sign-in page',
  )
  await expect(result).toContainText('1010016')

  await putMapper(page, mapperOf("email: 'nobody'"))
  await expect(result).toContainText('where a person can correct email')
  await expect(result).toContainText(
    'Beside traits.email the page says Enter a valid email address',
  )
  await expect(result).toContainText('4000040')

  await putMapper(page, mapperOf("email: 'kim@example.com'", ", verified_addresses: 'all'"))
  await expect(result).toContainText('registration form, where it cannot be fixed')
  await expect(result).toContainText('did not return an array for key identity.verified_addresses')

  await putMapper(page, "error 'Only for staff'\n")
  await expect(result).toContainText('Ory shows an error page: nobody can register')
  await expect(result).toContainText('jsonnetsecure: ERROR: RUNTIME ERROR: Only for staff')

  await claimsOf(page).waitFor()
  await ui
    .region(page, 'Sample claims')
    .getByRole('button', { name: 'Identity at sign-in' })
    .click()
  const identity = page.getByRole('textbox', { name: 'Identity at sign-in' })
  await identity.click()
  await page.keyboard.insertText('{ "traits": { "email": "kim@example.com" } }')
  await page.getByRole('radio', { name: 'Leave it' }).check()
  await expect(result).toContainText('The mapper is not run')
  await page.getByRole('radio', { name: 'Update it' }).check()
  await expect(result).toContainText('Ory shows an error page: nobody can sign in')
  await putMapper(page, mapperOf("email: 'nobody'"))
  await expect(result).toContainText('the sign-in fails')
  await putMapper(page, mapperOf("email: 'lee@example.com'"))
  await expect(result).toContainText('The identity is updated, and the person is signed in')
  await expect(result).toContainText('If another identity has lee@example.com already')
  await expect(result).toContainText('409')
})

test('a value that was typed in the registration form wins over the mapper, and the mapper editor says so @long', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await openMapperEditor(page, 'Pilot Keycloak')
  const result = resultOf(page)
  const claims = ui.region(page, 'Sample claims')
  await putMapper(page, mapperOf("email: 'kim@example.com'"))
  await result.getByRole('tab', { name: 'Sign-in' }).click()
  await expect(result).toContainText('kim@example.com is not verified')

  // By the keyboard alone: opened, filled with the empty fields of the form, and typed into.
  const toggle = claims.getByRole('button', { name: 'Typed in the form' })
  await expect(claims).toContainText('Typed in the formnothing')
  await toggle.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(ui.button(claims, 'Insert the fields of the form')).toBeFocused()
  await page.keyboard.press('Enter')
  const typed = claims.getByRole('textbox', { name: 'Typed in the form' })
  await expect(typed).toContainText('"newsletter": ""')
  await expect(result).not.toContainText('typed')
  await page.keyboard.press('Tab')
  await expect(ui.button(claims, 'Clear')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(typed).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('{ "email": "lee@example.com", "name": { "first": "Lee" } }')
  await expect(result).toContainText(
    'email is lee@example.com, as typed in the form: it overrides kim@example.com from the mapper.',
  )
  await expect(result).toContainText('name.first is Lee, as typed in the form.')
  await expect(result).toContainText('lee@example.com is not verified')
  await expect(result).toContainText('known from Ory’s source, not from a run')
  await expect(claims).toContainText('Typed in the formemail, name.first')
  await result.getByRole('tab', { name: 'Identity' }).click()
  await expect(result).toContainText('overridden by the form: lee@example.com')
  await result.getByRole('tab', { name: 'Sign-in' }).click()

  await saveCase(page, 'Typed by Lee')
  await typed.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('{ "email": ')
  await expect(claims).toContainText('Not used, because it is not JSON')
  await expect(result).not.toContainText('typed')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('{ "email": "nobody" }')
  await expect(result).toContainText(
    'Beside traits.email the page says Enter a valid email address',
  )
  await expect(result).toContainText('email is nobody, as typed in the form')
  await ui.button(claims, 'Clear').click()
  await expect(result).toContainText('kim@example.com is not verified')

  const cases = casesOf(page)
  await cases
    .getByRole('button', { name: /Typed by Lee/ })
    .first()
    .click()
  await ui.button(cases, 'Open the sample of Typed by Lee').click()
  await expect(typed).toContainText('lee@example.com')
  await expect(result).toContainText('it overrides kim@example.com')

  // What was typed goes out with the case, through the command line, and comes back.
  await answerOpenDialog(running, [folder])
  await ui.button(cases, 'Export cases…').click()
  await expect(cases).toContainText(/files were written to/)
  const file = readdirSync(folder, { recursive: true })
    .map(String)
    .find((name) => name.endsWith('.case.json'))
  const exported = join(folder, file ?? '')
  expect(JSON.parse(readFileSync(exported, 'utf8'))).toMatchObject({
    form: { email: 'lee@example.com', name: { first: 'Lee' } },
  })
  const command = [join(appFolder, 'out', 'mapper', 'sso.js'), 'mapper', 'test', folder]
  const tested = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect(tested.stdout).toContain('1 passed, 0 failed')
  await ui.button(claims, 'Clear').click()
  await ui.button(cases, 'Delete Typed by Lee').click()
  await ui.button(page.getByRole('dialog', { name: /^Delete/ }), 'Delete').click()
  await expect(cases).not.toContainText('Typed by Lee')
  await answerOpenDialog(running, [exported])
  await ui.button(cases, 'Import cases…').click()
  // Its row is the one that was open.
  await ui.button(cases, 'Open the sample of Typed by Lee').click()
  await expect(typed).toContainText('lee@example.com')
})
