import { describe, expect, it } from 'vitest'
import type { Platform } from '../../../../../src/core/app/commands/app-command'
import {
  commandNamed,
  commands,
  type CommandName,
} from '../../../../../src/core/app/commands/app-commands'
import {
  commandOfKeys,
  isPressed,
  keysOf,
  keysText,
  placeKeys,
  shownKeys,
} from '../../../../../src/core/app/commands/keys'
import { titleCase } from '../../../../../src/core/app/commands/title-case'

const platforms: readonly Platform[] = ['darwin', 'win32', 'linux']
const none = { ctrl: false, meta: false, alt: false, shift: false }

describe('keys of commands', () => {
  it.each<[string, string, CommandName | undefined]>([
    ['z', 'ctrl', 'undo'],
    ['Z', 'ctrl shift', 'redo'],
    ['y', 'ctrl', 'redo'],
    ['k', 'ctrl', 'switch-project'],
    ['f', 'ctrl', 'find'],
    ['r', 'ctrl', 'refresh'],
    ['F5', '', 'refresh'],
    ['P', 'ctrl shift', 'command-palette'],
    ['F1', '', 'help'],
    ['/', 'ctrl', 'shortcuts'],
    ['+', 'ctrl', 'zoom-in'],
    ['+', 'ctrl shift', 'zoom-in'],
    ['=', 'ctrl', 'zoom-in'],
    ['-', 'ctrl', 'zoom-out'],
    ['0', 'ctrl', 'zoom-reset'],
    ['z', '', undefined],
    ['z', 'ctrl alt', undefined],
    ['F1', 'shift', undefined],
  ])('%s with %s is %s', (key, held, name) => {
    const press = {
      key,
      ...none,
      ...Object.fromEntries(held.split(' ').map((each) => [each, true])),
    }
    expect(commandOfKeys(press, 'linux')?.name).toBe(name)
    const onMac = { ...press, ctrl: false, meta: press.ctrl }
    expect(commandOfKeys(onMac, 'darwin')?.name).toBe(name)
  })

  it('takes a sign that some keyboards type with Shift', () => {
    expect(isPressed('CmdOrCtrl+/', { ...none, key: '/', ctrl: true, shift: true }, 'linux')).toBe(
      true,
    )
  })

  it('are more in the sheet: each line of a place has keys that every system can show', () => {
    const lines = placeKeys.flatMap((place) => place.lines)
    for (const platform of platforms) {
      const shown = lines.map(({ keys }) => keys.map((each) => keysText(each, platform)).join(' '))
      expect(shown).not.toContain('')
    }
  })

  it('is one command for each key on each system', () => {
    for (const platform of platforms) {
      const all = commands.flatMap((command) =>
        keysOf(command, platform).map((keys) => keysText(keys, platform)),
      )
      expect(all).toEqual([...new Set(all)])
    }
  })
})

describe('words', () => {
  it('writes keys as the people of a system read them', () => {
    expect(keysText('CmdOrCtrl+Shift+P', 'linux')).toBe('Ctrl+Shift+P')
    expect(keysText('CmdOrCtrl+Shift+P', 'darwin')).toBe('⇧⌘P')
    expect(shownKeys(commandNamed('redo'), 'win32')).toBe('Ctrl+Y')
    expect(shownKeys(commandNamed('trash'), 'linux')).toBeUndefined()
  })

  it('writes labels as native menus do', () => {
    expect(titleCase('Review changes')).toBe('Review Changes')
    expect(titleCase('Organizations and connections')).toBe('Organizations and Connections')
  })
})

it('names every command once, and each does one thing', () => {
  const names = commands.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  for (const { name, view, dialog, appDialog, link } of commands) {
    const does = [view, dialog, appDialog, link].filter((each) => each !== undefined)
    expect([name, does.length <= 1]).toEqual([name, true])
  }
})
