/** Where a domain stands in a text. */
export type DomainSource =
  /** After a label, as in “Domains: …”. */
  | 'list'
  /** In a sentence about people and their addresses, as in “our people have addresses @…”. */
  | 'prose'
  | 'sender'
  /** Whom the e-mail was sent to that this one answers. */
  | 'answering'
  | 'signature'
  /** An address anywhere else. */
  | 'address'
  /** An address at which anybody is answered: `support@…`. */
  | 'contact'
  /** The web address in a signature. */
  | 'website'
  | 'recipient'

/** Why a domain is not used unless a person says so. */
export type UnusedReason =
  /** Anybody can have an address of it. */
  | 'public'
  /** It belongs to a service that many use: a help desk, a network. */
  | 'service'
  | 'identity-provider'
  /** It is of whom the e-mail was sent to. */
  | 'recipient'
  /** It is the project's own. */
  | 'own'
  /** Questions are sent there. */
  | 'contact'
  /** It stands in an earlier e-mail. */
  | 'earlier'
  /** It is of whoever passed the e-mail on. */
  | 'forwarder'
  | 'sample'
  /** The text says that it is not, or no longer, used. */
  | 'denied'
  /** The text names the domains elsewhere. */
  | 'less-certain'

/** A domain in a text, and the line that it stands in. */
export interface SeenDomain {
  /** In small letters. */
  readonly value: string
  readonly where: string
  readonly from: DomainSource
  /** Absent where it is used. */
  readonly unused?: UnusedReason
}

export interface PlacedDomain extends SeenDomain {
  /** Its position in the text. */
  readonly at: number
}
