import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { Platform } from '../../../../src/core/app-commands/app-command'
import { commands } from '../../../../src/core/app-commands/app-commands'

vi.mock('electron', () => ({ app: {}, Menu: {} }))
const { menuTemplate } = await import('../../../../src/main/app/menu')

function open(platform: Platform) {
  const done: string[] = []
  const actions = {
    command: (name: string) => done.push(name),
    newWindow: () => done.push('window'),
    openLink: (link: string) => done.push(link),
  }
  const items = menuTemplate(actions, { platform, packaged: true }).flatMap(({ submenu }) =>
    // A template's submenus are lists here.
    Array.isArray(submenu) ? submenu : [],
  )
  const item = (id: string): MenuItemConstructorOptions => {
    const found = items.find((each) => each.id === id)
    if (!found) throw new Error(`There is no item ${id}`)
    return found
  }
  // What a click is told is of no interest here.
  const click = (id: string) => (item(id).click as unknown as () => void)()
  return { items, item, click, done }
}

describe('the menu', () => {
  it('has every command once, on every system', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      const ids = open(platform).items.flatMap(({ id }) => (id === undefined ? [] : [id]))
      expect(ids.toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
    }
  })

  it('writes labels and keys as the system does', () => {
    expect(open('linux').item('switch-project')).toMatchObject({
      label: 'Switch Project…',
      accelerator: 'CmdOrCtrl+K',
    })
    expect(open('win32').item('redo')).toMatchObject({ accelerator: 'Ctrl+Y' })
    expect(open('linux').item('undo')).toMatchObject({ registerAccelerator: false })
  })

  it('leaves commands to the window in front, but for those that need none', () => {
    const { click, done } = open('linux')
    for (const id of ['review', 'new-window', 'docs-mappers']) click(id)
    expect(done).toEqual(['review', 'window', 'docs.mappers'])
  })
})
