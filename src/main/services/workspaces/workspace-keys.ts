import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { KeyProblem, KeyTrouble, StoredWorkspace } from '../../../core/model/project'
import { checkApiAddress, isSameOrigin } from '../../api/api-origin'
import type { Access } from '../../api/client'
import { bindKey, readBoundKey } from '../../secrets/bound-key'
import { workspaceAccount, type SecretStore } from '../../secrets/secret-store'
import type { KeyHealth } from './key-health'
import { uuidOf } from '../../../core/model/project-id'

export interface KeyState {
  readonly hasKey: boolean
  readonly keyProblem?: KeyProblem
  readonly keyAddress?: string
  readonly keyTrouble?: KeyTrouble
}

/** Workspace keys in the keychain, each bound to its origin. */
export interface WorkspaceKeys {
  /** The key, if it belongs to the workspace's address. */
  access(workspace: StoredWorkspace): Promise<Result<Access>>
  state(workspace: StoredWorkspace): Promise<KeyState>
  /** Address of the key in the keychain, since files can be tampered with; else the file's. */
  ownAddress(workspace: StoredWorkspace): Promise<string>
  keep(workspaceId: string, access: Access): Promise<Result<void>>
  /** Returns an undo function in case the workspace stays. */
  delete(workspaceId: string): Promise<Result<() => Promise<Result<void>>>>
}

const stateOf: Partial<Record<string, KeyProblem>> = {
  'secret.other-address': 'other-address',
  'workspace.address-refused': 'address-refused',
}

const missing = (name: string) =>
  failure(appError('secret.missing', t('The key of {name} has to be typed again', { name })))

export function createWorkspaceKeys(
  secretStore: () => Promise<SecretStore>,
  health?: Pick<KeyHealth, 'troubleOf'>,
): WorkspaceKeys {
  async function kept(workspaceId: string) {
    const secret = await (await secretStore()).get(workspaceAccount(workspaceId))
    if (!secret.ok) return secret
    return success(secret.value === undefined ? undefined : readBoundKey(secret.value))
  }

  async function keep(workspaceId: string, { apiAddress, apiKey }: Access): Promise<Result<void>> {
    return (await secretStore()).set(workspaceAccount(workspaceId), bindKey(apiAddress, apiKey))
  }

  async function access({ id, name, apiAddress }: StoredWorkspace): Promise<Result<Access>> {
    // Anyone may have edited the file: check the address before reading the key.
    const address = checkApiAddress(apiAddress)
    if (!address.ok) {
      const told = t('{name} has the address {address}.', {
        name,
        address: apiAddress.slice(0, 300),
      })
      const message = `${told} ${address.why}`
      return failure(appError('workspace.address-refused', message))
    }
    const key = await kept(id)
    if (!key.ok) return key
    if (!key.value) return missing(name)
    if (!isSameOrigin(key.value.origin, address.origin)) {
      const message = t('The key was stored for {address}; the files of {name} name {other}', {
        address: key.value.origin,
        name,
        other: address.origin,
      })
      return failure(appError('secret.other-address', message, { subject: address.origin }))
    }
    return success({ apiAddress: address.origin, apiKey: key.value.key })
  }

  return {
    keep,
    access,

    async state(workspace) {
      const [found, key] = await Promise.all([access(workspace), kept(workspace.id)])
      const bound = key.ok && key.value ? { keyAddress: key.value.origin } : {}
      if (found.ok) {
        const ids = workspace.projects.map(({ id }) => uuidOf(id))
        const keyTrouble = health?.troubleOf(found.value, ids)
        return { hasKey: true, ...bound, ...(keyTrouble ? { keyTrouble } : {}) }
      }
      const keyProblem = stateOf[found.error.code]
      return { hasKey: false, ...(keyProblem ? { keyProblem } : {}), ...bound }
    },

    async ownAddress({ id, apiAddress }) {
      const key = await kept(id)
      return key.ok && key.value ? key.value.origin : apiAddress
    },

    async delete(workspaceId) {
      const store = await secretStore()
      const account = workspaceAccount(workspaceId)
      const key = await store.get(account)
      const deleted = await store.delete(account)
      if (!deleted.ok) return deleted
      const value = key.ok ? key.value : undefined
      return success(async () =>
        value === undefined ? success(undefined) : store.set(account, value),
      )
    },
  }
}
