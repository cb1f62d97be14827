import type { Locator, Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { filesHolding } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/workbench'

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
const readsGroups = `local claims = std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
    },
    metadata_public: {
      groups: claims.groups,
    },
  },
}
`
const endless = `local fib(n) = if n < 2 then 1 else fib(n - 1) + fib(n - 2);
{ identity: { traits: { number: fib(40) } } }
`

/** Another writer gives a connection another mapper. */
function giveMapper({ emulator }: Workbench, id: string, text: string): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    const entry = providers.find((item: any) => item.id === id)
    entry.mapper_url = `base64://${Buffer.from(text).toString('base64')}`
  })
}

async function openLab(page: Page, label: string): Promise<void> {
  const connection = await ui.chooseConnection(page, label)
  await ui.button(connection, 'Edit mapper').click()
  await expect(editorOf(page)).toContainText('identity')
}

const editorOf = (page: Page): Locator => ui.region(page, 'Mapper').getByRole('textbox')
const claimsOf = (page: Page): Locator =>
  ui.region(page, 'Sample claims').getByRole('textbox', { name: 'Claims', exact: true })
const result = (page: Page): Locator => ui.region(page, 'Result')
const cases = (page: Page): Locator => ui.region(page, 'Cases')

async function tryClaims(page: Page, words: string): Promise<void> {
  const field = ui.region(page, 'Sample claims').getByRole('combobox', { name: 'Claims to try' })
  await field.click()
  await field.fill(words)
  await page.getByRole('option').first().click()
}

async function saveCase(page: Page, name: string, expectation: string): Promise<void> {
  await ui.button(page, 'Save case').click()
  const dialog = ui.dialog(page, 'Save case')
  await ui.textbox(dialog, 'Name').fill(name)
  await dialog.getByRole('radio', { name: expectation }).check()
  await ui.button(dialog, 'Save').click()
  await expect(dialog).toBeHidden()
}

async function putMapper(page: Page, text: string): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

const shownMapper = (page: Page): Promise<string> =>
  editorOf(page).evaluate((element) =>
    [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  )

test('a broken Google mapper is repaired, tried, saved with cases, published and read back', async ({
  workbench,
}) => {
  giveMapper(workbench, 'google', unbalanced)
  let { page, close } = await workbench.open(demo.staging.name)
  await openLab(page, 'Google')
  const alert = result(page).getByRole('alert')
  await expect(alert).toContainText(/mapper\.jsonnet:\d+:\d+/)
  await expect(ui.region(page, 'Mapper').getByRole('status').first()).toContainText('line')
  await expect(page.locator('.cm-error-line').first()).toBeVisible()

  await ui.button(alert, 'Move the bracket out of the comment').click()
  await expect(alert).toBeHidden()
  await expect(result(page)).toContainText('email')
  const repaired = await shownMapper(page)

  await tryClaims(page, 'Google, Workspace account')
  await expect(result(page)).toContainText('from given_name')
  await saveCase(page, 'A Workspace account', 'The whole output')
  await tryClaims(page, 'Google, Personal account')
  await expect(result(page)).toContainText('example.net')
  await saveCase(page, 'A personal account', 'Chosen parts')
  await tryClaims(page, 'Google, E-mail not verified')
  await expect(result(page)).toContainText('is required and missing')
  await result(page).getByRole('tab', { name: 'Sign-in' }).click()
  await expect(result(page)).toContainText('goes back to the registration form for email')
  await expect(cases(page)).toContainText('2 of 2 pass')

  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.publishDraft(page)
  const hash = createHash('sha512').update(repaired).digest('hex')
  const entry = methodsOf(workbench.emulator, demo.staging.id).oidc.config.providers.find(
    (item: any) => item.id === 'google',
  )
  expect(entry.mapper_url).toContain(hash)
  expect((workbench.emulator.state() as any).content[hash]).toBe(repaired)

  await close()
  ;({ page, close } = await workbench.launch())
  await openLab(page, 'Google')
  expect(await shownMapper(page)).toBe(repaired)
  await expect(result(page).getByRole('alert')).toBeHidden()
  await expect(cases(page)).toContainText('2 of 2 pass')
})

test('a mapper with claims.groups is told about raw_claims and repaired by one click', async ({
  workbench,
}) => {
  giveMapper(workbench, 'pilot-keycloak', readsGroups)
  const { page } = await workbench.open(demo.staging.name)
  await openLab(page, 'Pilot Keycloak')
  const alert = result(page).getByRole('alert')
  await expect(alert).toContainText('Field does not exist: groups')
  await expect(alert).toContainText('raw_claims')
  await ui.button(alert, 'Read groups from raw_claims').click()
  await expect(alert).toBeHidden()
  expect(await shownMapper(page)).toContain('raw_claims.groups')
  // One step of undo takes it back.
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(alert).toContainText('Field does not exist: groups')
  expect(await shownMapper(page)).toContain('groups: claims.groups')
})

test('an edit of a text that three connections use is given to all of them, as one step', async ({
  workbench,
}) => {
  const { page } = await workbench.open(demo.staging.name)
  await openLab(page, 'Foxglove Okta preview')
  await expect(page.getByText('2 others use the same text')).toBeVisible()
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText('// For all of us.\n')
  const question = page.getByRole('dialog', { name: 'Who is this edit for?' })
  await expect(question).toBeVisible()
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  await ui.button(question, 'All 3 connections').click()
  await expect(question).toBeHidden()
  await expect(ui.button(page, /^Review changes.*3/)).toBeVisible()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.button(page, 'Review changes')).toBeDisabled()
})

test('the lab is passed through by keyboard alone', async ({ workbench }) => {
  const { page } = await workbench.open(demo.staging.name)
  await openLab(page, 'Google')
  const inRegion = () =>
    page.evaluate(() => document.activeElement?.closest('[data-lab-region]')?.ariaLabel)
  await expect.poll(inRegion).toBe('Mapper')
  for (const name of ['Sample claims', 'Result', 'Cases', 'Mapper']) {
    await page.keyboard.press('F6')
    expect(await inRegion()).toBe(name)
  }
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Shift+F6')
  expect(await inRegion()).toBe('Result')
  await page.keyboard.press('ArrowRight')
  await expect(result(page).getByRole('tab', { name: 'Output' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(result(page)).toContainText('At registration')
  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(result(page)).toContainText('Traits')
  // The editor lets go after Escape.
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await editorOf(page).evaluate((element) => element === document.activeElement)).toBe(false)
  await ui.tabTo(page, 'Width of the sample claims')
  const width = () => ui.region(page, 'Sample claims').evaluate((item) => item.clientWidth)
  const before = await width()
  await page.keyboard.press('ArrowLeft')
  expect(await width()).toBe(before + 16)
})

test('a token of one’s own is decoded, tried, and stored nowhere', async ({ workbench }) => {
  const { page, close } = await workbench.open(demo.staging.name)
  await openLab(page, 'Google')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = {
    iss: 'https://accounts.google.com',
    sub: '11112222',
    email: 'robin.hood@sherwood.example',
    email_verified: true,
  }
  const signature = 'c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4'
  const token = [part({ alg: 'RS256' }), part(payload), signature].join('.')
  await ui.button(page, 'Paste own claims').click()
  const dialog = ui.dialog(page, 'Paste own claims')
  await ui.textbox(dialog, 'Claims').fill(token)
  await expect(dialog).toContainText('A token (JWT), decoded and not verified')
  await expect(dialog.getByRole('textbox', { name: 'What will be used' })).toContainText('sherwood')
  await ui.button(dialog, 'Use these claims').click()
  await expect(claimsOf(page)).toContainText('robin.hood@sherwood.example')
  await expect(result(page)).toContainText('robin.hood@sherwood.example')

  await ui.button(page, 'Paste own claims').click()
  await ui.textbox(dialog, 'Claims').fill(token)
  await dialog.getByRole('checkbox', { name: 'Replace personal values' }).check()
  await ui.button(dialog, 'Use these claims').click()
  await expect(result(page)).toContainText('Traits')
  await expect(result(page)).not.toContainText('sherwood')
  await close()
  for (const secret of [signature, token, 'sherwood.example', 'robin.hood']) {
    expect(filesHolding(workbench.userData, secret)).toEqual([])
  }
})

test('killing the engine while it runs costs one message and nothing else', async ({
  workbench,
}) => {
  const { page, app } = await workbench.open(demo.staging.name)
  await openLab(page, 'Google')
  await expect(result(page)).toContainText('Traits')
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
  await expect(result(page)).toContainText('Traits')
  await expect(alerts).toHaveCount(0)
})
