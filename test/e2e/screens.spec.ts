import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, resize } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, test } from '../support/workbench'

const pictures = join(appFolder, 'out', 'screens')

/** Problems that axe names on the window as it stands; Electron has no new page, so legacy mode. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    test(`every screen at ${width}x${height}, ${theme}`, async ({ workbench }) => {
      test.setTimeout(180_000)
      mkdirSync(pictures, { recursive: true })
      const { emulator } = workbench
      const running = await workbench.launch()
      const { page } = running
      // Playwright emulates a light system unless told.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await resize(running, width, height)
      const picture = async (name: string) => {
        await page.screenshot({ path: join(pictures, `${name}-${width}-${theme}.png`) })
        expect.soft(await accessibilityProblems(page), name).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        expect.soft(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0)
      }
      await expect(ui.button(page, ui.names.demo)).toBeVisible()
      await picture('first')
      await ui.button(page, ui.names.connect).first().click()
      const connect = ui.dialog(page, ui.names.connect)
      await ui.textbox(connect, ui.names.apiKey).fill('ory_wak_wrong')
      await ui.textbox(connect, ui.names.apiAddress).fill(emulator.apiAddress)
      await ui.button(connect, 'Connect').click()
      await expect(connect.getByRole('alert')).toBeVisible()
      await picture('connect')
      await ui.textbox(connect, ui.names.apiKey).fill(workbench.northwindKey)
      await ui.button(connect, 'Connect').click()
      await expect(connect).toBeHidden()
      await ui.openProject(page, demo.production.name)
      await picture('main')
      await ui.chooseOrganization(page, 'Saltmarsh Insurance')
      await picture('organization')
      await ui.button(page, /show all connections$/).click()
      const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
      await ui.textbox(connection, 'Label').fill('Meadowlark Okta (EMEA)')
      await picture('connection')
      await ui.button(connection, 'Edit mapper').click()
      await expect(ui.region(page, 'Mapper').getByRole('textbox')).toContainText('identity')
      await picture('mapper')
      await ui.button(page, 'Back').click()
      await ui.chooseConnection(page, 'Tidewater ADFS')
      await picture('saml')
      await ui.createOrganization(page, 'Pebble & Finch', ['pebblefinch.example'])
      await ui.button(page, 'New connection').click()
      const form = ui.dialog(page, 'Connection')
      await ui.choose(form, page, 'Provider', 'Generic')
      await ui.textbox(form, 'Connection ID').fill('google')
      await picture('new-connection')
      await ui.textbox(form, 'Connection ID').fill('pebble-okta')
      await ui.textbox(form, 'Issuer URL').fill('https://pebble.example')
      await ui.button(form, 'Create').click()
      const doomed = await ui.chooseConnection(page, 'Quarry Auth0')
      await ui.button(doomed, 'Delete connection').click()
      await ui.button(page, ui.names.switchProject).click()
      await picture('switcher')
      await page.keyboard.press('Escape')
      const review = await ui.openReview(page)
      await picture('review')
      await ui.button(review, 'Publish').click()
      await expect(ui.dialog(page, ui.names.confirm)).toBeVisible()
      await picture('confirm')
      await ui.button(ui.dialog(page, ui.names.confirm), 'Cancel').click()
      emulator.edit((state) => {
        const project = state.projects.find(({ id }) => id === demo.production.id) as any
        const { providers } = project.services.identity.config.selfservice.methods.oidc.config
        providers.find((item: any) => item.id === 'meadowlark-okta').label =
          'Meadowlark (new tenant)'
      })
      await ui.publish(page, demo.production.slug)
      await expect(ui.dialog(page, ui.names.conflict)).toBeVisible({ timeout: 20_000 })
      await picture('conflict')
      await ui.button(page, 'Decide later').click()
      if (await review.isVisible()) await ui.button(review, 'Close').click()
      await page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name: 'Settings' })
        .or(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Settings' }))
        .click()
      await picture('settings')
    })
  }
}
