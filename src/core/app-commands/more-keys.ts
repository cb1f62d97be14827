import type { Platform } from './app-command'

/** Keys that belong to a part of the window and not to a command, for the sheet of shortcuts. */
export interface PlaceKeys {
  readonly place: string
  readonly lines: readonly { readonly label: string; readonly keys: readonly string[] }[]
}

/** In Electron's words; see `keysText`. */
export const placeKeys: readonly PlaceKeys[] = [
  {
    place: 'Lists',
    lines: [
      { label: 'Move', keys: ['Up', 'Down'] },
      { label: 'First, last', keys: ['Home', 'End'] },
      { label: 'Go into the row, to its first field', keys: ['Enter'] },
      { label: 'Select more rows', keys: ['Shift+Up', 'Shift+Down'] },
      {
        label: 'Move without selecting, select or unselect the row',
        keys: ['CmdOrCtrl+Down', 'CmdOrCtrl+Space'],
      },
      { label: 'Select all rows', keys: ['CmdOrCtrl+A'] },
      { label: 'Menu of the selected rows', keys: ['Shift+F10'] },
      { label: 'Delete the selected rows', keys: ['Delete'] },
      { label: 'Jump to a row by its first letters', keys: ['A … Z'] },
      { label: 'Go to the filter', keys: ['/'] },
      { label: 'Empty the filter', keys: ['Esc'] },
    ],
  },
  {
    place: 'History',
    lines: [
      { label: 'Move through the steps and the publishes', keys: ['Up', 'Down'] },
      { label: 'Go back to the step', keys: ['Enter'] },
    ],
  },
  {
    place: 'Dialogs and fields',
    lines: [
      { label: 'Close without changing anything', keys: ['Esc'] },
      { label: 'Next field, the one before', keys: ['Tab', 'Shift+Tab'] },
      { label: 'Open a list of choices', keys: ['Down', 'Enter'] },
      { label: 'End an entry of a list', keys: ['Enter', ','] },
      { label: 'Cut, copy, paste', keys: ['CmdOrCtrl+X', 'CmdOrCtrl+C', 'CmdOrCtrl+V'] },
      { label: 'Choose all of a text', keys: ['CmdOrCtrl+A'] },
    ],
  },
  {
    place: 'Command palette and switcher',
    lines: [
      { label: 'Move', keys: ['Up', 'Down'] },
      { label: 'Run or open', keys: ['Enter'] },
      { label: 'Open in a new window', keys: ['CmdOrCtrl+Enter'] },
    ],
  },
  {
    place: 'Mapper',
    lines: [
      { label: 'Run', keys: ['CmdOrCtrl+Enter'] },
      { label: 'Format', keys: ['Shift+Alt+F'] },
      { label: 'Next part, the one before', keys: ['F6', 'Shift+F6'] },
      { label: 'Next problem, the one before', keys: ['F8', 'Shift+F8'] },
      { label: 'List the problems', keys: ['CmdOrCtrl+Shift+M'] },
      { label: 'Explain what the cursor is on', keys: ['Shift+F1'] },
    ],
  },
]

/** Keys of what the system does with a window. */
export function systemKeys(platform: Platform): PlaceKeys {
  const isMac = platform === 'darwin'
  return {
    place: 'Window',
    lines: [
      { label: 'Close the window', keys: ['CmdOrCtrl+Shift+W'] },
      { label: 'Full screen', keys: [isMac ? 'Ctrl+Cmd+F' : 'F11'] },
      { label: 'Quit', keys: [platform === 'win32' ? 'Alt+F4' : 'CmdOrCtrl+Q'] },
    ],
  }
}
