import type { JsonObject } from '../model/json-value'
import type { Evaluation, MapperError, SchemaProblem } from './engine'
import type { IdentifierTrait } from './kratos/identifier-keyword'
import type { NormalisedClaims } from './kratos/normalise'
import type { MappedIdentity } from './kratos/output'
import type { SignIn, UpdateOnLogin } from './kratos/sign-in'
import type { MapperIdentity } from './kratos/variables'

/** What a mapper is run with. */
export interface MapperInput {
  readonly text: string
  /** Stands in messages. */
  readonly fileName: string
  readonly claims: ClaimsInput
  /** The identity that signs in; absent for a registration. */
  readonly identity?: Partial<MapperIdentity>
  /** Default `automatic`: without it a sign-in never runs the mapper. */
  readonly updateOnLogin?: UpdateOnLogin
  /** The identity schema in JSON; absent leaves the traits unchecked. */
  readonly schema?: string
}

export type ClaimsInput =
  /** JSON text of `std.extVar('claims')`, taken as it is. */
  | { readonly mode: 'exact'; readonly json: string }
  /** What the identity provider sends, by kind of provider or `saml`. */
  | { readonly mode: 'provider'; readonly kind: string; readonly payload: JsonObject }

/** A trait that is an address or identifier, and whether the mapper says that it is verified. */
export interface MappedAddress extends IdentifierTrait {
  readonly verified: boolean
}

/** Everything that is known of a run; what comes after the first failure is absent. */
export interface MapperRun {
  readonly claims?: NormalisedClaims
  readonly evaluation?: Evaluation
  readonly mapped?: MappedIdentity
  /** What a sign-in changes; only with an identity. */
  readonly signIn?: SignIn
  readonly schemaProblems?: readonly SchemaProblem[]
  /** In words, a line for each schema problem. */
  readonly consequences?: readonly string[]
  /** Traits that the schema marks as addresses or identifiers; only with a schema. */
  readonly addresses?: readonly MappedAddress[]
  /** The failure that ends the registration or sign-in at Ory. */
  readonly error?: MapperError
}
