import type { Page } from '@playwright/test'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

// Nobody public says what becomes of secrets that are written back unseen: this server empties them.
test.use({ emulatorOptions: { secretsWrittenBack: 'emptied', disabledInDocument: 'hidden-state' } })

const warning = 'Another tool may have overwritten the whole configuration'

/** What `ory get identity-config` and `ory update identity-config` do to a project. */
async function writeBack(workbench: Workbench, change = (_oidc: any): void => {}): Promise<void> {
  const { emulator, northwindKey } = workbench
  const address = `${emulator.apiAddress}/projects/${demo.staging.id}`
  const headers = { authorization: `Bearer ${northwindKey}`, 'content-type': 'application/json' }
  const project: any = await (await fetch(address, { headers })).json()
  const { name, cors_public, cors_admin, organizations, services } = project
  change(services.identity.config.selfservice.methods.oidc)
  const body = JSON.stringify({ name, cors_public, cors_admin, organizations, services })
  const { status } = await fetch(address, { method: 'PUT', headers, body })
  expect(status).toBe(200)
}

/** A colleague's ordinary change. */
function relabel({ emulator }: Workbench, label: string): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    project.services.identity.config.selfservice.methods.oidc.config.providers[0].label = label
  })
}

const refresh = (page: Page) => ui.button(page, 'Refresh').click()
const secrets = ({ emulator }: Workbench) =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.map((item: any) => item.client_secret)

test('what another tool wrote back as a whole is told with what may be lost, until it is dismissed @long', async ({
  workbench,
}) => {
  let { page, close } = await workbench.open(demo.staging.name)
  const told = () => ui.statusLine(page, warning)
  await expect(page.getByText('Read just now')).toBeVisible()
  relabel(workbench, 'Renamed by a colleague')
  await refresh(page)
  await expect(ui.statusLine(page, '1 connection changed elsewhere')).toBeVisible()
  await expect(told()).toBeHidden()

  // Nothing that can be read is another than before, and every secret is gone.
  await writeBack(workbench)
  expect(new Set(secrets(workbench))).toEqual(new Set(['']))
  await refresh(page)
  await expect(told()).toBeVisible()
  await ui.button(page, 'What to do').click()
  let dialog = ui.dialog(page, 'Secrets or states may be lost')
  await expect(dialog).toContainText('nothing that can be read has changed')
  await expect(dialog).toContainText('type its secret again')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  // A publish finds another one, sends what was shown, and says so.
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.textbox(connection, 'Label').fill('Meadowlark')
  await ui.textbox(connection, 'Label').blur()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  const review = await ui.openReview(page)
  await expect(review).toContainText(warning)
  await writeBack(workbench, ({ config }) => {
    config.providers = config.providers.toReversed()
  })
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await ui.button(page, 'What to do').click()
  dialog = ui.dialog(page, 'Secrets or states may be lost')
  await expect(dialog).toContainText('are in another order than before')
  await ui.button(dialog, 'Close').click()

  // It is still there after a restart, for it may be days until somebody can look.
  await close()
  ;({ page, close } = await workbench.launch())
  await expect(told()).toBeVisible()
  await ui.button(page, 'Dismiss the warning about losses').click()
  await expect(told()).toBeHidden()
  workbench.emulator.clearRequests()
  await refresh(page)
  const reads = () =>
    workbench.emulator.requests().filter(({ operation }) => operation === 'getProject').length
  await expect.poll(reads).toBe(1)
  await expect(ui.button(page, 'Refresh')).toBeEnabled()
  await expect(told()).toBeHidden()
  await close()
  ;({ page, close } = await workbench.launch())
  await expect(ui.button(page, 'Refresh')).toBeEnabled()
  await expect(
    ui.region(page, 'Connections').getByText('Meadowlark', { exact: true }),
  ).toBeVisible()
  await expect(told()).toBeHidden()
})
