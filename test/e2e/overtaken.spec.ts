import type { Locator } from '@playwright/test'
import { narrowViews, photographer, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { addTwoWays, colleague, twoWays, waysIn } from '../support/publishing/two-ways-in'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const overtaken =
  'a lock-out that a colleague makes of a publish is asked about on the new state, and nothing is sent before'
test(overtaken, withPictures, async ({ workbench }) => {
  const { emulator } = workbench
  addTwoWays(workbench)
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  const panel = await ui.chooseConnection(page, twoWays.first)
  await ui.button(panel, 'Delete connection').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  await expect(review).not.toContainText(/domains? (?:is|are) locked out/)

  emulator.clearRequests()
  const writes = () =>
    emulator
      .requests()
      .filter(({ method }) => method !== 'GET')
      .map(({ method, status }) => `${method} ${status}`)
  // Between the last read and the patch.
  emulator.fault({
    operation: 'patchProjectWithRevision',
    otherWriter: colleague.deletesSecond,
  })
  await ui.publish(page)
  await expect(review.getByRole('alert')).toContainText(
    'The project changed meanwhile, so nothing more was sent.',
  )
  await expect(review.getByRole('alert')).toContainText(`${twoWays.second} was deleted`)
  await expect(review).toContainText('2 domains are locked out')
  const impact = review.getByRole('region', { name: 'Impact', exact: true })
  await expect(impact.getByRole('article').first()).toContainText(/locked out.*changed meanwhile/s)
  for (const view of narrowViews) await (await photographer(running, view))('overtaken')
  expect(writes()).toEqual(['PATCH 409'])
  expect(waysIn(workbench)).toEqual([twoWays.first])

  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(writes()).toEqual(['PATCH 409', 'PATCH 200'])
  expect(waysIn(workbench)).toEqual([])
})

test('the draft of a revert shows, compares and runs the mapper that comes back, after a restart and without the storage @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const address = () =>
    methodsOf(emulator, demo.staging.id).oidc.config.providers.at(-1).mapper_url as string
  const text =
    'local claims = std.extVar("claims");\n{ identity: { traits: { email: claims.email } } }\n'
  emulator.edit(({ projects }) => {
    const project: any = projects.find(({ id }) => id === demo.staging.id)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    providers.at(-1).mapper_url = `base64://${Buffer.from(text).toString('base64')}`
  })
  const hash = /[0-9a-f]{128}/.exec(address())?.[0] ?? ''
  const first = await workbench.open(demo.staging.name)
  let { page } = first
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(connection, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('identity')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text.replace('claims.email', "'changed-' + claims.email"))
  await ui.button(page, 'Back').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await (await ui.openPublishes(page)).getByRole('option').first().click()
  await ui.button(page.getByRole('article'), 'Revert…').click()
  await ui.button(page.getByRole('dialog', { name: /^Revert the publish/ }), 'Create draft').click()
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  await first.close()
  emulator.edit(({ content }) => void delete content[hash])

  ;({ page } = await workbench.launch())
  const review = await ui.openReview(page)
  const difference = (of: Locator) => of.getByRole('group', { name: 'Difference in Mapper' })
  await expect(difference(review)).toContainText('removed: ')
  await expect(difference(review)).toContainText('changed-')
  await expect(review).not.toContainText('does not open the address')
  const mapper = review.getByRole('region', { name: 'Mapper of Pilot Keycloak' })
  await expect(mapper).toContainText('traits.email')
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(address()).toContain(hash)
})
