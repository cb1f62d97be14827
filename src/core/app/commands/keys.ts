import type { Platform } from './app-command'
import { commands, type Command } from './app-commands'
import { t } from '../../language/translate'

/** A key press, as a browser tells it. */
export interface KeyPress {
  /** What the key gives, such as `z`, `Z`, `F5` or `ArrowLeft`. */
  readonly key: string
  readonly ctrl: boolean
  readonly meta: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** Electron's words for keys, and the browser's. */
const browserKeys: Readonly<Record<string, string>> = {
  left: 'arrowleft',
  right: 'arrowright',
  up: 'arrowup',
  down: 'arrowdown',
  esc: 'escape',
  return: 'enter',
  plus: '+',
}

const modifiers: ReadonlySet<string> = new Set(['CmdOrCtrl', 'Cmd', 'Ctrl', 'Alt', 'Shift'])

function partsOf(accelerator: string): { held: ReadonlySet<string>; key: string } {
  const parts = accelerator.split('+')
  const held = new Set(parts.filter((part) => modifiers.has(part)))
  return { held, key: parts.at(-1) ?? '' }
}

/** Keys of a command on a system, in Electron's words; the first is the one to show. */
export function keysOf({ keys = [], keysOn = {} }: Command, platform: Platform): readonly string[] {
  return keysOn[platform] ?? keys
}

/** Whether a key press is what an accelerator such as `CmdOrCtrl+Shift+P` says. */
export function isPressed(accelerator: string, press: KeyPress, platform: Platform): boolean {
  const { held, key } = partsOf(accelerator)
  const isMac = platform === 'darwin'
  const name = browserKeys[key.toLowerCase()] ?? key.toLowerCase()
  // Where a sign of its own is typed with Shift, as `/` is on many keyboards, Shift says nothing.
  const isSign = name.length === 1 && !/[a-z0-9]/.test(name)
  return (
    press.key.toLowerCase() === name &&
    press.meta === (held.has('Cmd') || (isMac && held.has('CmdOrCtrl'))) &&
    press.ctrl === (held.has('Ctrl') || (!isMac && held.has('CmdOrCtrl'))) &&
    press.alt === held.has('Alt') &&
    (isSign || press.shift === held.has('Shift'))
  )
}

/** The command that a key press means on a system, or none. */
export function commandOfKeys(press: KeyPress, platform: Platform): Command | undefined {
  return commands.find((command) =>
    keysOf(command, platform).some((accelerator) => isPressed(accelerator, press, platform)),
  )
}

const macSigns: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Cmd: '⌘',
  CmdOrCtrl: '⌘',
}
/** The order in which macOS writes them. */
const macOrder = ['Ctrl', 'Alt', 'Shift', 'Cmd', 'CmdOrCtrl']
const signs: Readonly<Record<string, string>> = {
  Left: '←',
  Right: '→',
  Up: '↑',
  Down: '↓',
  Plus: '+',
}

/** What stands on a key; on most it is the same in every language. */
const keyName = (key: string) =>
  t(
    '{key, select, Ctrl {Ctrl} Shift {Shift} Enter {Enter} Space {Space} Delete {Delete} ' +
      'Home {Home} End {End} PageUp {PageUp} PageDown {PageDown} other {{key}}}',
    { key },
  )

/** An accelerator as the people of a system read it: `Ctrl+Shift+P`, or `⇧⌘P`. */
export function keysText(accelerator: string, platform: Platform): string {
  const { held, key } = partsOf(accelerator)
  const name = signs[key] ?? keyName(key)
  if (platform === 'darwin') {
    const modifiersHeld = macOrder.filter((modifier) => held.has(modifier))
    return [...modifiersHeld.map((modifier) => macSigns[modifier]), name].join('')
  }
  const words = [...held].map((modifier) => keyName(modifier === 'CmdOrCtrl' ? 'Ctrl' : modifier))
  return [...words, name].join('+')
}

/** The keys of a command to show beside it; absent where it has none. */
export function shownKeys(command: Command, platform: Platform): string | undefined {
  const [first] = keysOf(command, platform)
  return first === undefined ? undefined : keysText(first, platform)
}
