import type { CertificateFacts } from './certificate'

/** An endpoint of an identity provider. */
export interface MetadataEndpoint {
  /** The last part of the binding, such as `HTTP-POST` or `HTTP-Redirect`. */
  readonly binding: string
  readonly url: string
}

export interface SignOnEndpoint extends MetadataEndpoint {
  /** Whether Ory uses it: the last one of each browser binding. */
  readonly isUsed: boolean
}

export interface NameIdFormat {
  /** The last part, such as `emailAddress`. */
  readonly short: string
  /** The whole URN. */
  readonly full: string
}

export type CertificateUse = 'signing' | 'encryption' | 'both'

/**
 * How Ory uses a certificate. `used`: to verify sign-ins. Otherwise why not: `encryption`: its key is
 * for encryption; `further`: it is not the first of its KeyDescriptor; `unmarked`: its key has no
 * `use`, but another key is marked for signing.
 */
export type CertificateFate = 'used' | 'encryption' | 'further' | 'unmarked'

export interface MetadataCertificate extends CertificateFacts {
  readonly use: CertificateUse
  readonly fate: CertificateFate
}

/** A certificate that cannot be read, which does not matter because Ory does not use it. */
export interface UnreadCertificate {
  /** Its place among the certificates of the document, from 1. */
  readonly number: number
  readonly use: CertificateUse
  readonly fate: Exclude<CertificateFate, 'used'>
  /** Continues the sentence “Certificate 2”, such as `is cut off`. */
  readonly message: string
}

/** The content of one identity provider's metadata. Times are ISO 8601. */
export interface IdpMetadata {
  readonly entityId: string
  /** When the document expires; most documents do not say. */
  readonly validUntil?: string
  readonly signOn: readonly SignOnEndpoint[]
  readonly logout: readonly MetadataEndpoint[]
  readonly nameIdFormats: readonly NameIdFormat[]
  readonly certificates: readonly MetadataCertificate[]
  readonly unread: readonly UnreadCertificate[]
  readonly wantsSignedRequests: boolean
  readonly organizationName?: string
  /** Warnings that prevent nothing, in whole sentences. */
  readonly warnings: readonly string[]
}

/** An EntityDescriptor inside a refused document, offered as a replacement. */
export interface MetadataOffer {
  readonly entityId: string
  /** The descriptor as a document of its own. */
  readonly xml: string
}

/** Why a document is refused, and what to do about it. */
export interface MetadataProblem {
  readonly message: string
  /** The element with the problem, such as `IDPSSODescriptor`. */
  readonly element?: string
  /** Documents that Ory would accept instead. */
  readonly offers?: readonly MetadataOffer[]
}

export type MetadataReading =
  | { readonly ok: true; readonly metadata: IdpMetadata }
  | { readonly ok: false; readonly problem: MetadataProblem }
