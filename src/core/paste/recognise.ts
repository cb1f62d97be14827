import { type MetadataReading, readMetadata } from '../saml/metadata'
import { toMetadataValue } from '../saml/metadata-value'
import { byBlock } from './blocks'
import { classifyUrl, type UrlMeaning } from './classify-url'
import type { Confidence, PastedDetails, Sighting } from './details'
import { isSaid, judgedDomains } from './domains/judge'
import { isDeniedAt, mentionedDomains } from './domains/mentions'
import { threadOf } from './domains/messages'
import type { PlacedDomain } from './domains/seen'
import { assignEnvironments } from './environments'
import { cutMetadata, hidePlaces, type MetadataPiece } from './text/find-xml'
import { findUrls, type FoundUrl, splitUrl } from './find-urls'
import { findLabels, type Labelled } from './labels'
import { type Line, marks, type Page, toPage, withoutBlankRuns } from './text/lines'
import { cleaned, excerpt } from './text/prepare'
import { reflow } from './reflow'
import { knownIds, secretCut, secretLabels, secretSighting, type SecretSighting } from './secrets'
import { bareHosts, issuerSighting, labelSightings, ofUrl, type Where } from './sightings'
import { organizationNameIn } from './organization'
import { readSource } from './source/read-source'
import { flattenTables } from './tables'
import { t } from '../language/translate'
import { withoutStop } from './values'

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

/** Values recognized by their form, without a label: Google's, Okta's, Microsoft's. */
function shapedValues(text: string): {
  readonly kind: 'client_id' | 'secret'
  readonly value: string
  readonly start: number
  readonly confidence: Confidence
}[] {
  const found = []
  for (const match of text.matchAll(/[\w.~-]{20,140}/g)) {
    const value = withoutStop(match[0])
    // A value that is masked or cut after its beginning is not used.
    if (/^[*•…]/.test(text.slice(match.index + value.length))) continue
    const row = shapes.find(({ shape }) => shape.test(value))
    if (row) found.push({ kind: row.field, value, start: match.index, confidence: row.confidence })
    if (found.length >= 50) break
  }
  return found
}

/** So many values are looked for in the whole text, beyond the secrets: each is one pass through it. */
const mostSought = 50

/**
 * The text with dots in place of every secret, and of other values where a secret would be. Those are hidden where they
 * stand, however many there are, and the first of them wherever else the text has them.
 */
function masked(
  text: string,
  labels: readonly Labelled[],
  secrets: readonly string[],
  ids: ReadonlySet<string>,
): string {
  const cuts = labels
    .flatMap((item) => secretCut(item) ?? [])
    .filter(({ value }) => value.length >= 4 && !ids.has(value.toLowerCase()))
  const sought = new Set(secrets)
  for (const { value } of cuts) {
    if (sought.size >= mostSought) break
    sought.add(value)
  }
  // Longest first: a shorter one may be the beginning of a longer one. Each is replaced by as many dots.
  const quiet = [...sought]
    .toSorted((left, right) => right.length - left.length)
    .reduce((done, value) => done.replaceAll(value, '•'.repeat(value.length)), text)
  return hidePlaces(
    quiet,
    cuts.map(({ start, value }) => ({ start, length: value.length })),
  )
}

interface ReadPiece {
  readonly sightings: readonly Sighting[]
  readonly reading: MetadataReading
  readonly at: number
}

const mendedNote = t('An address in it was broken over lines and joined here')

/** For a list of descriptors, which Ory refuses: the descriptors in it that Ory accepts. */
function xmlSightings(
  xml: string,
  reading: MetadataReading,
  isMended: boolean,
): Omit<Sighting, 'at'>[] {
  const field = 'raw_idp_metadata_xml'
  if (reading.ok) {
    const where = t('Metadata of {entityId}', { entityId: reading.metadata.entityId })
    const confidence = isMended ? 'likely' : 'sure'
    const note = isMended ? { note: mendedNote } : {}
    return [{ field, value: toMetadataValue(xml), where, confidence, ...note }]
  }
  const { message, offers = [] } = reading.problem
  if (offers.length === 0) {
    const where = t('Metadata XML')
    return [{ field, value: toMetadataValue(xml), where, confidence: 'guess', note: message }]
  }
  const note =
    offers.length > 1
      ? t(
          'It is the EntityDescriptor alone: Ory refuses the EntitiesDescriptor around it, ' +
            'which holds several. Choose the one that is meant',
        )
      : t('It is the EntityDescriptor alone: Ory refuses the EntitiesDescriptor around it')
  return offers.map((offer) => ({
    field,
    value: toMetadataValue(offer.xml),
    where: t('Metadata of {entityId}', { entityId: offer.entityId }),
    confidence: offers.length > 1 ? 'guess' : 'likely',
    note,
  }))
}

/** The interpretation of a piece of metadata that Ory accepts, or the most literal one. */
function readPiece({ readings, isMended }: MetadataPiece, at: number): ReadPiece | undefined {
  const tried = readings.map((xml) => ({ xml, reading: readMetadata(xml) }))
  const best =
    tried.find(({ reading }) => reading.ok || reading.problem.offers !== undefined) ?? tried[0]
  if (!best) return undefined
  const { xml, reading } = best
  const sightings = xmlSightings(xml, reading, isMended).map((item) => ({ ...item, at }))
  return { sightings, reading, at }
}

/** What the addresses in metadata say about its product. */
function metadataMeanings(reading: MetadataReading): UrlMeaning[] {
  if (!reading.ok) return []
  const { entityId, signOn } = reading.metadata
  const addresses = [entityId, ...signOn.map(({ url }) => url)].join('\n')
  return findUrls(addresses).flatMap((url) => {
    const meaning = classifyUrl(url)
    return meaning?.product ? [{ ...meaning, kind: 'saml-endpoint', value: '' } as const] : []
  })
}

function urlSightings(url: FoundUrl, meaning: UrlMeaning, where: Where): Sighting[] {
  const words = where(url.start, url.length)
  const { confidence } = meaning
  const at = url.start
  const found: Sighting[] = []
  if (meaning.kind === 'issuer') {
    found.push(...ofUrl(issuerSighting(meaning.value, confidence, words, at), url))
  } else if (meaning.kind === 'metadata') {
    const { value } = meaning
    found.push(
      ...ofUrl({ field: 'raw_idp_metadata_xml', value, where: words, confidence, at }, url),
    )
  }
  if (meaning.tenant !== undefined && url.doubt !== 'cut') {
    const value = meaning.tenant
    found.push(
      ...ofUrl({ field: 'microsoft_tenant', value, where: words, confidence, at }, url, false),
    )
  }
  return found
}

/** An address that is the whole text, so that its meaning is clear. */
function loneUrl(text: string, urls: readonly FoundUrl[], where: Where): Sighting[] {
  const only = urls.length === 1 ? urls[0] : undefined
  if (!only || text.trim().length > only.length + 4 || /[?#]/.test(only.url)) return []
  const words = where(only.start, only.length)
  return ofUrl(issuerSighting(only.url, 'likely', words, only.start), only)
}

/** A list of domains goes no further behind its label. */
const listLength = 800

/** Domains after labels, each by itself, with its own line. */
const listed = (sightings: readonly Sighting[], text: string, where: Where): PlacedDomain[] =>
  sightings.flatMap((item) => {
    const near = text.slice(item.at, item.at + listLength).toLowerCase()
    return [item.value].flat().map((value): PlacedDomain => {
      const place = near.indexOf(value)
      // The excerpt of a long list ends before its last domains.
      const at = item.at + Math.max(place, 0)
      const isTold = item.where.includes(value) || place === -1
      const words = isTold ? item.where : where(at, value.length)
      const isDenied = place !== -1 && isDeniedAt(text, at, value.length)
      return {
        value,
        where: words,
        from: 'list',
        at: item.at,
        ...(isDenied ? { unused: 'denied' } : {}),
      }
    })
  })

/** Every domain of a text, and the sightings of those that are used. */
function domainsIn(
  sightings: readonly Sighting[],
  secrets: readonly SecretSighting[],
  lines: readonly Line[],
  { text, indexAt }: Page,
  ownHosts: readonly string[],
  where: Where,
): { readonly domains: PlacedDomain[]; readonly used: Sighting[] } {
  const thread = threadOf(lines)
  const placeAt = (at: number) => thread.lines[indexAt(at)] ?? { rank: 0, role: 'body' }
  const rankAt = (at: number) => placeAt(at).rank
  const labelled = sightings.filter(({ field }) => field === 'domains')
  const others = sightings.filter(
    ({ field, confidence }) =>
      field !== 'domains' && field !== 'provider' && field !== 'scope' && confidence !== 'guess',
  )
  const lists = listed(labelled, text, where)
  const isLabelled = (from: number, to: number) =>
    lists.some(({ at, unused }) => unused === undefined && at >= from && at <= to)
  const mentioned = mentionedDomains(text, placeAt, where, isLabelled)
  const details = [...others, ...secrets].map(({ at }) => at)
  const seen = [...lists, ...mentioned].toSorted((left, right) => left.at - right.at)
  const domains = judgedDomains({ seen, thread, rankAt, details, ownHosts })
  // Addresses alone are in every mail.
  const isNothing = sightings.length === 0 && secrets.length === 0 && !domains.some(isSaid)
  if (isNothing) return { domains: [], used: [] }
  const confidenceAt = new Map(labelled.map(({ at, confidence }) => [at, confidence]))
  const used = domains
    .filter(({ unused }) => unused === undefined)
    .map(({ value, where: words, from, at }): Sighting => ({
      field: 'domains',
      value: [value],
      where: words,
      confidence: (from === 'list' ? confidenceAt.get(at) : undefined) ?? 'likely',
      at,
    }))
  return { domains, used }
}

/**
 * Finds the details of a connection in a text as shown to a person. Nothing is looked up, and the time
 * needed is proportional to the length of the text.
 *
 * @param ownHosts hosts of the project, whose domain is not the customer's
 */
export function recogniseText(read: string, ownHosts: readonly string[] = []): PastedDetails {
  const { lines, pieces } = cutMetadata(cleaned(read))
  const { lines: assigned, names } = assignEnvironments(
    flattenTables(reflow(withoutBlankRuns(lines))),
  )
  const page = toPage(assigned)
  const { text } = page
  const labels = findLabels(text)
  const ofSecrets = secretLabels(labels)
  const ids = knownIds(labels)
  const shaped = shapedValues(text)
  const secrets: SecretSighting[] = [
    ...ofSecrets.flatMap((item) => secretSighting(item) ?? []),
    ...shaped
      .filter(({ kind }) => kind === 'secret')
      .map(({ value, confidence, start }) => ({ value, confidence, at: start })),
  ].filter(({ value }) => !ids.has(value.toLowerCase()))
  const hidden = secrets.flatMap(({ value, alternative }) => [value, alternative ?? value])
  const quiet = masked(text, ofSecrets, hidden, ids)
  const where: Where = (start, length) => excerpt(quiet, start, length)

  const urls = findUrls(quiet)
  const meant = urls.flatMap((url) => {
    const meaning = classifyUrl(url)
    return meaning ? [{ url, meaning, at: url.start }] : []
  })
  let place = -1
  const metadata = pieces.flatMap((piece) => {
    place = text.indexOf(marks.metadata, place + 1)
    const found = readPiece(piece, place)
    // Cut-off metadata continues with the rest of the e-mail, which may contain the secret.
    const holdsSecret = piece.readings.some((xml) => hidden.some((secret) => xml.includes(secret)))
    return found && !holdsSecret ? [found] : []
  })
  const sightings: Sighting[] = [
    ...metadata.flatMap(({ sightings: found }) => found),
    ...findLabels(quiet).flatMap((item) => labelSightings(item, where)),
    ...meant.flatMap(({ url, meaning }) => urlSightings(url, meaning, where)),
    ...shaped
      .filter(({ kind }) => kind === 'client_id')
      .map(({ value, start, confidence }): Sighting => ({
        field: 'client_id',
        value,
        where: where(start, value.length),
        confidence,
        at: start,
      })),
  ]
  const hosts = new Set(urls.map(({ host }) => host))
  for (const { value } of sightings) hosts.add(splitUrl(String(value))?.host ?? '')
  sightings.push(...bareHosts(quiet, hosts, where))
  if (meant.length === 0 && sightings.length === 0) sightings.push(...loneUrl(quiet, urls, where))
  const meanings = [
    ...meant.map(({ meaning, at }) => ({ ...meaning, at })),
    ...metadata.flatMap(({ reading, at }) =>
      metadataMeanings(reading).map((meaning) => ({ ...meaning, at })),
    ),
  ]
  const shown = { ...page, text: quiet }
  const { domains, used } = domainsIn(sightings, secrets, assigned, shown, ownHosts, where)
  const others = sightings.filter(({ field }) => field !== 'domains')
  const seen = { sightings: [...others, ...used], meanings, secrets, ids, domains }
  const organization = organizationNameIn(quiet)
  return { ...byBlock(seen, shown, names), ...(organization === undefined ? {} : { organization }) }
}

/**
 * Finds the details of a connection in text from the identity provider's administrator: an address,
 * metadata, or an e-mail that contains them, in English, German, French, Spanish, Italian, Portuguese,
 * Dutch or Polish, as displayed or as source. Nothing is looked up.
 */
export async function recogniseDetails(
  pasted: string,
  ownHosts: readonly string[] = [],
): Promise<PastedDetails> {
  return recogniseText(await readSource(pasted), ownHosts)
}
