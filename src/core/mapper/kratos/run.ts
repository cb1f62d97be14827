import { givenFor, type MapperGiven } from '../given'
import type { JsonObject } from '../../model/json'
import type { Evaluation, MapperError, SchemaProblem } from '../engine'
import type { IdentityAddress } from './addresses'
import type { Conflict } from './conflicts'
import type { Ending } from './ending'
import type { ExistingAccount } from './existing-account'
import type { BlockedTrait } from './form-objects'
import type { IdentityInput } from './known-addresses'
import type { NormalisedClaims } from './normalise'
import type { MappedIdentity } from './output'
import type { SignIn, UpdateOnLogin } from './sign-in'
import type { MapperIdentity } from './variables'

/** The input of a mapper run. */
export interface MapperInput {
  readonly text: string
  /** Used in messages. */
  readonly fileName: string
  /** The mapper's address, which counts in the request to Kratos' worker; default: in Ory's storage. */
  readonly address?: string
  readonly claims: ClaimsInput
  /** The identity that signs in; absent at registration. */
  readonly identity?: IdentityInput
  /** Domains of the SCIM client's organization; absent where they are unknown. */
  readonly domains?: readonly string[]
  /** Default `automatic`; with any other value a sign-in does not run the mapper. */
  readonly updateOnLogin?: UpdateOnLogin
  /** The identity schema in JSON; if absent, the traits are not checked. */
  readonly schema?: string
  /** Traits typed into the registration form, which override the mapper's. */
  readonly form?: JsonObject
}

export type ClaimsInput =
  /** JSON text of `std.extVar('claims')`, or of what else the mapper is given, used unchanged. */
  | { readonly mode: 'exact'; readonly json: string; readonly given?: MapperGiven }
  /** The data that the identity provider sends, by kind of provider, `saml` or `scim`. */
  | {
      readonly mode: 'provider'
      readonly kind: string
      readonly payload: JsonObject
      /** The payload's text as sent, if known. */
      readonly json?: string
      /** `issuer_url` and `client_id` of the connection, if the claims are to be checked against them. */
      readonly issuer?: string
      readonly clientId?: string
      /** The value of `iss` where the payload has none; not compared with the claims. */
      readonly connectionIssuer?: string
    }

/** What a mapper is given by this input. */
export const givenOf = (input: ClaimsInput): MapperGiven =>
  input.mode === 'exact' ? (input.given ?? 'claims') : givenFor(input.kind)

/** All results of a run; those after the first failure are absent. */
export interface MapperRun {
  /** What the mapper was given; absent for claims. */
  readonly given?: 'scim'
  readonly claims?: NormalisedClaims
  readonly evaluation?: Evaluation
  readonly mapped?: MappedIdentity
  /** The changes by a sign-in; only with an identity. */
  readonly signIn?: SignIn
  /** What a SCIM client does with the given identity; only with one. */
  readonly existing?: ExistingAccount
  /** The identity in Kratos afterwards; if a form is shown again, the one that was attempted. */
  readonly identity?: MapperIdentity
  readonly schemaProblems?: readonly SchemaProblem[]
  /** Traits for which the schema prevents every registration, whatever a mapper returns. */
  readonly blocked?: readonly BlockedTrait[]
  /** One sentence for each schema problem. */
  readonly consequences?: readonly string[]
  /** Addresses and sign-in names of the identity; only with a schema, or where they are known. */
  readonly addresses?: readonly IdentityAddress[]
  /** Outcomes that depend on other identities. */
  readonly conflicts?: readonly Conflict[]
  /** The page the person ends on; absent where the app cannot tell. */
  readonly ending?: Ending
  /** The failure that ends the registration or sign-in at Ory. */
  readonly error?: MapperError
}
