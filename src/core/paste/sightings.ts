import { classifyUrl } from './classify-url'
import type { Confidence, Sighting } from './details'
import { findUrls, splitUrl, type FoundUrl } from './find-urls'
import { completeIssuer, isIdentityDomain, isIdentityHost, productOf } from './hosts'
import { hasLabel, type Labelled } from './labels'
import { isPlaceholder, isUrlPlaceholder } from './placeholders'
import {
  brokenNote,
  filledIn,
  firstWord,
  isClientId,
  isDomain,
  isGuid,
  joined,
  leadingDomains,
  leadingScopes,
  listedDomains,
  openNote,
  placeOf,
  valueText,
  withoutStop,
} from './values'
import { t } from '../language/translate'

/** Returns the text around a place, without any secret. */
export type Where = (start: number, length: number) => string

/** Position of a value; one on a line of its own is shown with its label. */
function place(item: Labelled, start: number, length: number, where: Where): string {
  const words = where(start, length)
  return start >= item.belowStart && item.below !== '' ? `${item.label}: ${words}` : words
}

const cutNote = t('It was already cut off in the text')

/** The same candidate with less confidence, and the reason. */
function doubted(item: Sighting, url: FoundUrl): Sighting {
  if (url.doubt === undefined) return item
  const note = { joined: brokenNote, open: openNote, cut: cutNote }[url.doubt]
  const confidence = url.doubt === 'cut' || item.confidence === 'guess' ? 'guess' : 'likely'
  return { ...item, confidence, note }
}

/** The candidate for a joined address without its second line. */
function unjoined(item: Sighting, url: FoundUrl): Sighting[] {
  if (url.doubt !== 'joined' || url.first === undefined) return []
  return [{ ...item, value: url.first, confidence: 'guess', note: openNote }]
}

/** An address, or what it implies, as a candidate, taking broken lines into account. */
export function ofUrl(item: Sighting, url: FoundUrl, isWhole = true): Sighting[] {
  return [doubted(item, url), ...(isWhole ? unjoined(item, url) : [])]
}

function clientSighting(item: Labelled, where: Where): Sighting[] {
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  if (!cut) return []
  const { value: whole, note } = joined(cut.value)
  const value = withoutStop(whole)
  if (!isClientId({ ...cut, value }, item.isLoose || item.isSpoken)) return []
  // Three full stops, or an ellipsis, mean that it was cut.
  if (/^(?:\.{3}|…)/.test(whole.slice(value.length) + cut.rest)) return []
  const isPlain = /\d/.test(value) && !item.isLoose && !item.isSpoken
  const isSure = (isGuid(value) || isPlain) && note === undefined
  return [
    {
      field: 'client_id',
      value,
      where: place(item, cut.start, value.length, where),
      confidence: isSure ? 'sure' : 'likely',
      at: placeOf(item, cut.start),
      ...(note === undefined ? {} : { note }),
    },
  ]
}

const addedNote = t('It was written without https://, which is put before it here')

/** The begin of a host at which people sign in, where a label does not say that it is for e-mail. */
const signInHost = /^(?:id|idp|login|sso|auth|oidc|identity|signin|sts|adfs|keycloak)\d?\./

function isSignInHost(host: string, label: string): boolean {
  return (
    isIdentityDomain(host) ||
    (signInHost.test(host) && !/mail|messagerie|correo|posta|poczt/i.test(label))
  )
}

/** What a domain after a label is where it is none of people's addresses: a tenant, or where they sign in. */
function hostSightings(item: Labelled, where: Where): Sighting[] {
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  const host = withoutStop(cut?.value ?? '').toLowerCase()
  if (!cut || !isDomain(host) || !isSignInHost(host, item.label)) return []
  const words = place(item, cut.start, host.length, where)
  const at = placeOf(item, cut.start)
  if (/\.onmicrosoft\.(?:com|us|de)$/.test(host)) {
    return [{ field: 'microsoft_tenant', value: host, where: words, confidence: 'likely', at }]
  }
  // A known product's host is found wherever it stands.
  if (productOf(host, '') || !(isIdentityHost(host) || signInHost.test(host))) return []
  return [{ ...issuerSighting(`https://${host}`, 'guess', words, at), note: addedNote }]
}

const bareHost =
  /(?<![\p{L}\p{N}@./:_%=-])(?:[a-z0-9-]{1,63}\.){2,6}[a-z]{2,6}(?:\/[\w~./-]{0,300})?(?![\w@])/giu

/** Addresses of known products without `https://`, wherever they stand: `acme.okta.com`. */
export function bareHosts(text: string, known: ReadonlySet<string>, where: Where): Sighting[] {
  const found: Sighting[] = []
  for (const { 0: word, index } of text.matchAll(bareHost)) {
    if (found.length >= 20) break
    const written = withoutStop(word)
    const parts = splitUrl(`https://${written}`)
    if (!parts || !productOf(parts.host, '') || known.has(parts.host)) continue
    const behind = text.slice(index + word.length, index + word.length + 50)
    if (isUrlPlaceholder(written, behind)) continue
    const url = { url: `https://${written}`, ...parts, start: index, length: written.length }
    const meaning = classifyUrl(url)
    const words = where(index, written.length)
    if (meaning?.kind === 'issuer') {
      const issuer = issuerSighting(meaning.value, 'likely', words, index)
      found.push({ ...issuer, note: issuer.note ?? addedNote })
      if (meaning.tenant !== undefined) {
        const value = meaning.tenant
        found.push({
          field: 'microsoft_tenant',
          value,
          where: words,
          confidence: 'likely',
          at: index,
        })
      }
    } else if (meaning?.kind === 'metadata') {
      const value = meaning.value
      const note = addedNote
      found.push({
        field: 'raw_idp_metadata_xml',
        value,
        where: words,
        confidence: 'likely',
        at: index,
        note,
      })
    }
  }
  return found
}

function tenantSighting(item: Labelled, where: Where): Sighting[] {
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  if (!cut) return []
  const { value: whole, note } = joined(cut.value)
  const value = withoutStop(whole)
  if (isPlaceholder(value)) return []
  const isWord = /^(?:common|organizations|consumers)$/.test(value)
  if (!isGuid(value) && !isWord && !isDomain(value)) return []
  // `acme.eu.auth0.com` is a tenant, too, but not one of Microsoft.
  if (isIdentityHost(value.toLowerCase())) return []
  return [
    {
      field: 'microsoft_tenant',
      value,
      where: place(item, cut.start, value.length, where),
      confidence: isGuid(value) && note === undefined ? 'sure' : 'likely',
      at: placeOf(item, cut.start),
      ...(note === undefined ? {} : { note }),
    },
  ]
}

const slashNote = t(
  'It ends with a slash, kept as pasted: it must be the issuer of the discovery document to the ' +
    'character',
)
const completedNote = t('Changed to the form of this product’s issuers')
const plainNote = t('It is not https, which Ory and most members’ networks need')

/** An issuer, with a note about its form. */
export function issuerSighting(
  written: string,
  confidence: Confidence,
  where: string,
  at: number,
): Sighting {
  const value = completeIssuer(written)
  const asWritten = /^http:/i.test(value) ? plainNote : value.endsWith('/') ? slashNote : undefined
  const note = value === written ? asWritten : completedNote
  return {
    field: 'issuer_url',
    value,
    where,
    confidence,
    at,
    ...(note === undefined ? {} : { note }),
  }
}

/** The first address after a label. */
function labelledUrl(item: Labelled): FoundUrl | undefined {
  const { text, start } = valueText(item)
  const url = findUrls(text)[0]
  return url && { ...url, start: start + url.start }
}

function issuerSightings(item: Labelled, where: Where): Sighting[] {
  const url = labelledUrl(item)
  if (url) {
    const meaning = classifyUrl(url)
    if (meaning && meaning.kind !== 'issuer') return []
    // One of our own addresses, such as a quoted redirect URL, has no meaning and no product.
    if (!meaning && /oryapis\.com|\/self-service\//.test(url.url)) return []
    const words = place(item, url.start, url.length, where)
    const at = placeOf(item, url.start)
    return ofUrl(issuerSighting(meaning?.value ?? url.url, 'sure', words, at), url)
  }
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  const host = withoutStop(cut?.value ?? '').toLowerCase()
  if (!cut || item.isLoose || !isDomain(host.split('/')[0] ?? '')) return []
  if (isUrlPlaceholder(host, cut.rest)) return []
  return [
    {
      ...issuerSighting(
        `https://${host}`,
        'likely',
        where(cut.start, host.length),
        placeOf(item, cut.start),
      ),
      note: addedNote,
    },
  ]
}

function metadataSightings(item: Labelled, where: Where): Sighting[] {
  const url = labelledUrl(item)
  if (!url || item.isLoose) return []
  const meaning = classifyUrl(url)
  if (meaning?.kind === 'issuer' && meaning.confidence === 'sure') return []
  if (!meaning && !splitUrl(url.url)) return []
  const found: Sighting = {
    field: 'raw_idp_metadata_xml',
    value: url.url,
    where: place(item, url.start, url.length, where),
    confidence: 'sure',
    at: placeOf(item, url.start),
  }
  return ofUrl(found, url)
}

/** Domains below a label: on lines of their own, or all on one line. */
function domainsBelow(text: string): string[] {
  const listed = listedDomains(text.replace(/^(?:[ \t]*\n|[ \t]*[_=-]{3,}[ \t]*\n)+/, ''))
  if (listed.length > 0) return listed
  const line = text.trimStart().split('\n', 1)[0] ?? ''
  return /[\t|]/.test(line) || hasLabel(line) ? [] : leadingDomains(line)
}

function listSightings(item: Labelled, where: Where): Sighting[] {
  const isScope = item.kind === 'scopes'
  const { text: written, offset } = filledIn(item.text)
  // After “… are our domains.” another sentence follows.
  const text = item.isLoose && /^\s*[.!?]/.test(written) ? '' : written
  const inLine = isScope ? leadingScopes(text) : leadingDomains(text)
  const isBelow = inLine.length === 0 && text.trim() === '' && item.below !== ''
  const below = isBelow
    ? isScope
      ? leadingScopes(item.below.split('\n\n', 1)[0] ?? '')
      : domainsBelow(item.below)
    : []
  const listed = inLine.length > 0 ? inLine : below
  // The host of an identity provider is where members sign in, not a domain of their addresses.
  const value = isScope ? listed : listed.filter((host) => !isSignInHost(host, item.label))
  const start = inLine.length > 0 ? item.start + offset : item.belowStart
  if (value.length === 0) return []
  return [
    {
      field: isScope ? 'scope' : 'domains',
      value,
      where: place(item, start, Math.min(80, value.join(', ').length), where),
      confidence: item.isLoose && !isScope ? 'likely' : 'sure',
      at: placeOf(item, start),
    },
  ]
}

/** Candidates from a label and its value, except for secrets. */
export function labelSightings(item: Labelled, where: Where): Sighting[] {
  switch (item.kind) {
    case 'client':
      return clientSighting(item, where)
    case 'tenant':
      return tenantSighting(item, where)
    case 'issuer':
    case 'host':
      return issuerSightings(item, where)
    case 'metadata':
      return metadataSightings(item, where)
    case 'scopes':
      return listSightings(item, where)
    case 'domains':
      return [...listSightings(item, where), ...hostSightings(item, where)]
    case 'secret':
    case 'secret-id':
    case 'value':
    case 'other':
      return []
  }
}
