import type { Protocol } from '../model/connection'
import type { UrlMeaning } from './classify-url'
import type {
  Candidate,
  Confidence,
  Finding,
  PastedField,
  PastedSecret,
  PastedSetUp,
  Sighting,
} from './details'
import { splitUrl } from './find-urls'
import { productOf, type Product } from './hosts'
import { t } from '../language/translate'

const order: Readonly<Record<Confidence, number>> = { sure: 0, likely: 1, guess: 2 }

/** In the order of the form. */
const fieldOrder: readonly PastedField[] = [
  'provider',
  'issuer_url',
  'microsoft_tenant',
  'client_id',
  'scope',
  'raw_idp_metadata_xml',
  'domains',
]

const maximumAlternatives = 8

/** A candidate, and whether it is in the quoted part of a reply: new text comes first. */
type Ranked = Sighting & { readonly isQuoted?: boolean }

function protocolOf(
  sightings: readonly Sighting[],
  meanings: readonly UrlMeaning[],
  hasSecret: boolean,
): Protocol | undefined {
  const has = (field: PastedField, ...confidence: Confidence[]) =>
    sightings.some((item) => item.field === field && confidence.includes(item.confidence))
  const hasClient = hasSecret || has('client_id', 'sure', 'likely')
  const hasDiscovery = meanings.some((item) => item.kind === 'issuer' && item.confidence === 'sure')
  if (hasClient || hasDiscovery) return 'oidc'
  if (has('raw_idp_metadata_xml', 'sure', 'likely', 'guess')) return 'saml'
  if (meanings.some(({ kind }) => kind === 'saml-endpoint')) return 'saml'
  return has('issuer_url', 'sure', 'likely') ||
    has('scope', 'sure') ||
    has('microsoft_tenant', 'sure', 'likely')
    ? 'oidc'
    : undefined
}

/** Ranks a field's candidates: by confidence, and quoted ones last. */
function ranks(sightings: readonly Ranked[]): (item: Ranked) => number {
  const isAnswered = sightings.some(
    ({ isQuoted, confidence }) => isQuoted !== true && confidence !== 'guess',
  )
  return ({ confidence, isQuoted }) => order[confidence] + (isAnswered && isQuoted === true ? 3 : 0)
}

const severalNote = t('There are several; compare before you use one')

/** Combines the candidates of one field: each value once, the surest and earliest first. */
function finding(field: PastedField, sightings: readonly Ranked[]): Finding[] {
  const rank = ranks(sightings)
  const byValue = new Map<string, Ranked>()
  for (const item of sightings) {
    const key = JSON.stringify(item.value)
    const known = byValue.get(key)
    if (!known || rank(item) < rank(known)) byValue.set(key, item)
  }
  const [best, ...others] = [...byValue.values()].toSorted(
    (left, right) => rank(left) - rank(right),
  )
  if (!best) return []
  const isContested = field === 'client_id' && others.some((item) => rank(item) < order.guess)
  const alternatives = others
    .slice(0, maximumAlternatives)
    .map(({ field: _, at: _at, isQuoted: _quoted, ...candidate }) => candidate)
  const { at: _, isQuoted: _quoted, note, confidence, ...rest } = best
  const words = note ?? (isContested && confidence === 'sure' ? severalNote : undefined)
  return [
    {
      ...rest,
      field,
      confidence: isContested && confidence === 'sure' ? 'likely' : confidence,
      ...(words === undefined ? {} : { note: words }),
      alternatives,
    },
  ]
}

/** Joins several lists of domains, since an e-mail may name them in different places. */
function joinedDomains(sightings: readonly Ranked[]): Ranked[] {
  const [first, ...rest] = sightings
  if (!first || rest.length === 0) return [...sightings]
  // Candidates for domains are lists of texts.
  const value = [...new Set(sightings.flatMap((item) => item.value as string[]))]
  const isSure = sightings.every(({ confidence }) => confidence === 'sure')
  return [{ ...first, value, confidence: isSure ? 'sure' : 'likely' }]
}

/** The text of a value that is one; a list is no address and no ID. */
const textOf = (item: Candidate | undefined): string =>
  typeof item?.value === 'string' ? item.value : ''

/** The provider of the best candidate, and the fields that it makes unnecessary. */
function provider(
  sightings: readonly Sighting[],
  products: ReadonlyMap<string, Product>,
): Sighting[] {
  const issuers = finding(
    'issuer_url',
    sightings.filter(({ field }) => field === 'issuer_url'),
  )
  const tenant = sightings.find(({ field }) => field === 'microsoft_tenant')
  const google = sightings.find(
    (item) => item.field === 'client_id' && textOf(item).endsWith('.apps.googleusercontent.com'),
  )
  const issuer = issuers[0]
  const product = issuer && products.get(textOf(issuer))
  if (product && issuer.confidence !== 'guess') {
    const { provider: value } = product
    return [{ field: 'provider', value, where: issuer.where, confidence: 'sure', at: 0 }]
  }
  const told = google ?? tenant
  if (told) {
    return [
      {
        field: 'provider',
        value: google ? 'google' : 'microsoft',
        where: told.where,
        confidence: 'likely',
        at: 0,
      },
    ]
  }
  return issuer && issuer.confidence !== 'guess'
    ? [{ field: 'provider', value: 'generic', where: issuer.where, confidence: 'likely', at: 0 }]
    : []
}

/** Fields that a connection of this protocol or provider does not use. */
function needless(protocol: Protocol | undefined, kind: unknown): readonly PastedField[] {
  if (protocol === 'saml')
    return ['provider', 'issuer_url', 'microsoft_tenant', 'client_id', 'scope']
  if (kind === 'microsoft' || kind === 'google') return ['issuer_url']
  return ['microsoft_tenant']
}

/** Combines candidates into one finding per field, without fields that the protocol does not use. */
export function together(
  sightings: readonly Ranked[],
  meanings: readonly UrlMeaning[],
  secret: PastedSecret | undefined,
): PastedSetUp {
  const products = new Map<string, Product>()
  for (const item of sightings) {
    const parts = splitUrl(textOf(item))
    const product = parts && productOf(parts.host, parts.path)
    if (product) products.set(textOf(item), product)
  }
  const protocol = protocolOf(sightings, meanings, secret !== undefined)
  const kinds = protocol === 'saml' ? [] : provider(sightings, products)
  const left = needless(protocol, kinds[0]?.value)
  const guide =
    sightings.map((item) => products.get(textOf(item))).find((product) => product)?.guide ??
    meanings.find(({ product }) => product)?.product?.guide ??
    guideOf(kinds[0]?.value)
  const findings = fieldOrder
    .filter((field) => !left.includes(field))
    .flatMap((field) => {
      const own = [...kinds, ...sightings].filter((item) => item.field === field)
      return finding(field, field === 'domains' ? joinedDomains(own) : own)
    })
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(guide === undefined ? {} : { guide }),
    findings,
    ...(secret === undefined ? {} : { secret }),
  }
}

/** The guide of a provider that was recognized by the form of a value, not by an address. */
function guideOf(kind: unknown): string | undefined {
  if (kind === 'microsoft') return 'entra-id'
  return kind === 'google' ? 'google-workspace' : undefined
}
