import { base64, utf8 } from '@scure/base'
import { textMember, type JsonObject } from '../model/json'
import type { Guide, GuideProtocol } from './guide'

/** What a connection or a SCIM client says about the product of the identity provider. */
export interface GuideHints {
  readonly protocol: GuideProtocol
  /** `provider` of an OIDC connection; empty for others. */
  readonly provider: string
  /** Issuer, address of the metadata, entity ID. */
  readonly addresses: readonly string[]
  /** Label and ID: people often put the product's name into them. */
  readonly names: readonly string[]
}

const inlinePrefix = 'base64://'
/** Characters of base64 to search: the root element comes early. A multiple of four. */
const headLength = 16_384

function entityIdIn(metadata: string): string[] {
  if (!metadata.startsWith(inlinePrefix)) return []
  try {
    const head = metadata.slice(inlinePrefix.length, inlinePrefix.length + headLength)
    const text = utf8.encode(base64.decode(head))
    const found = /\bentityID\s*=\s*["']([^"'<>]{1,1024})["']/.exec(text)?.[1]
    return found === undefined ? [] : [found]
  } catch {
    // Malformed base64 or UTF-8 gives no hint.
    return []
  }
}

export function guideHints(protocol: GuideProtocol, fields: JsonObject): GuideHints {
  const metadata = textMember(fields, 'raw_idp_metadata_xml') ?? ''
  const addresses =
    protocol === 'oidc'
      ? [textMember(fields, 'issuer_url') ?? '']
      : [metadata.startsWith(inlinePrefix) ? '' : metadata, ...entityIdIn(metadata)]
  return {
    protocol,
    provider: protocol === 'oidc' ? (textMember(fields, 'provider') ?? '') : '',
    addresses: addresses.filter((address) => address !== ''),
    names: ['label', 'id', 'client_id'].flatMap((name) => textMember(fields, name) ?? []),
  }
}

/** Host, and host with path, of an address; an entity ID may not be a URL at all. */
function partsOf(address: string): { readonly host: string; readonly whole: string } {
  const rest = address.toLowerCase().replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
  const whole = rest.split(/[?#]/)[0] ?? ''
  return { host: (whole.split('/')[0] ?? '').replace(/:\d+$/, ''), whole }
}

/** Whether an address has the host, or host and path, of a pattern; `*` matches anything. */
export function matchesAddress(pattern: string, address: string): boolean {
  const { host, whole } = partsOf(address)
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/g, String.raw`\$&`))
    .join('.*')
  return new RegExp(`^${source}$`).test(pattern.includes('/') ? whole : host)
}

function hasWord(text: string, word: string): boolean {
  const plain = ` ${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ')} `
  return plain.includes(` ${word} `)
}

/** 0 where nothing names the product; a kind of provider counts more than an address or a word. */
function scoreOf({ fits }: Guide, hints: GuideHints): number {
  if (fits.providers.includes(hints.provider)) return 4
  const { addresses, names } = hints
  if (fits.addresses.some((pattern) => addresses.some((item) => matchesAddress(pattern, item))))
    return 3
  const isNamed = (texts: readonly string[]) =>
    fits.words.some((word) => texts.some((item) => hasWord(item, word)))
  // A label may name the customer's product while the kind of provider belongs to another product.
  return isNamed(addresses) || isNamed(names) ? 2 : 0
}

/** More than any score: what speaks for itself counts before what others say. */
const aboveAll = 10

/**
 * Guides of a protocol, best match first, then by name; the general guide follows unless it matches best. `around`:
 * hints of the organization's other connections.
 */
export function guidesFor(
  guides: readonly Guide[],
  hints: GuideHints,
  around: readonly GuideHints[] = [],
): Guide[] {
  const rankOf = (guide: Guide): number => {
    const others = around.map((each) => scoreOf(guide, each))
    const rank = scoreOf(guide, hints) * aboveAll + Math.max(0, ...others)
    return rank === 0 && guide.fits.anyOther ? 1 : rank
  }
  const scored = guides
    .filter((guide) => guide[hints.protocol] !== undefined)
    .map((guide) => ({ guide, score: rankOf(guide) }))
  return scored
    .sort(
      (left, right) =>
        right.score - left.score || left.guide.name.localeCompare(right.guide.name, 'en'),
    )
    .map(({ guide }) => guide)
}
