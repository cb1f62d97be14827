import type { Platform } from './app-command'
import { type Command, commands } from './app-commands'
import { t } from '../../language/translate'

/** Keys that belong to a part of the window and not to a command, for the sheet of shortcuts. */
interface PlaceKeys {
  readonly place: string
  readonly lines: readonly { readonly label: string; readonly keys: readonly string[] }[]
}

/** By the arrow keys: not what `Move` does to connections, which other languages call otherwise. */
const move = t('{what, select, cursor {Move} other {Move}}', { what: 'cursor' })

/** In Electron's words; see `keysText`. */
export const placeKeys: readonly PlaceKeys[] = [
  {
    place: t('Lists'),
    lines: [
      { label: move, keys: ['Up', 'Down'] },
      { label: t('First, last'), keys: ['Home', 'End'] },
      { label: t('Go into the row, to its first field'), keys: ['Enter'] },
      { label: t('Select more rows'), keys: ['Shift+Up', 'Shift+Down'] },
      {
        label: t('Move without selecting, select or unselect the row'),
        keys: ['CmdOrCtrl+Down', 'CmdOrCtrl+Space'],
      },
      { label: t('Select all rows'), keys: ['CmdOrCtrl+A'] },
      { label: t('Menu of the selected rows'), keys: ['Shift+F10'] },
      { label: t('Delete the selected rows'), keys: ['Delete'] },
      { label: t('Jump to a row by its first letters'), keys: ['A … Z'] },
      { label: t('Go to the filter'), keys: ['/'] },
      { label: t('Empty the filter'), keys: ['Esc'] },
    ],
  },
  {
    place: t('Home'),
    lines: [
      { label: t('Go to the remedy, back to the finding'), keys: ['Right', 'Left'] },
      { label: t('Carry out the remedy'), keys: ['CmdOrCtrl+Enter'] },
    ],
  },
  {
    place: t('History'),
    lines: [
      { label: t('Move through the steps and the publishes'), keys: ['Up', 'Down'] },
      { label: t('Go back to the step'), keys: ['Enter'] },
    ],
  },
  {
    place: t('Dialogs and fields'),
    lines: [
      { label: t('Close without changing anything'), keys: ['Esc'] },
      { label: t('Next field, the one before'), keys: ['Tab', 'Shift+Tab'] },
      { label: t('Open a list of choices'), keys: ['Down', 'Enter'] },
      { label: t('End an entry of a list'), keys: ['Enter', ','] },
      { label: t('Cut, copy, paste'), keys: ['CmdOrCtrl+X', 'CmdOrCtrl+C', 'CmdOrCtrl+V'] },
      { label: t('Choose all of a text'), keys: ['CmdOrCtrl+A'] },
    ],
  },
  {
    place: t('Command palette and switcher'),
    lines: [
      { label: move, keys: ['Up', 'Down'] },
      { label: t('Run or open'), keys: ['Enter'] },
      { label: t('Open in a new window'), keys: ['CmdOrCtrl+Enter'] },
    ],
  },
  {
    place: t('Mapper'),
    lines: [
      { label: t('Run'), keys: ['CmdOrCtrl+Enter'] },
      { label: t('Format'), keys: ['Shift+Alt+F'] },
      { label: t('Next part, the one before'), keys: ['F6', 'Shift+F6'] },
      { label: t('Next problem, the one before'), keys: ['F8', 'Shift+F8'] },
      { label: t('List the problems'), keys: ['CmdOrCtrl+Shift+M'] },
      { label: t('Explain what the cursor is on'), keys: ['Shift+F1'] },
    ],
  },
]

/** Keys of what the system does with a window. */
export function systemKeys(platform: Platform): PlaceKeys {
  const isMac = platform === 'darwin'
  return {
    place: t('Window'),
    lines: [
      { label: t('Close the window'), keys: ['CmdOrCtrl+Shift+W'] },
      { label: t('Full screen'), keys: [isMac ? 'Ctrl+Cmd+F' : 'F11'] },
      { label: t('Quit'), keys: [platform === 'win32' ? 'Alt+F4' : 'CmdOrCtrl+Q'] },
    ],
  }
}

/** A key press, as a browser tells it. */
interface KeyPress {
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
  // Where Shift types a sign, such as `/` on many keyboards, ignore Shift.
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
