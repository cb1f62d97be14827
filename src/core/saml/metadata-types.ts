import type { CertificateFacts } from './certificate'

export interface MetadataEndpoint {
  /** Last part of the binding, such as `HTTP-POST`. */
  readonly binding: string
  readonly url: string
}

export interface SignOnEndpoint extends MetadataEndpoint {
  /** Ory uses the last one of each browser binding. */
  readonly isUsed: boolean
}

export interface NameIdFormat {
  /** Last part of the URN, such as `emailAddress`. */
  readonly short: string
  readonly full: string
}

export type CertificateUse = 'signing' | 'encryption' | 'both'

/**
 * `used` to verify sign-ins; otherwise why not: `encryption` key; `further`: not first in its KeyDescriptor;
 * `unmarked`: no `use` while another key is marked for signing.
 */
export type CertificateFate = 'used' | 'encryption' | 'further' | 'unmarked'

export interface MetadataCertificate extends CertificateFacts {
  readonly use: CertificateUse
  readonly fate: CertificateFate
}

/** Harmless, because Ory does not use it. */
export interface UnreadCertificate {
  /** Position in the document, from 1. */
  readonly number: number
  readonly use: CertificateUse
  readonly fate: Exclude<CertificateFate, 'used'>
  /** Continues “Certificate 2”, such as `is cut off`. */
  readonly message: string
}

/** One identity provider's metadata; times are ISO 8601. */
export interface IdpMetadata {
  readonly entityId: string
  /** Usually absent. */
  readonly validUntil?: string
  readonly signOn: readonly SignOnEndpoint[]
  readonly logout: readonly MetadataEndpoint[]
  readonly nameIdFormats: readonly NameIdFormat[]
  readonly certificates: readonly MetadataCertificate[]
  readonly unread: readonly UnreadCertificate[]
  readonly wantsSignedRequests: boolean
  readonly organizationName?: string
  /** Whole sentences; sign-ins still work. */
  readonly warnings: readonly string[]
}

/** A descriptor inside a refused document, offered as a replacement. */
export interface MetadataOffer {
  readonly entityId: string
  /** The descriptor as its own document. */
  readonly xml: string
}

export interface MetadataProblem {
  readonly message: string
  /** Such as `IDPSSODescriptor`. */
  readonly element?: string
  /** Documents that Ory would accept. */
  readonly offers?: readonly MetadataOffer[]
}

export type MetadataReading =
  | { readonly ok: true; readonly metadata: IdpMetadata }
  | { readonly ok: false; readonly problem: MetadataProblem }
