import type { JsonObject } from '../../model/json-value'
import type { Evaluation, MapperError, SchemaProblem } from '../engine'
import type { IdentityAddress } from './addresses'
import type { Conflict } from './conflicts'
import type { Ending } from './ending'
import type { BlockedTrait } from './form-objects'
import type { IdentityInput } from './known-addresses'
import type { NormalisedClaims } from './normalise'
import type { MappedIdentity } from './output'
import type { SignIn, UpdateOnLogin } from './sign-in'
import type { MapperIdentity } from './variables'

/** What a mapper is run with. */
export interface MapperInput {
  readonly text: string
  /** Stands in messages. */
  readonly fileName: string
  readonly claims: ClaimsInput
  /** The identity that signs in; absent for a registration. */
  readonly identity?: IdentityInput
  /** Default `automatic`: without it a sign-in never runs the mapper. */
  readonly updateOnLogin?: UpdateOnLogin
  /** The identity schema in JSON; absent leaves the traits unchecked. */
  readonly schema?: string
  /** Traits that the person typed into the registration form, which win over the mapper's. */
  readonly form?: JsonObject
}

export type ClaimsInput =
  /** JSON text of `std.extVar('claims')`, taken as it is. */
  | { readonly mode: 'exact'; readonly json: string }
  /** What the identity provider sends, by kind of provider or `saml`. */
  | {
      readonly mode: 'provider'
      readonly kind: string
      readonly payload: JsonObject
      /** The payload's text as it was sent, where it is known. */
      readonly json?: string
      /** `issuer_url` and `client_id` of the connection, where the claims shall be held against them. */
      readonly issuer?: string
      readonly clientId?: string
      /** What `iss` is where the payload has none; the claims are not held against it. */
      readonly connectionIssuer?: string
    }

/** Everything that is known of a run; what comes after the first failure is absent. */
export interface MapperRun {
  readonly claims?: NormalisedClaims
  readonly evaluation?: Evaluation
  readonly mapped?: MappedIdentity
  /** What a sign-in changes; only with an identity. */
  readonly signIn?: SignIn
  /** The identity as Kratos has it afterwards; where a form is shown again, as it was tried. */
  readonly identity?: MapperIdentity
  readonly schemaProblems?: readonly SchemaProblem[]
  /** Traits for which the schema lets nobody register, whatever a mapper gives. */
  readonly blocked?: readonly BlockedTrait[]
  /** In words, a line for each schema problem. */
  readonly consequences?: readonly string[]
  /** Addresses and sign-in names of the identity; only with a schema, or where they are known. */
  readonly addresses?: readonly IdentityAddress[]
  /** Ends that depend on which other identities there are. */
  readonly conflicts?: readonly Conflict[]
  /** Where the person is then; absent where the app could not find out. */
  readonly ending?: Ending
  /** The failure that ends the registration or sign-in at Ory. */
  readonly error?: MapperError
}
