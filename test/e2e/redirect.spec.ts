import { row } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

test('another connection ID warns and names whom it touches', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.production.name)
  await expect(row(ui.region(page, 'Connections'), 'Meadowlark Okta')).toBeVisible()
  await ui.openProject(page, demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  const redirectUrl = panel.getByRole('region', { name: 'Redirect URL' })
  const before = await redirectUrl.locator('.url').first().textContent()
  await ui.textbox(panel, 'Connection ID').fill('meadowlark-okta-2')
  await expect(panel).toContainText('Members sign in under the ID “meadowlark-okta”')
  await expect(panel).toContainText(
    'This affects 1 organization of this project: Meadowlark Health',
  )
  await expect(panel).toContainText(
    `1 other project with 1 organization keeps the old ID: ${demo.production.name}.`,
  )
  await expect(redirectUrl).toContainText('/callback/meadowlark-okta-2')
  await expect(redirectUrl).toContainText('Add the new one at the identity provider first')
  await expect(redirectUrl).toContainText(before ?? 'nothing')
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(panel).not.toContainText('This affects')
  await expect(redirectUrl).not.toContainText('Add the new one')
})

test('another base redirect URL lists what moves, and replaces just that member @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id) as any
    const { config } = project.services.identity.config.selfservice.methods.oidc
    config.base_redirect_uri = 'https://old.northwind.example'
  })
  const before = projectState(emulator, demo.staging.id)
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(panel, 'Which host?').click()
  const hosts = ui.dialog(page, 'Redirect hosts')
  await expect(hosts).toContainText('https://quiet-noether-3v8c5t0z6p.projects.oryapis.com')
  await expect(hosts).toContainText('Receives all redirects of OIDC connections')
  const moves = hosts.getByRole('region', { name: 'What changes' })
  await expect(moves).toBeHidden()
  const base = ui.textbox(hosts, 'Base redirect URL')
  await expect(base).toHaveValue('https://old.northwind.example')
  await base.fill('not a URL')
  await expect(base).toHaveAttribute('aria-invalid', 'true')
  await base.fill('https://login.northwind.example')
  await expect(moves).toContainText('The redirect URL of 5 connections changes at once')
  await expect(moves.getByRole('listitem')).toHaveCount(5)
  await expect(moves).toContainText('Pilot Keycloak')
  await expect(moves).toContainText('Meadowlark Health')
  await expect(moves).toContainText(
    'https://login.northwind.example/self-service/methods/oidc/callback/google',
  )
  await ui.button(hosts, 'Close').click()
  await expect(panel.getByRole('region', { name: 'Redirect URL' })).toContainText(
    'https://login.northwind.example/',
  )

  const review = await ui.openReview(page)
  await expect(review.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1)
  const { operations } = await ui.shownPatch(review)
  expect(operations).toEqual([
    {
      op: 'replace',
      path: '/services/identity/config/selfservice/methods/oidc/config/base_redirect_uri',
      value: 'https://login.northwind.example',
    },
  ])
  await ui.button(review, 'Close').click()
  await ui.publishDraft(page)
  const after = projectState(emulator, demo.staging.id)
  const { oidc } = before.services.identity.config.selfservice.methods
  oidc.config.base_redirect_uri = 'https://login.northwind.example'
  expect(methodsOf(emulator, demo.staging.id)).toEqual(
    before.services.identity.config.selfservice.methods,
  )
  expect({ ...after, revision_id: '', updated_at: '' }).toEqual({
    ...before,
    revision_id: '',
    updated_at: '',
  })
})
