import type { Page } from '@playwright/test'
import { canaries } from '../support/texts/canaries'
import { narrowViews, photographer, wideViews, withPictures } from '../support/window/photographer'
import { promoteState } from '../support/window/promote-state'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const list = (page: Page) => page.getByRole('listbox', { name: 'Differences', exact: true })
const line = (page: Page, name: RegExp | string) => list(page).getByRole('option', { name }).first()
const detail = (page: Page) => ui.region(page, 'Difference')
const chip = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Shown differences' }).getByRole('button', { name })
const asWritten = (page: Page) => page.getByText('Only expected differences are left.')

const valuesDialog = (page: Page) => ui.dialog(page, 'Values of environments')

/** Names a value in the dialog, which is open. */
async function nameValue(page: Page, name: string, kind: string, texts: readonly [string, string]) {
  const values = valuesDialog(page)
  const [staging, production] = texts
  await ui.button(values, 'New value').click()
  await ui.textbox(values, 'Name').fill(name)
  await ui.choose(values, page, 'Replace in', kind)
  await ui.textbox(values, 'Staging').fill(staging)
  await ui.textbox(values, 'Production').fill(production)
}

async function typeSecret(page: Page, label: string): Promise<void> {
  const connection = await ui.chooseConnection(page, label)
  const secret = ui.textbox(connection, 'Client secret')
  await secret.fill(`production secret of ${label}`)
  await secret.blur()
}

const token = 'a-production-token-of-32-characters'

/** Types the secret of a new SCIM client, which never comes along. */
async function typeToken(page: Page, organization: string, client: string): Promise<void> {
  const panel = await ui.chooseOrganization(page, organization)
  await panel
    .getByRole('region', { name: 'SCIM clients' })
    .getByRole('button', { name: client })
    .first()
    .click()
  const secret = ui.textbox(ui.panel(page, 'SCIM client'), 'Secret token')
  await secret.fill(token)
  await secret.blur()
}

test.describe('of the demo', () => {
  test('an organization of production comes to staging with its SCIM client, which gets a new secret @long', async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    await ui.openProject(page, demo.staging.name)
    await ui.view(page, 'Compare').click()
    await ui.button(page, 'Swap left and right').click()
    await expect(page.getByRole('combobox', { name: 'Left project' })).toHaveValue(
      demo.production.name,
    )
    const search = page.getByRole('searchbox', { name: 'Filter the comparison' })
    await search.fill('meadowlark')
    const client = line(page, 'SCIM client of Meadowlark Health')
    await expect(client).toContainText('matched by ID')
    for (const view of narrowViews) {
      await page.setViewportSize(view)
      await client.click()
      const picture = await photographer(running, view)
      await picture('compare-scim')
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await search.fill('brightloom')
    await expect(line(page, 'SCIM client of Brightloom Analytics')).toContainText('Only left')
    await line(page, /^Brightloom Analytics/).click()
    await list(page).focus()
    await page.keyboard.press('Space')
    await ui.button(page, /^Promote \d to Northwind Staging…$/).press('Enter')
    const promoting = ui.dialog(page, `Promote to ${demo.staging.name}`)
    const items = ui.region(page, 'What is added to the draft')
    const made = items.getByRole('article').filter({ hasText: 'SCIM client' })
    await expect(made).toContainText('To be typed before it can be published: Secret token')
    await ui.button(promoting, 'Add to the draft').press('Enter')
    const draft = ui.draftOf(page, demo.staging.name)
    await expect(draft).toContainText('held back')
    await ui.button(draft, /^Open/).press('Enter')
    await typeToken(page, 'Brightloom Analytics', 'Brightloom OneLogin')
    await ui.openReview(page)
    await ui.publish(page)
    const clientAt = (): any =>
      (projectState(emulator, demo.staging.id) as any).scim_clients.find(
        ({ client_id }: any) => client_id === 'brightloom-onelogin',
      )
    await expect.poll(clientAt).toMatchObject({
      label: 'Brightloom OneLogin',
      authorization_header_secret: token,
    })
    const { organizations } = projectState(emulator, demo.staging.id)
    const owner = organizations.find(({ label }: any) => label === 'Brightloom Analytics')
    expect(clientAt().organization_id).toBe(owner.id)
  })
})

test.describe('two projects that are set up for it', () => {
  test.use({ emulatorOptions: { state: promoteState() } })

  const title = 'staging is promoted to production by named values, and a later change alone'
  test(title, withPictures, async ({ workbench }) => {
    const { emulator } = workbench
    const running = await workbench.openShared(demo.production.name)
    const { page } = running
    await ui.openProject(page, demo.staging.name)
    await ui.view(page, 'Compare').click()
    await expect(chip(page, /^Differs/)).toContainText('2')
    await expect(chip(page, /^Only left/)).toContainText('9')

    // Two differences that are meant to be.
    for (const field of ['Label', 'Client ID']) {
      await line(page, new RegExp(`^${field}`)).click()
      await ui.button(detail(page), `Mark as expected: ${field}`).click()
      await expect(
        ui.statusLine(page, `${field} of Google (staging) is expected to differ`),
      ).toBeVisible()
    }
    await expect(chip(page, /^Differs/)).toContainText('0')

    await ui.button(page, `Promote all to ${demo.production.name}…`).click()
    const promoting = ui.dialog(page, `Promote to ${demo.production.name}`)
    const items = ui.region(page, 'What is added to the draft')
    await expect(items).toContainText('https://amber.preview.example')
    await ui.button(promoting, 'Edit values…').click()
    await nameValue(page, 'Okta host', 'Issuer and URLs', ['.preview.example', '.example'])
    await nameValue(page, 'Domains', 'End of domains', ['staging.example', 'example'])
    for (const view of wideViews) {
      const picture = await photographer(running, view)
      await picture('values')
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await ui.button(valuesDialog(page), 'Save').click()
    const amber = items.getByRole('article', { name: 'Amber Okta', exact: true })
    await expect(amber).toContainText('https://amber.example')
    await expect(amber).toContainText('by value: Okta host: .preview.example → .example')
    await expect(amber).toContainText('To be typed before it can be published: Client secret')
    await expect(promoting).toContainText('9 new')
    const people = items.getByRole('article', { name: 'Amber people', exact: true })
    await expect(people).toContainText('To be typed before it can be published: Secret token')
    await expect(people).toContainText('/scim/amber-people/v2')
    for (const view of wideViews) {
      const picture = await photographer(running, view)
      await picture('promote')
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await ui.button(promoting, 'Add to the draft').click()

    // It goes on in the drafts, where the target's is ticked; nothing was sent.
    const review = ui.dialog(page, 'Review changes')
    const draft = ui.draftOf(page, demo.production.name)
    await expect(draft).toContainText('held back')
    await expect(draft.getByRole('checkbox')).toBeChecked()
    expect(projectState(emulator, demo.production.id).organizations).toHaveLength(1)
    await ui.button(draft, /^Review/).click()
    await expect(review).toContainText('Held back: Enter the client secret')
    await ui.button(review, 'Close').click()
    await ui.button(draft, /^Open/).click()
    await expect(ui.banner(page).first()).toContainText(demo.production.name)
    // One step.
    await ui.button(ui.banner(page), 'Undo').click()
    await expect(ui.button(page, 'Review changes')).toBeVisible()
    await ui.button(ui.banner(page), 'Redo').click()
    for (const label of ['Amber Okta', 'Birch Okta', 'Cedar Okta']) await typeSecret(page, label)
    await typeToken(page, 'Amber Freight', 'Amber people')
    await ui.openReview(page)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()

    const { organizations } = projectState(emulator, demo.production.id)
    const made = organizations.find(({ label }: any) => label === 'Amber Freight')
    expect(made.domains).toEqual(['amber.example', 'amber-mail.example'])
    const providers = () => methodsOf(emulator, demo.production.id).oidc.config.providers
    const okta = () => providers().find(({ id }: any) => id === 'amber-okta')
    expect(okta()).toMatchObject({
      organization_id: made.id,
      issuer_url: 'https://amber.example',
      client_secret: 'production secret of Amber Okta',
    })
    const [client] = (projectState(emulator, demo.production.id) as any).scim_clients
    expect(client).toMatchObject({
      client_id: 'amber-people',
      organization_id: made.id,
      authorization_header_secret: token,
    })
    const sent = JSON.stringify(projectState(emulator, demo.production.id))
    expect(sent).not.toContain('demo-secret-of-amber-okta')

    // Only what is expected differs now.
    await ui.view(page, 'Compare').click()
    await expect(asWritten(page)).toBeVisible()
    await expect(chip(page, /^Differs/)).toContainText('0')
    await chip(page, /^Expected/).click()
    await expect(line(page, /^Client ID/)).toContainText('expected here')
    await chip(page, /^Expected/).click()

    // A later change in staging goes alone, chosen by keyboard.
    emulator.edit((state: any) => {
      const staging = state.projects.find(({ id }: any) => id === demo.staging.id)
      const { methods } = staging.services.identity.config.selfservice
      const entry = methods.oidc.config.providers.find(({ id }: any) => id === 'birch-okta')
      entry.scope = ['openid', 'email', 'profile', 'groups']
    })
    // The comparison is made anew once the project was read.
    await page.getByRole('tab', { name: demo.staging.name }).click()
    await ui.button(page, 'Refresh').click()
    await ui.view(page, 'Compare').click()
    await expect(list(page).getByRole('option')).toHaveCount(2)
    const scopes = line(page, /^Scopes/)
    await list(page).focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    await expect(scopes).toHaveAttribute('aria-checked', 'true')
    await ui.button(page, `Promote 1 to ${demo.production.name}…`).press('Enter')
    await expect(items.getByRole('article')).toHaveCount(1)
    await expect(items).toContainText('openid, email, profile, groups')
    await ui.button(promoting, 'Add to the draft').press('Enter')
    await expect(draft).toContainText('1 change, 1 request')
    await ui.button(page, 'Publish chosen').press('Enter')
    await ui.confirmPublish(page)
    const birch = () => providers().find(({ id }: any) => id === 'birch-okta')
    await expect.poll(() => birch().scope).toContain('groups')
    expect(birch().client_secret).toBe('production secret of Birch Okta')

    const html = await page.content()
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary)
  })
})
