import type { Page } from '@playwright/test'
import { row } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

/** A colleague changes the project meanwhile. */
function elsewhere({ emulator }: Workbench, change: (project: any) => void): void {
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id) as any
    change(project)
    project.revision_id = crypto.randomUUID()
  })
}

async function step(page: Page, name: 'Undo' | 'Redo', times = 1): Promise<void> {
  for (let done = 0; done < times; done += 1) await ui.button(ui.banner(page), name).click()
}

test('what was deleted elsewhere is recreated whole after a kill before the draft knew of it @long', async ({
  workbench,
}) => {
  const first = await workbench.open(demo.staging.name)
  let shown = await ui.chooseConnection(first.page, 'Meadowlark Okta preview')
  await ui.textbox(shown, 'Label').fill('Meadowlark, mine')
  await ui.textbox(shown, 'Label').blur()
  await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
  const providers = () => methodsOf(workbench.emulator, demo.staging.id).oidc.config.providers
  const former = structuredClone(providers().find((item: any) => item.id === 'meadowlark-okta'))
  // Undone, so that the refresh has nothing of it in the draft to remember what was there.
  await step(first.page, 'Undo')
  await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
  elsewhere(workbench, ({ services }) => {
    const { config } = services.identity.config.selfservice.methods.oidc
    config.providers = config.providers.filter((item: any) => item.id !== 'meadowlark-okta')
  })
  await ui.button(first.page, 'Refresh').click()
  await expect(row(ui.region(first.page, 'Connections'), 'Meadowlark Okta preview')).toHaveCount(0)
  first.app.process().kill('SIGKILL')
  await first.close().catch(() => undefined)

  const { page } = await workbench.launch()
  await expect(ui.region(page, 'Connections')).toContainText('Pilot Keycloak')
  await step(page, 'Redo')
  await ui.button(page, '1 conflict to decide').click()
  const conflict = ui.dialog(page, ui.names.conflict)
  await conflict.getByRole('radio', { name: 'Recreate' }).click()
  await ui.button(conflict, 'Go on').click()
  await expect(conflict).toBeHidden()
  shown = await ui.chooseConnection(page, 'Meadowlark, mine')
  await ui.textbox(shown, 'Client secret').fill('typed-once-more')
  await ui.textbox(shown, 'Client secret').blur()
  await ui.publishDraft(page)
  expect(providers().find((item: any) => item.id === 'meadowlark-okta')).toEqual({
    ...former,
    label: 'Meadowlark, mine',
    client_secret: 'typed-once-more',
  })
})
