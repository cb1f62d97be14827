import { readMetadata, type MetadataReading } from '../saml/metadata'
import { toMetadataValue } from '../saml/metadata-value'
import { classifyUrl, type UrlMeaning } from './classify-url'
import type { PastedDetails, Sighting } from './details'
import { findMetadataXml, withoutMetadata } from './find-xml'
import { findUrls, type FoundUrl } from './find-urls'
import { secretOf, together } from './gather'
import { findLabels, type Labelled } from './labels'
import { cleaned, excerpt, unescapeHtml, unquoted } from './prepare'
import {
  issuerSighting,
  labelSightings,
  secretCut,
  secretSighting,
  shapedValues,
  type SecretSighting,
  type Where,
} from './sightings'
import { flattenTables } from './tables'

/** The text with every secret, and whatever stands where one would, made into dots. */
function masked(text: string, labels: readonly Labelled[], secrets: readonly string[]): string {
  const values = new Set(secrets)
  for (const item of labels) {
    const cut = item.kind === 'secret' ? secretCut(item) : undefined
    if (cut && cut.value.length >= 4) values.add(cut.value)
    if (values.size >= 50) break
  }
  // The longest first: a shorter one may be its beginning.
  return [...values]
    .toSorted((left, right) => right.length - left.length)
    .reduce((done, value) => done.replaceAll(value, '•'.repeat(value.length)), text)
}

/** Of a list of descriptors, which Ory refuses, those inside it that it takes. */
function xmlSightings(xml: string, reading: MetadataReading): Sighting[] {
  const field = 'raw_idp_metadata_xml'
  if (reading.ok) {
    const where = `Metadata of ${reading.metadata.entityId}`
    return [{ field, value: toMetadataValue(xml), where, confidence: 'sure' }]
  }
  const { message, offers = [] } = reading.problem
  if (offers.length === 0) {
    const where = 'Metadata XML'
    return [{ field, value: toMetadataValue(xml), where, confidence: 'guess', note: message }]
  }
  const note =
    'It is the EntityDescriptor alone: Ory refuses the EntitiesDescriptor around it' +
    (offers.length > 1 ? ', which holds several. Choose the one that is meant' : '')
  return offers.map((offer) => ({
    field,
    value: toMetadataValue(offer.xml),
    where: `Metadata of ${offer.entityId}`,
    confidence: offers.length > 1 ? 'guess' : 'likely',
    note,
  }))
}

/** Whether XML that is cut off goes on with the rest of an e-mail, and with its secret. */
function holdsSecret(xml: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => xml.includes(secret))
}

/** What the addresses inside metadata tell about the product that it is of. */
function metadataMeanings(reading: MetadataReading | undefined): UrlMeaning[] {
  if (!reading?.ok) return []
  const { entityId, signOn } = reading.metadata
  const addresses = [entityId, ...signOn.map(({ url }) => url)].join('\n')
  return findUrls(addresses).flatMap((url) => {
    const meaning = classifyUrl(url)
    return meaning?.product ? [{ ...meaning, kind: 'saml-endpoint', value: '' } as const] : []
  })
}

function urlSightings(url: FoundUrl, meaning: UrlMeaning, where: Where): Sighting[] {
  const words = where(url.start, url.length)
  const found: Sighting[] = []
  if (meaning.kind === 'issuer') {
    found.push(issuerSighting(meaning.value, meaning.confidence, words))
  } else if (meaning.kind === 'metadata') {
    found.push({
      field: 'raw_idp_metadata_xml',
      value: meaning.value,
      where: words,
      confidence: meaning.confidence,
    })
  }
  if (meaning.tenant !== undefined) {
    found.push({
      field: 'microsoft_tenant',
      value: meaning.tenant,
      where: words,
      confidence: meaning.confidence,
    })
  }
  return found
}

/** An address that is all there is: nothing else can be meant by it. */
function loneUrl(text: string, urls: readonly FoundUrl[], where: Where): Sighting[] {
  const only = urls.length === 1 ? urls[0] : undefined
  if (!only || text.trim().length > only.length + 4 || /[?#]/.test(only.url)) return []
  return [issuerSighting(only.url, 'likely', where(only.start, only.length))]
}

/**
 * Finds the details of a connection in whatever the other side sent: an address, metadata, or an
 * e-mail that holds them among other words, in English, German, French or Spanish. Nothing is
 * looked up, and the time it takes grows with the length of the text only.
 */
export function recogniseDetails(pasted: string): PastedDetails {
  const original = cleaned(pasted)
  const xml = findMetadataXml(original)
  const reading = xml === undefined ? undefined : readMetadata(xml)
  const text = flattenTables(withoutMetadata(unescapeHtml(unquoted(original))))
  const labels = findLabels(text)
  const shaped = shapedValues(text)
  const secrets: SecretSighting[] = [
    ...labels.filter(({ kind }) => kind === 'secret').flatMap((item) => secretSighting(item) ?? []),
    ...shaped.filter(({ kind }) => kind === 'secret'),
  ]
  const secret = secretOf(secrets)
  const hidden = secret ? [secret.value, ...secret.alternatives] : []
  const quiet = masked(text, labels, hidden)
  const where: Where = (start, length) => excerpt(quiet, start, length)

  const urls = findUrls(quiet)
  const meant = urls.flatMap((url) => {
    const meaning = classifyUrl(url)
    return meaning ? [{ url, meaning }] : []
  })
  const meanings = [...meant.map(({ meaning }) => meaning), ...metadataMeanings(reading)]
  const sightings: Sighting[] = [
    ...(xml === undefined || !reading || holdsSecret(xml, hidden)
      ? []
      : xmlSightings(xml, reading)),
    ...findLabels(quiet).flatMap((item) => labelSightings(item, where)),
    ...meant.flatMap(({ url, meaning }) => urlSightings(url, meaning, where)),
    ...shaped
      .filter(({ kind }) => kind === 'client_id')
      .map(({ value, start, confidence }): Sighting => ({
        field: 'client_id',
        value,
        where: where(start, value.length),
        confidence,
      })),
  ]
  if (meant.length === 0 && sightings.length === 0) sightings.push(...loneUrl(quiet, urls, where))
  return together(sightings, meanings, secret)
}
