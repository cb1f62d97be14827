import type { ServerOptions } from '../../src/emulator/state/options'

/** Requests of one bucket that are served in a second and in a minute. */
export interface RateLimit {
  perSecond: number
  perMinute: number
}

export interface ImportWarning {
  code: number
  message: string
}

/** What the plan, the key, or a change at Ory may take away. Each operation checks access first. */
export interface Refusals {
  /** The five organization operations. `gone`: see `organizationGoneStatus`; `forbidden`: 403. Default `served`. */
  organizationRequests?: 'served' | 'gone' | 'forbidden'
  /** Default 410. */
  organizationGoneStatus?: 404 | 405 | 410
  /** 403 `feature_not_available` for the five organization operations. */
  refuseOrganizationRequests?: boolean
  /** 403 for GET /workspaces/{id}, as some real keys get. */
  refuseGetWorkspace?: boolean
  /** 403 for GET /projects, as one source says of API keys. */
  refuseListProjects?: boolean
  /** 404 for GET /normalized/projects/{id}, which no public document names. */
  refuseNormalized?: boolean
  /** 404 for GET /projects/{id}/cname, which no public document names. */
  refuseCustomDomains?: boolean
}

export interface EmulatorOptions extends ServerOptions, Refusals {
  /** Seed of the faults' `probability`. The same seed and requests have the same outcome. Default 1. */
  seed?: number
  /** Whether the organization endpoints give the project a new `revision_id`. Default true. */
  organizationWritesMoveRevision?: boolean
  /** How many reads of a project still see it as it was before its last write. Default 0. */
  staleReadsAfterWrite?: number
  /** For how many milliseconds after a write reads still see the project as it was before. Default 0. */
  staleReadsForMs?: number
  /** Pages GET /workspaces/{id}/projects; the next page is asked with `page_token`. Default: one page. */
  projectsPageSize?: number
  /** By bucket, as `x-ory-ratelimit-bucket` of the OpenAPI document. Default: no limits and no headers. */
  rateLimits?: Readonly<Record<string, RateLimit>>
  /** Operation ids whose errors come in the flat form. */
  flatErrors?: readonly string[]
  /** Put into the `warnings` of every project update. */
  warnings?: readonly ImportWarning[]
}
