import type { JsonValue } from '../../model/json-value'

/**
 * What a form says of a mapper: which trait comes from where. `writeTemplate` makes Jsonnet of it
 * and `readTemplate` reads that back.
 */
export interface MapperTemplate {
  readonly traits: readonly TraitMapping[]
  /** Paths begin below `metadata_public`; may be empty. */
  readonly metadataPublic: readonly TraitMapping[]
  /**
   * Whether an address that the identity provider has verified counts as verified at Ory. One that
   * comes without `email_verified` never does.
   */
  readonly verifiedAddresses: boolean
  /** Refuses everyone without an address of these domains; absent takes all. */
  readonly domains?: readonly string[]
}

export interface TraitMapping {
  /** Members on the way to the trait: `['name', 'first']`. */
  readonly path: readonly string[]
  readonly source: TraitSource
  readonly guard: TraitGuard
  /**
   * What the trait must be. A value of another type counts as not sent, but for a list one value
   * becomes a list of one, and for a boolean the texts true and false will do, as SAML sends them.
   * Absent takes every value.
   */
  readonly type?: TraitType
}

/**
 * `leave-out`: the trait is absent when the claim is; `require`: then the sign-in ends with an
 * error; `verified-only`: it is absent also when the e-mail address is not verified.
 */
export type TraitGuard = 'leave-out' | 'require' | 'verified-only'

export type TraitType = 'string' | 'boolean' | 'number' | 'array'

export type TraitSource =
  /** A claim that Ory passes on. */
  | { readonly kind: 'claim'; readonly name: string; readonly lowerCase?: boolean }
  /** A member of `raw_claims`; an empty path is all of them. */
  | { readonly kind: 'raw'; readonly path: readonly string[]; readonly lowerCase?: boolean }
  | { readonly kind: 'fixed'; readonly value: JsonValue }
  /** Those of the claims that are there, with the separator between. Only claims that are text. */
  | {
      readonly kind: 'joined'
      readonly parts: readonly string[]
      readonly separator: string
      readonly lowerCase?: boolean
    }
  /** What stands before the first `@` of a claim. */
  | { readonly kind: 'local-part'; readonly of: string; readonly lowerCase?: boolean }
