import type { AppCommand } from './app-command'

/** The commands of the menu `Help`; what leads to the web says so. */
export const helpCommands = [
  {
    name: 'help',
    label: 'Help for this screen',
    group: 'Help',
    keys: ['F1'],
    keysOn: { darwin: ['Cmd+?', 'F1'] },
    inDialogs: true,
  },
  {
    name: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['CmdOrCtrl+/'],
    appDialog: 'shortcuts',
  },
  { name: 'tour', label: 'Tour of the app', group: 'Help', when: 'project' },
  {
    name: 'save-diagnostics',
    label: 'Save diagnostics',
    group: 'Help',
    asks: true,
    appDialog: 'diagnostics',
  },
  {
    name: 'docs-organizations',
    label: 'Organizations, in Ory’s docs on the web',
    group: 'Help',
    apart: true,
    inDialogs: true,
    link: 'docs.organizations',
  },
  {
    name: 'docs-mappers',
    label: 'Mappers, in Ory’s docs on the web',
    group: 'Help',
    inDialogs: true,
    link: 'docs.mappers',
  },
  {
    name: 'docs-redirect-url',
    label: 'Redirect URLs, in Ory’s docs on the web',
    group: 'Help',
    inDialogs: true,
    link: 'docs.redirect-url',
  },
  {
    name: 'ory-console',
    label: 'Ory Console on the web',
    group: 'Help',
    inDialogs: true,
    link: 'console.api-keys',
  },
] as const satisfies readonly AppCommand[]
