import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

const staging = demo.staging
const held = (emulator: Parameters<typeof projectState>[0], label: string): any =>
  projectState(emulator, staging.id).organizations.find((item: any) => item.label === label)

test('session lifespan and default region are set, shown in words, and cleared @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(staging.name)
  let panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  const lifespan = ui.textbox(panel, 'Session lifespan')
  await lifespan.fill('10 years')
  await expect(panel).toContainText(/Too long.*8760h/)
  await lifespan.fill('7 days')
  await expect(panel).toContainText('Signs members out after 7 days.')
  await ui.choose(panel, page, 'Default region', 'Europe, central')
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(held(emulator, 'Foxglove Pharma')).toMatchObject({
    session_lifespan: '168h',
    default_region: 'eu-central',
    domains: ['foxglove.example', 'foxglove-labs.example'],
  })

  panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await expect(panel).toContainText('Signs members out after 7 days.')
  await ui.button(panel, 'Project default').click()
  await ui.choose(panel, page, 'Default region', 'Not set (project’s home region)')
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await expect.poll(() => held(emulator, 'Foxglove Pharma').session_lifespan ?? '').toBe('')
  expect(held(emulator, 'Foxglove Pharma').default_region ?? '').toBe('')
})

test('a new organization has all four fields', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(staging.name)
  await ui.button(page, 'New organization').click()
  const form = ui.dialog(page, 'Organization')
  await ui.textbox(form, 'Label').fill('Brightwater')
  await ui.textbox(form, 'Domains').fill('brightwater.example')
  await ui.textbox(form, 'Domains').press('Enter')
  await ui.textbox(form, 'Session lifespan').fill('1 h 30 min')
  await ui.choose(form, page, 'Default region', 'Europe, central')
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()
  const panel = ui.panel(page, 'Organization')
  await expect(panel).toContainText('Members cannot sign in')
  await expect(ui.button(panel, 'Portal links')).toBeDisabled()
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(held(emulator, 'Brightwater')).toMatchObject({
    domains: ['brightwater.example'],
    session_lifespan: '90m',
    default_region: 'eu-central',
  })
  await expect(ui.button(panel, 'Portal links')).toBeEnabled()
})

test('a domain that the list does not have is looked up on the server @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(staging.name)
  await expect(ui.region(page, 'Organizations')).toContainText('Foxglove Pharma')
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === staging.id)
    project?.organizations.push({
      id: 'a1a9bb5a-8d7c-4c55-9d19-3a9f4c1f0b11',
      label: 'Made elsewhere',
      domains: ['elsewhere.example'],
      created_at: '2026-11-25T08:00:00Z',
    })
  })
  const filter = page.getByRole('searchbox', { name: 'Filter organizations' })
  await filter.fill('somebody@elsewhere.example')
  await ui.button(page, 'Look up elsewhere.example on the server').click()
  await expect(ui.statusLine(page, 'belongs to Made elsewhere')).toBeVisible()
  await expect(ui.textbox(ui.panel(page, 'Organization'), 'Label')).toHaveValue('Made elsewhere')
  await filter.fill('nobody.example')
  await ui.button(page, 'Look up nobody.example on the server').click()
  await expect(ui.statusLine(page, 'No organization of this project has')).toBeVisible()
})

test('an organization whose members cannot sign in is marked until it has a connection @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(staging.name)
  await ui.createOrganization(page, 'Lonely', ['lonely.example'])
  const row = ui.region(page, 'Organizations').getByRole('option', { name: /^Lonely/ })
  await expect(row).toContainText(/Members cannot sign in/)
  const panel = ui.panel(page, 'Organization')
  await ui.button(panel, 'Add a connection').click()
  const form = ui.dialog(page, 'Connection')
  await ui.choose(form, page, 'Provider', 'Google')
  await ui.textbox(form, 'Connection ID').fill('lonely-google')
  await ui.textbox(form, 'Client ID').fill('client-of-lonely')
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()
  await expect(row).not.toContainText(/Members cannot sign in/)
})

test('deleting an organization names its connections and portal links', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(staging.name)
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === staging.id)
    const organization = project?.organizations.find(({ label }) => label === 'Foxglove Pharma')
    if (!project || !organization) return
    project.portal_links = [
      {
        id: 'c2b6d0e4-7d0a-4f0b-8f0d-5a1f4f2b7e10',
        value: 'canary-of-a-link',
        project_id: project.id,
        organization_id: organization['id'] ?? '',
        enable_sso: true,
        enable_scim: false,
        expires_at: '2099-01-01T00:00:00Z',
        created_at: '2026-11-25T08:00:00Z',
      },
    ]
  })
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(panel, 'Delete organization').click()
  const ask = ui.dialog(page, 'Delete Foxglove Pharma?')
  await expect(ask).toContainText('Foxglove Okta preview')
  await expect(ask).toContainText('Its portal link is deleted with it and stops working.')
  // It has none here, so none goes with it.
  await expect(ask).not.toContainText('SCIM')
  await ui.button(ask, 'Cancel').click()
  emulator.fault({ operation: 'getOrganizationOnboardingPortalLinks', status: 400 })
  await ui.button(panel, 'Delete organization').click()
  await expect(ask).toContainText('could not be looked up')
})
