import { until } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

test.describe('a server that takes no organizations in a patch', () => {
  test.use({ emulatorOptions: { organizationsInDocument: 'absent' } })

  test('a publish says each step, is cancelled between two of them, and goes on later', async ({
    workbench,
  }) => {
    const { emulator } = workbench
    const { page } = await workbench.openShared(demo.staging.name)
    await ui.createOrganization(page, 'Larkspur', ['larkspur.example'])
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('Pilot two')
    const made = () =>
      projectState(emulator, demo.staging.id).organizations.filter(
        (item: any) => item.label === 'Larkspur',
      )
    const label = () => methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1).label
    const slow = emulator.fault({ operation: 'createOrganization', delayMs: 60_000 })
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
    slow.release()
    const note = review.getByRole('alert').filter({ hasText: 'The publish was cancelled' })
    await expect(note).toContainText('1 of 2 requests was done')
    await until(() => made().length === 1, 'the organization')
    expect(label()).toBe('Pilot Keycloak')
    const writes = () => emulator.requests().filter(({ method }) => method !== 'GET')
    expect(writes()).toHaveLength(1)
    // The rest is what the review shows, and what goes when it is published once more.
    await expect(review.getByRole('listitem')).toHaveCount(1)
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    expect(writes()).toHaveLength(2)
    expect(made()).toHaveLength(1)
    expect(label()).toBe('Pilot two')

    const publishes = await ui.openPublishes(page)
    await expect(publishes.getByRole('option')).toHaveCount(2)
    await expect(publishes.getByRole('option').nth(1)).toContainText('1 of 2')
  })
})

test('a publish is confirmed until it is closed: what was done, sheets, Ory’s answer, the revert', async ({
  workbench,
}) => {
  const { app, page } = await workbench.openShared(demo.staging.name)
  await ui.createConnection(page, {
    organization: 'Meadowlark Health',
    label: 'Meadowlark new',
    id: 'meadowlark-new',
    clientId: 'client',
    clientSecret: 'a-secret-of-this-test',
    issuer: 'https://new.example',
  })
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot two')
  const review = await ui.openReview(page)
  await ui.publish(page)
  const note = page.getByRole('region', { name: `Published to ${demo.staging.name}` })
  await expect(note).toContainText('1 created, 1 edited')
  await expect(review).toBeHidden()
  // What opened the review is disabled now: the focus goes on to the confirmation.
  await expect(note).toBeFocused()
  await expect(note.getByRole('listitem').filter({ hasText: 'Pilot two' })).toContainText(
    'Connection: Label',
  )
  await expect(note).toContainText('1 request accepted, without a warning.')
  // The status bar announces it, and says nothing else at the same time.
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Draft saved' })).toHaveCount(0)

  await ui.view(page, 'History').click()
  await expect(note).toBeVisible()
  await ui.button(page, 'Organizations and connections').click()
  await ui.openProject(page, demo.production.name)
  await expect(note).toBeHidden()
  await ui.openProject(page, demo.staging.name)
  await expect(note).toContainText('Meadowlark new')
  await expect(page.getByRole('status').filter({ hasText: 'Published' })).toHaveCount(0)

  const clipboard = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await ui.button(note, 'Copy Redirect URL of Meadowlark new').click()
  await expect.poll(clipboard).toMatch(/^https:.*\/callback\/meadowlark-new$/)
  await ui.button(note, 'Copy what was published').click()
  await expect.poll(clipboard).toContain('- Pilot two: Connection edited')
  await ui.button(note, /^Hand-over sheet of Meadowlark new/).click()
  const sheet = ui.dialog(page, 'Hand-over sheet')
  await expect(sheet).toContainText('/callback/meadowlark-new')
  await ui.button(sheet, 'Close').click()
  await ui.button(note, 'Hide details').press('Enter')
  await expect(note.getByRole('list')).toHaveCount(0)
  await ui.button(note, 'Revert…').press('Enter')
  const revert = page.getByRole('dialog', { name: /^Revert the publish/ })
  await expect(revert).toContainText('Meadowlark new')
  await ui.button(revert, 'Close').click()
  await ui.button(note, 'Close confirmation').press('Enter')
  await expect(note).toBeHidden()
  // It is found again as the newest publish of the history, with its sheets.
  await ui.view(page, 'Mappers').click()
  await page.keyboard.press('ControlOrMeta+7')
  const detail = page.getByRole('article')
  await expect(ui.button(detail, 'Revert…')).toBeEnabled()
  await ui.button(detail, /^Hand-over sheet of Meadowlark new/).click()
  await expect(sheet).toContainText('/callback/meadowlark-new')
})
