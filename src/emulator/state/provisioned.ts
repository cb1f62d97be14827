import type { JsonObject } from './json'

/** A user or a group that an identity provider has put into an organization by SCIM. */
export interface Provisioned {
  readonly id: string
  readonly organizationId: string
  readonly kind: 'User' | 'Group'
  /** Its attributes as they were taken, without what the server adds to them, and without a password. */
  readonly attributes: JsonObject
  /** Identity of a user, as the admin API shows it; absent for a group. */
  readonly identity?: JsonObject
  readonly created: string
  readonly lastModified: string
}

/** Of one project, in memory alone, since they are people: by their ids, which for users are identities. */
export type ProvisionedById = Map<string, Provisioned>
