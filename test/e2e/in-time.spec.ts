import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWindow } from '../support/window/app'
import { selfSigned } from '../support/identity-providers/certificates'
import { startNotificationService } from '../support/window/notification-service'
import * as ui from '../support/window/screens'
import { demo, expect, test as base, type Workbench } from '../support/window/workbench'

const test = base.extend<{ desktop: Awaited<ReturnType<typeof startNotificationService>> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads there which fixtures this one needs
  desktop: async ({}, use) => {
    const service = await startNotificationService()
    await use(service)
    service.close()
  },
})

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000)
async function certificateUntil(days: number): Promise<string> {
  const wishes = { notBefore: inDays(-400), notAfter: inDays(days) }
  return (await selfSigned(wishes)).certificate.replaceAll(/-----[^-]+-----|\s/g, '')
}

/** Gives SAML connections another certificate: those of whose metadata `which` says so. */
function plantCertificate(
  { emulator }: Workbench,
  body: string,
  which: (xml: string) => boolean = () => true,
): void {
  emulator.edit((state: any) => {
    for (const project of state.projects) {
      const { saml } = project.services.identity.config.selfservice.methods
      for (const provider of saml?.config?.providers ?? []) {
        const hash = /[0-9a-f]{128}/.exec(provider.raw_idp_metadata_xml)?.[0] ?? ''
        const xml: string | undefined = state.content[hash]
        if (xml === undefined || !which(xml)) continue
        state.content[hash] = xml.replace(/(X509Certificate>)[^<]+/, `$1${body}`)
      }
      project.revision_id = randomUUID()
    }
  })
}
const of = (name: string) => (xml: string) => xml.toLowerCase().includes(name)

const home = (page: Page) => ui.region(page, 'Home')
async function readAll(page: Page): Promise<void> {
  await ui.button(page, 'Home').click()
  await expect(home(page)).toContainText(/Looked .* at \d+ projects/, { timeout: 30_000 })
  await ui.button(page, 'Refresh all projects').click()
  await expect(ui.statusLine(page, /projects were read/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 30_000 })
}

test('the system tells once what expires, leads to it, and tells nothing while that is turned off', async ({
  workbench,
  desktop,
}) => {
  test.setTimeout(180_000)
  const { shown } = desktop
  plantCertificate(workbench, await certificateUntil(900))
  plantCertificate(workbench, await certificateUntil(5), of('tidewater'))
  const running = await workbench.open(demo.production.name)
  const { page } = running
  await readAll(page)
  await expect.poll(() => shown.map(({ title }) => title), { timeout: 30_000 }).toHaveLength(1)
  expect(shown[0]?.title).toMatch(/^(Certificate expires in \d+ days|\d+ certificates or secrets)/)
  expect(shown[0]?.body).toContain('Tidewater')

  // A second window looks too, and so does the first one again; only what is new is told.
  const second = await openWindow(running)
  await readAll(second)
  plantCertificate(workbench, await certificateUntil(20), of('oakfield'))
  await readAll(page)
  await expect.poll(() => shown.length, { timeout: 30_000 }).toBe(2)
  expect(shown[1]?.title).toBe('Certificate expires in 20 days')
  expect(shown[1]?.body).toMatch(/Oakfield.* in Northwind/)
  expect(shown[1]?.body).not.toContain('Tidewater')
  await page.bringToFront()
  desktop.click(shown[1]!)
  await expect
    .poll(async () => {
      const panels = [page, second].map((each) => ui.panel(each, 'Connection'))
      const texts = await Promise.all(
        panels.map(async (panel) => ((await panel.count()) > 0 ? panel.innerText() : '')),
      )
      return texts.join(' ')
    })
    .toContain('Oakfield')

  await ui.button(page, 'Settings').click()
  const tells = page.getByRole('switch', { name: 'Show a notification of the system' })
  await expect(tells).toBeChecked()
  await tells.uncheck()
  plantCertificate(workbench, await certificateUntil(6), of('oakfield'))
  await readAll(page)
  expect(shown).toHaveLength(2)
  await ui.button(page, 'Settings').click()
  await tells.check()
  await expect.poll(() => shown.length).toBe(3)
  expect(shown[2]?.title).toBe('Certificate expires in 6 days')

  const kept = JSON.parse(readFileSync(join(workbench.userData, 'told-ends.json'), 'utf8'))
  expect(JSON.stringify(kept)).not.toMatch(/Label|BEGIN|MII/)
  await running.close()
  const again = await workbench.launch()
  plantCertificate(workbench, await certificateUntil(50), of('oakfield'))
  await readAll(again.page)
  await expect.poll(() => shown.length, { timeout: 30_000 }).toBe(4)
  expect(shown[3]?.title).toBe('Certificate expires in 50 days')
})
