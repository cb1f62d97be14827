import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

test('creating waits for the mend of bad input', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await ui.button(page, 'New organization').click()
  const organization = ui.dialog(page, 'Organization')
  const domains = ui.textbox(organization, 'Domains')
  await expect(ui.button(organization, 'Create')).toBeDisabled()
  await ui.textbox(organization, 'Label').fill('New one')
  await domains.fill('not a domain')
  await domains.press('Enter')
  await expect(organization).toContainText(/not a domain such as/)
  await expect(ui.button(organization, 'Create')).toBeDisabled()
  await ui.cancelForm(organization)

  await ui.button(page, 'New connection').click()
  const connection = ui.dialog(page, 'Connection')
  await ui.choose(connection, page, 'Provider', 'Generic')
  const id = ui.textbox(connection, 'Connection ID')
  await id.fill('google')
  await expect(connection).toContainText(/Another connection has the ID/)
  await expect(ui.button(connection, 'Create')).toBeDisabled()
  await id.fill('a/b')
  await expect(connection).toContainText(/part of a URL/)
  await id.fill('fresh')
  await expect(connection).toContainText('/self-service/methods/oidc/callback/fresh')
  await ui.textbox(connection, 'Issuer URL').fill('http://plain.example')
  await expect(connection).toContainText(/begins with https/)
  await expect(ui.button(connection, 'Create')).toBeDisabled()
  await ui.textbox(connection, 'Issuer URL').fill('https://fine.example')
  await ui.button(connection, 'Create').click()
  await expect(connection).toBeHidden()
})

test('an unfinished connection is kept back alone; bad text in a panel is kept as typed', async ({
  workbench,
}) => {
  const { emulator } = workbench
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  await ui.createConnection(page, {
    organization: 'Foxglove Pharma',
    label: 'Unfinished',
    id: 'unfinished',
    issuer: 'https://x.example',
  })
  let panel = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await ui.textbox(panel, 'Issuer URL').fill('not a url')
  await expect(panel).toContainText(/begins with https/)
  panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(panel, 'Label').fill('Pilot fine')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await running.close()
  running = await workbench.launch()
  ;({ page } = running)
  panel = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await expect(ui.textbox(panel, 'Issuer URL')).toHaveValue('not a url')
  const review = await ui.openReview(page)
  await expect(review.getByRole('listitem')).toHaveCount(3)
  expect((await ui.shownPatch(review)).operations).toHaveLength(1)
  await ui.publish(page)
  await expect(ui.button(page, /^Review changes.*2/)).toBeVisible()
  const held = methodsOf(emulator, demo.staging.id).oidc.config.providers
  expect(held.at(-1).label).toBe('Pilot fine')
  expect(held).toHaveLength(5)
})

test('deleting an organization with connections asks what becomes of them @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(panel, 'Delete organization').click()
  const ask = page.getByRole('dialog').last()
  await expect(ask).toContainText('Foxglove Okta preview')
  await ask.getByRole('button', { name: /^Detach/ }).click()
  const review = await ui.openReview(page)
  await expect(review.getByRole('listitem')).toHaveCount(2)
  const { operations } = await ui.shownPatch(review)
  expect(operations).toEqual([
    { op: 'remove', path: expect.stringMatching(/organization_id$/) },
    { op: 'remove', path: expect.stringMatching(/^\/organizations\/\d+$/) },
  ])
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  const state = emulator.state().projects.find(({ id }) => id === demo.staging.id)
  expect(state?.organizations.map((item) => item['label'])).not.toContain('Foxglove Pharma')
})

test('an Apple connection takes its three fields and no client secret @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await ui.button(page, 'New connection').click()
  const form = ui.dialog(page, 'Connection')
  await ui.choose(form, page, 'Provider', 'Apple')
  await ui.textbox(form, 'Connection ID').fill('apple-e2e')
  await ui.textbox(form, 'Client ID').fill('com.example.signin')
  await expect(ui.textbox(form, 'Client secret')).toHaveCount(0)
  await ui.textbox(form, 'Apple team ID').fill('TEAM123456')
  await ui.textbox(form, 'Apple private key ID').fill('KEY1234567')
  await ui.textbox(form, 'Apple private key').fill('-----BEGIN PRIVATE KEY-----\nMIGT\n')
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()
  const review = await ui.openReview(page)
  expect((await ui.shownPatch(review)).text).not.toContain('MIGT')
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  const made = methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1)
  expect(made).toMatchObject({
    id: 'apple-e2e',
    apple_team_id: 'TEAM123456',
    apple_private_key_id: 'KEY1234567',
  })
  expect(made.apple_private_key).toContain('MIGT')
  expect(made.client_secret).toBeUndefined()
})
