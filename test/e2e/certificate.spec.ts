import type { Locator } from '@playwright/test'
import { drop } from '../support/window/dropped'
import { selfSigned } from '../support/identity-providers/certificates'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test, type Workbench } from '../support/window/workbench'

const connection = 'Tidewater ADFS test'
const field = /X509Certificate>([^<]{100,})</g

/** The certificates of the connection as they are published, each without its line ends. */
function published({ emulator }: Workbench): string[] {
  const [provider] = methodsOf(emulator, demo.staging.id).saml.config.providers
  const hash = /[0-9a-f]{128}/.exec(provider.raw_idp_metadata_xml)?.[0] ?? ''
  const xml: string = (emulator.state() as any).content[hash]
  return [...xml.matchAll(field)].map(([, text = '']) => text.replaceAll(/\s/g, ''))
}

const side = (form: Locator, name: string) => form.getByRole('region', { name, exact: true })

test('a certificate that is pasted or dropped is compared, offered beside the old one, and then kept alone @long', async ({
  workbench,
}) => {
  const { certificate, key } = await selfSigned({})
  const body = certificate.replaceAll(/-----[^-]+-----|\s/g, '')
  const ended = { notBefore: new Date('2019-01-01'), notAfter: new Date('2020-01-01') }
  const expired = (await selfSigned(ended)).certificate
  const { page, app } = await workbench.openShared(demo.staging.name)
  const paste = async (text: string) => {
    await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), text)
    await page.keyboard.press('ControlOrMeta+v')
  }
  const old = published(workbench)
  const list = ui.region(page, 'Connections').getByRole('listbox')
  await list.focus()
  await paste(certificate)
  await expect(ui.statusLine(page, 'Choose the SAML connection')).toBeVisible()

  const panel = await ui.chooseConnection(page, connection)
  await list.focus()
  await paste(key)
  await expect(ui.statusLine(page, 'It was not read or kept')).toBeVisible()
  await paste(key + certificate)
  const form = ui.dialog(page, 'Replace certificate')
  await expect(form).toContainText('A private key stood beside it')
  await expect(side(form, 'Old certificate')).toContainText('CN=sso.tidewater.example')
  await expect(ui.button(form, 'Copy new fingerprint')).toBeVisible()

  // What is of no use is told, and what stood there stays.
  const use = ui.button(form, 'Put into draft')
  await paste('Lunch at noon?')
  await expect(form).toContainText('No certificate was found')
  await paste('x'.repeat(20 * 1024 * 1024))
  await expect(form).toContainText('far larger than a certificate')
  await drop(page, 'dialog', { text: 'https://idp.example/new.pem' })
  await expect(form).toContainText('This is a link')
  await expect(use).toBeEnabled()
  await paste(expired)
  await expect(form).toContainText('This certificate expired on 1 Jan 2020')
  await expect(use).toBeDisabled()
  await paste(expired + certificate)
  await expect(use).toBeDisabled()
  await form
    .getByRole('radio', { name: /SHA|until/ })
    .last()
    .check()
  await expect(form.getByRole('radio', { name: /^Offer both/ })).toBeChecked()
  await use.click()
  await expect(form).toBeHidden()
  await ui.publishDraft(page)
  expect(published(workbench)).toEqual([...old, body])

  await drop(page, '[data-field="id"]', { files: { 'new.pem': certificate } })
  await expect(side(form, 'Old certificates')).toBeVisible()
  await expect(form.getByRole('radio', { name: /^Keep this one alone/ })).toBeChecked()
  await use.click()
  await ui.publishDraft(page)
  expect(published(workbench)).toEqual([body])

  await ui.button(panel, 'Replace certificate').click()
  await paste(certificate)
  await expect(form).toContainText('The connection has this certificate already')
})

for (const view of longRunViews) {
  test(`a new certificate at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
  }) => {
    const running = await workbench.openShared(demo.staging.name)
    const { page, app } = running
    const picture = await photographer(running, view)
    const panel = await ui.chooseConnection(page, connection)
    await ui.button(panel, 'Replace certificate').click()
    const form = ui.dialog(page, 'Replace certificate')
    await expect(side(form, 'Old certificate')).toContainText('CN=')
    await picture('certificate-empty')
    const { certificate, key } = await selfSigned({})
    await app.evaluate(({ clipboard }, written) => clipboard.writeText(written), key + certificate)
    await page.keyboard.press('ControlOrMeta+v')
    await expect(ui.button(form, 'Put into draft')).toBeEnabled()
    await picture('certificate')
  })
}
