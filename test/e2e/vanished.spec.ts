import type { Locator, Page } from '@playwright/test'
import { row } from '../support/window/app'
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
const organization = ({ emulator }: Workbench, label: string) =>
  projectState(emulator, demo.staging.id).organizations.find((item: any) => item.label === label)

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
const deleteOrganization = (workbench: Workbench, label: string) =>
  elsewhere(workbench, (project) => {
    project.organizations = project.organizations.filter((item: any) => item.label !== label)
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

test('a connection that was deleted elsewhere is dropped, by keyboard @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await setLabel(await ui.chooseConnection(page, 'Pilot Keycloak'), 'Pilot, mine')
  await setLabel(await ui.chooseConnection(page, 'Foxglove Okta preview'), 'Foxglove Okta')
  deleteProvider(workbench, 'pilot-keycloak')
  const before = heldBy(workbench)
  const conflict = await refresh(page)
  await ui.tabTo(page, 'Recreate')
  await page.keyboard.press('ArrowDown')
  await expect(conflict.getByRole('radio', { name: 'Drop' })).toBeChecked()
  await ui.tabTo(page, 'Go on')
  await page.keyboard.press('Enter')
  await expect(conflict).toBeHidden()
  await expect(row(ui.region(page, 'Connections'), 'Pilot')).toHaveCount(0)
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  await ui.publishDraft(page)
  const foxglove = before.services.identity.config.selfservice.methods.oidc.config.providers.find(
    (item: any) => item.id === 'foxglove-okta',
  )
  foxglove.label = 'Foxglove Okta'
  expect(heldBy(workbench)).toEqual(before)
})

test('an organization that was deleted elsewhere is recreated, and its connections follow it @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await setLabel(await ui.chooseOrganization(page, 'Meadowlark Health'), 'Meadowlark, mine')
  const former = structuredClone(organization(workbench, 'Meadowlark Health'))
  deleteOrganization(workbench, 'Meadowlark Health')
  const before = heldBy(workbench)
  const conflict = await refresh(page)
  await expect(conflict).toContainText('created again with your edits and a new ID')
  await expect(conflict).toContainText('the redirect URL of Meadowlark Okta preview changes')
  await conflict.getByRole('radio', { name: 'Recreate' }).click()
  await ui.button(conflict, 'Go on').click()
  await expect(conflict).toBeHidden()
  await ui.publishDraft(page)

  const made = organization(workbench, 'Meadowlark, mine')
  expect(made.id).not.toBe(former.id)
  expect(made.domains).toEqual(former.domains)
  // Its connections name it by its new id, and nothing else of them changed.
  const { providers } = before.services.identity.config.selfservice.methods.oidc.config
  const members = providers.filter((item: any) => item.organization_id === former.id)
  expect(members.length).toBeGreaterThan(0)
  for (const member of members) member.organization_id = made.id
  expect(heldBy(workbench)).toEqual({
    ...before,
    organizations: [...before.organizations, made],
  })
})

test('an organization that was deleted elsewhere is dropped, and that is undone @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  await setLabel(await ui.chooseOrganization(page, 'Meadowlark Health'), 'Meadowlark, mine')
  deleteOrganization(workbench, 'Meadowlark Health')
  const before = heldBy(workbench)
  const conflict = await refresh(page)
  await conflict.getByRole('radio', { name: 'Drop' }).click()
  await ui.button(conflict, 'Go on').click()
  await expect(conflict).toBeHidden()
  await expect(row(ui.region(page, 'Organizations'), 'Meadowlark')).toHaveCount(0)
  await expect(ui.button(page, 'Review changes')).toBeDisabled()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.button(page, '1 conflict to decide')).toBeVisible()
  await ui.button(ui.banner(page), 'Redo').click()
  await expect(ui.button(page, '1 conflict to decide')).toBeHidden()
  expect(heldBy(workbench)).toEqual(before)
})
