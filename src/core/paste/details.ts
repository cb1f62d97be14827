import type { Protocol } from '../model/connection'
import type { SeenDomain } from './domains/seen'

/** Fields of a connection, or of its organization (`domains`), that can be recognized. */
export type PastedField =
  | 'provider'
  | 'issuer_url'
  | 'microsoft_tenant'
  | 'client_id'
  | 'scope'
  | 'domains'
  | 'raw_idp_metadata_xml'

/** `sure`: unambiguous by form or label. `guess`: shown, but not used automatically. */
export type Confidence = 'sure' | 'likely' | 'guess'

export interface Candidate {
  /** A list for scopes and domains, text for every other field. */
  readonly value: string | readonly string[]
  /** The text around it, at most about 100 characters, without any secret. */
  readonly where: string
  readonly confidence: Confidence
  /** What a person should know before using it, as a sentence without a full stop. */
  readonly note?: string
}

/** The best candidate for a field, with the others if there are several. */
export interface Finding extends Candidate {
  readonly field: PastedField
  readonly alternatives: readonly Candidate[]
}

/** A client secret. It is kept separate, so that nothing else that is shown or logged contains one. */
export interface PastedSecret {
  readonly value: string
  readonly confidence: Confidence
  readonly alternatives: readonly string[]
  /** What a person should know before using it, as a sentence without a full stop. */
  readonly note?: string
}

/** The details of one set-up. */
export interface PastedSetUp {
  /** Absent where it is unknown. */
  readonly protocol?: Protocol
  /** Name of the hand-over guide for the product that the addresses belong to. */
  readonly guide?: string
  readonly findings: readonly Finding[]
  readonly secret?: PastedSecret
  /** Every domain in the text, used or not; absent where there is none. */
  readonly domains?: readonly SeenDomain[]
}

/** One of several set-ups in a text, with its name there. */
export interface PastedBlock extends PastedSetUp {
  readonly name: string
}

/**
 * The details in a text. If it contains several set-ups, such as one for each environment, they are in
 * `blocks` and the other members are empty: a person chooses one.
 */
export interface PastedDetails extends PastedSetUp {
  /** Name of the company, where the text says it. */
  readonly organization?: string
  /** Empty, or two or more. */
  readonly blocks?: readonly PastedBlock[]
}

/** A candidate with its field, before the candidates of one field are combined. */
export interface Sighting extends Candidate {
  readonly field: PastedField
  /** Its position in the text. */
  readonly at: number
}
