import type { JsonObject } from '../../model/json-value'
import { encodeByGo } from './go-json'

/** What a mapper sees of an identity that signs in. Metadata that are not there are null. */
export interface MapperIdentity {
  readonly traits: JsonObject
  readonly metadata_public: JsonObject | null
  readonly metadata_admin: JsonObject | null
}

/** The identity at registration. */
export const noIdentity: MapperIdentity = { traits: {}, metadata_public: {}, metadata_admin: {} }

/** An identity that is there, with what a person leaves out of it filled in. */
export function knownIdentity(identity: Partial<MapperIdentity>): MapperIdentity {
  const { traits = {}, metadata_public = null, metadata_admin = null } = identity
  return { traits, metadata_public, metadata_admin }
}

/**
 * The external variables of an evaluation as code, which is how Kratos passes them.
 *
 * @param claims JSON of the claims
 * @param identity the one that signs in; absent for a registration
 */
export function mapperVariables(
  claims: string,
  identity?: Partial<MapperIdentity>,
): Readonly<Record<string, string>> {
  const seen = identity === undefined ? noIdentity : knownIdentity(identity)
  return { claims, identity: encodeByGo(seen) }
}
