import type { JsonObject, JsonValue } from './json'

export interface StoredWorkspace {
  id: string
  name: string
  subscription_plan: string
  created_at: string
  updated_at: string
}

/**
 * A project as the server keeps it: secrets and `auto_link` included, organizations with their
 * `created_at`, and each stored text (mapper, SAML metadata) as `stored://<sha512>.<extension>`,
 * so that the state does not depend on a port.
 */
export interface StoredProject {
  id: string
  workspace_id: string
  name: string
  slug: string
  state: 'running' | 'halted' | 'deleted'
  environment: 'prod' | 'stage' | 'dev'
  home_region: string
  revision_id: string
  created_at: string
  updated_at: string
  hosts: string[]
  organizations: JsonObject[]
  services: JsonObject
  cors_public: JsonObject
  cors_admin: JsonObject
}

/** Everything the stand-in holds, as plain JSON. API keys are no part of it. */
export interface EmulatorState {
  version: 1
  workspaces: StoredWorkspace[]
  projects: StoredProject[]
  /** Stored texts by the lower-case hex SHA-512 of their UTF-8 bytes. */
  content: Record<string, string>
}

export interface ImportWarning {
  code: number
  message: string
}

export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  port?: number
  storagePort?: number
  /** Default: `demoState()`. It is copied. */
  state?: EmulatorState
  /** Whether the organization endpoints give the project a new `revision_id`. Default true. */
  organizationWritesMoveRevision?: boolean
  /** How many reads of a project still see it as it was before its last write. Default 0. */
  staleReadsAfterWrite?: number
  /** 403 `feature_not_available` for the five organization operations. */
  refuseOrganizationRequests?: boolean
  /** 409 for a domain that another organization of the project has. Undocumented at Ory; default false. */
  refuseDuplicateDomains?: boolean
  /** 403 for GET /workspaces/{id}, as some real keys get. */
  refuseGetWorkspace?: boolean
  /** 403 for GET /projects, as one source says of API keys. */
  refuseListProjects?: boolean
  /** Lets a connection that is replaced as a whole, without its secret, keep the secret stored under its id. Default false. */
  keepSecretsOfReplacedEntries?: boolean
  /** Pages GET /workspaces/{id}/projects; the next page is asked with `page_token`. Default: one page. */
  projectsPageSize?: number
  /** Operation ids whose errors come in the flat form. */
  flatErrors?: readonly string[]
  /** Put into the `warnings` of every project update. */
  warnings?: readonly ImportWarning[]
  /** Key to the workspaces it opens. Default: one key for each workspace. */
  apiKeys?: Readonly<Record<string, string | readonly string[]>>
  /** Called with a copy after every change. */
  onChange?: (state: EmulatorState) => void
}

export interface RecordedRequest {
  server: 'api' | 'storage'
  method: string
  /** Path and query as received. */
  url: string
  path: string
  operation: string | undefined
  headers: Record<string, string | string[] | undefined>
  /** Parsed JSON, or the text where it is none; undefined without a body. */
  body: JsonValue | undefined
  /** 0 while unanswered and for a dropped connection. */
  status: number
}

/**
 * What to do to the next requests that match. `operation`, `method` and `path` all have to match;
 * without any of them every request does, those to the storage (`getStoredContent`) included.
 */
export interface FaultRule {
  /** OpenAPI operationId, or `getStoredContent`. */
  operation?: string
  method?: string
  path?: RegExp
  /** How many requests it hits. Default 1. */
  times?: number
  /** Answers this instead. Default body: an Ory error; nothing for 429. */
  status?: number
  body?: JsonValue
  headers?: Record<string, string>
  /** A proxy's page instead of JSON; the status is 502 unless given. */
  html?: boolean
  delayMs?: number
  /** Closes the socket before the request has an effect, or after it took effect, without an answer. */
  drop?: 'before' | 'after'
  /** With `status` or `html`: the request takes effect first. */
  afterEffect?: boolean
  /** Put into the `warnings` of a project update that is otherwise answered as usual. */
  warnings?: readonly ImportWarning[]
}

export interface Fault {
  /** Requests it has hit so far. */
  hits: () => number
  remove: () => void
}

export interface Emulator {
  readonly apiAddress: string
  readonly storageAddress: string
  /** Workspace id to a key that opens it. */
  readonly demoApiKeys: Readonly<Record<string, string>>
  /** A copy of all it holds. */
  state: () => EmulatorState
  /** A copy of one project as GET would show it, but with secrets and `auto_link`. */
  project: (projectId: string) => JsonObject
  /** Another writer: changed projects get a new revision; `base64://` texts are stored. Nothing is checked. */
  edit: (change: (state: EmulatorState) => void) => void
  requests: () => RecordedRequest[]
  clearRequests: () => void
  fault: (rule: FaultRule) => Fault
  clearFaults: () => void
  close: () => Promise<void>
}
