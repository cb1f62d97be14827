import type { CertificateFacts } from './certificate'

/** Where an identity provider listens. */
export interface MetadataEndpoint {
  /** The binding's last word, such as `HTTP-POST` or `HTTP-Redirect`. */
  readonly binding: string
  readonly url: string
}

export interface NameIdFormat {
  /** The last word, such as `emailAddress`. */
  readonly short: string
  /** The whole URN. */
  readonly full: string
}

export type CertificateUse = 'signing' | 'encryption' | 'both'

export interface MetadataCertificate extends CertificateFacts {
  readonly use: CertificateUse
}

/** What the metadata of one identity provider says. Times are ISO 8601. */
export interface IdpMetadata {
  readonly entityId: string
  /** When the document itself stops being valid; most have no such time. */
  readonly validUntil?: string
  readonly signOn: readonly MetadataEndpoint[]
  readonly logout: readonly MetadataEndpoint[]
  readonly nameIdFormats: readonly NameIdFormat[]
  readonly certificates: readonly MetadataCertificate[]
  readonly wantsSignedRequests: boolean
  readonly organizationName?: string
  /** What works and still deserves a look, in whole sentences. */
  readonly warnings: readonly string[]
}

/** Why a document is refused, and what to do about it. */
export interface MetadataProblem {
  readonly message: string
  /** The element at fault, such as `IDPSSODescriptor`. */
  readonly element?: string
}

export type MetadataReading =
  | { readonly ok: true; readonly metadata: IdpMetadata }
  | { readonly ok: false; readonly problem: MetadataProblem }
