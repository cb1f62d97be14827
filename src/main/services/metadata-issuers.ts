import { success, type Result } from '../../core/errors/result'
import { textMember } from '../../core/model/json'
import type { AppFiles } from '../files/app-files'
import type { TextCache } from '../files/snapshots/text-cache'
import { createMetadataFacts } from './metadata-facts'
import { savedCopy } from './projects/saved-copy'
import { yieldToEventLoop } from '../concurrency/pauses'
import type { ProjectId } from '../../core/model/project-id'

/** Identity providers by SAML connection, as far as metadata is on this computer. */
export type MetadataIssuers = (
  projectId: ProjectId,
  signal?: AbortSignal,
) => Promise<Result<Record<string, string>>>

export function createMetadataIssuers(deps: {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly texts: Pick<TextCache, 'read'>
}): MetadataIssuers {
  const { files, texts } = deps
  const metadataFacts = createMetadataFacts(texts)

  return async (projectId, signal) => {
    const copy = await savedCopy(files, projectId)
    if (!copy.ok) return copy
    const issuers: Record<string, string> = {}
    for (const { protocol, target, fields } of copy.value.connections) {
      if (protocol !== 'saml') continue
      if (signal?.aborted) break
      const facts = await metadataFacts(textMember(fields, 'raw_idp_metadata_xml') ?? '')
      if (facts?.issuer) issuers[target.key] = facts.issuer
      // Hundreds of metadata files would block others.
      await yieldToEventLoop()
    }
    return success(issuers)
  }
}
