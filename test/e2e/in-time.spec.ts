import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { openWindow } from '../support/window/app'
import { createAuthority, selfSigned } from '../support/identity-providers/certificates'
import { startSamlProvider } from '../support/identity-providers/saml'
import { answerSaveDialog } from '../support/window/native-dialogs'
import { startNotificationService } from '../support/window/notification-service'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test as base, type Workbench } from '../support/window/workbench'

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
  await expect(home(page)).toContainText(/Looked .* at \d+ projects?/)
  await ui.button(page, 'Refresh all projects').click()
  await expect(ui.statusLine(page, /projects were read/)).toBeVisible()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
}

test('the system tells once what expires, leads to it, and tells nothing while that is turned off @long', async ({
  workbench,
  desktop,
}) => {
  const { shown } = desktop
  plantCertificate(workbench, await certificateUntil(900))
  plantCertificate(workbench, await certificateUntil(5), of('tidewater'))
  const running = await workbench.open(demo.production.name)
  const { page } = running
  await readAll(page)
  await expect.poll(() => shown.map(({ title }) => title)).toHaveLength(1)
  expect(shown[0]?.title).toMatch(/^(Certificate expires in \d+ days|\d+ certificates or secrets)/)
  expect(shown[0]?.body).toContain('Tidewater')

  // A second window looks too, and so does the first one again; only what is new is told.
  const second = await openWindow(running)
  await readAll(second)
  plantCertificate(workbench, await certificateUntil(20), of('oakfield'))
  await readAll(page)
  await expect.poll(() => shown.length).toBe(2)
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
  await expect.poll(() => shown.length).toBe(4)
  expect(shown[3]?.title).toBe('Certificate expires in 50 days')
})

test('what expires is saved as a calendar file, of all projects and of one @long', async ({
  workbench,
}) => {
  plantCertificate(workbench, await certificateUntil(900))
  plantCertificate(workbench, await certificateUntil(40), of('tidewater'))
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  await readAll(page)
  const file = join(workbench.userData, 'ends.ics')
  await answerSaveDialog(running, undefined)
  await ui.button(page, 'Save calendar…').click()
  expect(existsSync(file)).toBe(false)
  await answerSaveDialog(running, file)
  await ui.button(page, 'Save calendar…').click()
  await expect(ui.statusLine(page, /expiry dates saved to ends\.ics/)).toBeVisible()
  const unfolded = () => readFileSync(file, 'utf8').replaceAll('\r\n ', '')
  const all = unfolded().split('BEGIN:VEVENT')
  const day = inDays(40)
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('')
  const event = all.find((part) => part.includes('Tidewater'))
  expect(event).toContain(`DTSTART;VALUE=DATE:${date}\r\n`)
  expect(event).toContain('TRIGGER:-P30D\r\n')
  expect(event).toMatch(/URL:sso-workbench:\/\/project\//)

  // Of the only project that is shown: nothing where nobody can use what ends.
  await ui.choose(home(page), page, 'Project', demo.staging.name)
  await ui.button(page, 'Save calendar…').click()
  await expect(
    ui.statusLine(page, 'No end of a certificate or client secret is known.'),
  ).toBeVisible()
  rmSync(file)
  await ui.choose(home(page), page, 'Project', demo.production.name)
  await ui.button(page, 'Save calendar…').click()
  await expect.poll(() => existsSync(file)).toBe(true)
  const own = unfolded()
  expect(new Set(own.match(/Project: [^\r\\]*/g))).toEqual(
    new Set([`Project: ${demo.production.name}`]),
  )
  // From anywhere by the palette, which leads to Home, where it is said what was saved.
  rmSync(file)
  await ui.openProject(page, demo.production.name)
  await ui.typeInPalette(page, 'save calendar')
  await page.keyboard.press('Enter')
  await expect(ui.statusLine(page, /expiry dates saved to ends\.ics/)).toBeVisible()
  await expect.poll(() => existsSync(file)).toBe(true)

  const uid = (text: string) => /UID:(.*)\r\n/.exec(text)?.[1]
  expect(uid(own.split('BEGIN:VEVENT').find((part) => part.includes('Tidewater')) ?? '')).toBe(
    uid(event ?? ''),
  )
})

test('the last day of a client secret is noted, told in Home, kept over a restart and forgotten @long', async ({
  workbench,
}) => {
  const dayOf = (date: Date) =>
    [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
  const running = await workbench.open(demo.production.name)
  const note = (page: Page) => ui.panel(page, 'Connection').getByLabel('Secret expires on')
  await ui.chooseConnection(running.page, 'Foxglove Okta')
  await note(running.page).fill(dayOf(inDays(20)))
  await note(running.page).press('Tab')
  // Nothing of it is a change of the project.
  await expect(ui.button(running.page, ui.names.review)).toHaveText(/^\s*Review changes\s*$/)
  await readAll(running.page)
  const finding = (page: Page) =>
    page.getByRole('button', { name: /Client secret expires in 20 days/ })
  await finding(running.page).click()
  const detail = ui.region(running.page, 'Finding')
  await expect(detail).toContainText('nobody can sign in')
  await running.close()

  const { page } = await workbench.launch()
  await ui.openProject(page, demo.production.name)
  await ui.chooseConnection(page, 'Foxglove Okta')
  await expect(note(page)).toHaveValue(dayOf(inDays(20)))

  // A new secret ends on another day; that of before holds until it is published, and comes back with undo.
  const panel = ui.panel(page, 'Connection')
  await ui.textbox(panel, 'Client secret').fill('another-secret-4711')
  await ui.textbox(panel, 'Client secret').press('Tab')
  await expect(note(page)).toHaveValue('')
  await expect(panel).toContainText('That of before holds until the publish.')
  await note(page).fill(dayOf(inDays(50)))
  await note(page).press('Tab')
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(note(page)).toHaveValue(dayOf(inDays(20)))
  await ui.button(ui.banner(page), 'Redo').click()
  await expect(note(page)).toHaveValue(dayOf(inDays(50)))
  await ui.publishDraft(page)
  await expect(note(page)).toHaveValue(dayOf(inDays(50)))
  await readAll(page)
  await expect(finding(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Client secret expires in 50 days/ })).toBeVisible()

  // Without a day of its own the next one has none.
  await ui.openProject(page, demo.production.name)
  await ui.chooseConnection(page, 'Foxglove Okta')
  await ui.textbox(panel, 'Client secret').fill('third-secret-4711')
  await ui.textbox(panel, 'Client secret').press('Tab')
  await ui.publishDraft(page)
  await expect(note(page)).toHaveValue('')
  await note(page).fill(dayOf(inDays(20)))
  await note(page).press('Tab')
  await readAll(page)
  await expect(finding(page)).toBeVisible()
  await ui.openProject(page, demo.production.name)
  await ui.chooseConnection(page, 'Foxglove Okta')
  await note(page).fill('')
  await note(page).press('Tab')
  await readAll(page)
  await expect(finding(page)).toHaveCount(0)
})

/** A proxy that connects every name to this computer, as the name server of a customer's network would. */
async function startProxy() {
  const clients: Duplex[] = []
  const server = createServer()
  server.on('connect', (request, client, head) => {
    clients.push(client)
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close() {
      for (const client of clients) client.destroy()
      server.close()
    },
  }
}

test('a certificate that is published next is found by a check, told in Home and added beside the old one', async ({
  workbench,
}) => {
  const authority = await createAuthority()
  const trusted = join(workbench.userData, 'test-authority.pem')
  writeFileSync(trusted, authority.certificate)
  const proxy = await startProxy()
  const provider = await startSamlProvider({ tls: await authority.issue(), host: 'idp.test' })
  try {
    const { page } = await workbench.launch({
      NODE_EXTRA_CA_CERTS: trusted,
      HTTPS_PROXY: proxy.address,
    })
    await ui.connect(page, workbench.emulator.apiAddress, workbench.northwindKey)
    await ui.openProject(page, demo.staging.name)
    const panel = await ui.chooseConnection(page, 'Tidewater ADFS test')
    const metadata = ui.textbox(panel, 'IdP metadata XML')
    await expect(metadata).toHaveValue(/EntityDescriptor/)
    await metadata.fill(provider.metadata)
    await ui.publishDraft(page)

    const next = await provider.publishNext()
    await ui.button(panel, 'Check').click()
    const check = ui.dialog(page, 'Check')
    await expect(check).toContainText('A certificate is published that the connection has not')
    await ui.button(check, 'Close').click()

    await readAll(page)
    await page.getByRole('button', { name: /New certificate is published/ }).click()
    await ui.button(ui.region(page, 'Finding'), 'Show certificate').click()
    await ui.button(check, 'Add to draft…').click()
    const form = ui.dialog(page, 'Replace certificate')
    await expect(form.getByRole('region', { name: 'Old certificate', exact: true })).toBeVisible()
    await expect(form.getByRole('radio', { name: /^Offer both/ })).toBeChecked()
    await ui.button(form, 'Put into draft').click()
    await ui.publishDraft(page)
    const [connection] = methodsOf(workbench.emulator, demo.staging.id).saml.config.providers
    const hash = /[0-9a-f]{128}/.exec(connection.raw_idp_metadata_xml)?.[0] ?? ''
    const xml: string = (workbench.emulator.state() as any).content[hash]
    expect(xml.match(/X509Certificate>[^<]{100,}/g)).toHaveLength(2)
    expect(xml).toContain(next)

    await readAll(page)
    await expect(page.getByRole('button', { name: /New certificate is published/ })).toHaveCount(0)
  } finally {
    await provider.close()
    proxy.close()
  }
})
