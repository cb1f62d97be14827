import type { JsonObject } from '../../model/json-value'
import { encodeByGo } from './go-json'

/** The identity that signs in, as a mapper sees it. Missing metadata is null. */
export interface MapperIdentity {
  readonly traits: JsonObject
  readonly metadata_public: JsonObject | null
  readonly metadata_admin: JsonObject | null
}

/** The identity at registration. */
export const noIdentity: MapperIdentity = { traits: {}, metadata_public: {}, metadata_admin: {} }

/** An existing identity, with missing members filled in. */
export function knownIdentity(identity: Partial<MapperIdentity>): MapperIdentity {
  const { traits = {}, metadata_public = null, metadata_admin = null } = identity
  return { traits, metadata_public, metadata_admin }
}

/**
 * The external variables of an evaluation as code, which is how Kratos passes them.
 *
 * @param claims JSON of the claims
 * @param identity the one that signs in; absent at registration
 */
export function mapperVariables(
  claims: string,
  identity?: Partial<MapperIdentity>,
): Readonly<Record<string, string>> {
  const seen = identity === undefined ? noIdentity : knownIdentity(identity)
  return { claims, identity: encodeByGo(seen) }
}
