import type { Platform } from './app-command'
import { t } from '../../language/translate'

/** Keys that belong to a part of the window and not to a command, for the sheet of shortcuts. */
export interface PlaceKeys {
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
