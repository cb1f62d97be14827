import type { Page } from '@playwright/test'
import type { RunningApp } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test, type Workbench } from '../support/window/workbench'
import { appLink } from '../../src/core/links/app-link'

/** As copied from the app, with the server. */
const stagingAt = ({ id }: Workbench) => appLink({ projectId: id(demo.staging.id) }) ?? ''
const labelField = (page: Page) => ui.textbox(ui.panel(page, 'Connection'), 'Label')

/** Opens a link as the system does where the app runs already: by a second copy, or by an event. */
async function follow({ app }: RunningApp, link: string, by: 'second-instance' | 'open-url') {
  await app.evaluate(
    ({ app: electron }, given) => {
      const event = { preventDefault: () => undefined } as any
      if (given.by === 'open-url') electron.emit('open-url', event, given.link)
      else electron.emit('second-instance', event, ['/usr/bin/sso-workbench', given.link], '/')
    },
    { link, by },
  )
}

const clipboard = ({ app }: RunningApp) => app.evaluate(({ clipboard: board }) => board.readText())

test('a link that was copied leads there again, from any place', async ({ workbench }) => {
  const staging = stagingAt(workbench)
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.button(ui.panel(page, 'Connection'), 'Copy link').click()
  await expect.poll(() => clipboard(running)).toContain(`${staging}/connection/oidc/`)
  const toConnection = await clipboard(running)
  await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(ui.panel(page, 'Organization'), 'Copy link').click()
  await expect.poll(() => clipboard(running)).toContain(`${staging}/organization/`)
  const toOrganization = await clipboard(running)

  await ui.openProject(page, demo.production.name)
  await follow(running, toConnection, 'second-instance')
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await expect(labelField(page)).toHaveValue('Pilot Keycloak')
  await follow(running, toOrganization, 'open-url')
  await expect(ui.textbox(ui.panel(page, 'Organization'), 'Label')).toHaveValue('Foxglove Pharma')

  // It starts the app as well.
  await running.close()
  const again = await workbench.launch({}, [toConnection])
  await expect(labelField(again.page)).toHaveValue('Pilot Keycloak')
})

test('a link takes nothing away that is being typed, and says where its project is not here @long', async ({
  workbench,
}) => {
  const staging = stagingAt(workbench)
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  const form = await ui.openNewConnection(page)
  await ui.textbox(form, 'Label').fill('Half typed')
  await follow(running, staging, 'second-instance')
  await follow(running, staging, 'open-url')
  await expect(ui.textbox(form, 'Label')).toHaveValue('Half typed')
  await ui.cancelForm(form)
  await expect(ui.banner(page)).toContainText(demo.staging.name)
  await follow(running, 'sso-workbench://project/00000000-0000-4000-8000-000000000009', 'open-url')
  await expect(page.getByText('The link leads to a project that is not here')).toBeVisible()
})

test('a hostile link does nothing: no request, no edit, no other place', async ({ workbench }) => {
  const staging = stagingAt(workbench)
  const { emulator } = workbench
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
  emulator.clearRequests()
  for (const link of [
    `${staging}?publish=1`,
    `${staging}/publish`,
    `${staging}/connection/oidc/../../../etc/passwd`,
    'sso-workbench://project/../../../etc/passwd',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `https://example.com/#${staging}`,
  ]) {
    await follow(running, link, 'open-url')
    await follow(running, link, 'second-instance')
  }
  // What is asked after them is answered after them.
  await page.evaluate(() => (window as any).bridge.request('app.read', {}, 'after'))
  await expect(ui.banner(page)).toContainText(demo.production.name)
  await expect(ui.button(page, 'Review changes')).toBeVisible()
  expect(emulator.requests()).toEqual([])
})
