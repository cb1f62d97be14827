import { remembering } from '../model/recent'
import { withOffers } from './inner-descriptors'
import { entityProblem, identityProvider } from './metadata-entity'
import { parseEntities } from './metadata-parser'
import { screenText } from './metadata-screen'
import type { MetadataReading } from './metadata-types'

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
 * Reads the SAML metadata of one identity provider and checks it as Ory does, whose SAML uses
 * `@boxyhq/saml20` and Polis: an `IDPSSODescriptor` with a signing `KeyDescriptor`, a
 * `SingleSignOnService` for a browser and valid certificates, by the local names of elements.
 * `test/contract/saml` compares the two and lists each difference. Refused are more than 1 MiB, any
 * DOCTYPE, nesting deeper than 100, more than 20,000 elements and more than 256 attributes on one
 * element. The last few results are cached by text, so it may be called on every key.
 */
export function readMetadata(xml: string): MetadataReading {
  // Larger documents are refused quickly.
  return xml.length <= 1024 * 1024 ? lastReadings(xml) : read(xml)
}

/** A form needs one, a list of warnings a few. */
const lastReadings = remembering(read, 8)
