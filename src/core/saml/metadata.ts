import { remembering } from '../model/recent'
import { entityProblem, identityProvider } from './metadata-entity'
import { parseEntities } from './metadata-parser'
import { screenText } from './metadata-screen'
import type { MetadataReading, MetadataOffer, MetadataProblem } from './metadata-types'
import { t } from '../language/translate'
import type { ParsedDocument, ParsedEntity } from './metadata-walk'

/** A federation's list has thousands. */
const maximumOffers = 8

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A list's descriptor as its own document, with its prefixes declared. */
function standingAlone(
  text: string,
  { start, end, declarations, ownDeclarations }: ParsedEntity,
): string {
  const xml = text.slice(start, end)
  const nameEnd = /^<[^\s/>]+/.exec(xml)?.[0].length ?? 0
  const added = [...declarations]
    .filter(([name]) => !ownDeclarations.has(name))
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
  return xml.slice(0, nameEnd) + added.join('') + xml.slice(nameEnd)
}

/** Adds the descriptors that Ory accepts to a list's problem; a single refused one explains why. */
function withOffers(
  problem: MetadataProblem,
  document: ParsedDocument,
  text: string,
  readAlone: (xml: string) => MetadataReading,
): MetadataProblem {
  const inside = document.entities.filter((entity) => entity.identityProviders.length > 0)
  if (document.root !== 'EntitiesDescriptor' || inside.length > maximumOffers) return problem
  const read = inside.map((entity) => {
    const xml = standingAlone(text, entity)
    return { xml, reading: readAlone(xml) }
  })
  const offers = read.flatMap(({ xml, reading }): MetadataOffer[] =>
    reading.ok ? [{ entityId: reading.metadata.entityId, xml }] : [],
  )
  const only = read.length === 1 ? read[0]?.reading : undefined
  if (only && !only.ok) {
    const too = t('It is refused too: {why}', { why: only.problem.message })
    return { ...problem, message: `${problem.message}. ${too}` }
  }
  return offers.length === 0 ? problem : { ...problem, offers }
}

export type { MetadataCertificate, MetadataReading } from './metadata-types'

function read(xml: string): MetadataReading {
  const screened = screenText(xml)
  if (!screened.ok) return screened
  const parsed = parseEntities(screened.text)
  if (!parsed.ok) return parsed
  const problem = entityProblem(parsed.document)
  return problem
    ? { ok: false, problem: withOffers(problem, parsed.document, screened.text, read) }
    : identityProvider(parsed.document)
}

/**
 * Reads and checks one identity provider's metadata like Ory (`@boxyhq/saml20` and Polis): signing key, browser
 * sign-on service and valid certificates, by local names. `test/contract/saml` lists the differences. Refuses more
 * than 1 MiB, any DOCTYPE, depth over 100, 20,000 elements or 256 attributes. Caches recent results.
 */
export function readMetadata(xml: string): MetadataReading {
  // Larger documents are refused quickly.
  return xml.length <= 1024 * 1024 ? lastReadings(xml) : read(xml)
}

/** A form needs one, a list of warnings a few. */
const lastReadings = remembering(read, 8)
