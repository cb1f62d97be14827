import { givenFor } from '../given'
import { matchesAddress } from '../../handover/choose-guide'
import type { ClaimsSample, SampleFile } from './sample'

/** A sample with the data of its file. */
export interface SampleChoice {
  readonly sample: ClaimsSample
  readonly product: string
  /** `provider` of a connection, `saml` or `scim`: decides what the mapper gets of the payload. */
  readonly kind: string
  /** The vendor's page about these claims. */
  readonly source: string
  /** `product`: kind and issuer match this product; `kind`: only the kind; `other`: neither. */
  readonly fits: 'product' | 'kind' | 'other'
}

/** What a connection says about the source of its claims. */
export interface SampleHints {
  /** `provider` of an OIDC connection; `saml` for SAML; `scim` for a SCIM client. */
  readonly provider: string
  /** `issuer_url` of an OIDC connection; entity ID or metadata address of a SAML one. */
  readonly issuer?: string
}

const order = ['product', 'kind', 'other'] as const

/**
 * Every sample of what a mapper is given here, best match for a connection first: those of its kind, and among these the ones whose
 * product has the issuer. Without a known issuer the general ones come before the products. The order
 * within a file is kept.
 */
export function samplesFor(files: readonly SampleFile[], hints: SampleHints): SampleChoice[] {
  return files
    .filter(({ kind }) => givenFor(kind) === givenFor(hints.provider))
    .map((file) => ({ file, fits: fitOf(file, hints) }))
    .sort((left, right) => {
      const first = order.indexOf(left.fits) - order.indexOf(right.fits)
      return first === 0 ? inListOrder(left.file, right.file) : first
    })
    .flatMap(({ file, fits }) => choices(file, fits))
}

function fitOf(
  { kind, issuers }: SampleFile,
  { provider, issuer = '' }: SampleHints,
): SampleChoice['fits'] {
  if (kind !== provider) return 'other'
  const isProduct = issuer !== '' && issuers.some((pattern) => matchesAddress(pattern, issuer))
  return isProduct ? 'product' : 'kind'
}

/** The general files, whose product begins with “Any”, come first. */
function inListOrder(left: SampleFile, right: SampleFile): number {
  const general = Number(isGeneral(right)) - Number(isGeneral(left))
  return general === 0 ? left.product.localeCompare(right.product, 'en') : general
}

const isGeneral = ({ product }: SampleFile) => product.startsWith('Any ')

function choices(file: SampleFile, fits: SampleChoice['fits']): SampleChoice[] {
  const { product, kind, source } = file
  return file.samples.map((sample) => ({
    sample,
    product,
    kind,
    source: sample.source ?? source.url,
    fits,
  }))
}
