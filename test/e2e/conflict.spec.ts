import { row } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, methodsOf, test } from '../support/workbench'

const providersIn = (state: any, id: string) =>
  state.projects.find((item: any) => item.id === id).services.identity.config.selfservice.methods
    .oidc.config

test('another writer removes an earlier connection: the deletion hits the right one', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const { page } = await workbench.open(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(connection, 'Delete connection').click()
  const review = await ui.openReview(page)
  const first = await ui.shownPatch(review)
  expect(first.operations).toEqual([{ op: 'remove', path: expect.stringMatching(/providers\/4$/) }])
  emulator.edit((state) => {
    const config = providersIn(state, demo.staging.id)
    config.providers = config.providers.filter((item: any) => item.id !== 'harbor-entra')
  })
  emulator.clearRequests()
  await ui.publish(page)
  // Another body would be sent: nothing is, and the review asks again.
  await expect(review.getByRole('alert')).toBeVisible()
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await expect(review.getByRole('region', { name: 'JSON Patch' })).toContainText('providers/3"')
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  const left = methodsOf(emulator, demo.staging.id).oidc.config.providers.map(
    (item: any) => item.id,
  )
  expect(left).toEqual(['google', 'meadowlark-okta', 'foxglove-okta'])
})

for (const choice of ['Keep mine', 'Take theirs'] as const) {
  test(`the same field changed by both asks: ${choice}`, async ({ workbench }) => {
    const { emulator } = workbench
    const { page } = await workbench.open(demo.staging.name)
    const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
    await ui.textbox(connection, 'Label').fill('My label')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    emulator.edit((state) => {
      providersIn(state, demo.staging.id).providers.at(-1).label = 'Their label'
    })
    await ui.openReview(page)
    await ui.publish(page)
    const conflict = ui.dialog(page, ui.names.conflict)
    await expect(conflict).toContainText('My label')
    await expect(conflict).toContainText('Their label')
    await expect(conflict).toContainText('Pilot Keycloak')
    await conflict
      .getByRole('radio', { name: choice })
      .or(conflict.getByRole('button', { name: choice }))
      .first()
      .click()
    await ui.button(conflict, 'Go on').click()
    await expect(conflict).toBeHidden()
    if (choice === 'Take theirs') {
      const connections = ui.region(page, 'Connections')
      await expect(row(connections, 'Their label')).toBeVisible()
      await expect(ui.button(page, 'Review changes')).toBeVisible()
    } else {
      if (!(await ui.dialog(page, 'Review changes').isVisible())) await ui.openReview(page)
      await ui.publish(page)
      await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
    }
    const held = methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1)
    expect(held.label).toBe(choice === 'Keep mine' ? 'My label' : 'Their label')
  })
}

test('a failure half way leaves just the rest in the draft', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.open(demo.staging.name)
  await ui.createOrganization(page, 'Half Way House', ['halfway.example'])
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Pilot two')
  emulator.fault({ operation: 'patchProjectWithRevision', status: 500, times: 9 })
  const review = await ui.openReview(page)
  await ui.publish(page)
  await expect(review.getByRole('alert')).toContainText(/request/i, { timeout: 20_000 })
  await expect(review.getByRole('listitem')).toHaveCount(1)
  emulator.clearFaults()
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible({ timeout: 20_000 })
  const posts = emulator.requests().filter(({ method }) => method === 'POST')
  expect(posts).toHaveLength(1)
  expect(methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1).label).toBe('Pilot two')
})

test('what the server drops is shown and the edit is kept', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.open(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Label').fill('Dropped label')
  await ui.openReview(page)
  emulator.fault({
    operation: 'patchProjectWithRevision',
    status: 200,
    body: {
      project: emulator.project(demo.staging.id),
      warnings: [{ code: 7, message: 'Ignored something' }],
    } as never,
  })
  await ui.publish(page)
  const review = ui.dialog(page, 'Review changes')
  await expect(review).toContainText('Ignored something', { timeout: 20_000 })
  await expect(review).toContainText(/dropped|did not keep|not kept/i)
  await ui.button(review, 'Close').click()
  await expect(ui.button(page, /^Review changes.*1/)).toBeVisible()
})
