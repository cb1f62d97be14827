import type { Page } from '@playwright/test'
import { faultKinds } from '../emulator'
import { row } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const secret = 'pebble-client-secret-2299'
const refresh = (page: Page) => ui.button(ui.banner(page), 'Refresh').click()
const readStatus = (page: Page) => page.getByRole('contentinfo').locator('.read-status')

/** A new organization and a connection that belongs to it. */
async function draftBoth(page: Page): Promise<void> {
  await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
  await ui.createConnection(page, {
    organization: 'Pebble & Finch',
    label: 'Pebble Okta',
    id: 'pebble-okta',
    clientId: '0oaPebble',
    clientSecret: secret,
    issuer: 'https://pebble.okta.example',
  })
}

function expectBoth(emulator: Parameters<typeof projectState>[0]): void {
  const { organizations } = projectState(emulator, demo.staging.id)
  const made = organizations.filter(({ label }: any) => label === 'Pebble & Finch')
  expect(made).toHaveLength(1)
  expect(made[0].domains).toEqual(['pebblefinch.example'])
  const { providers } = methodsOf(emulator, demo.staging.id).oidc.config
  const connections = providers.filter(({ id }: any) => id === 'pebble-okta')
  expect(connections).toHaveLength(1)
  expect(connections[0]).toMatchObject({ organization_id: made[0].id, client_secret: secret })
}

const byRequests = 'this server takes no organizations in the project’s patch'

test.describe('a server without organization requests', () => {
  test.use({ emulatorOptions: { organizationRequests: 'gone' } })

  test('takes a new organization and its connection through the patch', async ({ workbench }) => {
    const { emulator } = workbench
    const { page } = await workbench.openShared(demo.staging.name)
    await expect(row(ui.region(page, 'Organizations'), 'Meadowlark Health')).toBeVisible()
    await draftBoth(page)
    const review = await ui.openReview(page)
    await expect(review).toContainText('Sent in 2 requests')
    await review.getByRole('tab', { name: 'Requests' }).click()
    await expect(review.getByRole('region', { name: 'Requests' })).toContainText('PATCH')
    await expect(review.getByRole('region', { name: 'Requests' })).not.toContainText('POST')
    await ui.button(review, 'Close').click()
    await ui.publishDraft(page)
    expectBoth(emulator)
    const writes = emulator.requests().filter(({ method }) => method !== 'GET')
    expect(new Set(writes.map(({ method }) => method))).toEqual(new Set(['PATCH']))
  })
})

test.describe('a server that takes no organizations in a patch', () => {
  test.use({ emulatorOptions: { organizationsInPatch: 403 } })

  test('is found out, and what goes to it is shown anew @long', async ({ workbench }) => {
    const { emulator } = workbench
    const { page } = await workbench.openShared(demo.staging.name)
    await draftBoth(page)
    const review = await ui.openReview(page)
    await expect(review).not.toContainText(byRequests)
    await ui.publish(page)
    // What would be sent is no longer what was shown, so it is shown again before anything goes.
    await expect(review).toContainText(byRequests)
    expect(methodsOf(emulator, demo.staging.id).oidc.config.providers).toHaveLength(5)
    await ui.publish(page)
    await expect(review).toBeHidden()
    await expect(ui.button(page, 'Review changes')).toBeVisible()
    expectBoth(emulator)
  })
})

test('rate-limited reads wait in sight, and then succeed @long', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await expect(readStatus(page)).toContainText('Read just now')
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id) as any
    project.services.identity.config.selfservice.methods.oidc.config.providers[4].label = 'Anew'
  })
  const fault = emulator.fault({ operation: 'getProject', status: 429, times: 3 })
  await refresh(page)
  await expect(readStatus(page)).toContainText(/Ory asks for a pause: attempt 2 of 7 in \d+ s/)
  await expect(ui.button(readStatus(page), 'Cancel')).toBeVisible()
  await expect(row(ui.region(page, 'Connections'), 'Pilot Keycloak')).toBeVisible()
  await expect(readStatus(page)).toContainText(/attempt 4 of 7 in \d+ s/)
  await expect(readStatus(page)).toContainText('Read just now')
  expect(fault.hits()).toBe(3)
  await expect(row(ui.region(page, 'Connections'), 'Anew')).toBeVisible()
})

test('a deleted project is shown as deleted, and refuses to publish in words @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(panel, 'Label').fill('Pilot two')
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id)
    if (project) project.state = 'deleted'
  })
  await refresh(page)
  await expect(ui.statusLine(page, 'This project was deleted in Ory.')).toBeVisible()
  const before = projectState(emulator, demo.staging.id)
  emulator.clearRequests()
  const review = await ui.openReview(page)
  await ui.publish(page)
  await expect(review.getByRole('alert')).toContainText('This project was deleted')
  await expect(review.getByRole('alert')).toContainText('Your draft is safe')
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  expect(projectState(emulator, demo.staging.id)).toEqual(before)
})

test('a plan gate is told with its feature’s name, and the draft stays @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
  const gate = faultKinds.find(({ name }) => name === 'feature-gate')?.rule
  emulator.fault({ ...gate, operation: 'patchProjectWithRevision', times: 9 })
  const review = await ui.openReview(page)
  await ui.publish(page)
  await expect(review.getByRole('alert')).toContainText('plan of this project does not include')
  await expect(review.getByRole('alert')).toContainText('b2b_sso')
  await ui.button(review, 'Close').click()
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
  emulator.clearFaults()
  await ui.publishDraft(page)
})

test('what came instead of an answer is told while it is asked again @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const alert = page.getByRole('main').getByRole('alert')
  const host = new URL(emulator.apiAddress).host
  for (const [name, words] of [
    ['cut-off', `${host} answered 200 with an answer that was cut off`],
    ['bad-gateway', `${host} answered 502 with a web page (text/html)`],
  ] as const) {
    const kind = faultKinds.find((item) => item.name === name)
    const fault = emulator.fault({ ...kind?.rule, operation: 'getProject', times: 99 })
    await ui.button(page, 'Refresh').click()
    await expect(alert, name).toContainText(words)
    // It goes on below, and can be ended there.
    await expect(readStatus(page)).toContainText(/attempt \d of 4 in \d s/)
    await expect(ui.button(page, 'Cancel')).toBeVisible()
    fault.remove()
    await expect(readStatus(page)).toContainText('Read just now')
    await expect(alert).toHaveCount(0)
  }
})

test('an answer that cannot be read is told in its place, and loses nothing', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(panel, 'Label').fill('Pilot two')
  const alert = page.getByRole('main').getByRole('alert')
  for (const name of ['sign-in-page', 'truncated', 'deep', 'mistyped', 'empty', 'enormous']) {
    const kind = faultKinds.find((item) => item.name === name)
    const fault = emulator.fault({ ...kind?.rule, operation: 'getProject', times: 99 })
    await refresh(page)
    await expect(alert, name).toContainText('did not answer like the Ory API')
    await expect(row(ui.region(page, 'Connections'), 'Pilot two')).toBeVisible()
    await expect(ui.textbox(panel, 'Label')).toHaveValue('Pilot two')
    await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
    fault.remove()
    await refresh(page)
    await expect(alert).toHaveCount(0)
    await expect(readStatus(page)).toContainText('Read just now')
  }
  await ui.publishDraft(page)
  const { providers } = methodsOf(emulator, demo.staging.id).oidc.config
  expect(providers.at(-1).label).toBe('Pilot two')
})
