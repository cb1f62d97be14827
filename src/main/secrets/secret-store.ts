import type { Result } from '../../core/errors/result'

/**
 * Keeps API keys and typed secrets by account name. Nothing else in the app keeps a secret, and no
 * implementation writes one to a file of its own.
 */
export interface SecretStore {
  /** `memory`: what it holds lasts for this session only. */
  readonly kind: 'keychain' | 'memory'
  /** `undefined` where nothing is kept under the account. */
  get(account: string): Promise<Result<string | undefined>>
  set(account: string, secret: string): Promise<Result<void>>
  /** Deleting what is not there is no error. */
  delete(account: string): Promise<Result<void>>
  /** Accounts that begin with a prefix. */
  find(prefix: string): Promise<Result<string[]>>
}

export const secretService = 'SSO Workbench'

export const workspaceAccount = (workspaceId: string) => `workspace:${workspaceId}`
export const draftAccountPrefix = (projectId: string) => `draft:${projectId}:`
export const draftAccount = (projectId: string, reference: string) =>
  draftAccountPrefix(projectId) + reference
