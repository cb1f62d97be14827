import { filesHolding } from '../support/texts/files'
import {
  casesOf,
  claimsOf,
  editorOf,
  openMapperEditor,
  problemsOf,
  putMapper,
  resultOf,
  saveCase,
  shownMapper,
  tryClaims,
} from '../support/window/mapper-editor'
import { giveMapper, mapperOf } from '../support/window/other-writer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/** A mapper as people write it for Google, with a bracket that a comment swallows. */
const unbalanced = `local claims = { email_verified: false } + std.extVar('claims');

{
  identity: {
    traits: {
      // Only addresses that Google has verified are taken.
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
      name: {
        [if 'given_name' in claims then 'first' else null]: claims.given_name,
      },
    }, // ends the traits, and here the identity ends },
}
`
const endless = `local fib(n) = if n < 2 then 1 else fib(n - 1) + fib(n - 2);
{ identity: { traits: { number: fib(40) } } }
`

test('a broken Google mapper is repaired, tried, saved with cases, published and read back', async ({
  workbench,
}) => {
  giveMapper(workbench, 'google', unbalanced)
  let { page, close } = await workbench.open(demo.staging.name)
  await openMapperEditor(page, 'Google')
  const result = resultOf(page)
  await expect(result).toContainText(/mapper\.jsonnet:\d+:\d+/)
  // It is said once, beside the mapper.
  await expect(problemsOf(page).getByRole('status')).toContainText('line')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.locator('.cm-error-line').first()).toBeVisible()

  await ui.button(result, 'Move the bracket out of the comment').click()
  await expect(result).not.toContainText('mapper.jsonnet:')
  await expect(resultOf(page)).toContainText('email')
  const repaired = await shownMapper(page)

  await tryClaims(page, 'Google, Workspace account')
  await expect(resultOf(page)).toContainText('from given_name')
  await saveCase(page, 'A Workspace account')
  await tryClaims(page, 'Google, Personal account')
  await expect(resultOf(page)).toContainText('example.net')
  await saveCase(page, 'A personal account', 'Chosen parts')
  await tryClaims(page, 'Google, E-mail not verified')
  await expect(resultOf(page)).toContainText('is required and missing')
  await resultOf(page).getByRole('tab', { name: 'Sign-in' }).click()
  await expect(resultOf(page)).toContainText('goes back to the registration form for email')
  await expect(casesOf(page)).toContainText('2 of 2 pass')

  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.publishDraft(page)
  expect(mapperOf(workbench, 'google')).toBe(repaired)

  await close()
  ;({ page, close } = await workbench.launch())
  // The window comes back with the mapper that was open.
  await expect(ui.region(page, 'Mapper').getByRole('textbox')).toContainText('identity')
  expect(await shownMapper(page)).toBe(repaired)
  await expect(casesOf(page)).toContainText('2 of 2 pass')
  await expect(resultOf(page)).not.toContainText('mapper.jsonnet:')
})

test('an edit of a text that three connections use is given to all of them, as one step', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openMapperEditor(page, 'Foxglove Okta preview')
  await expect(page.getByText('2 others use the same text')).toBeVisible()
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText('// For all of us.\n')
  const question = page.getByRole('dialog', { name: 'What does this edit apply to?' })
  await expect(question).toBeVisible()
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  await ui.button(question, 'All 3 connections').click()
  await expect(question).toBeHidden()
  await expect(ui.button(page, /^Review changes.*3/)).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.button(page, 'Review changes')).toBeDisabled()
})

test('the mapper editor is passed through by keyboard alone @long', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openMapperEditor(page, 'Google')
  const inRegion = () =>
    page.evaluate(() => document.activeElement?.closest('[data-editor-region]')?.ariaLabel)
  await expect.poll(inRegion).toBe('Mapper')
  for (const name of ['Sample claims', 'Result', 'Cases', 'Mapper']) {
    await page.keyboard.press('F6')
    expect(await inRegion()).toBe(name)
  }
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Shift+F6')
  expect(await inRegion()).toBe('Result')
  await page.keyboard.press('ArrowRight')
  await expect(resultOf(page).getByRole('tab', { name: 'Output' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(resultOf(page)).toContainText('At registration')
  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(resultOf(page)).toContainText('Traits')
  // The editor lets go after Escape.
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await editorOf(page).evaluate((element) => element === document.activeElement)).toBe(false)
  await ui.tabTo(page, 'Width of the sample')
  const width = () => ui.region(page, 'Sample claims').evaluate((item) => item.clientWidth)
  const before = await width()
  await page.keyboard.press('ArrowLeft')
  expect(await width()).toBe(before + 16)
})

test('a token of one’s own is decoded, tried, and stored nowhere @long', async ({ workbench }) => {
  const { page, close } = await workbench.open(demo.staging.name)
  await openMapperEditor(page, 'Google')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = {
    iss: 'https://accounts.google.com',
    sub: '11112222',
    aud: 'an-app-of-somebody-else',
    email: 'robin.hood@sherwood.example',
    email_verified: true,
  }
  const signature = 'c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4'
  const token = [part({ alg: 'RS256' }), part(payload), signature].join('.')
  await ui.button(page, 'Paste your own claims').click()
  const dialog = ui.dialog(page, 'Paste your own claims')
  await ui.textbox(dialog, 'Claims').fill(token)
  await expect(dialog).toContainText('A token (JWT), decoded and not verified')
  await expect(dialog.getByRole('textbox', { name: 'What will be used' })).toContainText('sherwood')
  await ui.button(dialog, 'Use these claims').click()
  await expect(claimsOf(page)).toContainText('robin.hood@sherwood.example')
  await expect(ui.region(page, 'Sample claims')).toContainText(
    /expected audience .* got \["an-app-of-somebody-else"\]/,
  )
  await expect(resultOf(page)).toContainText('robin.hood@sherwood.example')

  await ui.button(page, 'Paste your own claims').click()
  await ui.textbox(dialog, 'Claims').fill(token)
  await dialog.getByRole('checkbox', { name: 'Mask personal values' }).check()
  await ui.button(dialog, 'Use these claims').click()
  await expect(resultOf(page)).toContainText('Traits')
  await expect(resultOf(page)).not.toContainText('sherwood')
  await close()
  for (const secret of [signature, token, 'sherwood.example', 'robin.hood']) {
    expect(filesHolding(workbench.userData, secret)).toEqual([])
  }
})

test('killing the engine while it runs costs one message and nothing else', async ({
  workbench,
}) => {
  const { page, app } = await workbench.openShared(demo.staging.name)
  await openMapperEditor(page, 'Google')
  await expect(resultOf(page)).toContainText('Traits')
  const good = await shownMapper(page)
  await putMapper(page, endless)
  await expect(ui.button(page, 'Run')).toHaveAttribute('aria-busy', 'true')
  const pid = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ name }) => name === 'Mapper engine')?.pid,
  )
  if (pid === undefined) throw new Error('There is no engine process')
  process.kill(pid, 'SIGKILL')
  const alerts = page.getByRole('alert')
  await expect(alerts).toContainText('The mapper engine stopped')
  await expect(alerts).toHaveCount(1)
  await putMapper(page, good)
  await expect(resultOf(page)).toContainText('Traits')
  await expect(alerts).toHaveCount(0)
})
