import { t } from '../language/translate'
import type { MetadataOffer, MetadataProblem, MetadataReading } from './metadata-types'
import type { ParsedDocument, ParsedEntity } from './metadata-walk'

/** The largest number to offer; a federation's list has thousands. */
const maximumOffers = 8

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** An EntityDescriptor of a list as a document of its own, with declarations for its prefixes. */
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

/**
 * The problem of a list of descriptors, together with the descriptors that Ory accepts, each as a
 * document of its own. If there is only one and it is refused too, the problem says why.
 */
export function withOffers(
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
