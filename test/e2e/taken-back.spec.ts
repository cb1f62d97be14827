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

const held = ({ emulator }: Workbench, label: string) =>
  projectState(emulator, demo.staging.id).organizations.find((item: any) => item.label === label)

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

async function shownIn(review: Locator, name: string): Promise<string> {
  await review.getByRole('tab', { name, exact: true }).click()
  return (await review.getByRole('region', { name, exact: true }).textContent()) ?? ''
}

test('a domain that is redone after a refresh leaves a colleague’s domain there @long', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  const domains = ui.textbox(panel, 'Domains')
  await domains.fill('mine.example')
  await domains.press('Enter')
  await ui.textbox(panel, 'Label').fill('Foxglove')
  await ui.textbox(panel, 'Label').blur()
  await step(page, 'Undo', 2)
  await expect(ui.button(page, 'Review changes')).toBeDisabled()
  elsewhere(workbench, ({ organizations }) => {
    organizations
      .find((item: any) => item.label === 'Foxglove Pharma')
      .domains.push('theirs.example')
  })
  await ui.button(page, 'Refresh').click()
  await expect(panel).toContainText('theirs.example')
  // The refresh touched nothing of what was undone: both steps can be done again.
  await step(page, 'Redo', 2)
  await expect(ui.textbox(panel, 'Label')).toHaveValue('Foxglove')
  await expect(panel).toContainText('mine.example')
  await expect(panel).toContainText('theirs.example')

  const review = await ui.openReview(page)
  await expect(review).toContainText('added + mine.example')
  await expect(review).not.toContainText('removed −')
  // A request sends the whole list: whoever runs it keeps what the colleague added.
  for (const name of ['curl', 'Ory CLI', 'Requests']) {
    const text = await shownIn(review, name)
    expect(text).toContain('mine.example')
    expect(text).toContain('theirs.example')
  }
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  expect(held(workbench, 'Foxglove').domains).toEqual(
    expect.arrayContaining([
      'foxglove.example',
      'foxglove-labs.example',
      'theirs.example',
      'mine.example',
    ]),
  )
})

test('a deleted organization comes back, and a new one goes, with what hangs on it in one step', async ({
  workbench,
}) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const review = ui.button(page, ui.names.review)
  const untouched = ui.button(page, 'Review changes')
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  for (const how of ['Delete connections', 'Detach connections']) {
    await ui.button(panel, 'Delete organization').click()
    await ui.button(ui.dialog(page, 'Delete Foxglove Pharma?'), how).click()
    await expect(review).toContainText('2')
    await ui.button(panel, 'Do not delete').click()
    await expect(ui.button(panel, 'Delete organization')).toBeVisible()
    // Nothing is left to review, and one undo deletes all of it again.
    await expect(untouched).toBeDisabled()
    await step(page, 'Undo')
    await expect(review).toContainText('2')
    await step(page, 'Redo')
    await expect(untouched).toBeDisabled()
  }

  await ui.createOrganization(page, 'Larkspur', ['larkspur.example'])
  await ui.createConnection(page, {
    organization: 'Larkspur',
    label: 'Larkspur Okta',
    id: 'larkspur-okta',
    clientId: 'larkspur',
    clientSecret: 'typed-once',
    issuer: 'https://larkspur.example',
  })
  await expect(review).toContainText('2')
  const shown = await ui.openReview(page)
  await ui.button(shown, 'Revert Larkspur').click()
  await ui.button(shown, 'Close').click()
  await expect(row(ui.region(page, 'Organizations'), 'Larkspur')).toHaveCount(0)
  await expect(row(ui.region(page, 'Connections'), 'Larkspur Okta')).toHaveCount(0)
  await expect(untouched).toBeDisabled()
  await step(page, 'Undo')
  await expect(row(ui.region(page, 'Connections'), 'Larkspur Okta')).toHaveCount(1)
})

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
