import type { Page } from '@playwright/test'
import { until } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import { diskTest, long, saved, typeLabel } from '../support/window/disk-test'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, type Workbench } from '../support/window/workbench'

const question = (page: Page) => ui.dialog(page, 'The last edits are not saved')
const label = (page: Page) => ui.textbox(ui.panel(page, 'Connection'), 'Label')
const reviewButton = (page: Page) => ui.button(page, ui.names.review)
const sent = ({ emulator }: Workbench) =>
  emulator.requests().filter(({ method }) => method !== 'GET')

/** The label that the server has for Pilot Keycloak. */
const published = ({ emulator }: Workbench): string =>
  methodsOf(emulator, demo.staging.id).oidc.config.providers.find(
    (item: any) => item.id === 'pilot-keycloak',
  ).label

const show = (page: Page, view: string) =>
  ui.button(page.getByRole('navigation', { name: 'Views' }), view).click()

/** Asks, by what `go` does, whether the last edits are given up: not at first, then room is made. */
async function stayThenSave(
  page: Page,
  { go, stayed, free }: { go(): Promise<void>; stayed(): Promise<void>; free(): void },
): Promise<void> {
  await go()
  await expect(question(page)).toContainText('the disk is full')
  await expect(question(page).getByRole('list', { name: 'Not saved' })).toContainText('Label')
  await ui.button(question(page), 'Try again').click()
  await expect(question(page)).toContainText('Tried again: still not saved')
  await expect(ui.button(question(page), 'Stay here')).toBeVisible()
  await ui.button(question(page), 'Stay here').click()
  await expect(question(page)).toBeHidden()
  await stayed()
  await go()
  await expect(question(page)).toBeVisible()
  free()
  await ui.button(question(page), 'Try again').click()
  await expect(question(page)).toBeHidden()
}

diskTest(
  'the last typing before a publish or a revert on a full disk is not lost, and nothing is sent of it @long',
  async ({ disk, workbench }) => {
    const { page } = await disk.open()
    await typeLabel(page, 'First')
    await saved(page)
    disk.fill()
    workbench.emulator.clearRequests()
    // The field is left by going to the review.
    await label(page).fill(long('Second'))
    const review = await ui.openReview(page)
    await ui.publish(page)
    const alert = review.getByRole('alert').filter({ hasText: 'The draft could not be saved' })
    await expect(alert).toContainText('Nothing was sent')
    await expect(alert).toContainText('Your edits exist only in this window')
    await expect(alert).toContainText('Not saved: Label of First')
    expect(sent(workbench)).toEqual([])
    expect(published(workbench)).toBe('Pilot Keycloak')
    disk.free()
    await ui.publish(page)
    await expect(ui.statusLine(page, 'Published')).toBeVisible()
    expect(published(workbench)).toBe(long('Second'))
    await expect(reviewButton(page)).not.toContainText(/\d/)
    await expect(review).toBeHidden()

    disk.fill()
    await label(page).fill(long('Third'))
    const publishes = await ui.openPublishes(page)
    await publishes.getByRole('option').first().click()
    await ui.button(page.getByRole('article'), 'Revert…').click()
    const revert = page.getByRole('dialog', { name: /^Revert the publish/ })
    await stayThenSave(page, {
      go: () => ui.button(revert, 'Create draft').click(),
      async stayed() {
        await expect(revert).toBeVisible()
        await expect(reviewButton(page)).toContainText('1')
      },
      free: disk.free,
    })
    await expect(revert).toBeHidden()
    // What was typed is a step below the revert, and not gone.
    await show(page, 'Organizations and connections')
    await ui.chooseConnection(page, 'Pilot Keycloak')
    await expect(label(page)).toHaveValue('Pilot Keycloak')
    await ui.button(ui.banner(page), 'Undo').click()
    await expect(label(page)).toHaveValue(long('Third'))
  },
)

diskTest.describe('where organizations go by requests of their own', () => {
  diskTest.use({ emulatorOptions: { organizationsInDocument: 'absent' } })

  diskTest(
    'the last typing before an interrupted publish goes on is not lost on a full disk @long',
    async ({ disk, workbench }) => {
      const { emulator } = workbench
      let running = await disk.open()
      await ui.createOrganization(running.page, 'Larkspur', ['larkspur.example'])
      await ui.chooseConnection(running.page, 'Pilot Keycloak')
      await typeLabel(running.page, 'Published')
      const slow = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 60_000 })
      await ui.openReview(running.page)
      await ui.publish(running.page)
      const isRecorded = () =>
        filesHolding(disk.folder, '"done":1').some((path) => path.endsWith('.json'))
      await until(isRecorded, 'the first step on the disk', 20_000)
      running.app.process().kill('SIGKILL')
      await running.close().catch(() => undefined)
      slow.remove()

      running = await disk.launch()
      const { page } = running
      const note = page.getByRole('alert').filter({ hasText: 'A publish was interrupted' })
      await expect(note).toBeVisible()
      await ui.chooseConnection(page, 'Published')
      disk.fill()
      await label(page).fill(long('Typed last'))
      await stayThenSave(page, {
        go: () => ui.button(note, 'Check and continue').click(),
        async stayed() {
          await expect(note).toBeVisible()
          await expect(label(page)).toHaveValue(long('Typed last'))
        },
        free: disk.free,
      })
      await expect(ui.dialog(page, 'Review changes')).toBeVisible()
      await ui.publish(page)
      await expect(ui.statusLine(page, 'Published')).toBeVisible()
      expect(published(workbench)).toBe(long('Typed last'))
    },
  )
})
