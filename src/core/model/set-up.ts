import type { Protocol } from './connection'
import type { JsonObject } from './json'
import type { Environment } from './project'
import type { ProjectId } from './project-id'

export interface SetUpOrganization {
  /** ID, or `new:UUID` for a draft's. */
  readonly key: string
  readonly fields: JsonObject
  /** Members that are missing or incomplete because they may contain a secret. */
  readonly withheld?: readonly string[]
}

export interface SetUpConnection {
  readonly key: string
  readonly protocol: Protocol
  readonly fields: JsonObject
  readonly withheld?: readonly string[]
}

/** Its key is its `client_id`, or `new:UUID`. */
export type SetUpScimClient = SetUpOrganization

/**
 * A project's organizations, connections, SCIM clients and shared settings in one state: of the server, a draft, an
 * earlier publish or a file. Excludes what a draft deletes.
 */
export interface SetUp {
  readonly project: {
    /** Absent if the origin has no server. */
    readonly id?: ProjectId
    readonly name: string
    readonly slug: string
    readonly environment: Environment
    readonly hosts: readonly string[]
  }
  readonly organizations: readonly SetUpOrganization[]
  readonly connections: readonly SetUpConnection[]
  /** Absent if unknown. */
  readonly scimClients?: readonly SetUpScimClient[]
  readonly methods: Readonly<Record<Protocol, { readonly enabled: boolean }>>
  /** Shared OIDC settings, such as `base_redirect_uri`; see `methodSettings`. */
  readonly settings: JsonObject
}
