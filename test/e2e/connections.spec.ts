import type { Locator, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { resize, row } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

const development = {
  id: '6fd58e93-6944-4a3a-9f60-ba90b7dfa667',
  name: 'Northwind Development',
  host: 'https://eager-turing-9d1f6h3w8s.projects.oryapis.com',
}

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')

/** What an inline or stored value of the emulator holds. */
function storedText(state: { content: Readonly<Record<string, string>> }, value: string): string {
  const hash = /([0-9a-f]{128})\.\w+$/.exec(value)?.[1]
  if (hash !== undefined) return state.content[hash] ?? ''
  return Buffer.from(value.replace('base64://', ''), 'base64').toString('utf8')
}

test('a SAML connection from pasted metadata, edited and deleted again', async ({ workbench }) => {
  const { emulator } = workbench
  const saml = () => methodsOf(emulator, development.id).saml
  const { app, page } = await workbench.openShared(development.name)
  expect(saml().enabled).toBe(false)

  const form = await ui.openNewConnection(page, 'SAML')
  await expect(form.getByRole('combobox', { name: 'Provider' })).toBeHidden()
  await expect(ui.textbox(form, 'Client ID')).toBeHidden()
  await ui.textbox(form, 'Label').fill('Nimbus ADFS')
  await ui.textbox(form, 'Connection ID').fill('nimbus-adfs')
  await ui.textbox(form, 'IdP metadata XML').fill(fixture('adfs'))
  const said = form.getByRole('region', { name: 'What the metadata says' })
  await expect(said).toContainText('http://sts.copper-hill.example/adfs/services/trust')
  await expect(said).toContainText('https://sts.copper-hill.example/adfs/ls/')
  await expect(said).toContainText(/Valid until|Expires|Expired/)
  await ui.button(form, 'Copy ACS URL').click()
  const acsUrl = `${development.host}/saml/api/oauth/saml`
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(acsUrl)
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()
  await ui.publishDraft(page)
  expect(saml().enabled).toBe(true)
  expect(saml().config.providers).toHaveLength(1)
  const held = saml().config.providers[0]
  expect(held).toMatchObject({ id: 'nimbus-adfs', label: 'Nimbus ADFS' })
  expect(storedText(emulator.state(), held.raw_idp_metadata_xml)).toBe(fixture('adfs'))

  const panel = await ui.chooseConnection(page, 'Nimbus ADFS')
  await expect(ui.textbox(panel, 'IdP metadata XML')).toHaveValue(/EntityDescriptor/)
  await ui.textbox(panel, 'Label').fill('Nimbus Okta')
  await ui.textbox(panel, 'IdP metadata XML').fill(fixture('okta'))
  await ui.publishDraft(page)
  const edited = saml().config.providers[0]
  expect(edited).toMatchObject({ id: 'nimbus-adfs', label: 'Nimbus Okta' })
  expect(storedText(emulator.state(), edited.raw_idp_metadata_xml)).toBe(fixture('okta'))
  expect(edited.mapper_url).toBe(held.mapper_url)

  await ui.button(panel, 'Delete connection').click()
  await ui.publishDraft(page)
  expect(saml().config.providers).toEqual([])
  expect(saml().enabled).toBe(false)
  await expect(row(ui.region(page, 'Connections'), 'Nimbus Okta')).toHaveCount(0)
})

interface Layout {
  readonly provider: string
  readonly id: string
  /** What the form shows of this kind, and what it does not. */
  readonly shows: readonly string[]
  readonly hides: readonly string[]
  readonly enter: (form: Locator, page: Page) => Promise<void>
  readonly held: object
}

const fill = (values: Readonly<Record<string, string>>) => async (form: Locator) => {
  for (const [name, value] of Object.entries(values)) await ui.textbox(form, name).fill(value)
}

const layouts: readonly Layout[] = [
  {
    provider: 'Generic',
    id: 'layout-generic',
    shows: ['Issuer URL', 'Client ID', 'Client secret'],
    hides: ['Microsoft tenant', 'Apple team ID'],
    enter: fill({
      'Issuer URL': 'https://id.layout.example',
      'Client ID': 'generic-client',
      'Client secret': 'generic-layout-secret',
    }),
    held: {
      provider: 'generic',
      issuer_url: 'https://id.layout.example',
      client_id: 'generic-client',
      client_secret: 'generic-layout-secret',
    },
  },
  {
    provider: 'Microsoft',
    id: 'layout-microsoft',
    shows: ['Microsoft tenant', 'Client ID', 'Client secret'],
    hides: ['Issuer URL', 'Apple team ID'],
    enter: async (form, page) => {
      await fill({
        'Microsoft tenant': 'layout.example',
        'Client ID': 'microsoft-client',
        'Client secret': 'microsoft-layout-secret',
      })(form)
      await ui.button(form, 'Advanced').click()
      await ui.choose(form, page, 'Subject source', 'oid')
    },
    held: {
      provider: 'microsoft',
      microsoft_tenant: 'layout.example',
      subject_source: 'oid',
      client_id: 'microsoft-client',
      client_secret: 'microsoft-layout-secret',
    },
  },
  {
    provider: 'Apple',
    id: 'layout-apple',
    shows: ['Apple team ID', 'Apple private key ID', 'Apple private key', 'Client ID'],
    hides: ['Client secret', 'Issuer URL', 'Microsoft tenant'],
    enter: fill({
      'Client ID': 'example.layout.web',
      'Apple team ID': 'TEAM123456',
      'Apple private key ID': 'KEY1234567',
      'Apple private key': 'apple-layout-private-key',
    }),
    held: {
      provider: 'apple',
      client_id: 'example.layout.web',
      apple_team_id: 'TEAM123456',
      apple_private_key_id: 'KEY1234567',
      apple_private_key: 'apple-layout-private-key',
    },
  },
  {
    provider: 'Google',
    id: 'layout-google',
    shows: ['Client ID', 'Client secret'],
    hides: ['Issuer URL', 'Microsoft tenant', 'Apple team ID'],
    enter: fill({ 'Client ID': 'google-client', 'Client secret': 'google-layout-secret' }),
    held: { provider: 'google', client_id: 'google-client', client_secret: 'google-layout-secret' },
  },
  {
    provider: 'GitLab',
    id: 'layout-gitlab',
    shows: ['Issuer URL', 'Client ID', 'Client secret'],
    hides: ['Microsoft tenant'],
    enter: async (form) => {
      await expect(ui.textbox(form, 'Issuer URL')).toHaveAttribute('placeholder', 'Optional')
      await fill({ 'Client ID': 'gitlab-client', 'Client secret': 'gitlab-layout-secret' })(form)
    },
    held: { provider: 'gitlab', client_id: 'gitlab-client', client_secret: 'gitlab-layout-secret' },
  },
  {
    provider: 'netID',
    id: 'layout-netid',
    shows: ['Client ID', 'Client secret'],
    hides: ['Issuer URL'],
    enter: async (form) => {
      await ui.button(form, 'Advanced').click()
      await fill({
        'Client ID': 'netid-client',
        'Client secret': 'netid-layout-secret',
        'netID token origin header': 'https://app.layout.example',
      })(form)
    },
    held: {
      provider: 'netid',
      client_id: 'netid-client',
      client_secret: 'netid-layout-secret',
      net_id_token_origin_header: 'https://app.layout.example',
    },
  },
]

test('one connection of every form layout, published together @long', async ({ workbench }) => {
  const { emulator } = workbench
  const providers = (): any[] => methodsOf(emulator, demo.staging.id).oidc.config.providers
  const before = providers()
  const { page } = await workbench.openShared(demo.staging.name)
  for (const layout of layouts) {
    const form = await ui.openNewConnection(page)
    await ui.choose(form, page, 'Provider', layout.provider)
    for (const name of layout.shows) await expect(ui.textbox(form, name)).toBeVisible()
    for (const name of layout.hides) await expect(ui.textbox(form, name)).toBeHidden()
    await ui.textbox(form, 'Label').fill(`Layout ${layout.provider}`)
    await ui.textbox(form, 'Connection ID').fill(layout.id)
    await layout.enter(form, page)
    await ui.button(form, 'Create').click()
    await expect(form).toBeHidden()
  }
  await ui.publishDraft(page)
  const after = providers()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after).toHaveLength(before.length + layouts.length)
  for (const { id, held, provider } of layouts) {
    const entry = after.find((item) => item.id === id)
    expect(entry).toMatchObject({ id, label: `Layout ${provider}`, ...held })
    // Nothing of another layout: these, what every new connection has, and the server's own state.
    const common = ['id', 'label', 'scope', 'mapper_url', 'state']
    const allowed = new Set([...common, ...Object.keys(held)])
    expect(Object.keys(entry).filter((name) => !allowed.has(name))).toEqual([])
  }
  expect(after.find((item) => item.id === 'layout-apple')).not.toHaveProperty('client_secret')
})

test('the detail begins with its fields, and what it shows is whole', async ({ workbench }) => {
  workbench.emulator.edit((state: any) => {
    const project = state.projects.find(({ id }: any) => id === demo.staging.id)
    const { oidc } = project.services.identity.config.selfservice.methods
    const pilot = oidc.config.providers.find(({ id }: any) => id === 'pilot-keycloak')
    pilot.client_id = `${'0123456789'.repeat(8)}.apps.customer.example`
    pilot.issuer_url = `https://login.customer.example/${'realms/'.repeat(14)}customers`
  })
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await resize(running, 1280, 800)
  const top = async (of: Locator) => (await of.boundingBox())?.y ?? Number.NaN
  const right = async (of: Locator) => {
    const box = await of.boundingBox()
    return box ? box.x + box.width : Number.NaN
  }
  // Without a choice the lists have all the room.
  await expect.poll(() => right(ui.region(page, 'Connections'))).toBeGreaterThan(1275)
  await expect(page.getByText('Choose an organization')).toHaveCount(0)

  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  const label = ui.textbox(connection, 'Label')
  expect((await top(label)) - (await top(connection))).toBeLessThanOrEqual(160)
  const line = await Promise.all(
    ['Check', 'Try sign-in', 'Hand-over sheet'].map((name) => top(ui.button(connection, name))),
  )
  expect(new Set(line).size).toBe(1)
  for (const name of ['Client ID', 'Issuer URL']) {
    const isWhole = await ui
      .textbox(connection, name)
      .evaluate(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth <= clientWidth && scrollHeight <= clientHeight + 1,
      )
    expect(isWhole, name).toBe(true)
  }
  const mapper = connection.getByRole('button', { name: /^[0-9a-f]{4}…[0-9a-f]{4}$/ })
  await mapper.press('Enter')
  await expect(connection.getByRole('button', { name: /^[0-9a-f]{128}$/ })).toBeVisible()

  const organization = await ui.chooseOrganization(page, 'Meadowlark Health')
  const first = ui.textbox(organization, 'Label')
  expect((await top(first)) - (await top(organization))).toBeLessThanOrEqual(160)
})

test('in a small window the lists give way to the detail, and no hint is cut', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { page } = running
  await resize(running, 900, 600)
  const lists = ['Organizations', 'Connections'] as const
  const hintIsWhole = (name: string) =>
    ui
      .region(page, name)
      .getByRole('searchbox')
      .evaluate((input: HTMLInputElement) => {
        const ruler = document.createElement('span')
        ruler.textContent = input.placeholder
        ruler.style.cssText = 'position: absolute; visibility: hidden; white-space: nowrap'
        input.parentElement?.append(ruler)
        const { width } = ruler.getBoundingClientRect()
        ruler.remove()
        return input.placeholder.length >= 6 && width <= input.clientWidth - 54
      })
  for (const name of lists) await expect.poll(() => hintIsWhole(name)).toBe(true)

  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await expect(ui.region(page, 'Organizations')).toBeHidden()
  await expect.poll(() => hintIsWhole('Connections')).toBe(true)
  await page.getByRole('listbox', { name: 'Connections', exact: true }).press('ArrowDown')
  await expect(ui.region(page, 'Connections').getByRole('option').nth(1)).toBeVisible()
  await ui.textbox(connection, 'Label').press('Escape')
  for (const name of lists) await expect(ui.region(page, name)).toBeVisible()
  await ui.chooseOrganization(page, 'Meadowlark Health')
  await expect(ui.region(page, 'Connections')).toBeHidden()
  await expect.poll(() => hintIsWhole('Organizations')).toBe(true)
  await ui.button(page, 'Close details').click()
  await expect(ui.region(page, 'Connections')).toBeVisible()
})
