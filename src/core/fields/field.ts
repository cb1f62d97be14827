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
 * One member of an organization's or a connection's document, as data: forms, rules, review and the
 * docs all use it. A member that is in no table is shown and kept unchanged.
 */
export interface Field {
  /** Wire name. */
  readonly name: string
  /** Its label, also for assistive technology. */
  readonly label: string
  readonly control: FieldControl
  /** `kind`: shown at once because the kind of provider requires it; `native`: only with Kratos' own SAML engine. */
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
  /** The draft holds a reference; the value is in the keychain. */
  readonly secret?: true
  /** Only the normalized form of the project has it, so a patch of that form sets it. */
  readonly normalized?: true
  /** The server accepts it but never returns it: its absence in an answer means nothing. */
  readonly writeOnly?: true
  /** An unordered list without duplicates: both sides' changes are merged. */
  readonly set?: true
  /** Each entity has its own value: several are never given the same one at once. */
  readonly ownEach?: true
  /** The items of its list ignore case, as host names do. */
  readonly anyCase?: true
  /** Largest whole number, or most items of a list. */
  readonly most?: number
  /** The items of its list are https URLs. */
  readonly urls?: true
  /** The server stores its text under its hash: two addresses may have the same text. */
  readonly content?: 'mapper' | 'metadata'
  /** A value that the server accepts, for docs and tests; `edited` is another one. */
  readonly example: JsonValue
  readonly edited: JsonValue
}
