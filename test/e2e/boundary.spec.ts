import { readFileSync, readdirSync } from 'node:fs'
import { openWindow } from '../support/app'
import * as ui from '../support/screens'
import { demo, expect, test } from '../support/workbench'

test('the page has the bridge and nothing of Node or Electron', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  const seen = await page.evaluate(() => ({
    keys: Object.keys((window as any).bridge).toSorted(),
    frozen: Object.isFrozen((window as any).bridge),
    types: [
      typeof (globalThis as any).require,
      typeof (globalThis as any).process,
      typeof (globalThis as any).module,
      typeof (globalThis as any).Buffer,
    ],
    address: location.href,
  }))
  expect(seen.keys).toEqual(['cancel', 'request', 'subscribe'])
  expect(seen.frozen).toBe(true)
  expect(seen.types).toEqual(['undefined', 'undefined', 'undefined', 'undefined'])
  expect(seen.address).toMatch(/^app:\/\//)
})

test('unknown and malformed requests get an error and cost nothing', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  const answers = await page.evaluate(async () => {
    const { request } = (window as any).bridge
    return [
      await request('no.such', {}, '1'),
      await request('project.open', { projectId: '../../etc/passwd' }, '2'),
      await request('link.open', { link: 'https://evil.example' }, '3'),
      await request('__proto__', {}, '4'),
      await request('app.read', {}, '5'),
    ]
  })
  expect(answers.slice(0, 4).map((item: any) => item.error?.code)).toEqual([
    'request.unknown',
    'request.invalid',
    'request.invalid',
    'request.unknown',
  ])
  expect(answers[4].ok).toBe(true)
})

test('a strict content security policy holds', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  const answer = await page.evaluate(async () => {
    const response = await fetch(location.href).catch(() => undefined)
    const policy = response?.headers.get('content-security-policy') ?? ''
    let evaluated = 'no'
    try {
      evaluated = new Function('return "yes"')()
    } catch {
      evaluated = 'refused'
    }
    const script = document.createElement('script')
    try {
      script.textContent = 'window.injected = true'
      document.body.append(script)
    } catch {
      // Trusted Types refuse the assignment itself.
    }
    const outside = await fetch('https://example.com').then(
      () => 'reached',
      () => 'refused',
    )
    return { policy, evaluated, injected: (window as any).injected === true, outside }
  })
  expect(answer.injected).toBe(false)
  expect(answer.evaluated).toBe('refused')
  expect(answer.outside).toBe('refused')
})

test('navigation, new windows, permissions and webviews are refused', async ({ workbench }) => {
  const { app, page } = await workbench.launchShared()
  const address = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  const opened = await page.evaluate(() => window.open('https://example.com/') === null)
  expect(opened).toBe(true)
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  await page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    document.body.append(view)
  })
  expect(page.url()).toBe(address)
  const count = await app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ])
  expect(count).toEqual([1, 1])
})

test('paths outside the app are not served', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '/%00',
      '/nothing.js',
    ]
    return Promise.all(
      paths.map((path) =>
        fetch(new URL(path, location.href)).then(
          (r) => r.status,
          () => 0,
        ),
      ),
    )
  })
  for (const status of statuses) expect([0, 400, 403, 404]).toContain(status)
})

test('renderer processes run in the sandbox', async ({ workbench }) => {
  test.skip(process.platform !== 'linux', '/proc is Linux')
  const { app, userData } = await workbench.launchShared()
  const renderers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return command.includes('--type=renderer') && command.includes(userData)
      } catch {
        return false
      }
    })
  const main = readFileSync(`/proc/${app.process().pid}/cmdline`, 'utf8')
  expect(main).toContain(userData)
  expect(main).not.toContain('--no-sandbox')
  expect(renderers.length).toBeGreaterThan(0)
  for (const pid of renderers) {
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
  }
})

test('no request leaves at start, and none but to the API afterwards', async ({ workbench }) => {
  const { emulator } = workbench
  const { page } = await workbench.launch()
  await expect(ui.button(page, ui.names.connect).first()).toBeVisible()
  expect(emulator.requests()).toEqual([])
  await ui.connect(page, emulator.apiAddress, workbench.northwindKey)
  await ui.openProject(page, demo.staging.name)
  expect(emulator.requests().length).toBeGreaterThan(0)
})

test('a second window is as closed as the first, and each is judged for itself', async ({
  workbench,
}) => {
  const running = await workbench.launchShared()
  const { app, page } = running
  const second = await openWindow(running)
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { preload, ...rest } = (webContents as any).getLastWebPreferences()
      const names = ['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag']
      return [preload, ...names.map((name) => rest[name])]
    }),
  )
  expect(preferences).toHaveLength(2)
  expect(preferences[1]).toEqual(preferences[0])
  expect(preferences[0]?.slice(1)).toEqual([true, true, false, true, false])
  const places = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { x, y } = window.getNormalBounds()
      return `${x} ${y}`
    }),
  )
  expect(new Set(places).size).toBe(2)

  for (const each of [page, second]) {
    const seen = await each.evaluate(async () => ({
      keys: Object.keys((window as any).bridge).toSorted(),
      types: [typeof (globalThis as any).require, typeof (globalThis as any).process],
      isRefused: (await (window as any).bridge.request('no.such', {}, '1')).error?.code,
      // The same id of a call in both windows: calls of one are none of the other's.
      isAnswered: (await (window as any).bridge.request('app.read', {}, '2')).ok,
      opened: window.open('https://example.com/') === null,
      permission: await Notification.requestPermission(),
    }))
    expect(seen).toEqual({
      keys: ['cancel', 'request', 'subscribe'],
      types: ['undefined', 'undefined'],
      isRefused: 'request.unknown',
      isAnswered: true,
      opened: true,
      permission: 'denied',
    })
  }
  expect(app.windows()).toHaveLength(2)
})

test('a menu command reaches the window in front alone, and a closed window ends nothing of the other', async ({
  workbench,
}) => {
  const running = await workbench.openShared(demo.staging.name)
  const { app, page } = running
  const second = await openWindow(running)
  await expect(ui.banner(second)).toContainText(demo.staging.name)
  for (const each of [page, second]) {
    await each.evaluate(() => {
      const heard = ((window as any).heard = [] as string[])
      ;(window as any).bridge.subscribe('menu.command', ({ command }: any) => heard.push(command))
    })
  }
  await app.evaluate(({ BrowserWindow, Menu }) => {
    BrowserWindow.getAllWindows()
      .toSorted((left, right) => left.id - right.id)
      .at(-1)
      ?.focus()
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items ?? [],
    )
    items.find(({ label }) => label === 'Find')?.click()
  })
  await expect.poll(() => second.evaluate(() => (window as any).heard)).toEqual(['find'])
  expect(await page.evaluate(() => (window as any).heard)).toEqual([])
  await second.close()
  const answer = await page.evaluate(() => (window as any).bridge.request('app.read', {}, 'after'))
  expect(answer.ok).toBe(true)
})
