import type { EmulatorState } from './types'

export type OrganizationIds = 'kept' | 'replaced' | 'refused'
export type DeletedOrganizationLeaves =
  'connections-kept' | 'connections-detached' | 'connections-deleted'
export type SecretsReadAs = 'absent' | 'empty' | 'masked'
export type SecretsWrittenBack = 'as-sent' | 'refused' | 'kept' | 'emptied' | 'masked'
export type UnshownWrittenBack = 'lost' | 'kept'
export type DisabledInDocument = 'shown' | 'hidden-state' | 'absent'

/** How the emulator stores and shows data where Ory's behaviour is unknown, or depends on the plan. */
export interface Variants {
  /** How the server treats the `id` of a new entry of `/organizations`. Default `kept`. */
  organizationIds?: OrganizationIds
  /** What happens to the connections of a deleted organization. Default `connections-kept`. */
  deletedOrganizationLeaves?: DeletedOrganizationLeaves
  /** The organization endpoints also return `project_id` and `updated_at`, as older servers did. */
  oldOrganizationMembers?: boolean
  /** 409 for a domain that another organization of the project has. Undocumented at Ory; default false. */
  refuseDuplicateDomains?: boolean
  /** Labels are stored trimmed, domains in lower case, sorted, without repetition. Default false. */
  normalizeOrganizations?: boolean
  /** 403 `feature_not_available` for a write that enables `auto_link` or `enable_auto_link_policy`. */
  refuseAutoLink?: boolean
  /** Whether a JSON Patch may contain `test`; by default 400, since Ory does not document it. */
  patchTakesTest?: boolean
  /** How a stored secret is returned. Default `absent`. */
  secretsReadAs?: SecretsReadAs
  /**
   * What happens to a stored secret when its connection is written back as a whole without it, or with
   * the form in which it was read: the write is refused, the secret is kept, or the empty text or the mask
   * replaces it. Ory does not document it. Default `as-sent`: the written value becomes the secret.
   */
  secretsWrittenBack?: SecretsWrittenBack
  /** What a connection written back without `state` or `auto_link` loses. Default `lost`. */
  unshownWrittenBack?: UnshownWrittenBack
  /** How the project document shows a disabled connection; default `hidden-state`: without `state`. */
  disabledInDocument?: DisabledInDocument
}

export interface ServerOptions extends Variants {
  /** 0 or absent: any free port. */
  port?: number
  storagePort?: number
  /** Default: `demoState()`. It is copied. */
  state?: EmulatorState
  /** Keys with their workspaces. Default: one key for each workspace. */
  apiKeys?: Readonly<Record<string, string | readonly string[]>>
  /** Called with a copy after every change. */
  onChange?: (state: EmulatorState) => void
}
