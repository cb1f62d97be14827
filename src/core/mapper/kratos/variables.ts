import type { JsonObject } from '../../model/json-value'

/** What a mapper sees of an identity that signs in; each part is `{}` when there is none. */
export interface MapperIdentity {
  readonly traits: JsonObject
  readonly metadata_public: JsonObject
  readonly metadata_admin: JsonObject
}

/** The identity at registration. */
export const noIdentity: MapperIdentity = { traits: {}, metadata_public: {}, metadata_admin: {} }

/**
 * The external variables of an evaluation as code, which is how Kratos passes them.
 *
 * @param claims JSON of the claims
 */
export function mapperVariables(
  claims: string,
  identity: Partial<MapperIdentity> = noIdentity,
): Readonly<Record<string, string>> {
  const { traits = {}, metadata_public = {}, metadata_admin = {} } = identity
  return { claims, identity: JSON.stringify({ traits, metadata_public, metadata_admin }) }
}
