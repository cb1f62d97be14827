import { claimsOf, openMapperEditor, putMapper, resultOf } from '../support/window/mapper-editor'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

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
