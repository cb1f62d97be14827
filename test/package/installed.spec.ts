import { expect, test } from '@playwright/test'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmulator, type Emulator } from '../emulator'
import { keychainSecrets, removeUserData, row } from '../support/window/app'
import { filesHolding } from '../support/texts/files'
import * as ui from '../support/window/screens'
import { demo } from '../support/window/workbench'
import { startPiped } from './debugging-pipe'
import {
  menuCommand,
  openWithApp,
  rendererSandboxes,
  startInstalled,
  userDataIn,
  type InstalledApp,
} from './installed-app'

/** Root's helper (scripts/lib/package/apt-helper.mjs): the only way from here to apt. */
async function root(deed: string): Promise<string> {
  const answer = await fetch(`${process.env['SSO_WORKBENCH_APT']}/${deed}`)
  const text = await answer.text()
  expect(answer.ok, `${deed}: ${text}`).toBe(true)
  return text
}

const installedVersion = () =>
  execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'sso-workbench'], { encoding: 'utf8' })

const home = () => process.env['HOME'] ?? ''
const connectionLabel = (app: InstalledApp) => ui.textbox(ui.panel(app.page, 'Connection'), 'Label')

test.describe.serial('the installed package', () => {
  let emulator: Emulator
  const key = () => emulator.demoApiKeys[demo.northwind] ?? ''
  test.beforeAll(async () => {
    emulator = await startEmulator({})
  })
  test.afterAll(() => emulator.close())

  test('is installed, started from its menu entry with the sandbox on, and edits', async () => {
    await root('install-older')
    expect(installedVersion()).toMatch(/^0\.0\.1/)
    const helper = statSync('/usr/lib/sso-workbench/chrome-sandbox')
    expect([helper.uid, helper.mode & 0o7777]).toEqual([0, 0o4755])
    expect(menuCommand()).toEqual(['sso-workbench'])
    expect(readFileSync('/usr/share/mime/packages/sso-workbench.xml', 'utf8')).toContain(
      '*.set-up.json',
    )

    const app = await startInstalled(home())
    expect(rendererSandboxes()).toEqual(['2'])
    await ui.connect(app.page, emulator.apiAddress, key())
    await ui.openProject(app.page, demo.staging.name)
    await ui.chooseConnection(app.page, 'Pilot Keycloak')
    await connectionLabel(app).fill('Edited by the older version')
    await expect(ui.statusLine(app.page, 'Draft saved')).toBeVisible()
    await app.close()
    expect(keychainSecrets()).toContain(key())
    expect(filesHolding(app.userData, key())).toEqual([])
  })

  test('is upgraded with drafts and keys kept, and publishes what was begun before', async () => {
    await root('install-newer')
    expect(installedVersion()).not.toMatch(/^0\.0\.1/)
    const app = await startInstalled(home())
    await expect(ui.banner(app.page)).toContainText(demo.staging.name)
    await expect(
      row(ui.region(app.page, 'Connections'), 'Edited by the older version'),
    ).toBeVisible()
    // The key is still there: nobody is asked for it.
    await expect(app.page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
    await expect(app.page.getByRole('alert')).toHaveCount(0)
    await ui.publishDraft(app.page)
    expect(JSON.stringify(emulator.state())).toContain('Edited by the older version')

    // A file and a link that the system opens with it; neither does anything by itself.
    const file = join(home(), 'one.set-up.json')
    const setUp = { format: 'sso-workbench/set-up', version: 1 }
    writeFileSync(file, JSON.stringify({ ...setUp, organizations: [] }))
    await openWithApp(home(), file)
    const preview = ui.dialog(app.page, 'Import set-up')
    await expect(preview).toContainText('one.set-up.json')
    await ui.button(preview, 'Cancel').click()
    await openWithApp(home(), `sso-workbench://project/${demo.production.id}`)
    await expect(ui.banner(app.page)).toContainText(demo.production.name)
    await expect(ui.button(app.page, 'Review changes')).toBeVisible()
    await app.close()
  })

  test('is the command of a terminal, without a display', async () => {
    const place = mkdtempSync(join(tmpdir(), 'terminal-'))
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
    const at = ['--project', demo.production.name, '--api', emulator.apiAddress]
    const sso = async (...args: string[]) => {
      const options = {
        cwd: place,
        env: { ...env, HOME: place, ORY_WORKSPACE_API_KEY: key() },
      }
      return (await promisify(execFile)(menuCommand()[0] ?? '', args, options)).stdout
    }
    expect(await sso('--help')).toContain('Usage: sso-workbench COMMAND')
    expect(await sso('pull', 'team', ...at)).toContain('written projects/')
    expect(await sso('plan', 'team', ...at)).toContain('Nothing is to be changed.')
    // As root in a container starts it: no page is opened, which a sandbox would hold.
    expect(await sso('--no-sandbox', 'team', 'check', 'team')).toMatch(/\d projects, \d+ mappers/)
    expect(filesHolding(place, key())).toEqual([])
    removeUserData(place)
  })

  test('says without a keychain what to install, and works with the key in memory', async () => {
    const place = mkdtempSync(join(tmpdir(), 'no-keychain-'))
    const app = await startInstalled(place, {
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus',
      XDG_RUNTIME_DIR: place,
    })
    await expect(app.page.getByText('Install one, such as GNOME Keyring')).toBeVisible()
    await ui.connect(app.page, emulator.apiAddress, key())
    await ui.openProject(app.page, demo.staging.name)
    await expect(app.page.getByRole('contentinfo').getByText('Read just now')).toBeVisible()
    await app.close()
    expect(filesHolding(app.userData, key())).toEqual([])
    removeUserData(place)
  })

  test('starts for the first time without any network, and shows the demo', async () => {
    const place = mkdtempSync(join(tmpdir(), 'no-network-'))
    // Root of a network of its own, to switch on the loopback, and oneself again, since the sandbox refuses root.
    const { uid = 0, gid = 0 } = { uid: process.getuid?.(), gid: process.getgid?.() }
    const own = `unshare --user --map-user=${uid} --map-group=${gid} -- ${menuCommand().join(' ')}`
    const script = `ip link set lo up && exec ${own} --remote-debugging-pipe --disable-gpu`
    const app = await startPiped(
      'unshare',
      ['--user', '--map-root-user', '--net', '--', 'sh', '-c', script],
      { ...process.env, HOME: place, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
    )
    try {
      await app.shows('Open demo workspace')
      await app.press('Open demo workspace')
      await app.shows('Northwind')
    } finally {
      app.end()
      removeUserData(place)
    }
  })

  test('is removed and purged, and leaves nothing but what belongs to the person', async () => {
    await root('remove')
    expect(existsSync('/usr/bin/sso-workbench')).toBe(false)
    expect(existsSync('/usr/lib/sso-workbench')).toBe(false)
    await root('purge')
    expect(JSON.parse(await root('traces'))).toEqual([])
    expect(existsSync(join(userDataIn(home()), 'settings.json'))).toBe(true)
    expect(keychainSecrets()).toContain(key())
  })
})
