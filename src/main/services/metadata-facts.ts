import { mapperHash } from '../../core/model/mapper-text'
import { createRecent } from '../../core/model/recent'
import { usedCertificates } from '../../core/saml/certificate-fate'
import { readMetadata } from '../../core/saml/metadata'
import { metadataText } from '../../core/saml/metadata-value'

export interface MetadataFacts {
  /** Entity ID, or empty. */
  readonly issuer: string
  /** ISO 8601 ends of the signing certificates. */
  readonly ends: readonly string[]
}

/** Total characters of addresses, which may be inline metadata. */
const mostCharacters = 64 * 1024 * 1024

/** Reads metadata by its content address; `undefined` until the text is on this computer. */
export function createMetadataFacts(texts: {
  readonly read: (hash: string) => Promise<string | undefined>
}): (address: string) => Promise<MetadataFacts | undefined> {
  const kept = createRecent<string, MetadataFacts>(mostCharacters, (_, at) => at.length)
  return async (address) => {
    const known = kept.get(address)
    if (known) return known
    const hash = mapperHash(address)
    const text = metadataText(address) ?? (hash === undefined ? undefined : await texts.read(hash))
    if (text === undefined) return undefined
    const reading = readMetadata(text)
    const facts = reading.ok
      ? {
          issuer: reading.metadata.entityId,
          ends: usedCertificates(reading.metadata.certificates).map(({ notAfter }) => notAfter),
        }
      : { issuer: '', ends: [] }
    kept.set(address, facts)
    return facts
  }
}
