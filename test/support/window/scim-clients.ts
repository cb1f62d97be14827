import { expect, type Page } from '@playwright/test'
import type { RunningApp } from './app'
import * as ui from './screens'

/** The SCIM clients that an organization's detail lists. */
export const scimClients = (page: Page) =>
  ui.panel(page, 'Organization').getByRole('region', { name: 'SCIM clients' })

/** The detail of a SCIM client. */
export const scimPanel = (page: Page) => ui.panel(page, 'SCIM client')

export const clipboardText = ({ app }: RunningApp) =>
  app.evaluate(({ clipboard }) => clipboard.readText())

/** Makes a SCIM client of Tidewater Energy in the draft. @returns its secret, as a person copies it */
export async function makeScimClient(running: RunningApp): Promise<string> {
  const { page } = running
  await ui.chooseOrganization(page, 'Tidewater Energy')
  await ui.button(scimClients(page), 'New SCIM client').click()
  await ui.button(scimPanel(page), 'Generate').click()
  await ui.button(scimPanel(page), 'Copy the generated secret, once').click()
  await expect.poll(() => clipboardText(running)).toMatch(/^[\w-]{43}$/)
  return clipboardText(running)
}
