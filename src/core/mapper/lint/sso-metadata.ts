import { prepareMapper } from './lint'
import type { SsoMetadata } from './rule'
import { literalMembers, metadataFields } from './rules-metadata'

/**
 * Returns the metadata that a connection's mapper writes.
 *
 * @param connection its label
 */
export function ssoMetadataOf(connection: string, mapperText: string): SsoMetadata[] {
  const mapper = prepareMapper(mapperText, {})
  return metadataFields(mapper).flatMap(({ part, field }) => {
    const names = literalMembers(mapper, field)
    const isEmpty = names?.length === 0
    return isEmpty ? [] : [{ part, names: names ?? [], complete: names !== undefined, connection }]
  })
}
