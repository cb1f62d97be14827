import type { AppCommand } from './app-command'

/** The commands of the menu `View`. */
export const viewCommands = [
  {
    name: 'command-palette',
    label: 'Command palette',
    group: 'View',
    asks: true,
    keys: ['CmdOrCtrl+Shift+P'],
    appDialog: 'palette',
  },
  {
    name: 'refresh',
    label: 'Refresh',
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+R', 'F5'],
    when: 'online',
  },
  { name: 'work-offline', label: 'Work offline', group: 'View', inDialogs: true },
  {
    name: 'columns',
    label: 'Columns and sorting',
    group: 'View',
    keys: ['CmdOrCtrl+Shift+L'],
    when: 'project',
  },
  {
    name: 'theme-system',
    label: 'System theme',
    group: 'View',
    apart: true,
    inDialogs: true,
  },
  { name: 'theme-light', label: 'Light theme', group: 'View', inDialogs: true },
  { name: 'theme-dark', label: 'Dark theme', group: 'View', inDialogs: true },
  {
    name: 'zoom-reset',
    label: 'Actual size',
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+0'],
    inDialogs: true,
  },
  {
    name: 'zoom-in',
    label: 'Zoom in',
    group: 'View',
    // On many keyboards the plus is the equals sign with Shift, and people press it without.
    keys: ['CmdOrCtrl+Plus', 'CmdOrCtrl+='],
    inDialogs: true,
  },
  { name: 'zoom-out', label: 'Zoom out', group: 'View', keys: ['CmdOrCtrl+-'], inDialogs: true },
] as const satisfies readonly AppCommand[]
