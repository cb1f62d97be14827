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

test('changes in groups and words, with the list in sight beside every tab', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await makeChanges(page)
  const review = await ui.openReview(page)
  const items = review.getByRole('listitem')
  await expect(items).toHaveCount(4)
  for (const name of [`${organization} (new)`, 'Meadowlark Health', 'Foxglove Pharma']) {
    await expect(review.getByRole('heading', { name, exact: true })).toBeVisible()
  }
  await expect(items.filter({ hasText: `Pebble's Okta` })).toContainText('will be set')
  const difference = review.getByRole('group', { name: 'Difference in Mapper' })
  await expect(difference).toContainText('added: // Reviewed')
  await expect(difference).not.toContainText('removed')

  await expect(tab(review, 'Impact')).toHaveAttribute('aria-selected', 'true')
  await expect(shownRegion(review, 'Impact')).toBeVisible()
  await expect(review.getByText('Exactly what is sent')).toBeVisible()
  await tab(review, 'Impact').focus()
  for (const name of [...tabNames.slice(1), 'Impact']) {
    await page.keyboard.press('ArrowRight')
    await expect(tab(review, name)).toBeFocused()
    await expect(tab(review, name)).toHaveAttribute('aria-selected', 'true')
    await expect(shownRegion(review, name)).toBeVisible()
    await expect(items.first()).toBeVisible()
    await expect(items).toHaveCount(4)
    expect(await shownRegion(review, name).textContent()).not.toContain('4711')
  }

  await review.getByRole('checkbox', { name: `Include Meadowlark “Okta”` }).uncheck()
  await tab(review, 'curl').click()
  await expect(shownRegion(review, 'curl')).not.toContainText('Meadowlark')
  await expect(items).toHaveCount(4)
  await expect(review.getByText('Meadowlark “Okta” stays in the draft.')).toBeVisible()
})

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

test('a problem stands beside its change and stops it alone', async ({ workbench }) => {
  const { page } = await workbench.openShared(demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta preview')
  await ui.textbox(connection, 'Issuer URL').fill('')
  const other = await ui.chooseConnection(page, 'Foxglove Okta preview')
  await ui.textbox(other, 'Label').fill('Foxglove')
  const review = await ui.openReview(page)
  const held = review.getByRole('listitem').filter({ hasText: 'Meadowlark' })
  await expect(held).toContainText('Held back: Enter the issuer URL')
  await expect(held.getByRole('checkbox')).toBeDisabled()
  const { operations } = await ui.shownPatch(review)
  expect(operations).toHaveLength(1)
  await expect(ui.button(review, 'Publish')).toBeEnabled()
})

test('a long patch is there whole, and has numbers and colours where it is looked at', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  const domains = Array.from({ length: 300 }, (_, index) => `d${index}.example`)
  await ui.createOrganization(page, 'Many domains', [domains.join(',')])
  const review = await ui.openReview(page)
  const { text, operations } = await ui.shownPatch(review)
  expect(operations[0].value.domains).toEqual(domains)
  await ui.button(review, 'Copy patch').click()
  await expect.poll(() => clipboardText(running)).toBe(text)

  const region = shownRegion(review, 'JSON Patch')
  const line = (part: string) => region.locator('.line').filter({ hasText: part })
  const lines = text.split('\n').length
  await expect(line('"op"')).toHaveCount(1)
  expect(await region.locator('.line').count()).toBeLessThan(lines / 2)
  await expect(line('"d299.example"')).toHaveCount(0)
  await region.focus()
  await page.keyboard.press('End')
  await expect(line('"d299.example"').locator('.string')).toBeInViewport()
  await expect(line('"op"')).toHaveCount(0)
  expect(await region.locator('.line').count()).toBeLessThan(lines / 2)

  // What is selected is copied as it is sent, wherever it is drawn.
  await page.keyboard.press('ControlOrMeta+Home')
  await expect(line('"op"').locator('.string').first()).toBeInViewport()
  await region.evaluate((element) => getSelection()?.selectAllChildren(element))
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => clipboardText(running)).toBe(text)
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
