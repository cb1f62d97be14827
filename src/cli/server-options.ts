import type { Parsed } from './options'

/** Options of every command that asks a server. */
export const serverOptions = { project: 'text', api: 'text', settings: 'text' } as const

export const serverUsage = `The key of a workspace comes from ORY_WORKSPACE_API_KEY. It is sent to Ory’s hosts, or to the address of --api
alone, and never printed. NAME is the name, the slug or the ID of a project. Projects that are locked in the
app on this computer stay locked; --settings DIR is the app’s folder where it is not the usual one.
`

/** What was given of them. */
export type ServerValues = Parsed<typeof serverOptions>['values']
