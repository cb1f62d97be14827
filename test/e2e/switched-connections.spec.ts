import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const label = 'Tidewater ADFS test'

test('a connection is disabled, reverted after a restart, and enabled in two projects at once', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const samlOf = (projectId: string): any[] => methodsOf(emulator, projectId).saml.config.providers
  const tidewater = () => samlOf(demo.staging.id).find((each) => each.label === label)
  const patches = () => emulator.requests().filter(({ method }) => method === 'PATCH')

  const setAll = (to: string) =>
    emulator.edit((state) => {
      for (const { services } of state.projects) {
        const { saml } = (services as any).identity.config.selfservice.methods
        for (const each of saml?.config?.providers ?? []) each.state = to
      }
    })

  setAll('enabled')
  let running = await workbench.open(demo.staging.name)
  let { page } = running
  const panel = await ui.chooseConnection(page, label)
  await ui.choose(panel, page, 'State', 'Disabled')
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.button(page, ui.names.review)).toBeDisabled()
  await ui.choose(panel, page, 'State', 'Disabled')
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  await running.close()

  running = await workbench.launch()
  page = running.page
  await ui.openProject(page, demo.staging.name)
  const review = await ui.openReview(page)
  const { operations } = await ui.shownPatch(review)
  expect(operations).toEqual([
    {
      op: 'replace',
      path: expect.stringMatching(
        /^\/kratos_selfservice_methods_saml_config_providers\/\d+\/state$/,
      ),
      value: 'disabled',
    },
  ])
  await ui.publish(page)
  await expect(review).toBeHidden()
  expect(tidewater().state).toBe('disabled')
  expect(patches()).toHaveLength(1)

  await (await ui.openPublishes(page)).getByRole('option').first().click()
  await ui.button(page.getByRole('article'), 'Revert…').click()
  const reverting = page.getByRole('dialog', { name: /^Revert the publish/ })
  await ui.button(reverting, 'Create draft').click()
  await expect(reverting).toBeHidden()
  await ui.leaveHistory(page)
  await ui.publishDraft(page)
  await expect.poll(() => tidewater().state).toBe('enabled')
  expect(patches()).toHaveLength(2)

  setAll('disabled')
  for (const { name } of [demo.production, demo.staging]) {
    await ui.openProject(page, name)
    await page.keyboard.press('ControlOrMeta+R')
    await ui.atRest(page)
  }
  await ui.changeEverywhere(page, 'State', (dialog) => ui.choose(dialog, page, 'State', 'Enabled'))
  for (const { name, id } of [demo.staging, demo.production]) {
    await ui.button(ui.draftOf(page, name), /^Open/).click()
    await ui.publishDraft(page)
    await expect.poll(() => samlOf(id).every(({ state }) => state === 'enabled')).toBe(true)
    await ui.button(page, 'Drafts').click()
  }
  expect(patches()).toHaveLength(4)
})
