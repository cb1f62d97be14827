import type { JsonValue } from '../model/json'

/** How a field is entered; each has one component in the window. */
export type FieldControl =
  | 'text'
  | 'url'
  | 'list'
  | 'choice'
  | 'claims'
  | 'switch'
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
  /** Empty: the field is absent. */
  readonly value: string
  readonly label: string
  /** Kinds of provider that take it; absent for all. */
  readonly takenBy?: readonly string[]
}

/**
 * One member of an organization's or a connection's document, as data: forms, rules, review and the
 * docs all read it from here. What is in no table is shown as it is and kept.
 */
export interface Field {
  /** Wire name. */
  readonly name: string
  /** What people and assistive technology call it. */
  readonly label: string
  readonly control: FieldControl
  /** `kind`: in sight because the kind of provider cannot do without it. */
  readonly section: 'main' | 'kind' | 'advanced'
  /** Kinds of provider that have it; absent for all. */
  readonly takenBy?: readonly string[]
  /** Kinds of provider that may not have it, though nearly all others do. */
  readonly refusedBy?: readonly string[]
  /** Kinds of provider that cannot do without it. */
  readonly requiredBy?: 'every' | readonly string[]
  /** What to do where it is required and missing. */
  readonly missing?: string
  readonly options?: readonly FieldOption[]
  readonly hint?: string
  readonly mono?: true
  /** The draft holds a reference; the value is in the keychain. */
  readonly secret?: true
  /** The server takes it and never gives it back: its absence in an answer says nothing. */
  readonly writeOnly?: true
  /** A list in which order and repetition mean nothing: both sides' changes are merged. */
  readonly set?: true
  /** Upper and lower case are the same in the items of its list, as in host names. */
  readonly anyCase?: true
  /** Its text is stored by the server under its hash: two addresses may hold the same. */
  readonly content?: 'mapper' | 'metadata'
  /** A value that the server takes, for docs and tests; another one for `edit`. */
  readonly example: JsonValue
  readonly edited: JsonValue
}
