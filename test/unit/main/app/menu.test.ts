import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { Platform } from '../../../../src/core/app/commands/app-command'
import { commands } from '../../../../src/core/app/commands/app-commands'
import { menuTemplate, describeApp } from '../../../../src/main/app/menu'
import type { RecentProject } from '../../../../src/main/app/recent-projects'
import { playElectron } from '../../../support/services/electron'

const platforms = ['darwin', 'win32', 'linux'] as const

function open(platform: Platform, recent: readonly RecentProject[] = []) {
  const done: string[] = []
  const actions = {
    command: (name: string) => done.push(name),
    newWindow: () => done.push('window'),
    openProject: (projectId: string) => done.push(projectId),
    openLink: (link: string) => done.push(link),
  }
  const menus = menuTemplate(actions, { platform, packaged: true, recent })
  // A template's submenus are lists here.
  const inside = ({ submenu }: MenuItemConstructorOptions) =>
    Array.isArray(submenu) ? submenu : []
  const items = menus.flatMap(inside)
  const item = (id: string): MenuItemConstructorOptions => {
    const found = items.find((each) => each.id === id)
    if (!found) throw new Error(`There is no item ${id}`)
    return found
  }
  /** What stands in a menu, in its order: commands by name, what the system does by role, parts by `-`. */
  const order = (title: string) => {
    const menu = menus.find(({ label, role }) => (label ?? role) === title)
    return menu ? inside(menu).map(({ id, role }) => id ?? role ?? '-') : []
  }
  // What a click is told is of no interest here.
  const click = (id: string) => (item(id).click as unknown as () => void)()
  return { menus, items, item, order, click, done }
}

const words = (text: string) => text.split(' ')

/** An accelerator with its parts in one order, on a system. */
const sameKeys = (accelerator: string, platform: Platform) =>
  accelerator
    .replace('CmdOrCtrl', platform === 'darwin' ? 'Cmd' : 'Ctrl')
    .split('+')
    .toSorted()
    .join('+')

/** Accelerators that stand twice in a menu. */
function twice(items: readonly MenuItemConstructorOptions[], platform: Platform): string[] {
  const all = items.flatMap(({ accelerator }) =>
    accelerator === undefined ? [] : [sameKeys(accelerator, platform)],
  )
  return all.filter((each, at) => all.indexOf(each) !== at)
}

describe('the menu', () => {
  it('has every command once, on every system', () => {
    for (const platform of platforms) {
      const ids = open(platform).items.flatMap(({ id }) => (id === undefined ? [] : [id]))
      expect(ids.toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
    }
  })

  it('has its menus in the order of the system', () => {
    const titles = (platform: Platform) =>
      open(platform).menus.map(({ label, role }) => label ?? role)
    const shared = ['&File', '&Edit', '&View', '&Go']
    expect(titles('darwin')).toEqual(['appMenu', ...shared, 'windowMenu', '&Help'])
    expect(titles('win32')).toEqual([...shared, '&Help'])
    expect(titles('linux')).toEqual([...shared, '&Help'])
  })

  it('has the settings, quitting and the version where the system has them', () => {
    expect(open('darwin').order('appMenu')).toEqual(
      words('about - view-settings - services - hide hideOthers unhide - quit'),
    )
    expect(open('darwin').order('&File').slice(-1)).toEqual(['close'])
    expect(open('win32').order('&File').slice(-5)).toEqual(words('- view-settings - close quit'))
    expect(open('linux').order('&Edit').slice(-2)).toEqual(['-', 'view-settings'])
    expect(open('linux').order('&File').slice(-3)).toEqual(['-', 'close', 'quit'])
    for (const platform of ['win32', 'linux'] as const) {
      expect(open(platform).order('&Help').slice(-2)).toEqual(['-', 'about'])
    }
  })

  it('begins each menu as people expect it', () => {
    for (const platform of platforms) {
      const { order } = open(platform)
      expect(order('&File').slice(0, 4)).toEqual([
        'new-connection',
        'new-organization',
        'paste-email',
        'new-window',
      ])
      expect(order('&Edit').slice(0, 8)).toEqual(words('undo redo - cut copy paste selectAll -'))
      expect(order('&View').slice(-6)).toEqual(
        words('- zoom-reset zoom-in zoom-out - togglefullscreen'),
      )
    }
  })

  it.each([
    ['new-connection', 'CmdOrCtrl+N', 'CmdOrCtrl+N'],
    ['find', 'CmdOrCtrl+F', 'CmdOrCtrl+F'],
    ['close-tab', 'CmdOrCtrl+W', 'Ctrl+W'],
    ['save', 'CmdOrCtrl+S', 'CmdOrCtrl+S'],
    ['view-settings', 'CmdOrCtrl+,', 'CmdOrCtrl+,'],
    ['refresh', 'CmdOrCtrl+R', 'CmdOrCtrl+R'],
    ['publish', 'CmdOrCtrl+Shift+Enter', 'CmdOrCtrl+Shift+Enter'],
    ['next-tab', 'Ctrl+Tab', 'Ctrl+Tab'],
    ['previous-tab', 'Ctrl+Shift+Tab', 'Ctrl+Shift+Tab'],
    ['back', 'Cmd+[', 'Alt+Left'],
    ['redo', 'CmdOrCtrl+Shift+Z', 'Ctrl+Y'],
  ])('shows the key of %s', (id, onMac, onWindows) => {
    expect(open('darwin').item(id).accelerator).toBe(onMac)
    expect(open('win32').item(id).accelerator).toBe(onWindows)
  })

  it('gives no key to two items', () => {
    for (const platform of platforms) expect(twice(open(platform).items, platform)).toEqual([])
    expect(
      twice([{ accelerator: 'Cmd+Alt+I' }, { accelerator: 'Alt+CmdOrCtrl+I' }], 'darwin'),
    ).toEqual(['Alt+Cmd+I'])
  })

  it('writes labels as the system does, and says what leads to the web', () => {
    expect(open('linux').item('switch-project')).toMatchObject({
      label: 'Switch Project…',
      accelerator: 'CmdOrCtrl+K',
    })
    expect(open('linux').item('undo')).toMatchObject({ registerAccelerator: false })
    for (const { name, link } of commands) {
      const { label } = open('linux').item(name)
      expect([name, label?.includes('on the Web')]).toEqual([name, link !== undefined])
    }
  })

  it('has the projects that were opened last, after what looks for one', () => {
    const recent = [{ projectId: 'one', title: 'Pebble & Finch (Ours)' }]
    const { menus, done } = open('linux', recent as never)
    const [file] = menus
    const items = Array.isArray(file?.submenu) ? file.submenu : []
    const at = items.findIndex(({ label }) => label === 'Open Recent')
    expect(items[at - 1]?.id).toBe('search-project')
    const inRecent = items[at]?.submenu
    const [first] = Array.isArray(inRecent) ? inRecent : []
    if (!first?.click) throw new Error('The menu of recent projects is empty')
    expect(first.label).toBe('Pebble && Finch (Ours)')
    ;(first.click as unknown as () => void)()
    expect(done).toEqual(['one'])
    const without = open('darwin').items.find(({ label }) => label === 'Open Recent')
    expect(without).toMatchObject({ enabled: false, submenu: [] })
  })

  it('leaves commands to the window in front, but for those that need none', () => {
    const { click, done } = open('linux')
    for (const id of ['review', 'new-window', 'docs-mappers']) click(id)
    expect(done).toEqual(['review', 'window', 'docs.mappers'])
  })
})

const electron = { setAboutPanelOptions: vi.fn<(options: any) => void>() }
playElectron({
  app: {
    getName: () => 'SSO Workbench',
    getVersion: () => '1.2.3',
    setAboutPanelOptions: electron.setAboutPanelOptions,
  },
})

it('names the app, its version and licence, and what it runs on', () => {
  describeApp()
  const [options] = electron.setAboutPanelOptions.mock.calls[0] ?? []
  expect(options).toMatchObject({ applicationName: 'SSO Workbench', applicationVersion: '1.2.3' })
  expect(options.copyright).toContain('MIT')
  expect(options.credits).toContain(`Node ${process.versions.node}`)
})
