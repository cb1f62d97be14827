import type { JsonValue } from '../model/json'

/** How a field is entered; each has one component in the window. */
export type FieldControl =
  | 'text'
  | 'url'
  | 'list'
  | 'choice'
  | 'claims'
  | 'switch'
  | 'number'
  | 'secret'
  | 'secret-lines'
  | 'duration'
  | 'mapper'
  | 'metadata'
  | 'organization'
  | 'provider'
  | 'connection-id'
  | 'shown'

export interface FieldOption {
  /** Empty if the field is absent. */
  readonly value: string
  readonly label: string
  /** Kinds of provider that support it; absent for all. */
  readonly takenBy?: readonly string[]
}

/**
 * One member of an organization's or connection's document, used by forms, rules, review and docs. Unlisted members
 * are shown and kept unchanged.
 */
export interface Field {
  readonly name: string
  /** Its label, also for assistive technology. */
  readonly label: string
  readonly control: FieldControl
  /** `kind`: shown because the provider requires it; `native`: only with Kratos' SAML engine. */
  readonly section: 'main' | 'kind' | 'advanced' | 'native'
  /** Kinds of provider that have it; absent for all. */
  readonly takenBy?: readonly string[]
  /** Kinds of provider that must not have it, though nearly all others do. */
  readonly refusedBy?: readonly string[]
  /** Kinds of provider that require it. */
  readonly requiredBy?: 'every' | readonly string[]
  /** The message where it is required and missing. */
  readonly missing?: string
  readonly options?: readonly FieldOption[]
  readonly hint?: string
  readonly mono?: true
  /** The draft holds a reference to the keychain. */
  readonly secret?: true
  /** Only in the project's normalized form, whose patch sets it. */
  readonly normalized?: true
  /** Accepted but never returned, so its absence means nothing. */
  readonly writeOnly?: true
  /** Unordered and unique, so both sides' changes are merged. */
  readonly set?: true
  /** Never set for several entities at once. */
  readonly ownEach?: true
  /** The items of its list ignore case, as host names do. */
  readonly anyCase?: true
  /** Largest whole number, or most items of a list. */
  readonly most?: number
  /** The items of its list are https URLs. */
  readonly urls?: true
  /** Stored under its hash, so two addresses may have the same text. */
  readonly content?: 'mapper' | 'metadata'
  /** A value that the server accepts, for docs and tests; `edited` is another one. */
  readonly example: JsonValue
  readonly edited: JsonValue
}
