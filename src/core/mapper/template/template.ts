import type { JsonValue } from '../../model/json'

/**
 * The content of the form for a mapper: the source of each trait. `writeTemplate` turns it into Jsonnet.
 */
export interface MapperTemplate {
  readonly traits: readonly TraitMapping[]
  /** Paths begin below `metadata_public`; may be empty. */
  readonly metadataPublic: readonly TraitMapping[]
  /**
   * Whether an address verified by the identity provider counts as verified at Ory. One without
   * `email_verified` never does.
   */
  readonly verifiedAddresses: boolean
  /** Refuses everyone without an address of these domains; absent allows all. */
  readonly domains?: readonly string[]
}

export interface TraitMapping {
  /** Member names that lead to the trait: `['name', 'first']`. */
  readonly path: readonly string[]
  readonly source: TraitSource
  readonly guard: TraitGuard
  /**
   * The type of the trait. A value of another type counts as missing, except that a list accepts one
   * value as a list of one, and a boolean accepts the texts true and false, as SAML sends them. Absent
   * allows every value.
   */
  readonly type?: TraitType
}

/**
 * `leave-out`: the trait is absent when the claim is; `require`: the sign-in then ends with an error;
 * `verified-only`: the trait is also absent when the email address is not verified.
 */
export type TraitGuard = 'leave-out' | 'require' | 'verified-only'

export type TraitType = 'string' | 'boolean' | 'number' | 'array'

export type TraitSource =
  /** A claim that Ory passes on. */
  | { readonly kind: 'claim'; readonly name: string; readonly lowerCase?: boolean }
  /** A member of `raw_claims`; an empty path means all of them. */
  | { readonly kind: 'raw'; readonly path: readonly string[]; readonly lowerCase?: boolean }
  | { readonly kind: 'fixed'; readonly value: JsonValue }
  /** The claims that are present, joined by the separator. Only claims that are text. */
  | {
      readonly kind: 'joined'
      readonly parts: readonly string[]
      readonly separator: string
      readonly lowerCase?: boolean
    }
  /** The part of a claim before its first `@`. */
  | { readonly kind: 'local-part'; readonly of: string; readonly lowerCase?: boolean }
