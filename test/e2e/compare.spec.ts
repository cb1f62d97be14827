import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { demoState } from '../emulator'
import { canaries, plantCanaries } from '../support/texts/canaries'
import { answerOpenDialog } from '../support/window/native-dialogs'
import { narrowViews, photographer, wideViews, withPictures } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

const list = (page: Page) => page.getByRole('listbox', { name: 'Differences', exact: true })
const line = (page: Page, name: RegExp | string) => list(page).getByRole('option', { name }).first()
const detail = (page: Page) => ui.region(page, 'Difference')
const chip = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Shown differences' }).getByRole('button', { name })
const screen = (page: Page) => ui.region(page, 'Compare')

/** A project that was never read on this computer is read by itself. */
async function readOther(page: Page): Promise<void> {
  await expect(ui.button(page, 'Read now')).toBeHidden()
  await expect(list(page)).toBeVisible()
}

function planted() {
  const state = demoState()
  plantCanaries(state, demo.staging.id)
  plantCanaries(state, demo.production.id)
  return state
}

test.describe('two projects that show secrets', () => {
  test.use({ emulatorOptions: { state: planted() } })

  const title = 'are compared, differences marked as expected, and entities matched by hand'
  test(title, withPictures, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    await page.keyboard.press('ControlOrMeta+5')
    // Staging stands beside production by itself.
    await expect(page.getByRole('combobox', { name: 'Left project' })).toHaveValue(
      demo.staging.name,
    )
    await expect(list(page)).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Right project' })).toHaveValue(
      demo.production.name,
    )
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await picture('compare')
    }
    // At 900x600 there is room for ten lines.
    await page.setViewportSize({ width: 900, height: 600 })
    const height = await list(page).evaluate((element) => element.clientHeight)
    expect(height).toBeGreaterThanOrEqual(320)

    const search = page.getByRole('searchbox', { name: 'Filter the comparison' })
    await search.fill('meadowlark')
    await expect(line(page, /^Meadowlark Health/)).toContainText('matched by label')
    const issuer = line(page, /^Issuer URL/)
    await expect(issuer).toContainText('https://meadowlark.oktapreview.example')
    await expect(chip(page, /^Differs/)).toContainText('3')
    await expect(line(page, 'SCIM client of Meadowlark Health')).toContainText('matched by ID')
    await issuer.click()
    await ui.button(detail(page), 'Mark as expected: Issuer URL').click()
    await expect(
      ui.statusLine(page, 'Issuer URL of Meadowlark Okta preview is expected'),
    ).toBeVisible()
    await expect(chip(page, /^Differs/)).toContainText('2')
    await expect(issuer).toHaveCount(0)
    // A mark stays, here after a fresh look from another screen.
    await page.keyboard.press('ControlOrMeta+6')
    await page.keyboard.press('ControlOrMeta+5')
    await expect(chip(page, /^Differs/)).toContainText('2')
    await chip(page, /^Expected/).click()
    await line(page, /^Issuer URL/).click()
    await ui.button(detail(page), 'No longer expected: Issuer URL').click()
    await expect(chip(page, /^Differs/)).toContainText('3')

    await search.fill('pilot')
    await line(page, /^Pilot Keycloak/).click()
    await expect(detail(page)).toContainText('https://keycloak.pilot.example/realms/demo')
    await ui.choose(detail(page), page, 'Belongs to, on the right', 'Copperline Keycloak')
    await ui.button(detail(page), 'Match').click()
    await expect(ui.statusLine(page, 'Pilot Keycloak is matched by hand')).toBeVisible()
    await expect(line(page, /^Pilot Keycloak/)).toContainText('matched by hand')
    await line(page, /^Mapper/).click()
    await expect(detail(page).getByRole('group', { name: 'Difference in Mapper' })).toBeVisible()
    for (const view of wideViews) {
      const picture = await photographer(running, view)
      await page.setViewportSize(view)
      await picture('compare-detail')
    }
    await ui.button(page, 'Impact').click()
    await expect(ui.region(page, 'Impact').getByRole('article').first()).toBeVisible()
    for (const view of narrowViews) {
      const picture = await photographer(running, view)
      await page.setViewportSize(view)
      await picture('compare-impact')
    }
    await ui.button(page, 'Impact').click()
    await page.setViewportSize({ width: 1280, height: 800 })
    await ui.button(detail(page), 'Remove match').click()
    await expect(line(page, /^Pilot Keycloak/)).toContainText('Only left')

    // What was planted is in no answer: the page never had it.
    const html = await page.content()
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary)
  })
})

test('a draft, an earlier publish and a file stand beside the project @long', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  const pilot = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(pilot, 'Label').fill('Pilot two')
  await ui.textbox(pilot, 'Label').blur()
  await ui.view(page, 'Compare').click()
  const choose = (name: string, option: string | RegExp) =>
    page
      .getByRole('combobox', { name, exact: true })
      .click()
      .then(() => page.getByRole('option', { name: option }).first().click())
  await choose('Right project', demo.staging.name)
  await expect(page.getByText('Both sides are the same.')).toBeVisible()
  await choose('Right state', 'With its draft')
  await expect(line(page, /^Label/)).toContainText('Pilot two')
  await expect(list(page).getByRole('option')).toHaveCount(2)
  // The draft goes on where its project is shown, and the comparison with it.
  const inProject = async (keys: string) => {
    await ui.view(page, 'Organizations and connections').click()
    await page.keyboard.press(keys)
    await ui.view(page, 'Compare').click()
  }
  await inProject('ControlOrMeta+Z')
  await expect(page.getByText('Both sides are the same.')).toBeVisible()
  await inProject('ControlOrMeta+Y')
  await expect(line(page, /^Label/)).toBeVisible()

  // What it would do to people, in words and with a way to the row.
  await choose('Left state', 'With its draft')
  await choose('Right state', 'On the server')
  await ui.button(page, 'Impact').press('Enter')
  const impact = ui.region(page, 'Impact')
  await expect(impact).toContainText('became like Northwind Staging with its draft (left)')
  await expect(impact.getByRole('status')).toHaveText('Nobody’s sign-in changes.')
  await choose('Right project', demo.production.name)
  await expect(impact.getByRole('status')).toContainText(/another address|to set up at/)
  await ui.button(impact, 'Open Pilot two').press('Enter')
  await expect(detail(page)).toContainText('Pilot two')
  await expect(list(page)).toBeFocused()
  await choose('Left state', 'On the server')
  await choose('Right project', demo.staging.name)
  await choose('Right state', 'With its draft')

  await ui.view(page, 'Organizations and connections').click()
  await ui.openReview(page)
  await ui.publish(page)
  await expect(ui.statusLine(page, 'Published')).toBeVisible()
  await ui.view(page, 'Compare').click()
  await expect(page.getByText('Both sides are the same.')).toBeVisible()
  // Anew, so that the publish is on offer.
  await choose('Left project', 'Northwind Development')
  await readOther(page)
  await choose('Left project', demo.staging.name)
  await choose('Left state', /^Before /)
  await expect(line(page, /^Label/)).toContainText('Pilot Keycloak')
  await expect(screen(page)).toContainText('as it was before the chosen publish')

  const file = join(workbench.userData, 'hostile.json')
  writeFileSync(file, '{"format":"sso-workbench/set-up","version":1,"apps":[]}')
  await answerOpenDialog(running, [file])
  await choose('Left project', /^A set-up file/)
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be compared' })).toBeVisible()
  writeFileSync(
    file,
    JSON.stringify({
      format: 'sso-workbench/set-up',
      version: 1,
      organizations: [{ id: 'x', fields: { label: 'Foxglove Hotels', domains: [] } }],
    }),
  )
  await answerOpenDialog(running, [file])
  await choose('Left project', /^A set-up file/)
  await expect(page.getByRole('combobox', { name: 'Left project' })).toHaveValue('hostile.json')
  await expect(chip(page, /^Only right/)).toContainText('10')
  await expect(screen(page)).toContainText(
    'SCIM clients are not compared: hostile.json says nothing of them',
  )
})
