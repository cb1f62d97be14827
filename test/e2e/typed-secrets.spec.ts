import { expect, type Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../support/window/app'
import { holdKeychain, inKeychain, putIntoKeychain } from '../support/window/keychain'
import * as ui from '../support/window/screens'
import { demo, methodsOf, test } from '../support/window/workbench'

const kept = (secret: string) => until(() => inKeychain(secret), `${secret} in the keychain`)
const gone = (secret: string) => until(() => !inKeychain(secret), `${secret} out of the keychain`)

test.beforeEach(() => {
  test.skip(process.platform !== 'linux', 'other systems have no tool to ask their keychain')
})

/** Types a secret into a field and leaves it: it goes to the keychain at once. */
async function typeSecret(scope: ReturnType<typeof ui.panel>, secret: string): Promise<void> {
  await ui.textbox(scope, 'Client secret').fill(secret)
  await ui.textbox(scope, 'Client secret').blur()
  await kept(secret)
}

/** Whether this folder has a typed secret in the keychain, or on its way there. */
function listed(userData: string): boolean {
  const path = join(userData, 'secrets.json')
  return existsSync(path) && readFileSync(path, 'utf8').includes(demo.staging.id)
}

async function expectNoChange(page: Page): Promise<void> {
  await expect(ui.button(page, ui.names.review)).not.toContainText(/\d/)
}

test('secrets of forms and drafts that are given up leave the keychain, and nobody else’s', async ({
  workbench,
}) => {
  const others = 'of-another-folder-3301'
  putIntoKeychain(`draft:${demo.staging.id}:${crypto.randomUUID()}`, others)
  let running = await workbench.open(demo.staging.name)
  let { page } = running

  let form = await ui.openNewConnection(page)
  await ui.choose(form, page, 'Provider', 'Generic')
  await typeSecret(form, 'of-a-cancelled-form-3302')
  // One that was typed over, and one that is still typed in.
  await typeSecret(form, 'typed-over-in-a-form-3303')
  await ui.textbox(form, 'Client secret').fill('left-in-the-field-3304')
  await ui.cancelForm(form)
  await gone('of-a-cancelled-form-3302')
  await gone('typed-over-in-a-form-3303')
  await expectNoChange(page)

  // A secret of a form that is open when the app is killed, beside one of the draft.
  const connection = await ui.chooseConnection(page, 'Pilot Keycloak')
  await typeSecret(connection, 'of-the-draft-3305')
  await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
  form = await ui.openNewConnection(page)
  await ui.choose(form, page, 'Provider', 'Generic')
  await typeSecret(form, 'of-a-form-that-was-killed-3306')
  running.app.process().kill('SIGKILL')
  await running.close().catch(() => undefined)
  expect(inKeychain('left-in-the-field-3304')).toBe(false)
  running = await workbench.launch()
  ;({ page } = running)
  await gone('of-a-form-that-was-killed-3306')
  expect(inKeychain('of-the-draft-3305')).toBe(true)

  // What the history of the draft held goes with the publish.
  const again = await ui.chooseConnection(page, 'Pilot Keycloak')
  await typeSecret(again, 'published-3307')
  await ui.publishDraft(page)
  await gone('of-the-draft-3305')
  await gone('published-3307')
  const { providers } = methodsOf(workbench.emulator, demo.staging.id).oidc.config
  expect(providers.find((item: any) => item.id === 'pilot-keycloak').client_secret).toBe(
    'published-3307',
  )
  await running.close()
  expect(inKeychain(others)).toBe(true)
})

test('a secret that the keychain takes after its new connection was deleted changes nothing @long', async ({
  workbench,
}) => {
  const late = 'later-than-its-connection-3311'
  const { page } = await workbench.open(demo.staging.name)
  await ui.createConnection(page, {
    organization: 'Meadowlark Health',
    label: 'Larkspur Okta',
    id: 'larkspur-okta',
    clientId: '0oaLarkspur',
    issuer: 'https://larkspur.okta.example',
  })
  const connection = await ui.chooseConnection(page, 'Larkspur Okta')
  await expect(ui.button(page, ui.names.review)).toContainText('1')
  const go = holdKeychain()
  try {
    // The field is left by going to the button.
    await ui.textbox(connection, 'Client secret').fill(late)
    await ui.button(connection, 'Delete connection').click()
    await expect(ui.region(page, 'Connections')).not.toContainText('Larkspur Okta')
    // Its name is on the list of what the keychain is asked to keep.
    await until(() => listed(workbench.userData), 'the secret on its way')
  } finally {
    go()
  }
  await until(() => !listed(workbench.userData), 'the secret taken and deleted')
  expect(inKeychain(late)).toBe(false)
  await expectNoChange(page)
  await expect(ui.dialog(page, ui.names.conflict)).toBeHidden()
  // A state from the server makes no conflict of it either.
  workbench.emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    providers.find((item: any) => item.id === 'pilot-keycloak').label = 'Renamed elsewhere'
    project.revision_id = crypto.randomUUID()
  })
  await ui.button(page, 'Refresh').click()
  await expect(ui.region(page, 'Connections')).toContainText('Renamed elsewhere')
  await expectNoChange(page)
  await expect(ui.dialog(page, ui.names.conflict)).toBeHidden()
  await ui.button(ui.banner(page), 'Undo').click()
  await expect(ui.region(page, 'Connections')).toContainText('Larkspur Okta')
  await expect(ui.button(page, ui.names.review)).toContainText('1')
})
