import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { demoIds } from '../emulator'
import { keychainSecrets, type RunningApp } from '../support/window/app'
import { answerQuestions, letPausePass } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { expect, test } from '../support/window/workbench'

const { names } = ui
const builtFor = 45
const realAddress = 'https://console.customer.example'
const note = (page: Page) => page.getByRole('complementary', { name: 'Electron out of support' })

/** A proxy that lets nothing through and keeps what it was asked for of the customer. */
async function startProxy(): Promise<{ server: Server; asked: string[]; address: string }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', ({ url = '' }, socket) => {
    if (url.includes('customer.example')) asked.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { server, asked, address: `http://127.0.0.1:${port}` }
}

const majorOf = async ({ app }: RunningApp) =>
  Number.parseInt(await app.evaluate(() => process.versions.electron), 10)

test('on an Electron out of support a real workspace connects only after one more confirmation', async ({
  workbench,
}) => {
  const proxy = await startProxy()
  try {
    const proxies = { HTTPS_PROXY: proxy.address, https_proxy: proxy.address }
    const running = await workbench.launch(proxies)
    const { page } = running
    test.skip((await majorOf(running)) >= builtFor, 'This Electron is the one of this version')
    await expect(note(page)).toContainText('out of support')
    await expect(note(page)).toContainText('npm start')

    await ui.button(page, names.connect).first().click()
    const form = ui.dialog(page, names.connect)
    await ui.textbox(form, names.apiKey).fill('ory_wak_realkey')
    await ui.textbox(form, names.apiAddress).fill(realAddress)
    await ui.button(form, 'Connect').click()
    await expect(form.getByRole('alert')).toContainText(/Electron 33\S*, which is out of support/)
    // Whatever asks main without the dialog is refused as well.
    const refused = await page.evaluate(
      (apiAddress) =>
        (window as any).bridge.request(
          'workspace.connect',
          { apiKey: 'ory_wak_x', apiAddress },
          'own',
        ),
      realAddress,
    )
    expect(refused).toMatchObject({ ok: false, error: { code: 'electron.out-of-support' } })
    expect(proxy.asked).toEqual([])

    // A page can say that the person agreed: main asks them, and the answer is no.
    await answerQuestions(running, 'Cancel')
    const claimed = await page.evaluate(
      (apiAddress) =>
        (window as any).bridge.request(
          'workspace.connect',
          { apiKey: 'ory_wak_x', apiAddress, acceptOldElectron: true },
          'own-2',
        ),
      realAddress,
    )
    expect(claimed).toMatchObject({ ok: false, error: { code: 'electron.out-of-support' } })
    expect(proxy.asked).toEqual([])
    await letPausePass(running)
    await answerQuestions(running, 'Connect anyway', 'Send the key there')
    await ui.button(form, 'Connect anyway').click()
    await expect(form.getByRole('alert')).toContainText('proxy')
    expect(proxy.asked).toContain('console.customer.example:443')

    // A server on this computer is no real workspace.
    await ui.textbox(form, names.apiKey).fill(workbench.northwindKey)
    await ui.textbox(form, names.apiAddress).fill(workbench.emulator.apiAddress)
    await ui.button(form, 'Connect').click()
    await expect(form).toBeHidden()
    await expect(note(page)).toBeVisible()
    await ui.button(note(page), 'Hide the note on Electron').click()
    await expect(note(page)).toHaveCount(0)
    // What was closed for good stays closed after a restart.
    await running.close()
    const restarted = await workbench.launch()
    await expect(ui.banner(restarted.page)).toBeVisible()
    await expect(note(restarted.page)).toHaveCount(0)
  } finally {
    proxy.server.close()
  }
})

test('beside a keychain made for tests keys stay in memory, and the app says so', async ({
  workbench,
}) => {
  const { page } = await workbench.launch({}, ['--keychain-for-tests'])
  await expect(page.getByRole('main')).toContainText('the keychain beside it is made for tests')
  await ui.button(page, names.connect).first().click()
  const form = ui.dialog(page, names.connect)
  await expect(form).toContainText('The key lasts until the app is closed')
  await page.keyboard.press('Escape')
  const key = workbench.emulator.demoApiKeys[demoIds.globex] ?? 'none'
  await ui.connect(page, workbench.emulator.apiAddress, key)
  await ui.openProject(page, 'Globex Portal Staging')
  // Each key is kept with its address, and no other test has this one.
  expect(keychainSecrets()).not.toContain(workbench.emulator.apiAddress)
  await ui.button(page, 'Settings').click()
  await expect(page.getByRole('main')).toContainText('the keychain beside it is made for tests')
})

test('a user data folder that others may write is refused in words, before anything is read', async ({
  workbench,
}) => {
  test.skip(process.platform === 'win32', 'A folder of an account is its own there')
  const { userData } = workbench
  writeFileSync(join(userData, 'workspaces.json'), 'not for reading')
  chmodSync(userData, 0o777)
  const { app, page } = await workbench.launch()
  const words = page.getByRole('alert')
  await expect(words).toContainText('Other accounts of this computer may write to the folder')
  await expect(words).toContainText(userData)
  await expect(words).toContainText(`chmod -R go-w '${userData}'`)
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toBe(1)
  expect(readdirSync(userData)).toEqual(['workspaces.json'])

  chmodSync(userData, 0o700)
  rmSync(join(userData, 'workspaces.json'))
  const again = await workbench.launch()
  await expect(ui.button(again.page, names.connect).first()).toBeVisible()
})

test.describe('an error that nobody waited for', () => {
  test.use({ leavesErrors: true })

  test('is logged without secrets and told in the window', async ({ workbench }) => {
    const { app, page, userData } = await workbench.launch()
    await expect(ui.button(page, names.connect).first()).toBeVisible()
    await app.evaluate(() => {
      void Promise.reject(new Error('left alone in main with ory_wak_canary1234567890'))
    })
    const told = page.getByRole('alert')
    await expect(told.filter({ hasText: 'left alone in main' })).toContainText('[hidden]')
    await app.evaluate(() => {
      setImmediate(() => {
        throw new Error('thrown in main')
      })
    })
    await expect(told.filter({ hasText: 'thrown in main' })).toBeVisible()
    await page.evaluate(() => void Promise.reject(new Error('left alone in the page')))
    await expect(told.filter({ hasText: 'left alone in the page' })).toBeVisible()
    const log = () => readFileSync(join(userData, 'logs', 'main.log'), 'utf8')
    await expect.poll(log).toContain('left alone in the page')
    expect(log()).toContain('thrown in main')
    expect(log()).not.toContain('canary')
  })
})
