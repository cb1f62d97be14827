import type { Protocol } from './connection'
import type { JsonObject } from './json'
import type { Environment } from './project'
import type { ProjectId } from './project-id'

export interface SetUpOrganization {
  /** Its id, or `new:UUID` for what a draft makes. */
  readonly key: string
  readonly fields: JsonObject
  /** Members of which nothing, or a part only, stands here, since a secret may stand in them. */
  readonly withheld?: readonly string[]
}

export interface SetUpConnection {
  /** `oidc:ID` or `saml:ID` as the server has it, or `new:UUID` for what a draft makes. */
  readonly key: string
  readonly protocol: Protocol
  readonly fields: JsonObject
  /** As of an organization. */
  readonly withheld?: readonly string[]
}

/** What provisions the people of one organization. Its key is its `client_id`, or `new:UUID`. */
export type SetUpScimClient = SetUpOrganization

/**
 * One project's organizations, connections, SCIM clients and what all connections share, as one state: of the server,
 * with a draft on it, of an earlier publish, or of a file. What a draft deletes is not in it.
 */
export interface SetUp {
  readonly project: {
    /** Absent where the origin is of no server. */
    readonly id?: ProjectId
    readonly name: string
    /** Empty where the origin does not say which project it is. */
    readonly slug: string
    readonly environment: Environment
    /** Fully qualified host names that serve the project; empty where they are not known. */
    readonly hosts: readonly string[]
  }
  readonly organizations: readonly SetUpOrganization[]
  readonly connections: readonly SetUpConnection[]
  /** Absent where they are not known: not every origin shows them. */
  readonly scimClients?: readonly SetUpScimClient[]
  readonly methods: Readonly<Record<Protocol, { readonly enabled: boolean }>>
  /** What all OIDC connections share, such as `base_redirect_uri`; see `methodSettings`. */
  readonly settings: JsonObject
}
