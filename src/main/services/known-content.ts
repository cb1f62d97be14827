import type { Intents } from '../../core/editing/intents'
import { success, type Result } from '../../core/errors/result'
import { mapperHash } from '../../core/mapper/text'
import { connectionsOf } from '../../core/model/connection'
import { textMember, type JsonValue } from '../../core/model/json'
import type { ContentKind } from '../api/storage'
import type { AppFiles } from '../drafts/app-files'

const memberOf: Record<ContentKind, string> = {
  mapper: 'mapper_url',
  metadata: 'raw_idp_metadata_xml',
}

/** What the edits of a draft began with: the base of a three-way merge. */
function basesIn(intents: Intents, member: string): (JsonValue | undefined)[] {
  return Object.values(intents.connection).flatMap(({ fields, seen }) => [
    fields[member]?.from,
    seen?.[member],
  ])
}

/**
 * Whether the window may have a stored text read: the project has it, or an edit of the saved draft
 * began with it. The latter only from a store that the project uses, and only by its hash, so that
 * a draft can make nobody read another address.
 */
export async function mayReadContent(
  files: Pick<AppFiles, 'drafts' | 'snapshots'>,
  wanted: { readonly projectId: string; readonly address: string; readonly kind: ContentKind },
): Promise<Result<boolean>> {
  const { projectId, address, kind } = wanted
  if (address.startsWith('base64://')) return success(true)
  const snapshot = await files.snapshots.read(projectId)
  if (!snapshot.ok) return snapshot
  const member = memberOf[kind]
  const present = (snapshot.value ? connectionsOf(snapshot.value) : []).flatMap(
    ({ entry }) => textMember(entry, member) ?? [],
  )
  // Metadata may also lie at the identity provider: that is nobody's to read in passing.
  const isStored = mapperHash(address) !== undefined
  if (present.includes(address)) return success(kind === 'mapper' || isStored)
  if (!isStored || !URL.canParse(address)) return success(false)
  const { origin } = new URL(address)
  const isStore = present.some((each) => URL.canParse(each) && new URL(each).origin === origin)
  if (!isStore) return success(false)
  const draft = await files.drafts.read(projectId)
  if (!draft.ok) return draft
  return success(
    draft.value !== undefined && basesIn(draft.value.intents, member).includes(address),
  )
}
