import type { CertificateFacts } from './certificate'

/** Where an identity provider listens. */
export interface MetadataEndpoint {
  /** The binding's last word, such as `HTTP-POST` or `HTTP-Redirect`. */
  readonly binding: string
  readonly url: string
}

export interface SignOnEndpoint extends MetadataEndpoint {
  /** Whether Ory keeps it: of each binding that a browser can use, the last one. */
  readonly isUsed: boolean
}

export interface NameIdFormat {
  /** The last word, such as `emailAddress`. */
  readonly short: string
  /** The whole URN. */
  readonly full: string
}

export type CertificateUse = 'signing' | 'encryption' | 'both'

/**
 * What Ory does with a certificate. `used`: sign-ins are verified with it. Else why not:
 * `encryption`: its key is for encryption; `further`: it is not the first of its KeyDescriptor;
 * `unmarked`: its key has no `use`, and another key is marked for signing.
 */
export type CertificateFate = 'used' | 'encryption' | 'further' | 'unmarked'

export interface MetadataCertificate extends CertificateFacts {
  readonly use: CertificateUse
  readonly fate: CertificateFate
}

/** A certificate that cannot be read and need not be, since Ory does not use it. */
export interface UnreadCertificate {
  /** Its place among the certificates of the document, from 1. */
  readonly number: number
  readonly use: CertificateUse
  readonly fate: Exclude<CertificateFate, 'used'>
  /** What follows “Certificate 2”, such as `is cut off`. */
  readonly message: string
}

/** What the metadata of one identity provider says. Times are ISO 8601. */
export interface IdpMetadata {
  readonly entityId: string
  /** When the document itself stops being valid; most have no such time. */
  readonly validUntil?: string
  readonly signOn: readonly SignOnEndpoint[]
  readonly logout: readonly MetadataEndpoint[]
  readonly nameIdFormats: readonly NameIdFormat[]
  readonly certificates: readonly MetadataCertificate[]
  readonly unread: readonly UnreadCertificate[]
  readonly wantsSignedRequests: boolean
  readonly organizationName?: string
  /** What works and still deserves a look, in whole sentences. */
  readonly warnings: readonly string[]
}

/** An EntityDescriptor inside a refused document, which can be taken in its place. */
export interface MetadataOffer {
  readonly entityId: string
  /** The descriptor as a document of its own. */
  readonly xml: string
}

/** Why a document is refused, and what to do about it. */
export interface MetadataProblem {
  readonly message: string
  /** The element at fault, such as `IDPSSODescriptor`. */
  readonly element?: string
  /** What Ory would take instead of the document. */
  readonly offers?: readonly MetadataOffer[]
}

export type MetadataReading =
  | { readonly ok: true; readonly metadata: IdpMetadata }
  | { readonly ok: false; readonly problem: MetadataProblem }
