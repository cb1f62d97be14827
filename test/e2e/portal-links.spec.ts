import type { Page } from '@playwright/test'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo, expect, projectState, test } from '../support/window/workbench'

async function openLinks(page: Page, organization: string) {
  const panel = await ui.chooseOrganization(page, organization)
  await ui.button(panel, 'Portal links').click()
  const links = ui.dialog(page, 'Portal links')
  await expect(links).toBeVisible()
  return links
}

const linksOf = (emulator: Parameters<typeof projectState>[0], id: string): any[] =>
  projectState(emulator, id).portal_links ?? []

test('a link is made, shown once, copied, extended and deleted, each after a question', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { page, app } = running
  let links = await openLinks(page, 'Foxglove Pharma')
  await expect(links).toContainText('There are no portal links yet.')
  await ui.button(links, 'New link').click()
  await links.getByRole('switch', { name: 'User provisioning (SCIM)' }).check()
  await ui.choose(links, page, 'Expires after', '14 days')
  await ui.button(links, 'Create link').click()
  let ask = ui.dialog(page, 'Create a portal link?')
  await expect(ask).toContainText('This takes effect at once and is not part of the draft.')
  await expect(ask).toContainText('Staging')
  expect(linksOf(emulator, demo.staging.id)).toEqual([])
  await ui.button(ask, 'Create now').click()
  await expect(ask).toBeHidden()

  const [held] = linksOf(emulator, demo.staging.id)
  expect(held).toMatchObject({ enable_sso: true, enable_scim: true })
  const secret = String(held.value)
  const url = `https://quiet-noether-3v8c5t0z6p.projects.oryapis.com/onboarding/${secret}`
  await expect(links).toContainText(url)
  await expect(links).toContainText('shown only once')
  await ui.button(links, 'Copy new link').click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url)
  await expect(ui.button(page, /^Review changes.*[1-9]/)).toHaveCount(0)

  await ui.button(links, 'Close').click()
  await expect(links).toBeHidden()
  expect(await page.content()).not.toContain(secret)
  expect(filesHolding(running.userData, secret)).toEqual([])
  links = await openLinks(page, 'Foxglove Pharma')
  await expect(links.getByRole('listitem')).toHaveCount(1)
  await expect(links).toContainText('SSO and SCIM')
  await expect(links).toContainText('in 14 days')
  await expect(links).not.toContainText(secret)

  await app.evaluate(({ clipboard }) => clipboard.writeText('nothing'))
  await ui.button(links, 'Copy link').click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url)

  await ui.button(links, 'Extend').click()
  ask = ui.dialog(page, 'Extend the portal link?')
  await ui.choose(ask, page, 'Expires after', '30 days')
  await ui.button(ask, 'Extend now').click()
  await expect(links).toContainText('in 30 days')

  await ui.button(links, 'Delete').click()
  ask = ui.dialog(page, 'Delete the portal link?')
  await ui.button(ask, 'Cancel').click()
  expect(linksOf(emulator, demo.staging.id)).toHaveLength(1)
  await ui.button(links, 'Delete').click()
  await ui.button(ask, 'Delete now').click()
  await expect(links).toContainText('There are no portal links yet.')
  expect(linksOf(emulator, demo.staging.id)).toEqual([])
})

test('a copied link is cleared from the clipboard after a minute, if it is still there @long', async ({
  workbench,
}) => {
  // Not in a shared app, whose clock the other tests need.
  const { page, app } = await workbench.open(demo.staging.name)
  // The minute passes when the test says so; nothing else in the app waits as long.
  await app.evaluate(() => {
    const real = globalThis.setTimeout
    const minutes: (() => void)[] = []
    Object.assign(globalThis, {
      minutes,
      setTimeout: (run: () => void, milliseconds: number, ...more: never[]) =>
        milliseconds === 60_000 ? minutes.push(run) : real(run, milliseconds, ...more),
    })
  })
  const passMinutes = () =>
    app.evaluate(() => {
      const { minutes } = globalThis as unknown as { minutes: (() => void)[] }
      return minutes.splice(0).map((run) => run()).length
    })
  const clipboardText = () => app.evaluate(({ clipboard }) => clipboard.readText())
  const links = await openLinks(page, 'Foxglove Pharma')
  await ui.button(links, 'New link').click()
  await ui.button(links, 'Create link').click()
  await ui.button(ui.dialog(page, 'Create a portal link?'), 'Create now').click()
  await expect(links).toContainText('cleared from the clipboard after 60 s')
  for (const name of ['Copy new link', 'Copy link']) {
    await ui.button(links, name).click()
    await expect.poll(clipboardText, name).toContain('/onboarding/')
    expect(await passMinutes(), name).toBeGreaterThan(0)
    await expect.poll(clipboardText, name).toBe('')
  }
  await expect(links).toContainText('cleared from the clipboard in 60 s')

  await ui.button(links, 'Copy link').click()
  await expect.poll(clipboardText).toContain('/onboarding/')
  await app.evaluate(({ clipboard }) => clipboard.writeText('what somebody else copied'))
  expect(await passMinutes()).toBeGreaterThan(0)
  expect(await clipboardText()).toBe('what somebody else copied')
})
