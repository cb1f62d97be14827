import { checkApiAddress } from '../main/api/api-origin'
import type { Access } from '../main/api/client'
import type { AppFiles } from '../main/files/app-files'
import { openSecretStore } from '../main/secrets/open-secret-store'
import { createWorkspaceKeys } from '../main/services/workspaces/workspace-keys'
import { findWorkspace } from './app-workspace'
import { CommandError } from './command-error'
import { failureOf } from './error-words'
import { UsageError } from './options'
import type { ServerValues } from './server-options'

const orysApi = 'https://api.console.ory.com'
const keyName = 'ORY_WORKSPACE_API_KEY'

function addressOf(api: string): string {
  const address = checkApiAddress(api)
  // The address is not repeated: it may hold a password.
  if (!address.ok) throw new UsageError(`--api: ${address.why}.`)
  return address.origin
}

/** The key that the app keeps for a workspace; it goes to the address that it was stored for, and to no other. */
async function keptKey(
  appFiles: Pick<AppFiles, 'workspaces'>,
  name: string,
  api: string | undefined,
): Promise<Access> {
  const workspace = await findWorkspace(appFiles, name)
  let why = ''
  const store = await openSecretStore({ onUnavailable: (reason) => (why = reason) })
  if (store.kind === 'memory') {
    throw new CommandError(
      `There is no keychain here that could have the key of ${name} (${why}). Set ${keyName}.`,
    )
  }
  const access = await createWorkspaceKeys(() => Promise.resolve(store)).access(workspace)
  if (!access.ok) throw failureOf(access.error)
  const { apiAddress } = access.value
  if (api !== undefined && addressOf(api) !== apiAddress) {
    throw new CommandError(
      `The key of ${name} was stored for ${apiAddress}, and goes to no other address, such as that of --api.`,
    )
  }
  return access.value
}

/**
 * The key that a command uses, and the only address that gets it: the key of the environment, or that which the app
 * keeps for a workspace that is named.
 *
 * @throws UsageError and CommandError in words, which hold no key
 */
export async function workspaceKey(
  { workspace, api }: ServerValues,
  appFiles: Pick<AppFiles, 'workspaces'>,
): Promise<Access> {
  const apiAddress = addressOf(api ?? orysApi)
  const apiKey = process.env[keyName]?.trim() ?? ''
  if (workspace === undefined) {
    if (apiKey !== '') return { apiAddress, apiKey }
    throw new CommandError(
      `${keyName} is not set: it has to hold an API key of the workspace. On a computer with the app, --workspace NAME takes the key that the app keeps.`,
    )
  }
  if (apiKey !== '') {
    throw new UsageError(
      `--workspace takes the key that the app keeps, and ${keyName} holds another one: use one of them.`,
    )
  }
  return keptKey(appFiles, workspace, api)
}
