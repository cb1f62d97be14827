import { readFileSync, readdirSync } from 'node:fs'
import { contentSecurityPolicy } from '../../src/main/app/app-responses'
import { openWindow, type RunningApp } from '../support/window/app'
import { startAttackServer } from '../support/services/attack-server'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

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
      await request('link.open', { projectId: 'demo:', page: 'https://evil.example' }, '6'),
      await request('__proto__', {}, '4'),
      await request('app.read', {}, '5'),
    ]
  })
  expect(answers.slice(0, 5).map((item: any) => item.error?.code)).toEqual([
    'request.unknown',
    'request.invalid',
    'request.invalid',
    'request.invalid',
    'request.unknown',
  ])
  expect(answers[5].ok).toBe(true)
})

test('a strict content security policy comes with the page, and refuses what is tried', async ({
  workbench,
}) => {
  const { page } = await workbench.launchShared()
  const answer = await page.evaluate(async () => {
    const refused = ((window as any).refused = [] as string[])
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      refused.push(effectiveDirective),
    )
    const attempt = async (act: () => unknown) => {
      try {
        return String(await act())
      } catch {
        return 'refused'
      }
    }
    const image = document.createElement('img')
    image.src = 'https://example.com/pixel.png'
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(image, frame)
    const response = await fetch(location.href)
    return {
      policy: response.headers.get('content-security-policy'),
      evaluated: await attempt(() => new Function('return "yes"')()),
      markup: await attempt(() => (document.body.innerHTML = '<p>planted</p>')),
      script: await attempt(() => {
        const script = document.createElement('script')
        script.textContent = 'window.injected = true'
        document.body.append(script)
        return (window as any).injected
      }),
      outside: await attempt(() => fetch('https://example.com')),
    }
  })
  expect(answer).toEqual({
    policy: contentSecurityPolicy,
    evaluated: 'refused',
    markup: 'refused',
    script: 'refused',
    outside: 'refused',
  })
  // Without a network all of these would fail in any case: the policy has to be what refuses them.
  await expect
    .poll(() => page.evaluate(() => (window as any).refused))
    .toEqual(
      expect.arrayContaining(['connect-src', 'img-src', 'frame-src', 'require-trusted-types-for']),
    )
})

/** Records how the app answers each attempt of a page to go elsewhere: its address, and whether it was prevented. */
async function recordNavigations({ app }: RunningApp): Promise<() => Promise<[string, boolean][]>> {
  await app.evaluate(({ webContents }) => {
    const seen: [string, boolean][] = []
    Object.assign(globalThis, { seenNavigations: seen })
    for (const contents of webContents.getAllWebContents()) {
      contents.on('will-frame-navigate', (event) => seen.push([event.url, event.defaultPrevented]))
    }
  })
  return () => app.evaluate(() => (globalThis as any).seenNavigations)
}

test('no page of others is shown, in this window or another, however a page asks for it', async ({
  workbench,
}) => {
  const server = await startAttackServer()
  const running = await workbench.launchShared()
  const { app, page } = running
  const navigations = await recordNavigations(running)
  const own = page.url()
  const opened = await page.evaluate((outside) => {
    const element = (name: string, attributes: Record<string, string>) => {
      const made = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
      document.body.append(made)
      return made
    }
    const isOpened = window.open(`${outside}/opened`) !== null
    element('a', { href: `${outside}/blank`, target: '_blank' }).click()
    element('webview', { src: `${outside}/webview` })
    element('form', { action: `${outside}/form`, method: 'post', id: 'planted' })
    ;(document.querySelector('#planted') as HTMLFormElement).submit()
    element('a', { href: `${outside}/link` }).click()
    return isOpened
  }, server.address)
  expect(opened).toBe(false)
  const seen = async () => (await navigations()).map(([address]) => new URL(address).pathname)
  await expect.poll(seen).toContain('/link')
  await page.evaluate((outside) => {
    location.href = `${outside}/location`
  }, server.address)
  await expect.poll(seen).toContain('/location')
  await page.evaluate((outside) => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'refresh'
    meta.content = `0;url=${outside}/refresh`
    document.head.append(meta)
  }, server.address)
  await expect.poll(seen).toContain('/refresh')
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  for (const [address, isPrevented] of await navigations())
    expect([address, isPrevented]).toEqual([address, true])
  expect(page.url()).toBe(own)
  const count = await app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ])
  expect(count).toEqual([1, 1])
  expect(server.connections()).toBe(0)
  await server.close()
})

test('a page is given no permission and no device', async ({ workbench }) => {
  const { page } = await workbench.launchShared()
  const answers = await page.evaluate(async () => {
    const permissions = ['geolocation', 'notifications', 'camera', 'microphone', 'midi']
    const states = permissions.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName })
      return state
    })
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      ({ name }: Error) => name,
    )
    const clipboard = await navigator.clipboard.readText().then(
      () => 'given',
      ({ name }: Error) => name,
    )
    return {
      asked: await Notification.requestPermission(),
      camera,
      clipboard,
      states: await Promise.all(states),
    }
  })
  expect(answers.asked).toBe('denied')
  expect(['NotAllowedError', 'NotFoundError']).toContain(answers.camera)
  expect(answers.clipboard).toBe('NotAllowedError')
  expect(new Set(answers.states)).toEqual(new Set(['denied']))
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
      const preferences = (webContents as any).getLastWebPreferences()
      // Electron leaves out what nobody set.
      const isOn = (name: string) => Boolean(preferences[name])
      return {
        preload: preferences.preload,
        sandbox: isOn('sandbox'),
        contextIsolation: isOn('contextIsolation'),
        node: [
          'nodeIntegration',
          'nodeIntegrationInWorker',
          'nodeIntegrationInSubFrames',
          'webviewTag',
        ].filter(isOn),
        webSecurity: isOn('webSecurity'),
        looser: [
          'allowRunningInsecureContent',
          'experimentalFeatures',
          'enableBlinkFeatures',
          'navigateOnDragDrop',
        ].filter(isOn),
      }
    }),
  )
  expect(preferences).toHaveLength(2)
  expect(preferences[1]).toEqual(preferences[0])
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    node: [],
    webSecurity: true,
    looser: [],
  })
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
