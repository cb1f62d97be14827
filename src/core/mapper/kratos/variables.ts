import type { MapperGiven } from '../given'
import type { JsonObject } from '../../model/json'
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
 * @param given JSON of the claims, or of the user of a SCIM client
 * @param identity the one that signs in, or that is there already; absent at registration
 * @param name what the mapper is given
 */
export function mapperVariables(
  given: string,
  identity?: Partial<MapperIdentity>,
  name: MapperGiven = 'claims',
): Readonly<Record<string, string>> {
  const known = identity === undefined ? noIdentity : knownIdentity(identity)
  // A SCIM client's mapper gets empty objects for unset metadata. Source: Ory's documentation, “SCIM”.
  const seen =
    name === 'scim'
      ? {
          ...known,
          metadata_public: known.metadata_public ?? {},
          metadata_admin: known.metadata_admin ?? {},
        }
      : known
  return { [name]: given, identity: encodeByGo(seen) }
}
