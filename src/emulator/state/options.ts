import type { EmulatorState } from './types'

export type OrganizationIds = 'kept' | 'replaced' | 'refused'
export type DeletedOrganizationLeaves =
  'connections-kept' | 'connections-detached' | 'connections-deleted'
export type SecretsReadAs = 'absent' | 'empty' | 'masked'
export type SecretsWrittenBack = 'as-sent' | 'refused' | 'kept' | 'emptied' | 'masked'
export type UnshownWrittenBack = 'lost' | 'kept'
export type DisabledInDocument = 'shown' | 'hidden-state' | 'absent'

/** What the stand-in stores and shows where Ory's behaviour is open, or depends on the plan. */
export interface Variants {
  /** What becomes of the `id` that a client chose for a new entry of `/organizations`. Default `kept`. */
  organizationIds?: OrganizationIds
  /** What becomes of the connections of a deleted organization. Default `connections-kept`. */
  deletedOrganizationLeaves?: DeletedOrganizationLeaves
  /** The organization endpoints also show `project_id` and `updated_at`, as older servers did. */
  oldOrganizationMembers?: boolean
  /** 409 for a domain that another organization of the project has. Undocumented at Ory; default false. */
  refuseDuplicateDomains?: boolean
  /** Labels are kept without spaces around them, domains in lower case, sorted, each once. Default false. */
  normalizeOrganizations?: boolean
  /** 403 `feature_not_available` for a write that turns on `auto_link` or `enable_auto_link_policy`. */
  refuseAutoLink?: boolean
  /** Whether a JSON Patch may hold `test`; 400 for any by default, since nobody says that it may. */
  patchTakesTest?: boolean
  /** How a stored secret is read. Default `absent`. */
  secretsReadAs?: SecretsReadAs
  /**
   * What becomes of a stored secret when its connection is written back as a whole without it, or with
   * the form in which it is read: the write is refused, the secret is kept, or the empty text or the mask
   * takes its place. Nobody public says which. Default `as-sent`: whatever comes back is the secret.
   */
  secretsWrittenBack?: SecretsWrittenBack
  /** What becomes of `state` and `auto_link` when a connection is written back without them. Default `lost`. */
  unshownWrittenBack?: UnshownWrittenBack
  /** How the project document shows a disabled connection; `hidden-state` lists it without `state`. Default that. */
  disabledInDocument?: DisabledInDocument
}

export interface ServerOptions extends Variants {
  /** 0 or absent: any free port. */
  port?: number
  storagePort?: number
  /** Default: `demoState()`. It is copied. */
  state?: EmulatorState
  /** Key to the workspaces it opens. Default: one key for each workspace. */
  apiKeys?: Readonly<Record<string, string | readonly string[]>>
  /** Called with a copy after every change. */
  onChange?: (state: EmulatorState) => void
}
