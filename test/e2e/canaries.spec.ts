import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestName } from '../../src/core/ipc/contract'
import { chooseMenuItem, type RunningApp } from '../support/window/app'
import { canaries, plantedState } from '../support/texts/canaries'
import { createScan, type Planted } from '../support/window/canary-scan'
import { hostile, leaveSystemAlone, prepareEveryRequest } from '../support/window/hostile-page'
import { recordIpc } from '../support/window/ipc-record'
import { inKeychain } from '../support/window/keychain'
import { openMapperEditor, resultOf, saveCase } from '../support/window/mapper-editor'
import {
  answerOpenDialog,
  answerQuestions,
  answerSaveDialog,
} from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import {
  beginSignIn,
  openTrial,
  signIn,
  test,
  triedOptions,
} from '../support/window/tried-connection'
import { demo, expect, projectState, type Workbench } from '../support/window/workbench'

/** Made anew in each process, so that no compiled copy of this file has them. */
const random = (bytes: number) => randomBytes(bytes).toString('base64url')
const pem = Array.from({ length: 3 }, () => randomBytes(48).toString('base64')).join('\n')

const secrets = {
  'API key': `ory_wak_${randomBytes(20).toString('hex')}`,
  // With all that an encoding changes.
  'client secret': `Kx81~${random(12)}/+&"<%é`,
  'secret of an e-mail': `Zq3-${random(24)}`,
  'private key': `-----BEGIN PRIVATE KEY-----\n${pem}\n-----END PRIVATE KEY-----`,
  'signature of a token': random(32),
} as const

/** A person behind an organization, of whom nothing but numbers may stay. */
const person = {
  'address of a person': `canary.${randomBytes(9).toString('hex')}@foxglove.example`,
  'name of a person': `Canary ${random(12)}`,
  'id of a person': randomUUID(),
  'id of a session': randomUUID(),
} as const

function people() {
  const identity = {
    id: person['id of a person'],
    schema_id: 'default',
    traits: { email: person['address of a person'], name: person['name of a person'] },
  }
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const methods = [{ method: 'oidc', provider: 'pilot-keycloak', completed_at: at }]
  const session = { id: person['id of a session'], authentication_methods: methods, identity }
  return { identities: [identity], sessions: [session] }
}

/** Ways in which a server quotes what it was sent. */
const quotes = (secret: string) => [
  `client_secret ${secret} is not allowed`,
  `body {"client_secret":${JSON.stringify(secret)}}`,
  `form client_secret=${encodeURIComponent(secret)}`,
  `Basic ${Buffer.from(`id:${secret}`).toString('base64')}`,
]

test.use({
  emulatorOptions: {
    ...triedOptions,
    people,
    state: plantedState(demo.staging.id, demo.production.id),
    apiKeys: { [secrets['API key']]: [demo.northwind] },
    warnings: quotes(secrets['client secret']).map((message) => ({ message })) as never,
  },
  // One of all requests reports an error of the page.
  leavesErrors: true,
})

/** Everything that is copied, except what the app says is a secret, which it clears. */
async function recordClipboard({ app }: RunningApp) {
  await app.evaluate(({ clipboard }) => {
    const copied: string[] = ((globalThis as any).copiedTexts = [])
    const write = clipboard.writeText.bind(clipboard)
    clipboard.writeText = async (text) => {
      copied.push(text)
      await write(text)
    }
  })
  return () => app.evaluate(() => (globalThis as any).copiedTexts as string[])
}

/** Types, pastes and saves secrets where a person has them. */
async function enterSecrets(running: RunningApp): Promise<void> {
  const { page, app } = running
  const form = await ui.openNewConnection(page)
  await ui.choose(form, page, 'Provider', 'Apple')
  await ui.choose(form, page, 'Organization', 'Meadowlark Health')
  const values = {
    Label: 'Canary Apple',
    'Connection ID': 'canary-apple',
    'Client ID': 'example.canary.web',
    'Apple team ID': 'TEAM123456',
    'Apple private key ID': 'KEY1234567',
    'Apple private key': secrets['private key'],
  }
  for (const [name, value] of Object.entries(values)) await ui.textbox(form, name).fill(value)
  await ui.button(form, 'Create').click()
  await expect(form).toBeHidden()

  await ui.region(page, 'Connections').getByRole('listbox').focus()
  const email = `Client ID: 0oa8fixture1AbCdEf5d7\nClient Secret: ${secrets['secret of an e-mail']}\nIssuer: https://canary.okta.com\nCompany: Canary Kettle\nOur email domain is canary-kettle.example.\n`
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), email)
  await page.keyboard.press('ControlOrMeta+v')
  const set = ui.dialog(page, 'Organization and connection')
  await expect(ui.textbox(set, 'Issuer URL')).toHaveValue('https://canary.okta.com')
  await set.getByRole('radio', { name: 'A new customer' }).check()
  await ui.button(set, 'Create').click()
  await expect(set).toBeHidden()

  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await ui.textbox(connection, 'Client secret').fill(secrets['client secret'])
  await ui.textbox(connection, 'Client secret').blur()
  await expect.poll(() => inKeychain(secrets['client secret'])).toBe(true)
}

/** A token as own claims of a mapper, and a case of them. */
async function useToken({ page }: RunningApp): Promise<void> {
  await openMapperEditor(page, 'Google')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = {
    iss: 'https://accounts.google.com',
    sub: '11112222',
    email: 'robin@sherwood.example',
    email_verified: true,
  }
  const token = [part({ alg: 'RS256' }), part(payload), secrets['signature of a token']].join('.')
  await ui.button(page, 'Paste your own claims').click()
  const dialog = ui.dialog(page, 'Paste your own claims')
  await ui.textbox(dialog, 'Claims').fill(token)
  await ui.button(dialog, 'Use these claims').click()
  await expect(dialog).toBeHidden()
  await expect(resultOf(page)).toContainText('robin@sherwood.example')
  await saveCase(page, 'Of a token')
  await page.keyboard.press('ControlOrMeta+6')
}

/** Publishes twice: a server that quotes the secret refuses it first, and warns then. */
async function publishQuoted({ page }: RunningApp, { emulator }: Workbench): Promise<void> {
  const message = quotes(secrets['client secret']).join('; ')
  const body = { error: { code: 400, status: 'Bad Request', message } }
  emulator.fault({ operation: 'patchProjectWithRevision', status: 400, times: 1, body })
  await ui.openReview(page)
  await ui.publish(page)
  await expect(page.getByText('is not allowed').first()).toBeVisible()
  await ui.publish(page)
  await expect(ui.region(page, `Published to ${demo.staging.name}`)).toBeVisible()
  await page.keyboard.press('Escape')
}

/** Makes a portal link and copies it. @returns its value, which opens the set-up of the organization */
async function makePortalLink({ page }: RunningApp, { emulator }: Workbench): Promise<string> {
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(panel, 'Portal links').click()
  const links = ui.dialog(page, 'Portal links')
  await ui.button(links, 'New link').click()
  await ui.button(links, 'Create link').click()
  const ask = ui.dialog(page, 'Create a portal link?')
  await ui.button(ask, 'Create now').click()
  await expect(ask).toBeHidden()
  await ui.button(links, 'Close').click()
  return String(projectState(emulator, demo.staging.id).portal_links[0].value)
}

/** Counts people, shows one and exports their id. @returns the key that the app made to count */
async function countPeople(
  running: RunningApp,
  { emulator, userData }: Workbench,
): Promise<string> {
  const { page } = running
  await answerQuestions(running, 'Count', 'Show', 'Read')
  const panel = await ui.chooseOrganization(page, 'Foxglove Pharma')
  await ui.button(panel.getByRole('region', { name: 'People' }), 'Count people…').click()
  const dialog = ui.dialog(page, 'People')
  await ui.button(dialog, 'Count people').click()
  await expect(dialog).toContainText('Everybody was counted.')
  await ui.button(dialog, 'Close').click()
  await ui.button(panel, /^Show People with \S+ in no organization$/).click()
  const shown = page.getByRole('dialog')
  await ui.button(shown, 'Show').click()
  await expect(shown.getByRole('option')).toContainText(person['address of a person'])
  // A table of ids is asked for, and lies where the person says: beside what is searched here.
  await answerSaveDialog(running, join(userData, '..', 'canary-ids.csv'))
  await ui.button(shown, 'Export IDs…').click()
  await expect(shown).toContainText('1 ID saved as canary-ids.csv.')
  await ui.button(shown, 'Close').click()
  const read = emulator.requests().find(({ operation }) => operation === 'listIdentities')
  return String(read?.headers['authorization']).replace('Bearer ', '')
}

/** Saves what the app says about itself, with all that it would say. */
async function saveDiagnostics(running: RunningApp, file: string): Promise<void> {
  const { page } = running
  await chooseMenuItem(running, 'Save Diagnostics…')
  const dialog = ui.dialog(page, 'Save diagnostics')
  await dialog.getByRole('checkbox', { name: /With the messages of errors/ }).check()
  await expect(dialog.getByRole('region')).toContainText('A request failed')
  await answerSaveDialog(running, file)
  await ui.button(dialog, 'Save…').click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Saved as' })).toBeVisible()
  await ui.button(dialog, 'Copy diagnostics').click()
  await ui.button(dialog, 'Close').click()
}

/** Signs in with a real provider. @returns the key that the app made for it */
async function trySignIn(running: RunningApp, { emulator }: Workbench): Promise<string> {
  const dialog = await openTrial(running)
  await signIn(await beginSignIn(running))
  await expect(dialog).toContainText('every step passed')
  await ui.button(dialog, 'Close').click()
  const made = emulator.requests().find(({ operation }) => operation === 'createTestLoginFlow')
  return String(made?.headers['authorization']).replace('Bearer ', '')
}

test('no secret of any feature is written anywhere or told to a page, in any form @long', async ({
  workbench,
  provider,
}) => {
  test.setTimeout(300_000)
  expect(provider.issuer).toContain('127.0.0.1')
  const { emulator, userData } = workbench
  const saved = join(userData, 'saved')
  mkdirSync(saved)
  const running = await workbench.launch()
  const { app, page } = running
  let printed = ''
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (bytes: Buffer) => (printed += bytes.toString()))
  }
  const record = await recordIpc(running)
  const copied = await recordClipboard(running)
  await leaveSystemAlone(running)
  await ui.connect(page, emulator.apiAddress, secrets['API key'])
  await ui.openProject(page, demo.staging.name)

  const projectKey = await trySignIn(running, workbench)
  await enterSecrets(running)
  await useToken(running)
  await publishQuoted(running, workbench)
  const link = await makePortalLink(running, workbench)
  const peopleKey = await countPeople(running, workbench)
  await saveDiagnostics(running, join(saved, 'diagnostics.txt'))

  // All the other features, as a page asks for them: each request of the contract.
  await answerSaveDialog(running, join(saved, 'saved.json'))
  await answerOpenDialog(running, [saved])
  await answerQuestions(running, 'Cancel')
  const { send } = hostile(running)
  const requests = await prepareEveryRequest(running, workbench, 'Wanted')
  for (const [name, input] of Object.entries(requests)) await send(name as RequestName, input)
  const shown = await page.evaluate(() => document.documentElement.outerHTML)

  // A page is given the address of a new link, and people whom somebody asked to see, to show them once.
  const { text, answered } = await record.read(['portal-link.create', 'people.show'])
  expect(answered).toEqual(expect.arrayContaining(Object.keys(requests)))
  const texts = await copied()
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await running.close()

  const all: Planted = {
    ...secrets,
    ...canaries,
    ...person,
    'key that reads people': peopleKey,
    'key of the project': projectKey,
    'portal link': link,
  }
  for (const key of [projectKey, peopleKey]) expect(key).toMatch(/^ory_apikey_/)
  const scan = createScan(all)
  const { 'portal link': _copied, 'secret of an e-mail': _pasted, ...neverCopied } = all
  const folders = [
    userData,
    ...[process.env['HOME'], process.env['XDG_RUNTIME_DIR']].flatMap((each) => each ?? []),
  ]
  const written = folders.map((folder) => scan.inFolder(folder, ['keyrings']))
  expect(written[0]?.files).toBeGreaterThan(20)
  expect([
    ...written.flatMap(({ found }) => found),
    ...scan.inText('answers and events', text),
    ...scan.inText('the page', shown),
    ...scan.inText('the output of the app', printed),
    ...createScan(neverCopied).inText('the clipboard', texts.join('\n')),
  ]).toEqual([])
})
