import type { Result } from '../../core/errors/result'
import { isProjectId, type ProjectId } from '../../core/model/project-id'

/** Stores API keys and typed secrets by account name; never in a file of its own. */
export interface SecretStore {
  /** `memory` is lost at the end of the session. */
  readonly kind: 'keychain' | 'memory'
  get(account: string): Promise<Result<string | undefined>>
  set(account: string, secret: string): Promise<Result<void>>
  /** A missing account is no error. */
  delete(account: string): Promise<Result<void>>
  find(prefix: string): Promise<Result<string[]>>
}

export const secretService = 'SSO Workbench'

export const workspaceAccount = (workspaceId: string) => `workspace:${workspaceId}`
/** The ID includes the server, so other servers never get the secret. */
export const draftAccountPrefix = (projectId: ProjectId) => `draft:${projectId}:`
export const draftAccount = (projectId: ProjectId, reference: string) =>
  draftAccountPrefix(projectId) + reference
export const peopleAccountPrefix = 'people:'
export const peopleAccount = (projectId: ProjectId) => peopleAccountPrefix + projectId

export function projectOfAccount(account: string): ProjectId | undefined {
  const [, projectId] = /^(?:people|draft):(.+\/projects\/[0-9a-f-]{36})(?::|$)/.exec(account) ?? []
  return isProjectId(projectId) ? projectId : undefined
}
