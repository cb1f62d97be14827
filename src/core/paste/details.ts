import type { Protocol } from '../model/connection'

/** Fields of a connection, or of its organization (`domains`), that can be recognised. */
export type PastedField =
  | 'provider'
  | 'issuer_url'
  | 'microsoft_tenant'
  | 'client_id'
  | 'scope'
  | 'domains'
  | 'raw_idp_metadata_xml'

/** `sure`: its form or its label leaves no doubt. `guess`: shown, and not taken by itself. */
export type Confidence = 'sure' | 'likely' | 'guess'

export interface Candidate {
  /** A list for scopes and domains, text for every other field. */
  readonly value: string | readonly string[]
  /** The text around it, at most about 100 characters, without any secret. */
  readonly where: string
  readonly confidence: Confidence
  /** What a person should know before taking it, as a whole sentence without a full stop. */
  readonly note?: string
}

/** The best candidate for a field, and the others where there are several. */
export interface Finding extends Candidate {
  readonly field: PastedField
  readonly alternatives: readonly Candidate[]
}

/** A client secret. It is kept apart, so that what is shown or logged of the rest holds none. */
export interface PastedSecret {
  readonly value: string
  readonly confidence: Confidence
  readonly alternatives: readonly string[]
  /** What a person should know before taking it, as a whole sentence without a full stop. */
  readonly note?: string
}

/** What was found of one set-up. */
export interface PastedSetUp {
  /** Absent where nothing tells. */
  readonly protocol?: Protocol
  /** Name of the hand-over guide of the product that the addresses belong to. */
  readonly guide?: string
  readonly findings: readonly Finding[]
  readonly secret?: PastedSecret
}

/** One of several set-ups in a text, with the name that the text gives it. */
export interface PastedBlock extends PastedSetUp {
  readonly name: string
}

/**
 * What was found in a text. Where it holds several set-ups, such as one for each environment, they are
 * in `blocks` and nothing stands beside them: a person says which one is meant.
 */
export interface PastedDetails extends PastedSetUp {
  /** None, or two and more. */
  readonly blocks?: readonly PastedBlock[]
}

/** A candidate together with its field, before candidates of one field are brought together. */
export interface Sighting extends Candidate {
  readonly field: PastedField
  /** Where it stands in the text. */
  readonly at: number
}
