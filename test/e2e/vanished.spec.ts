import type { Locator, Page } from '@playwright/test'
import * as ui from '../support/window/screens'
import {
  demo,
  expect,
  methodsOf,
  projectState,
  test,
  type Workbench,
} from '../support/window/workbench'

const providersOf = ({ emulator }: Workbench): any[] =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers
const provider = (workbench: Workbench, id: string) =>
  providersOf(workbench).find((item) => item.id === id)

/** Another writer deletes something of the project. */
function elsewhere({ emulator }: Workbench, change: (project: any) => void): void {
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id) as any
    change(project)
    project.revision_id = crypto.randomUUID()
  })
}

const deleteProvider = (workbench: Workbench, id: string) =>
  elsewhere(workbench, (project) => {
    const { config } = project.services.identity.config.selfservice.methods.oidc
    config.providers = config.providers.filter((item: any) => item.id !== id)
  })

/** What the stand-in holds of the project, without what moves with every write. */
function heldBy({ emulator }: Workbench) {
  const {
    revision_id: _revision,
    updated_at: _time,
    ...held
  } = structuredClone(projectState(emulator, demo.staging.id))
  return held
}

async function setLabel(shown: Locator, text: string): Promise<void> {
  await ui.textbox(shown, 'Label').fill(text)
  await ui.textbox(shown, 'Label').blur()
  await expect(ui.statusLine(shown.page(), 'Draft saved')).toBeVisible()
}

async function refresh(page: Page): Promise<Locator> {
  await ui.button(page, 'Refresh').click()
  const conflict = ui.dialog(page, ui.names.conflict)
  await expect(conflict).toContainText('deleted')
  return conflict
}

test('a connection that was deleted elsewhere is recreated with its edits', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await setLabel(await ui.chooseConnection(page, 'Meadowlark Okta preview'), 'Meadowlark, mine')
  const former = structuredClone(provider(workbench, 'meadowlark-okta'))
  deleteProvider(workbench, 'meadowlark-okta')
  const before = heldBy(workbench)
  const conflict = await refresh(page)
  await conflict.getByRole('radio', { name: 'Recreate' }).click()
  await ui.button(conflict, 'Go on').click()
  await expect(conflict).toBeHidden()

  // Nobody but the person who typed it has the secret.
  const again = await ui.chooseConnection(page, 'Meadowlark, mine')
  await ui.textbox(again, 'Client secret').fill('typed-once-more')
  await ui.textbox(again, 'Client secret').blur()
  await ui.publishDraft(page)
  const made = provider(workbench, 'meadowlark-okta')
  expect(made).toEqual({ ...former, label: 'Meadowlark, mine', client_secret: 'typed-once-more' })
  const after = heldBy(workbench)
  const last = after.services.identity.config.selfservice.methods.oidc.config.providers.pop()
  expect(last).toEqual(made)
  expect(after).toEqual(before)
})
