import type { Locator, Page } from '@playwright/test'
import { spawn, spawnSync } from 'node:child_process'
import type { RunningApp } from '../support/window/app'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, projectState, test } from '../support/window/workbench'

const secret = `typed "secret" '4711' $(touch x)`
const organization = `Pebble & "Finch" $(touch x)`
const missing = ['bash', 'curl', 'jq'].filter(
  (program) => spawnSync(program, ['--version']).error !== undefined,
)
const tabNames = ['Impact', 'JSON Patch', 'Requests', 'curl', 'Ory CLI']

const clipboardText = ({ app }: RunningApp) => app.evaluate(({ clipboard }) => clipboard.readText())
const tab = (review: Locator, name: string) => review.getByRole('tab', { name, exact: true })
const shownRegion = (review: Locator, name: string) =>
  review.getByRole('region', { name, exact: true })

/** A new organization with a connection, an edited mapper and label, and a connection deleted. */
async function makeChanges(page: Page): Promise<void> {
  await ui.createOrganization(page, organization, ['pebblefinch.example'])
  await ui.createConnection(page, {
    organization,
    label: `Pebble's Okta`,
    id: 'pebble-okta',
    clientId: '0oaPebble',
    clientSecret: secret,
    issuer: 'https://pebble.okta.example',
  })
  const meadowlark = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.textbox(meadowlark, 'Label').fill('Meadowlark “Okta”')
  await ui.button(meadowlark, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('identity')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.insertText('// Reviewed\n')
  await ui.button(page, 'Back').click()
  const foxglove = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await ui.button(foxglove, 'Delete connection').click()
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
}

/** Runs a script as if it was pasted into bash. */
function runScript(script: string, env: Record<string, string>, folder: string) {
  return new Promise<{ code: number | null; errors: string }>((resolve) => {
    const child = spawn('bash', ['-s'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    })
    let errors = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('close', (code) => resolve({ code, errors }))
    child.stdin.end(script)
  })
}

test('the commands by curl, run, do what the review says @long', async ({ workbench }) => {
  test.skip(missing.length > 0, `not installed: ${missing.join(', ')}`)
  const { emulator, northwindKey, userData } = workbench
  const running = await workbench.open(demo.staging.name)
  const { page } = running
  await makeChanges(page)
  const review = await ui.openReview(page)
  await tab(review, 'curl').click()
  await ui.button(review, 'Copy curl commands').click()
  const shown = await shownRegion(review, 'curl').locator('pre').textContent()
  await expect.poll(() => clipboardText(running)).toBe(shown)
  await tab(review, 'Ory CLI').click()
  await expect(shownRegion(review, 'Ory CLI')).toContainText('cannot use this address')

  emulator.clearRequests()
  const env = { ORY_WORKSPACE_API_KEY: northwindKey, PEBBLE_OKTA_CLIENT_SECRET: secret }
  const end = await runScript(shown ?? '', env, userData)
  expect(end).toEqual({ code: 0, errors: '' })
  const made = projectState(emulator, demo.staging.id).organizations.find(
    (item: any) => item.label === organization,
  )
  const { providers } = methodsOf(emulator, demo.staging.id).oidc.config
  expect(providers.at(-1)).toMatchObject({
    id: 'pebble-okta',
    label: `Pebble's Okta`,
    client_secret: secret,
    organization_id: made.id,
  })
  expect(providers.some((item: any) => item.id === 'foxglove-okta')).toBe(false)
  expect(providers.find((item: any) => item.id === 'meadowlark-okta').label).toBe(
    'Meadowlark “Okta”',
  )
  // The new organization, whose id its connection needs, and the rest.
  const patches = emulator.requests().filter(({ method }) => method === 'PATCH')
  expect(patches.map(({ status }) => status)).toEqual([200, 200])
})

for (const view of longRunViews) {
  test(`the review at ${view.width}x${view.height}, ${view.theme}`, async ({ workbench }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page } = running
    // In a wide window, where lists and detail stand side by side.
    await makeChanges(page)
    const picture = await photographer(running, view)
    const review = await ui.openReview(page)
    const difference = review.getByRole('group', { name: 'Difference in Mapper' })
    await expect(difference).toBeVisible()
    for (const name of tabNames) {
      await tab(review, name).click()
      await expect(shownRegion(review, name)).toBeInViewport()
      await picture(`review-${name.replaceAll(' ', '-').toLowerCase()}`)
    }
    await difference.scrollIntoViewIfNeeded()
    await picture('review-difference')
  })
}
