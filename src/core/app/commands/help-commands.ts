import type { AppCommand } from './app-command'
import { t } from '../../language/translate'

/** The commands of the menu `Help`; what leads to the web says so. */
export const helpCommands = [
  {
    name: 'help',
    label: t('Help for this screen'),
    group: 'Help',
    keys: ['F1'],
    keysOn: { darwin: ['Cmd+?', 'F1'] },
    inDialogs: true,
  },
  {
    name: 'shortcuts',
    label: t('Keyboard shortcuts'),
    group: 'Help',
    keys: ['CmdOrCtrl+/'],
    appDialog: 'shortcuts',
  },
  { name: 'tour', label: t('Tour of the app'), group: 'Help', when: 'open-project' },
  {
    name: 'save-diagnostics',
    label: t('Save diagnostics'),
    group: 'Help',
    asks: true,
    appDialog: 'diagnostics',
  },
  {
    name: 'docs-organizations',
    label: t('Organizations, in Ory’s docs on the web'),
    group: 'Help',
    apart: true,
    inDialogs: true,
    link: 'docs.organizations',
  },
  {
    name: 'docs-mappers',
    label: t('Mappers, in Ory’s docs on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'docs.mappers',
  },
  {
    name: 'docs-redirect-url',
    label: t('Redirect URLs, in Ory’s docs on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'docs.redirect-url',
  },
  {
    name: 'ory-console',
    label: t('Ory Console on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'console.api-keys',
  },
] as const satisfies readonly AppCommand[]
