import type { ServerOptions } from '../../src/emulator/state/options'

/** Number of requests of a bucket allowed per second and per minute. */
export interface RateLimit {
  perSecond: number
  perMinute: number
}

export interface ImportWarning {
  code: number
  message: string
}

/** Requests refused because of the plan, the key, or a change at Ory. Access is checked first. */
export interface Refusals {
  /** The five organization operations. `gone`: see `organizationGoneStatus`; `forbidden`: 403. Default `served`. */
  organizationRequests?: 'served' | 'gone' | 'forbidden'
  /** Default 410. */
  organizationGoneStatus?: 404 | 405 | 410
  /** The status for a patch of `/organizations`, on a server that takes none there. Default: it is taken. */
  organizationsInPatch?: 400 | 403 | 404
  /** 403 `feature_not_available` for the five organization operations. */
  refuseOrganizationRequests?: boolean
  /** 403 for GET /workspaces/{id}, as for some real keys. */
  refuseGetWorkspace?: boolean
  /** 403 for GET /projects, as one source says about API keys. */
  refuseListProjects?: boolean
  /**
   * GET and PATCH of /normalized/projects/{id}, which are in no public document: `absent` is 404, `forbidden`
   * is 403, `read-only` is 403 for PATCH alone. Default `served`.
   */
  normalizedRequests?: 'served' | 'absent' | 'forbidden' | 'read-only'
  /** 404 for GET /projects/{id}/cname, which is in no public document. */
  refuseCustomDomains?: boolean
}

/** What the stand-in of tests stores and shows where Ory's behaviour is open, or depends on the plan. */
export interface OpenQuestions {
  /** What becomes of the `id` that a client chose for a new entry of `/organizations`. Default `kept`. */
  organizationIds?: 'kept' | 'replaced' | 'refused'
  /** Whether a project's document has its organizations. Default `all`. */
  organizationsInDocument?: 'all' | 'absent'
  /** What becomes of the connections of a deleted organization. Default `connections-kept`. */
  deletedOrganizationLeaves?: 'connections-kept' | 'connections-detached' | 'connections-deleted'
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
  /**
   * A SCIM client written without a secret, where none is kept. Default `stored`: Ory's provider says that such
   * a client is refused when it is used.
   */
  scimClientsWithoutSecret?: 'stored' | 'refused'
  /**
   * The answer to a patch of the normalized form. Default `normalized`, in which Ory's provider looks for what
   * it wrote; `document` is the answer to the patch of a project.
   */
  normalizedPatchAnswers?: 'normalized' | 'document'
}

export interface EmulatorOptions extends ServerOptions, Refusals, OpenQuestions {
  /** Seed of the faults' `probability`. The same seed and requests have the same outcome. Default 1. */
  seed?: number
  /** Whether the organization endpoints give the project a new `revision_id`. Default true. */
  organizationWritesMoveRevision?: boolean
  /** How many reads of a project still return the state before its last write. Default 0. */
  staleReadsAfterWrite?: number
  /** For how many milliseconds after a write reads still return the state before it. Default 0. */
  staleReadsForMs?: number
  /** Page size of GET /workspaces/{id}/projects, with `page_token`. Default: one page. */
  projectsPageSize?: number
  /** By bucket, as `x-ory-ratelimit-bucket` of the OpenAPI document. Default: no limits and no headers. */
  rateLimits?: Readonly<Record<string, RateLimit>>
  /** Receives the client's `x-request-id` of each request that a fault holds for two minutes or longer. */
  onHeld?: (requestId: string) => void
  /** The clock of the rate limits and stale reads, in milliseconds. Default: the system's. */
  clock?: () => number
  /** Operation ids whose errors have the flat form. */
  flatErrors?: readonly string[]
  /** Added to `warnings` of every project update. */
  warnings?: readonly ImportWarning[]
}
