import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chmodSync, readdirSync } from 'node:fs'
import { startEmulator, type Emulator } from '../emulator'
import { row, until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test, type Workbench } from '../support/window/workbench'

const providersOf = ({ emulator }: Workbench) =>
  projectState(emulator, demo.staging.id).services.identity.config.selfservice.methods.oidc.config
    .providers
const provider = (workbench: Workbench, id: string) =>
  providersOf(workbench).find((item: any) => item.id === id)

/** Another writer changes an entry. */
function elsewhere({ emulator }: Workbench, id: string, members: Record<string, unknown>): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    Object.assign(
      providers.find((item: any) => item.id === id),
      members,
    )
  })
}

function removeProvider({ emulator }: Workbench, id: string): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { config } = project.services.identity.config.selfservice.methods.oidc
    config.providers = config.providers.filter((item: any) => item.id !== id)
  })
}

/** Types a text into the label and leaves the field, so that the next is a step of its own. */
async function rename(page: Page, from: string, to: string): Promise<void> {
  const connection = await ui.chooseConnection(page, from)
  await ui.textbox(connection, 'Label').fill(to)
  await ui.textbox(connection, 'Label').blur()
}

async function typeBeforeMapper(page: Page, label: string, line: string): Promise<void> {
  const connection = await ui.chooseConnection(page, label)
  await ui.button(connection, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('identity')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText(`${line}\n`)
  await ui.button(page, 'Back').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

const show = (page: Page, view: string) =>
  ui.button(page.getByRole('navigation', { name: 'Views' }), view).click()

function mapperText(workbench: Workbench, id: string): string {
  const hash = /[0-9a-f]{128}/.exec(provider(workbench, id).mapper_url)?.[0] ?? ''
  return workbench.emulator.state().content[hash] ?? ''
}
const mapperAddress = (text: string) => `base64://${Buffer.from(text).toString('base64')}`

for (const view of longRunViews) {
  test(`history and trash at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.open(demo.staging.name)
    const { page } = running
    const picture = await photographer(running, view)
    await rename(page, 'Foxglove Okta preview', 'Thrown away')
    const thrown = ui.panel(page, 'Connection')
    await ui.textbox(thrown, 'Client secret').fill('typed-secret')
    await ui.textbox(thrown, 'Client secret').blur()
    await ui.discardDraft(page)
    for (const [from, to] of [
      ['Pilot Keycloak', 'Pilot Keycloak (Leeds)'],
      ['Pilot Keycloak (Leeds)', 'Pilot Keycloak (York)'],
      ['Meadowlark Okta preview', 'Meadowlark Okta'],
    ] as const) {
      await rename(page, from, to)
    }
    await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
    for (let step = 0; step < 2; step += 1) await ui.button(ui.banner(page), 'Undo').click()
    await rename(page, 'Foxglove Okta preview', 'Foxglove Okta')
    await rename(page, 'Pilot Keycloak (York)', 'Pilot Keycloak (Hull)')
    await ui.button(ui.banner(page), 'Undo').click()
    const history = await ui.openHistory(page)
    await expect(ui.button(history, 'Restore')).toBeVisible()
    await picture('history')
    await ui.button(history, 'Trash').click()
    const trash = ui.dialog(page, 'Trash')
    await expect(trash.getByRole('listitem')).toHaveCount(1)
    await picture('trash')
    await ui.button(trash, 'Restore').click()
    await expect(ui.dialog(page, 'Replace the current draft')).toBeVisible()
    await picture('trash-replace')
  })
}

for (const view of longRunViews) {
  test(`publishing and what was published at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const { emulator } = workbench
    let running = await workbench.open(demo.staging.name)
    let { page } = running
    let picture = await photographer(running, view)
    const health = await ui.chooseOrganization(page, 'Meadowlark Health')
    await ui.button(health, 'Delete organization').click()
    await ui.button(page.getByRole('dialog').last(), 'Detach connections').click()
    await ui.showAllConnections(page)
    await rename(page, 'Pilot Keycloak', 'Pilot Keycloak (Leeds)')
    await ui.textbox(ui.panel(page, 'Connection'), 'Client secret').fill('typed-secret')
    await ui.textbox(ui.panel(page, 'Connection'), 'Client secret').blur()
    await rename(page, 'Foxglove Okta preview', 'Foxglove Okta (left out)')
    const first = await ui.openReview(page)
    await first.getByRole('checkbox', { name: /^Include Foxglove/ }).uncheck()
    await ui.publish(page)
    await expect(first).toBeHidden()
    const confirmation = page.getByRole('region', { name: `Published to ${demo.staging.name}` })
    await expect(confirmation.getByRole('listitem').first()).toBeVisible()
    await picture('published')
    await ui.button(confirmation, 'Close confirmation').click()
    const publishes = await ui.openPublishes(page)
    await picture('history-published')
    await ui.button(ui.banner(page), 'Undo').click()
    await publishes.getByRole('option').first().click()
    const detail = page.getByRole('article')
    await expect(detail.getByRole('tab').first()).toBeVisible()
    await picture('publish-detail')
    await detail.getByRole('tabpanel').scrollIntoViewIfNeeded()
    await picture('publish-detail-requests')
    await ui.button(detail, 'Revert…').click()
    const dialog = page.getByRole('dialog', { name: /^Revert the publish/ })
    await expect(dialog).toContainText('Redirect URLs that change')
    await picture('revert')
    await ui.button(dialog, 'Close').click()
    await show(page, 'Organizations and connections')
    // For the system's owner no folder is read-only, and Windows has other ways to protect one.
    if (process.platform !== 'win32' && process.getuid?.() !== 0) {
      const drafts = join(workbench.userData, 'drafts')
      await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
      // A journal that is there could still be added to in a folder that takes no new file.
      const files = readdirSync(drafts).map((name) => join(drafts, name))
      for (const file of files) chmodSync(file, 0o400)
      chmodSync(drafts, 0o500)
      for (const town of ['York', 'Hull', 'Ripon', 'Selby', 'Goole', 'Otley']) {
        await rename(page, 'Pilot Keycloak', `Pilot Keycloak (${town})`)
      }
      await rename(page, 'Foxglove', `Foxglove Okta, ${'of the northern regions '.repeat(12)}`)
      await ui.textbox(ui.panel(page, 'Connection'), 'Client ID').fill('0oaFoxglove')
      const review = await ui.openReview(page)
      await ui.publish(page)
      await expect(review.getByRole('alert').filter({ hasText: 'Not saved' })).toBeVisible()
      await picture('publish-unsaved')
      await page.keyboard.press('Escape')
      await ui.openHistory(page)
      await publishes.getByRole('option').first().click()
      await ui.button(detail, 'Revert…').click()
      await ui.button(dialog, 'Create draft').click()
      const question = ui.dialog(page, 'The last edits are not saved')
      await expect(question).toContainText('more before them')
      await picture('unsaved')
      await ui.button(question, 'Try again').click()
      await expect(question.getByRole('status')).toContainText('Tried again')
      await picture('unsaved-tried')
      chmodSync(drafts, 0o700)
      for (const file of files) chmodSync(file, 0o600)
      await ui.button(question, 'Stay here').click()
      await ui.button(dialog, 'Close').click()
      await show(page, 'Organizations and connections')
      await ui.chooseConnection(page, 'Foxglove Okta, of')
      const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
      await label.fill('Foxglove Okta preview')
      await label.blur()
      await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    }

    await ui.createOrganization(page, 'Larkspur', ['larkspur.example'])
    await rename(page, 'Foxglove Okta preview', 'Foxglove Okta')
    // It needs the id of the new organization, so the publish takes two patches.
    await ui.createConnection(page, {
      organization: 'Larkspur',
      label: 'Larkspur Okta',
      id: 'larkspur-okta',
      clientId: 'larkspur',
      clientSecret: 'a-secret-of-larkspur',
      issuer: 'https://larkspur.okta.example',
    })
    emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
    const slow = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 120_000 })
    await ui.openReview(page)
    await ui.publish(page)
    await expect(page.getByText(/^Publishing: step 2 of 2/)).toBeVisible()
    await picture('publish-progress')
    await ui.dialog(page, 'Review changes').getByRole('tab', { name: 'Requests' }).click()
    await expect(ui.region(page, 'Requests')).toContainText('on its way')
    await picture('publish-progress-requests')
    await until(
      () => filesHolding(workbench.userData, '"done":1').length > 0,
      'the first step on the disk',
    )
    running.app.process().kill('SIGKILL')
    await running.close().catch(() => undefined)
    slow.remove()
    running = await workbench.launch()
    ;({ page } = running)
    picture = await photographer(running, view)
    const note = page.getByRole('alert').filter({ hasText: 'A publish was interrupted' })
    await expect(note).toBeVisible()
    await expect(ui.region(page, 'Connections')).toContainText('Foxglove')
    await picture('interrupted')
  })
}

for (const view of longRunViews) {
  test(`conflicts in texts at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    let running = await workbench.open(demo.staging.name)
    let { page } = running
    let picture = await photographer(running, view)
    const [clean, clashing] = ['pilot-keycloak', 'meadowlark-okta'] as const
    const was = { clean: mapperText(workbench, clean), clashing: mapperText(workbench, clashing) }
    await typeBeforeMapper(page, 'Pilot Keycloak', '// Reviewed in March')
    elsewhere(workbench, clean, { mapper_url: mapperAddress(`${was.clean}\n// Checked by Ops`) })
    await ui.button(page, 'Refresh').click()
    let conflict = ui.dialog(page, ui.names.conflict)
    await expect(conflict).toContainText('Both changes fit together')
    await picture('conflict-merge')
    await conflict.getByRole('radio', { name: 'Use merged text' }).click()
    await ui.button(conflict, 'Go on').click()
    await expect(conflict).toBeHidden()
    await typeBeforeMapper(page, 'Meadowlark Okta preview', '// Reviewed in March')
    await rename(page, 'Foxglove Okta preview', 'Foxglove Okta')
    elsewhere(workbench, clashing, {
      mapper_url: mapperAddress(`// Checked by Ops\n${was.clashing}`),
    })
    elsewhere(workbench, 'foxglove-okta', { label: 'Foxglove (new tenant)' })
    await ui.button(page, 'Refresh').click()
    await expect(conflict).toContainText('One place was changed by you and by someone else')
    const merged = conflict.getByRole('textbox', { name: /^Merged text/ })
    await expect(merged).toContainText('<<<<<<< Mine')
    await picture('conflict-clash')
    await merged.scrollIntoViewIfNeeded()
    await conflict.getByRole('radio', { name: 'Keep mine' }).last().click()
    await picture('conflict-clash-end')
    await ui.button(conflict, /^Show the whole text, Mine/).click()
    await picture('conflict-whole-text')
    await ui.button(conflict, 'Decide later').click()
    await ui.discardDraft(page)
    const health = await ui.chooseOrganization(page, 'Meadowlark Health')
    await ui.textbox(health, 'Label').fill('Meadowlark (Leeds)')
    await ui.textbox(health, 'Label').blur()
    workbench.emulator.edit((state: any) => {
      const project = state.projects.find((item: any) => item.id === demo.staging.id)
      project.organizations = project.organizations.filter(
        (item: any) => item.label !== 'Meadowlark Health',
      )
    })
    await ui.button(page, 'Refresh').click()
    await expect(conflict).toContainText('a new ID')
    await picture('conflict-vanished')
    await ui.button(conflict, 'Decide later').click()
    await ui.discardDraft(page)
    await rename(page, 'Foxglove (new tenant)', 'Foxglove, mine')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    await running.close()
    // Whatever the app knew of it is lost: nothing can be made anew of the edits alone.
    removeProvider(workbench, 'foxglove-okta')
    await rm(workbench.fileOf('snapshots', demo.staging.id))
    running = await workbench.launch()
    ;({ page } = running)
    picture = await photographer(running, view)
    conflict = ui.dialog(page, ui.names.conflict)
    await expect(ui.button(conflict, /^Copy my edits/)).toBeVisible()
    await expect(conflict.getByRole('radio')).toHaveText(['Drop'])
    await picture('conflict-unknown')
  })
}

for (const view of longRunViews) {
  test(`offline at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const { emulator } = workbench
    const first = await workbench.open(demo.staging.name)
    await expect(row(ui.region(first.page, 'Connections'), 'Pilot Keycloak')).toBeVisible()
    await first.close()
    const state = emulator.state()
    const { apiAddress, storageAddress } = emulator
    await emulator.close()
    const running = await workbench.launch()
    const { page } = running
    const picture = await photographer(running, view)
    await expect(ui.statusLine(page, 'Offline')).toBeVisible()
    await rename(page, 'Pilot Keycloak', 'Pilot Keycloak (Leeds)')
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    await picture('offline')
    const review = await ui.openReview(page)
    await picture('offline-review')
    await ui.button(review, 'Close').click()
    const again: Emulator = await startEmulator({
      port: Number(new URL(apiAddress).port),
      storagePort: Number(new URL(storageAddress).port),
      state,
    })
    try {
      const members = { label: 'Meadowlark (new tenant)', client_id: '0oaNew' }
      elsewhere({ ...workbench, emulator: again }, 'meadowlark-okta', members)
      await expect(ui.statusLine(page, '1 connection changed elsewhere')).toBeVisible({
        timeout: 75_000,
      })
      await picture('elsewhere')
      await ui.button(page, 'Show').click()
      await expect(ui.dialog(page, 'Changed elsewhere')).toBeVisible()
      await picture('elsewhere-list')
      await ui.button(ui.dialog(page, 'Changed elsewhere'), 'Close').click()
      again.edit((all: any) => {
        const project = all.projects.find((item: any) => item.id === demo.staging.id)
        const { config } = project.services.identity.config.selfservice.methods.oidc
        config.providers = config.providers.toReversed()
      })
      await ui.button(page, 'Refresh').click()
      await expect(ui.button(page, 'What to do')).toBeVisible()
      await picture('whole-write')
      await ui.button(page, 'What to do').click()
      await expect(ui.dialog(page, 'Secrets or states may be lost')).toBeVisible()
      await picture('whole-write-list')
      await ui.button(ui.dialog(page, 'Secrets or states may be lost'), 'Close').click()
      const marked = await ui.openReview(page)
      await expect(ui.button(marked, 'What to do')).toBeVisible()
      await picture('whole-write-review')
      await ui.button(marked, 'Close').click()
      await show(page, 'Settings')
      await page.getByRole('switch', { name: 'Work offline' }).check()
      await expect(ui.button(page, 'Go online')).toBeVisible()
      await picture('settings-offline')
    } finally {
      await again.close()
    }
  })
}
