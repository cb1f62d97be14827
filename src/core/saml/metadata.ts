import { withOffers } from './inner-descriptors'
import { entityProblem, identityProvider } from './metadata-entity'
import { parseEntities } from './metadata-parser'
import { screenText } from './metadata-screen'
import type { MetadataReading } from './metadata-types'

export type { MetadataCertificate, MetadataReading } from './metadata-types'

/** How many readings are kept: a form shows one, a list of warnings asks for a few. */
const kept = 8
const readings = new Map<string, MetadataReading>()

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
 * Reads the SAML metadata of one identity provider and judges it as Ory does, whose SAML rests on
 * `@boxyhq/saml20` and Polis: an `IDPSSODescriptor` with a signing `KeyDescriptor`, a
 * `SingleSignOnService` for a browser and sound certificates, by the local names of elements.
 * `test/contract/saml` compares, and names each difference. More than 1 MiB, any DOCTYPE, nesting deeper than 100, more than 20,000 elements
 * and more than 256 attributes on one element are refused. The last few readings are kept by text,
 * so it may be called on every key.
 */
export function readMetadata(xml: string): MetadataReading {
  const known = readings.get(xml)
  const reading = known ?? read(xml)
  // Entered anew, so that the first key of the map is the one that was asked for longest ago.
  readings.delete(xml)
  if (xml.length <= maximumCachedLength) readings.set(xml, reading)
  for (const text of readings.keys()) {
    if (readings.size <= kept) break
    readings.delete(text)
  }
  return reading
}

/** What is refused for its size is refused quickly and need not be held in memory. */
const maximumCachedLength = 1024 * 1024
