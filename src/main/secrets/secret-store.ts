import type { Result } from '../../core/errors/result'
import { isProjectId, type ProjectId } from '../../core/model/project-id'

/** Stores API keys and typed secrets by account name; never in a file of its own. */
export interface SecretStore {
  /** `memory`: its content is lost at the end of the session. */
  readonly kind: 'keychain' | 'memory'
  /** `undefined` if nothing is stored under the account. */
  get(account: string): Promise<Result<string | undefined>>
  set(account: string, secret: string): Promise<Result<void>>
  /** Deleting a missing account is not an error. */
  delete(account: string): Promise<Result<void>>
  /** Names of the accounts that begin with a prefix. */
  find(prefix: string): Promise<Result<string[]>>
}

export const secretService = 'SSO Workbench'

export const workspaceAccount = (workspaceId: string) => `workspace:${workspaceId}`
/** The project's server is a part of its id, so a secret that was typed for one server is no other's. */
export const draftAccountPrefix = (projectId: ProjectId) => `draft:${projectId}:`
export const draftAccount = (projectId: ProjectId, reference: string) =>
  draftAccountPrefix(projectId) + reference
/** A key of a project itself, to read its people with. */
export const peopleAccountPrefix = 'people:'
export const peopleAccount = (projectId: ProjectId) => peopleAccountPrefix + projectId

/** The project that an account is of; `undefined` for any other account. */
export function projectOfAccount(account: string): ProjectId | undefined {
  const [, projectId] = /^(?:people|draft):(.+\/projects\/[0-9a-f-]{36})(?::|$)/.exec(account) ?? []
  return isProjectId(projectId) ? projectId : undefined
}
