import { success, type Result } from '../../core/errors/result'
import { mapperHash } from '../../core/model/mapper-text'
import { textMember } from '../../core/model/json'
import { createRecent } from '../../core/model/recent'
import { readMetadata } from '../../core/saml/metadata'
import { metadataForm, metadataText } from '../../core/saml/metadata-value'
import type { AppFiles } from '../files/app-files'
import type { TextCache } from '../files/snapshots/text-cache'
import { savedCopy } from './projects/saved-copy'
import { yieldToEventLoop } from '../concurrency/pauses'
import type { ProjectId } from '../../core/model/project-id'

/** Who the identity providers of a project are, by SAML connection, as far as it is on this computer. */
export type MetadataIssuers = (
  projectId: ProjectId,
  signal?: AbortSignal,
) => Promise<Result<Record<string, string>>>

export function createMetadataIssuers(deps: {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly texts: Pick<TextCache, 'read'>
}): MetadataIssuers {
  const { files, texts } = deps
  /** Entity IDs by the address of stored metadata, which names its content; empty where it has none. */
  const known = createRecent<string, string>(5000)

  async function issuerOf(value: string): Promise<string | undefined> {
    const before = known.get(value)
    if (before !== undefined) return before
    const form = metadataForm(value)
    const hash = form === 'stored' ? mapperHash(value) : undefined
    const text = hash === undefined ? metadataText(value) : await texts.read(hash)
    if (text === undefined) return undefined
    const reading = readMetadata(text)
    const issuer = reading.ok ? reading.metadata.entityId : ''
    if (form === 'stored') known.set(value, issuer)
    return issuer
  }

  return async (projectId, signal) => {
    const copy = await savedCopy(files, projectId)
    if (!copy.ok) return copy
    const issuers: Record<string, string> = {}
    for (const { protocol, target, fields } of copy.value.connections) {
      if (protocol !== 'saml') continue
      if (signal?.aborted) break
      const issuer = await issuerOf(textMember(fields, 'raw_idp_metadata_xml') ?? '')
      if (issuer) issuers[target.key] = issuer
      // Metadata of hundreds of connections is read in turns with whatever else waits.
      await yieldToEventLoop()
    }
    return success(issuers)
  }
}
