import { classifyUrl } from './classify-url'
import type { Confidence, Sighting } from './details'
import { findUrls, splitUrl, type FoundUrl } from './find-urls'
import { productOf } from './hosts'
import { hasLabel, type Labelled } from './labels'
import {
  firstWord,
  isClientId,
  isDomain,
  isGuid,
  isSecret,
  leadingDomains,
  leadingScopes,
  listedDomains,
  withoutStop,
  type Cut,
} from './values'

/** Gives the words around a place in the text; no secret is among them. */
export type Where = (start: number, length: number) => string

export interface SecretSighting {
  readonly value: string
  readonly alternative?: string
  readonly confidence: Confidence
}

/** The value behind a label: on its line or, where nothing stands there, on the next one. */
function valueText(item: Labelled): { text: string; start: number } {
  if (item.text.trim() !== '' || item.isLoose) return { text: item.text, start: item.start }
  const blank = /^\s{0,200}/.exec(item.below)?.[0].length ?? 0
  const line = item.below.slice(blank).split('\n', 1)[0] ?? ''
  return hasLabel(line)
    ? { text: '', start: item.start }
    : { text: line, start: item.belowStart + blank }
}

/** Where a value stands; one on a line of its own is shown behind its label. */
function place(item: Labelled, start: number, length: number, where: Where): string {
  const words = where(start, length)
  return start >= item.belowStart && item.below !== '' ? `${item.label}: ${words}` : words
}

/** A secret may hold what ends other values, so only spaces, quotes and table bars end it. */
const secretEnd = /[\s"'`|“”„«»]/

export function secretCut(item: Labelled): Cut | undefined {
  const { text, start } = valueText(item)
  return firstWord(text, start, secretEnd)
}

export function secretSighting(item: Labelled): SecretSighting | undefined {
  const cut = secretCut(item)
  if (!cut || !isSecret(cut, item.isLoose)) return undefined
  const bare = cut.value.replace(/[.,;:!?)>*\]]{1,9}$/, '')
  // In a sentence the full stop is the sentence's; behind a colon it is more likely the secret's.
  const isSentence = item.isSentence || item.isLoose || /[,;>*)]$/.test(cut.value)
  const value = isSentence ? bare : cut.value
  const other = isSentence ? cut.value : bare
  return {
    value,
    ...(other === value ? {} : { alternative: other }),
    confidence: item.isLoose ? 'guess' : 'sure',
  }
}

function clientSighting(item: Labelled, where: Where): Sighting[] {
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  if (!cut) return []
  const value = withoutStop(cut.value)
  if (!isClientId({ ...cut, value }, item.isLoose)) return []
  const isPlain = /\d/.test(value) && !item.isLoose
  return [
    {
      field: 'client_id',
      value,
      where: place(item, cut.start, value.length, where),
      confidence: isGuid(value) || isPlain ? 'sure' : 'likely',
    },
  ]
}

function tenantSighting(item: Labelled, where: Where): Sighting[] {
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  if (!cut) return []
  const value = withoutStop(cut.value)
  const isWord = /^(?:common|organizations|consumers)$/.test(value)
  if (!isGuid(value) && !isWord && !isDomain(value)) return []
  return [
    {
      field: 'microsoft_tenant',
      value,
      where: place(item, cut.start, value.length, where),
      confidence: isGuid(value) ? 'sure' : 'likely',
    },
  ]
}

const slashNote =
  'It ends with a slash, kept as pasted: it must be the issuer of the discovery document to the character'
const plainNote = 'It is not https, which Ory and most members’ networks need'

/** An issuer with what a person should know about its form. */
export function issuerSighting(value: string, confidence: Confidence, where: string): Sighting {
  const note = /^http:/i.test(value) ? plainNote : value.endsWith('/') ? slashNote : undefined
  return { field: 'issuer_url', value, where, confidence, ...(note === undefined ? {} : { note }) }
}

/** The first address behind a label. */
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
    // An own address, such as a redirect URL that was answered to, has no meaning and no product.
    if (!meaning && /oryapis\.com|\/self-service\//.test(url.url)) return []
    return [
      issuerSighting(meaning?.value ?? url.url, 'sure', place(item, url.start, url.length, where)),
    ]
  }
  const { text, start } = valueText(item)
  const cut = firstWord(text, start)
  const host = withoutStop(cut?.value ?? '').toLowerCase()
  if (!cut || item.isLoose || !isDomain(host.split('/')[0] ?? '')) return []
  return [
    {
      ...issuerSighting(`https://${host}`, 'likely', where(cut.start, host.length)),
      note: 'It was written without https://, which is put before it here',
    },
  ]
}

function metadataSightings(item: Labelled, where: Where): Sighting[] {
  const url = labelledUrl(item)
  if (!url || item.isLoose) return []
  const meaning = classifyUrl(url)
  if (meaning?.kind === 'issuer' && meaning.confidence === 'sure') return []
  if (!meaning && !splitUrl(url.url)) return []
  return [
    {
      field: 'raw_idp_metadata_xml',
      value: url.url,
      where: place(item, url.start, url.length, where),
      confidence: 'sure',
    },
  ]
}

function listSightings(item: Labelled, where: Where): Sighting[] {
  const isScope = item.kind === 'scopes'
  const inLine = isScope ? leadingScopes(item.text) : leadingDomains(item.text)
  const isBelow = inLine.length === 0 && item.text.trim() === '' && item.below !== ''
  const below = isBelow
    ? isScope
      ? leadingScopes(item.below.split('\n\n', 1)[0] ?? '')
      : listedDomains(item.below)
    : []
  const listed = inLine.length > 0 ? inLine : below
  // The host of an identity provider is where members sign in, not what their addresses end in.
  const value = isScope ? listed : listed.filter((host) => !productOf(host, ''))
  const start = inLine.length > 0 ? item.start : item.belowStart
  if (value.length === 0) return []
  return [
    {
      field: isScope ? 'scope' : 'domains',
      value,
      where: place(item, start, Math.min(80, value.join(', ').length), where),
      confidence: item.isLoose && !isScope ? 'likely' : 'sure',
    },
  ]
}

/** What a label and its value say about the connection; secrets are told elsewhere. */
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
    case 'domains':
      return listSightings(item, where)
    case 'secret':
    case 'other':
      return []
  }
}

const shapes = [
  {
    field: 'client_id',
    shape: /^\d{6,20}-[a-z0-9]{20,64}\.apps\.googleusercontent\.com$/,
    confidence: 'sure',
  },
  { field: 'client_id', shape: /^0oa[0-9A-Za-z]{17}$/, confidence: 'likely' },
  { field: 'secret', shape: /^GOCSPX-[\w-]{20,64}$/, confidence: 'sure' },
  { field: 'secret', shape: /^[\w.~-]{3}8Q~[\w.~-]{31,36}$/, confidence: 'likely' },
] as const

/** Values that are told by their own form, without a label: Google's, Okta's, Microsoft's. */
export function shapedValues(text: string): {
  readonly kind: 'client_id' | 'secret'
  readonly value: string
  readonly start: number
  readonly confidence: Confidence
}[] {
  const found = []
  for (const match of text.matchAll(/[\w.~-]{20,140}/g)) {
    const value = withoutStop(match[0])
    const row = shapes.find(({ shape }) => shape.test(value))
    if (row) found.push({ kind: row.field, value, start: match.index, confidence: row.confidence })
    if (found.length >= 50) break
  }
  return found
}
