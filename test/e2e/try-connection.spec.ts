import { filesHolding } from '../support/texts/files'
import { signInClient } from '../support/identity-providers/sign-in'
import { answerQuestions, askedQuestions } from '../support/window/native-dialogs'
import { longRunViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import {
  beginSignIn,
  openTrial,
  setProvider,
  signIn,
  test,
  tried,
  triedOptions,
} from '../support/window/tried-connection'
import { demo, expect } from '../support/window/workbench'

const { slug } = tried
const email = 'grace.hopper@customer.example'

test.use({ emulatorOptions: triedOptions })

test('a sign-in at a real provider, in a window without any power, becomes a case', async ({
  workbench,
  provider,
}) => {
  const running = await workbench.open(demo.staging.name)
  const { app, page } = running
  // Kept, to look at it when it should have been emptied.
  await app.evaluate(({ app: electron }) => {
    electron.on('session-created', (own) => ((globalThis as any).tried = own))
  })
  const dialog = await openTrial(running)
  const window = await beginSignIn(running)
  await window.getByRole('heading', { name: 'Provider' }).waitFor()
  expect(await askedQuestions(running)).toEqual(['Try a sign-in with Pilot Keycloak?'])
  // The key served its purpose before the person sees anything.
  expect(workbench.emulator.projectKeys()).toEqual([])

  const seen = await window.evaluate(() => ({
    bridge: typeof (window as any).bridge,
    node: [typeof (globalThis as any).require, typeof (globalThis as any).process],
  }))
  expect(seen).toEqual({ bridge: 'undefined', node: ['undefined', 'undefined'] })
  const inside = await app.evaluate(({ BrowserWindow, session }) => {
    const [own] = BrowserWindow.getAllWindows().filter(
      ({ webContents }) => webContents.session !== session.defaultSession,
    )
    const { preload, sandbox, contextIsolation, nodeIntegration, webSecurity, disableDialogs } = (
      own as any
    ).webContents.getLastWebPreferences()
    // What a page with a question before it is left is answered.
    let isLeft = false
    own?.webContents.emit('will-prevent-unload', { preventDefault: () => (isLeft = true) })
    return {
      title: own?.getTitle(),
      preferences: [preload ?? '', sandbox, contextIsolation, nodeIntegration, webSecurity],
      isPersistent: own?.webContents.session.isPersistent(),
      hold: { disableDialogs, isLeft },
    }
  })
  expect(inside.preferences).toEqual(['', true, true, false, true])
  expect(inside.isPersistent).toBe(false)
  expect(inside.hold).toEqual({ disableDialogs: true, isLeft: true })
  // The page calls itself a bank; the window says where it is.
  expect(inside.title).toMatch(
    new RegExp(`^${provider.issuer}/interaction/.* — Test sign-in: Pilot Keycloak$`),
  )
  await window.getByRole('link', { name: 'More' }).click()
  const refused = dialog.getByRole('list', { name: 'Refused' })
  await expect(refused).toContainText('without TLS (192.0.2.1)')
  await expect(refused).toContainText('further window (example.com)')
  expect(app.windows()).toHaveLength(2)

  await signIn(window)
  await expect(dialog).toContainText('every step passed')
  const missing = dialog.getByRole('region', { name: 'Asked at the first sign-in' })
  await expect(missing).toContainText('/traits/name')
  await expect(dialog.getByRole('region', { name: 'ID token' })).toContainText(email)
  await dialog.getByRole('tab', { name: 'Mapper output' }).click()
  await expect(dialog.getByRole('region', { name: 'Mapper output' })).toContainText('"traits"')
  expect(app.windows()).toHaveLength(1)
  const left = await app.evaluate(() => (globalThis as any).tried.cookies.get({}))
  expect(left).toEqual([])

  await ui.button(dialog, 'Save case').click()
  const save = ui.dialog(page, 'Save case')
  await expect(save.getByRole('region', { name: 'Claims of the case' })).not.toContainText(email)
  await ui.button(save, 'Save').click()
  await expect(dialog).toContainText('The case was saved.')
  await ui.button(dialog, 'Close').click()

  // Neither the key, nor the person, nor the client's secret is in any file.
  const made = workbench.emulator
    .requests()
    .find(({ operation }) => operation === 'createTestLoginFlow')
  const key = String(made?.headers['authorization']).replace('Bearer ', '')
  expect(key).toMatch(/^ory_apikey_/)
  for (const secret of [key, email, signInClient.secret]) {
    expect(filesHolding(running.userData, secret)).toEqual([])
  }
})

test('a wrong secret is named with its remedy, and a result comes back from the browser @long', async ({
  workbench,
  provider,
}) => {
  setProvider(workbench, { client_secret: 'another one', issuer_url: provider.issuer })
  const running = await workbench.openShared(demo.staging.name)
  const { app, page } = running
  const dialog = await openTrial(running)
  const window = await beginSignIn(running)
  await signIn(window)
  const failure = dialog.getByRole('region', { name: 'What went wrong' })
  await expect(failure).toContainText('Enter the client secret again')
  await expect(failure).toContainText('invalid_client')
  const steps = dialog.getByRole('list', { name: 'Steps' })
  await expect(steps).toContainText('The code is exchanged for tokensFailed')
  await expect(steps).toContainText('The mapper runsNot reached')
  expect(workbench.emulator.projectKeys()).toEqual([])

  await app.evaluate(({ shell }) => {
    shell.openExternal = (address) => {
      ;((globalThis as any).openedAddresses ??= []).push(address)
      return Promise.resolve()
    }
  })
  const second = await beginSignIn(running)
  await second.getByRole('heading', { name: 'Provider' }).waitFor()
  await ui.button(dialog, 'Use the system browser').click()
  await expect.poll(() => app.windows().length).toBe(1)
  const opened = await app.evaluate(() => (globalThis as any).openedAddresses)
  expect(opened).toEqual([expect.stringContaining(`/project-hosts/${slug}/ui/login?flow=`)])
  const result = ui.textbox(dialog, 'Result')
  await result.fill('{"id": ')
  await ui.button(dialog, 'Show the result').click()
  await expect(dialog).toContainText('The JSON has a mistake in line 1')
  await result.fill('{"test_context":{"debug_payload":{"id_token_claims":{"sub":"1"}}}}')
  await ui.button(dialog, 'Show the result').click()
  await expect(dialog).toContainText('every step passed')
  await expect
    .poll(() => workbench.emulator.requests().filter(({ method }) => method === 'DELETE').length)
    .toBe(4)
  await ui.button(dialog, 'Close').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a key that was there when the app was killed is deleted at the next start @long', async ({
  workbench,
  provider,
}) => {
  expect(provider.issuer).toContain('127.0.0.1')
  const { emulator } = workbench
  const running = await workbench.open(demo.staging.name)
  const dialog = await openTrial(running)
  await answerQuestions(running, 'Try sign-in')
  emulator.fault({ operation: 'createTestLoginFlow', delayMs: 600_000 })
  await ui.button(dialog, 'Open the sign-in').click()
  const asked = () =>
    emulator.requests().some(({ operation }) => operation === 'createTestLoginFlow')
  await expect.poll(asked).toBe(true)
  expect(emulator.projectKeys()).toHaveLength(1)
  running.app.process().kill('SIGKILL')
  const again = await workbench.launch()
  await expect(
    again.page
      .getByRole('alert')
      .filter({ hasText: 'key of an interrupted test sign-in was deleted' }),
  ).toBeVisible()
  expect(emulator.projectKeys()).toEqual([])
})

for (const view of longRunViews) {
  test(`a test sign-in at ${view.width}x${view.height}, ${view.theme}`, async ({
    workbench,
    provider: _provider,
  }) => {
    const running = await workbench.openShared(demo.staging.name)
    const picture = await photographer(running, view)
    const dialog = await openTrial(running)
    await picture('try-sign-in')
    const window = await beginSignIn(running)
    await window.getByRole('heading', { name: 'Provider' }).waitFor()
    await picture('try-sign-in-open')
    await signIn(window)
    await expect(dialog).toContainText('every step passed')
    await picture('try-sign-in-result')
    await ui.button(dialog, 'Save case').click()
    await picture('try-sign-in-case')
    await ui.button(ui.dialog(running.page, 'Save case'), 'Cancel').click()
    setProvider(workbench, { client_secret: 'another secret' })
    await signIn(await beginSignIn(running))
    await expect(dialog).toContainText('token')
    await picture('try-sign-in-failed')
  })
}
