import type { Page } from '@playwright/test'
import { filesHolding } from '../support/texts/files'
import {
  casesOf,
  editorOf,
  problemsOf,
  putMapper,
  resultOf,
  saveCase,
} from '../support/window/mapper-editor'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const asksActive = `local scim = std.extVar('scim');

{
  identity: {
    traits: {
      email: if scim.active then scim.userName else 'nobody@example.com',
    },
  },
}
`

const pastedUser = JSON.stringify({
  userName: 'ida@corp.test',
  password: 'canary-7',
  emails: [{ value: 'ida@corp.test', type: 'work' }],
})

async function openScimMapper(page: Page): Promise<void> {
  await ui.typeInPalette(page, 'Try a mapper')
  await page.keyboard.press('Enter')
  await expect(editorOf(page)).toContainText("std.extVar('claims')")
  const given = page.getByRole('radiogroup', { name: 'What the mapper is given' })
  await given.getByText('SCIM user').click()
  await expect(editorOf(page)).toContainText("std.extVar('scim')")
}

async function tryUser(page: Page, words: string): Promise<void> {
  const field = ui.region(page, 'Sample user').getByRole('combobox', { name: 'User to try' })
  await field.click()
  await field.fill(words)
  await page.getByRole('option').first().click()
}

test('a mapper for SCIM is written, tried with what products send, saved with a case, and is there again', async ({
  workbench,
}) => {
  let { page, close } = await workbench.open(demo.staging.name)
  await openScimMapper(page)
  const result = resultOf(page)
  await expect(result).toContainText('known from its documents alone')
  await ui.button(page, 'Start from schema').click()
  await expect(editorOf(page)).toContainText('text(object, name)')
  await tryUser(page, 'Microsoft Entra ID, New user')
  await expect(result).toContainText('jonas.weir@example.com')
  await expect(result).toContainText('Jonas')
  await expect(result).toContainText('from emails')

  await result.getByRole('tab', { name: 'SCIM' }).click()
  await expect(result).toContainText(
    'An identity with these traits is created in the organization (201).',
  )
  await expect(result).toContainText('DELETE /Users')
  await expect(result).toContainText('another organization')
  await expect(result).toContainText('409')
  await ui.button(result, 'Use this result as the identity').click()
  await expect(result).toContainText('Nothing changes in the identity (200).')
  await saveCase(page, 'A new user of Entra ID')
  await expect(casesOf(page)).toContainText('1 of 1 pass')

  // What Entra ID sends as text is no boolean, and one press takes both.
  await putMapper(page, asksActive)
  await tryUser(page, 'Microsoft Entra ID, active as text')
  await expect(problemsOf(page)).toContainText('Unexpected type string, expected boolean')
  await expect(result).toContainText('Ory answers the identity provider with 500')
  await ui.button(problemsOf(page), 'Take true and “True” for the same').click()
  await expect(result).not.toContainText('500')
  await expect(casesOf(page)).toContainText('0 of 1 pass')
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+Home')
  await expect(editorOf(page)).toContainText('text(object, name)')
  await expect(casesOf(page)).toContainText('1 of 1 pass')

  await close()
  ;({ page, close } = await workbench.launch())
  await expect(editorOf(page)).toContainText("std.extVar('scim')")
  await expect(editorOf(page)).toContainText('text(object, name)')
  await expect(casesOf(page)).toContainText('1 of 1 pass')
  // The one that is given claims has its own text and cases.
  await page
    .getByRole('radiogroup', { name: 'What the mapper is given' })
    .getByText('Claims')
    .click()
  await expect(editorOf(page)).toContainText("std.extVar('claims')")
  await expect(casesOf(page)).not.toContainText('of 1')
  await expect(ui.region(page, 'Sample claims')).toBeVisible()
  // Nothing of it is in the draft.
  await expect(ui.button(page, /^Review changes.*[1-9]/)).toHaveCount(0)
})

const losesGroups = `local scim = std.extVar('scim');
{ identity: {
  metadata_admin: { source: 'directory' },
  traits: { email: scim.userName },
} }
`

/** An account without an organization, as Ory's API returns it. */
const account = {
  traits: { email: 'jonas.weir@example.onmicrosoft.com' },
  metadata_admin: { groups: ['crew'] },
  organization_id: null,
  verifiable_addresses: [
    { value: 'jonas.weir@example.onmicrosoft.com', via: 'email', verified: true },
    { value: 'jonas@meadowlark.example', via: 'email', verified: true },
  ],
}

/** Opens the mapper of the SCIM client whose organization's connection writes `metadata_admin.groups`. */
async function openClientMapper(page: Page): Promise<void> {
  const panel = await ui.chooseOrganization(page, 'Meadowlark Health')
  const clients = panel.getByRole('region', { name: 'SCIM clients' })
  await clients.getByRole('button', { name: /^Meadowlark Okta preview/ }).click()
  await ui.button(ui.panel(page, 'SCIM client'), 'Edit mapper').click()
  await putMapper(page, losesGroups)
  await tryUser(page, 'Microsoft Entra ID, New user')
}

async function enterAccount(page: Page): Promise<void> {
  const sample = ui.region(page, 'Sample user')
  await sample.getByRole('button', { name: 'Identity that is there' }).click()
  await sample.getByRole('textbox', { name: 'Identity that is there' }).click()
  await page.keyboard.insertText(JSON.stringify(account, null, 2))
  await resultOf(page).getByRole('tab', { name: 'SCIM' }).click()
}

test('a pasted user keeps neither its password nor its person', async ({ workbench }) => {
  const { page, userData } = await workbench.openShared(demo.staging.name)
  await openScimMapper(page)
  await ui.button(page, 'Paste your own user').click()
  const paste = ui.dialog(page, 'Paste your own user')
  await ui.textbox(paste, 'SCIM user').first().fill(pastedUser)
  await expect(paste).toContainText('Its password was left out.')
  await paste.getByRole('checkbox', { name: 'Mask personal values' }).check()
  await expect(paste).toContainText('person1@domain1.example')
  await ui.button(paste, 'Use this user').click()
  await expect(paste).toBeHidden()
  await saveCase(page, 'Masked')
  await expect(casesOf(page)).toContainText('1 of 1 pass')
  expect(filesHolding(userData, 'canary-7')).toEqual([])
  expect(filesHolding(userData, 'ida@corp.test')).toEqual([])
})

test('a portal link for SCIM presets the mapper that was tried, and the URL to show', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await openScimMapper(page)
  await putMapper(page, asksActive)
  await ui.button(page, 'Back').click()
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(panel, 'Portal links').click()
  const links = ui.dialog(page, 'Portal links')
  await ui.button(links, 'New link').click()
  await links.getByRole('switch', { name: 'Single sign-on (SSO)' }).uncheck()
  await links.getByRole('switch', { name: 'User provisioning (SCIM)' }).check()
  await links.getByText('Mapper that the SCIM client will have').click()
  await ui.choose(links, page, 'SCIM', 'The mapper to try')
  await links.getByText('Addresses to show instead of the project’s own').click()
  const url = ui.textbox(links, 'SCIM server URL to show')
  await url.fill('scim.example.com')
  await expect(links).toContainText('Enter a whole URL')
  await expect(ui.button(links, 'Create link')).toBeDisabled()
  await url.fill('https://scim.example.com/v2')
  await ui.button(links, 'Create link').click()
  await ui.button(ui.dialog(page, 'Create a portal link?'), 'Create now').click()
  await expect(links).toContainText('SCIM server URL to show')
  await expect(links).toContainText('https://scim.example.com/v2')
  const [held] = projectState(workbench.emulator, demo.staging.id).portal_links ?? []
  expect(held).toMatchObject({
    enable_sso: false,
    enable_scim: true,
    proxy_scim_server_url: 'https://scim.example.com/v2',
    scim_mapper_url: expect.stringMatching(/^stored:/),
  })
})

for (const view of longRunViews) {
  const name = `${view.width}x${view.height}, ${view.theme}`
  test(`the mapper editor for SCIM at ${name}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openScimMapper(page)
    await tryUser(page, 'Microsoft Entra ID, New user')
    await expect(resultOf(page)).toContainText('jonas.weir@example.com')
    await picture('lab-scim')
    await resultOf(page).getByRole('tab', { name: 'SCIM' }).click()
    await expect(resultOf(page)).toContainText('DELETE /Users')
    await picture('lab-scim-ends')
    await putMapper(page, asksActive)
    await tryUser(page, 'Microsoft Entra ID, active as text')
    await expect(problemsOf(page)).toContainText('Unexpected type string')
    await picture('lab-scim-problem')

    await ui.button(page, 'Paste your own user').click()
    const paste = ui.dialog(page, 'Paste your own user')
    await ui.textbox(paste, 'SCIM user').first().fill(pastedUser)
    await expect(paste).toContainText('Its password was left out.')
    await picture('lab-scim-paste')
    await ui.button(paste, 'Use this user').click()

    await ui.button(page, 'Back').click()
    const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
    await ui.button(panel, 'Portal links').click()
    const links = ui.dialog(page, 'Portal links')
    await ui.button(links, 'New link').click()
    await links.getByRole('switch', { name: 'User provisioning (SCIM)' }).check()
    await links.getByText('Mappers that connections and SCIM client will have').click()
    await links.getByText('Addresses to show instead of the project’s own').click()
    await ui.textbox(links, 'SCIM server URL to show').fill('https://scim.example.com/v2')
    await picture('portal-links-scim')
  })

  test(`an existing account in the run of a SCIM mapper at ${name}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await openClientMapper(page)
    await enterAccount(page)
    const outcome = resultOf(page).getByText('joins the organization')
    await outcome.scrollIntoViewIfNeeded()
    await picture('lab-scim-account')
  })
}
