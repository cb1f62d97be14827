import type { AppCommand } from './app-command'
import { t } from '../../language/translate'

/** The commands of the menu `View`. */
export const viewCommands = [
  {
    name: 'command-palette',
    label: t('Command palette'),
    group: 'View',
    asks: true,
    keys: ['CmdOrCtrl+Shift+P'],
    appDialog: 'palette',
  },
  {
    name: 'refresh',
    label: t('Refresh'),
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+R', 'F5'],
    when: 'online',
  },
  { name: 'work-offline', label: t('Work offline'), group: 'View', inDialogs: true },
  {
    name: 'columns',
    label: t('Columns and sorting'),
    group: 'View',
    keys: ['CmdOrCtrl+Shift+L'],
    when: 'project',
  },
  {
    name: 'people',
    label: t('Count people'),
    group: 'View',
    asks: true,
    when: 'project',
    dialog: 'people',
  },
  {
    name: 'people-of-all',
    label: t('People of all projects'),
    group: 'View',
    asks: true,
    appDialog: 'people-of-all',
  },
  {
    name: 'theme-system',
    label: t('System theme'),
    group: 'View',
    apart: true,
    inDialogs: true,
  },
  { name: 'theme-light', label: t('Light theme'), group: 'View', inDialogs: true },
  { name: 'theme-dark', label: t('Dark theme'), group: 'View', inDialogs: true },
  {
    name: 'zoom-reset',
    label: t('Actual size'),
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+0'],
    inDialogs: true,
  },
  {
    name: 'zoom-in',
    label: t('Zoom in'),
    group: 'View',
    // On many keyboards the plus is the equals sign with Shift, and people press it without.
    keys: ['CmdOrCtrl+Plus', 'CmdOrCtrl+='],
    inDialogs: true,
  },
  { name: 'zoom-out', label: t('Zoom out'), group: 'View', keys: ['CmdOrCtrl+-'], inDialogs: true },
] as const satisfies readonly AppCommand[]
