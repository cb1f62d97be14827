import type { Parsed } from './options'

/** Options of every command that asks a server. */
export const serverOptions = {
  project: 'text',
  workspace: 'text',
  api: 'text',
  settings: 'text',
} as const

export const serverUsage = `The key of a workspace comes from ORY_WORKSPACE_API_KEY; without it --workspace NAME takes the key that the
app keeps for a workspace in the keychain of this computer. A key is sent to Ory’s hosts, or to the address of
--api alone, that of the app to the address that it was stored for, and none is ever printed. The NAME of a
project is its name, slug or ID. Projects that are locked in the app on this computer stay locked; --settings
DIR is the app’s folder where it is not the usual one.
`

/** What was given of them. */
export type ServerValues = Parsed<typeof serverOptions>['values']
