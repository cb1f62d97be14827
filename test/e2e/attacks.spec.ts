import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openSecretStore } from '../../src/main/secrets/open-secret-store'
import { workspaceAccount } from '../../src/main/secrets/secret-store'
import { filesHolding } from '../support/texts/files'
import { startAttackServer, type AttackServer } from '../support/services/attack-server'
import { createAuthority } from '../support/identity-providers/certificates'
import { answerQuestions } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test as base } from '../support/window/workbench'

const { names } = ui

interface Attacker {
  start(options?: Parameters<typeof startAttackServer>[0]): Promise<AttackServer>
}

const test = base.extend<{ attacker: Attacker }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the destructuring.
  attacker: async ({}, use) => {
    const servers: AttackServer[] = []
    await use({
      async start(options) {
        const server = await startAttackServer(options)
        servers.push(server)
        return server
      },
    })
    for (const { close } of servers) await close()
  },
})

/** Tries to connect, and says what the dialog answers. */
async function tryToConnect(page: Page, apiAddress: string, apiKey: string) {
  const form = ui.dialog(page, names.connect)
  if (!(await form.isVisible())) await ui.button(page, names.connect).first().click()
  await ui.textbox(form, names.apiKey).fill(apiKey)
  await ui.textbox(form, names.apiAddress).fill(apiAddress)
  await ui.button(form, 'Connect').click()
  const alert = form.getByRole('alert')
  await expect(alert).toBeVisible()
  // On an Electron out of support a person confirms an address beyond this computer.
  const confirm = ui.button(form, 'Connect anyway')
  if (await confirm.isVisible()) await confirm.click()
  return alert
}

test('an environment that switches certificate checks off, names other authorities and leads through its proxy gets no key', async ({
  workbench,
  attacker,
}) => {
  const { northwindKey, userData } = workbench
  const authority = await createAuthority('Attacker')
  const tls = await authority.issue({ hosts: ['127.0.0.1', 'api.example.com'] })
  const authorities = join(userData, 'attacker.pem')
  writeFileSync(authorities, authority.certificate)
  const server = await attacker.start({ tls })
  const proxy = await attacker.start({ tunnel: server.port })
  const running = await workbench.launch({
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    SSL_CERT_FILE: authorities,
    HTTPS_PROXY: proxy.address,
  })
  const { page } = running
  // The person knows the server.
  await answerQuestions(running, 'Connect anyway', 'Send the key there')
  for (const address of [server.address, 'https://api.example.com']) {
    const alert = await tryToConnect(page, address, northwindKey)
    await expect(alert).toContainText('certificate is not trusted')
    await expect(alert).toContainText('The key was not sent')
    await expect(alert).toContainText(new URL(address).host)
  }
  // Nothing else goes out: no dictionary, no component and no experiment of Chromium's own.
  expect(new Set(proxy.requests)).toEqual(new Set(['CONNECT api.example.com:443']))
  expect(server.requests).toEqual([])
  for (const { heard, connections } of [server, proxy]) {
    expect(connections()).toBeGreaterThan(0)
    expect(heard(northwindKey)).toBe(false)
  }
})

test('a start behind a proxy sends nothing that nobody asked for @long', async ({
  workbench,
  attacker,
}) => {
  const proxy = await attacker.start()
  const { address } = proxy
  const { page, app, close } = await workbench.launch({ HTTPS_PROXY: address, HTTP_PROXY: address })
  await ui.button(page, names.demo).click()
  await ui.openProject(page, demo.staging.name)
  const connection = await ui.chooseConnection(page, 'Meadowlark Okta')
  await ui.textbox(connection, 'Label').fill('Wrod that a dictionery would mark')
  const spelling = await app.evaluate(({ session }) => ({
    enabled: session.defaultSession.isSpellCheckerEnabled(),
    languages: session.defaultSession.getSpellCheckerLanguages(),
  }))
  expect(spelling).toEqual({ enabled: false, languages: [] })
  await close()
  expect(proxy.requests).toEqual([])
  expect(proxy.connections()).toBe(0)
})

test('an environment whose proxy is none is told so, and nothing is sent @long', async ({
  workbench,
  attacker,
}) => {
  const server = await attacker.start({ tls: await (await createAuthority()).issue() })
  const running = await workbench.launch({ HTTPS_PROXY: 'ftp://proxy.example:21' })
  const { page } = running
  await answerQuestions(running, 'Connect anyway', 'Send the key there')
  for (const host of ['api.example.com', 'attacker.test']) {
    const alert = await tryToConnect(page, `https://${host}:${server.port}`, workbench.northwindKey)
    await expect(alert).toContainText('HTTPS_PROXY names a proxy of a kind that is not supported')
    await expect(alert).toContainText('The key was not sent')
  }
  expect(server.connections()).toBe(0)
})

test('a folder that names another address gets no key, and the person puts it right with a new one', async ({
  workbench,
  attacker,
}) => {
  const { emulator, northwindKey, userData } = workbench
  const file = join(userData, 'workspaces.json')
  const server = await attacker.start()
  let running = await workbench.open(demo.staging.name)
  await expect(ui.region(running.page, names.organizations)).toContainText('Meadowlark')
  await running.close()
  emulator.clearRequests()
  const text = readFileSync(file, 'utf8')
  const own = emulator.apiAddress

  writeFileSync(file, text.replace(own, 'http://api.evil.example'))
  running = await workbench.launch()
  let note = running.page.getByRole('main').getByRole('alert')
  await expect(note).toContainText('The address of this workspace cannot be used')
  await expect(note).toContainText('http://api.evil.example')
  // All else is there.
  await expect(ui.region(running.page, names.organizations)).toContainText('Meadowlark')
  await running.close()

  writeFileSync(file, text.replace(own, server.address))
  running = await workbench.launch()
  note = running.page.getByRole('main').getByRole('alert')
  await expect(note).toContainText('The key belongs to another address')
  await expect(note).toContainText(server.address)
  await expect(note).toContainText('The key was not sent')
  expect(server.connections()).toBe(0)
  expect(emulator.requests()).toEqual([])
  await ui.button(note, 'Replace key of Northwind').click()
  const form = ui.dialog(running.page, 'Replace key')
  await expect(ui.textbox(form, names.apiAddress)).toHaveValue(own)
  await ui.textbox(form, names.apiKey).fill(northwindKey)
  await form.getByRole('button', { name: 'Replace key', exact: true }).click()
  await expect(form).toBeHidden()
  await expect(note).toBeHidden()
  await expect.poll(() => emulator.requests().length).toBeGreaterThan(0)
  expect(readFileSync(file, 'utf8')).toContain(own)

  const leading = await attacker.start({
    answer: (_request, response) =>
      void response.writeHead(302, { location: `${server.address}/workspaces` }).end(),
  })
  await ui.button(running.page, names.switchProject).click()
  const alert = await tryToConnect(running.page, leading.address, 'ory_wak_typed_for_another')
  await expect(alert).toContainText('a redirect to')
  expect(leading.requests).toEqual(['GET /workspaces'])
  expect(server.connections()).toBe(0)
  expect(server.heard(northwindKey) || leading.heard(northwindKey)).toBe(false)
})

test('a key stored without its address is sent nowhere, and has to be entered again @long', async ({
  workbench,
}) => {
  const { emulator, northwindKey } = workbench
  let running = await workbench.open(demo.staging.name)
  await running.close()
  emulator.clearRequests()
  const keychain = await openSecretStore()
  expect(keychain.kind).toBe('keychain')
  await keychain.set(workspaceAccount(demo.northwind), northwindKey)
  running = await workbench.launch()
  const note = running.page.getByRole('main').getByRole('alert')
  await expect(ui.button(note, 'Replace key of Northwind')).toBeVisible()
  expect(emulator.requests()).toEqual([])
})

test.describe('a key of two workspaces', () => {
  test.use({
    emulatorOptions: { apiKeys: { ory_wak_of_both_0123: [demo.northwind, demo.globex] } },
  })

  test('connects both and says so @long', async ({ workbench }) => {
    const { page } = await workbench.launch()
    await ui.connect(page, workbench.emulator.apiAddress, 'ory_wak_of_both_0123')
    await expect(page.getByRole('alert')).toContainText(
      'The key opens 2 workspaces. Connected: Northwind, Globex.',
    )
    await ui.openProject(page, 'Globex Portal Staging')
    await expect(ui.statusLine(page, 'Offline')).toBeHidden()
    await ui.openProject(page, demo.staging.name)
  })
})

test('a hostile page gets no secret into another field, and no ID to another path', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.openShared(demo.staging.name)
  const { page, userData } = running
  const projectId = workbench.id(demo.staging.id)
  const ask = (name: string, input: unknown): Promise<any> =>
    page.evaluate(
      ([what, given]) => (window as any).bridge.request(what, given, crypto.randomUUID()),
      [name, input] as const,
    )
  const secret = 'canary-of-a-page-0123456789-abcdef'
  const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13'
  // Nothing is known of the project before it was read once.
  await expect(ui.region(page, 'Organizations').getByRole('option').first()).toBeVisible()
  const opened = (await ask('project.open', { projectId })).value
  const { revisionId, organizations } = opened.snapshot
  expect((await ask('secret.put', { projectId, reference, value: secret })).ok).toBe(true)
  emulator.clearRequests()

  // A reference wherever it is not for.
  const keys = { connection: 'oidc:pilot-keycloak', 'scim-client': 'meadowlark-okta' } as const
  const places: readonly (readonly [kind: keyof typeof keys, field: string, to: unknown])[] = [
    ['connection', 'label', { $secret: reference }],
    ['connection', 'client_id', { $secret: reference }],
    ['connection', 'requested_claims', { id_token: { email: { $secret: reference } } }],
    ['connection', 'future', [{ client_secret: { $secret: reference } }]],
    ['connection', 'client_secret', { $secret: reference, beside: 1 }],
    ['connection', '$secret', reference],
    // A field for a secret of another kind is none.
    ['connection', 'authorization_header_secret', { $secret: reference }],
    ['scim-client', 'client_secret', { $secret: reference }],
    ['scim-client', 'label', { $secret: reference }],
    ['scim-client', 'proxy_scim_server_url', { $secret: reference }],
    ['scim-client', 'future', { deep: { $secret: reference } }],
  ]
  const history = { past: [], future: [], branches: [], earlier: [] }
  const draftOf = (kind: keyof typeof keys, field: string, to: unknown) => {
    const none = { organization: {}, method: {}, connection: {}, 'scim-client': {} }
    const edit = { kind: 'edit', fields: { [field]: { to } } }
    const intents = { ...none, [kind]: { [keys[kind]]: edit } }
    return { projectId, baseRevisionId: revisionId, intents, ...history }
  }
  for (const [kind, field, to] of places) {
    const target = { kind, key: keys[kind] }
    const draft = draftOf(kind, field, to)
    const refused = { ok: false, error: { code: 'request.invalid' } }
    expect(await ask('draft.save', { draft }), `${kind} ${field}`).toMatchObject(refused)
    const change = { target, field, after: { to } }
    const step = { id: 's', label: 'S', at: new Date(0).toISOString(), changes: [change] }
    const entries = [{ kind: 'record', step }]
    const appended = await ask('draft.append', { projectId, after: 0, entries })
    expect(appended, `${kind} ${field}`).toMatchObject(refused)
  }
  expect((await ask('draft.read', { projectId })).value.draft).toBeUndefined()
  // In its own field it is taken.
  for (const [kind, field] of [
    ['connection', 'client_secret'],
    ['scim-client', 'authorization_header_secret'],
  ] as const) {
    const { sequence: after } = (await ask('draft.read', { projectId })).value
    const draft = draftOf(kind, field, { $secret: reference })
    const saved = await ask('draft.save', { draft, ...(after === undefined ? {} : { after }) })
    expect(saved.ok, JSON.stringify(saved)).toBe(true)
  }

  // IDs that lead up.
  const organizationId = organizations[0].id
  const flags = { enableSso: true, enableScim: true, expiresAt: '2099-01-01T00:00:00.000Z' }
  const link = { projectId, organizationId, linkId: '..' }
  const up = ['..', '.', '', '%2e%2e', '..\\..', '../..', '..\t']
  for (const each of up) {
    const asked: [string, unknown][] = [
      ['portal-link.delete', { ...link, linkId: each }],
      ['portal-link.update', { ...link, ...flags, linkId: each }],
      ['portal-link.delete', { projectId, organizationId: each, linkId: organizationId }],
      ['portal-link.list', { projectId, organizationId: each }],
      ['project.read', { projectId: each }],
      ['radar.seen', { projectId: each }],
      ['workspace.refresh', { workspaceId: each }],
      ['draft.save', { draft: { projectId: each, baseRevisionId: 'r', intents: {}, ...history } }],
      ['draft.publish', { projectId: each, excluded: [], shown: '' }],
    ]
    for (const [name, input] of asked) {
      const answer = await ask(name, input)
      expect(answer, `${name} ${each}`).toMatchObject({ error: { code: 'request.invalid' } })
    }
  }
  expect(emulator.requests()).toEqual([])
  expect(filesHolding(userData, secret)).toEqual([])
})

test('a folder that names a key of others for deletion deletes nothing, and the person is told', async ({
  workbench,
}) => {
  const { emulator, northwindKey, userData } = workbench
  const running = await workbench.open(demo.staging.name)
  await running.close()
  const projectId = demo.production.id
  const made = await fetch(`${emulator.apiAddress}/projects/${projectId}/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${northwindKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Deployment of the shop' }),
  })
  const { id } = (await made.json()) as { id: string }
  const expiresAt = '2099-01-01T00:00:00.000Z'
  const notes = [
    { projectId, name: 'Deployment of the shop', id, expiresAt },
    { projectId, name: `SSO Workbench test sign-in ${id}`, id, expiresAt, mark: 'a'.repeat(64) },
    { projectId, name: `SSO Workbench test sign-in ${id}`, id: '..', expiresAt },
  ]
  const file = join(userData, 'project-keys.json')
  writeFileSync(file, JSON.stringify({ version: 1, data: notes }))
  emulator.clearRequests()
  const { page } = await workbench.launch()
  await expect(page.getByRole('alert').filter({ hasText: 'A key was not deleted' })).toHaveCount(3)
  await expect(page.getByRole('alert').first()).toContainText('project-keys-refused.json')
  expect(emulator.projectKeys().map((key) => key.id)).toEqual([id])
  expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  expect(readFileSync(join(userData, 'project-keys-refused.json'), 'utf8')).toContain(id)
  expect(readFileSync(file, 'utf8')).not.toContain(id)
})
