import type { EmulatorState, ImportWarning } from './types'

export type OrganizationRequests = 'served' | 'gone' | 'forbidden'
export type OrganizationIds = 'kept' | 'replaced' | 'refused'
export type DeletedOrganizationLeaves =
  'connections-kept' | 'connections-detached' | 'connections-deleted'
export type SecretsReadAs = 'absent' | 'empty' | 'masked'
export type SecretsWrittenBack = 'as-sent' | 'refused' | 'kept' | 'emptied' | 'masked'
export type UnshownWrittenBack = 'lost' | 'kept'
export type DisabledInDocument = 'shown' | 'hidden-state' | 'absent'

/** Requests of one bucket that are served in a second and in a minute. */
export interface RateLimit {
  perSecond: number
  perMinute: number
}

/** How the stand-in behaves where Ory's behaviour is open, or depends on plan, key and load. */
export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  port?: number
  storagePort?: number
  /** Default: `demoState()`. It is copied. */
  state?: EmulatorState
  /** Seed of the faults' `probability`. The same seed and requests have the same outcome. Default 1. */
  seed?: number
  /** Whether the organization endpoints give the project a new `revision_id`. Default true. */
  organizationWritesMoveRevision?: boolean
  /** How many reads of a project still see it as it was before its last write. Default 0. */
  staleReadsAfterWrite?: number
  /** For how many milliseconds after a write reads still see the project as it was before. Default 0. */
  staleReadsForMs?: number
  /** The five organization operations. `gone`: see `organizationGoneStatus`; `forbidden`: 403. Default `served`. */
  organizationRequests?: OrganizationRequests
  /** Default 410. */
  organizationGoneStatus?: 404 | 405 | 410
  /** 403 `feature_not_available` for the five organization operations. */
  refuseOrganizationRequests?: boolean
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
  /** 403 for GET /workspaces/{id}, as some real keys get. */
  refuseGetWorkspace?: boolean
  /** 403 for GET /projects, as one source says of API keys. */
  refuseListProjects?: boolean
  /** 404 for GET /normalized/projects/{id}, which no public document names. */
  refuseNormalized?: boolean
  /** 404 for GET /projects/{id}/cname, which no public document names. */
  refuseCustomDomains?: boolean
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
  /** Pages GET /workspaces/{id}/projects; the next page is asked with `page_token`. Default: one page. */
  projectsPageSize?: number
  /** By bucket, as `x-ory-ratelimit-bucket` of the OpenAPI document. Default: no limits and no headers. */
  rateLimits?: Readonly<Record<string, RateLimit>>
  /** Operation ids whose errors come in the flat form. */
  flatErrors?: readonly string[]
  /** Put into the `warnings` of every project update. */
  warnings?: readonly ImportWarning[]
  /** Key to the workspaces it opens. Default: one key for each workspace. */
  apiKeys?: Readonly<Record<string, string | readonly string[]>>
  /** Called with a copy after every change. */
  onChange?: (state: EmulatorState) => void
}
