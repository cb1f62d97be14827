import { until } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/workbench'

test('a publish says each step, is cancelled between two of them, and goes on later', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.open(demo.staging.name)
  await ui.createOrganization(page, 'Larkspur', ['larkspur.example'])
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot two')
  const made = () =>
    projectState(emulator, demo.staging.id).organizations.filter(
      (item: any) => item.label === 'Larkspur',
    )
  const label = () => methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1).label
  emulator.fault({ operation: 'createOrganization', delayMs: 3000 })
  emulator.clearRequests()
  const review = await ui.openReview(page)
  await expect(review.getByRole('listitem')).toHaveCount(2)
  await ui.publish(page)
  await expect(ui.statusLine(page, /^Publishing: step 1 of 2, POST /)).toBeVisible()
  await expect(ui.button(review, /Publish$/)).toBeDisabled()
  await expect(ui.button(review, 'Close')).toHaveCount(0)
  await review.getByRole('tab', { name: 'Requests' }).click()
  const requests = review.getByRole('region', { name: 'Requests' })
  await expect(requests.getByRole('article').first()).toContainText('on its way')
  await expect(requests.getByRole('article').nth(1)).not.toContainText('on its way')
  await ui.button(review, 'Cancel').press('Enter')
  await expect(ui.button(review, 'Cancelling…')).toBeDisabled()
  const note = review.getByRole('alert').filter({ hasText: 'The publish was cancelled' })
  await expect(note).toContainText('1 of 2 requests was done', { timeout: 20_000 })
  await until(() => made().length === 1, 'the organization')
  expect(label()).toBe('Pilot Keycloak')
  const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
  expect(writes()).toHaveLength(1)
  // The rest is what the review shows, and what goes when it is published once more.
  await expect(review.getByRole('listitem')).toHaveCount(1)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  expect(writes()).toHaveLength(2)
  expect(made()).toHaveLength(1)
  expect(label()).toBe('Pilot two')

  await ui.button(page, 'Publish history').click()
  const publishes = page.getByRole('listbox', { name: 'Publishes', exact: true })
  await expect(publishes.getByRole('option')).toHaveCount(2)
  await expect(publishes.getByRole('option').nth(1)).toContainText('1 of 2')
})

test('who cancels before the first request has sent nothing', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot two')
  const review = await ui.openReview(page)
  emulator.fault({ operation: 'listOrganizations', delayMs: 3000 })
  emulator.clearRequests()
  await ui.publish(page)
  await ui.button(review, 'Cancel').click()
  const note = review.getByRole('alert').filter({ hasText: 'The publish was cancelled' })
  await expect(note).toContainText('Nothing was sent')
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await expect(ui.button(review, 'Publish')).toBeEnabled()
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
})
