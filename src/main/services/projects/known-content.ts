import type { Intents } from '../../../core/intents/intents'
import { success, type Result } from '../../../core/errors/result'
import { mapperHash } from '../../../core/model/mapper-text'
import { connectionsOf } from '../../../core/model/connection'
import { scimClientsOf } from '../../../core/model/scim-client'
import { textMember, type JsonValue } from '../../../core/model/json'
import type { ContentKind } from '../../api/storage'
import type { AppFiles } from '../../files/app-files'
import type { HistoryTexts } from './history-texts'
import type { ProjectId } from '../../../core/model/project-id'

export type ConnectionContent = Exclude<ContentKind, 'schema'>

const memberOf: Record<ConnectionContent, string> = {
  mapper: 'mapper_url',
  metadata: 'raw_idp_metadata_xml',
}

/** Former values of edits: the base of a three-way merge. */
function basesIn(intents: Intents, member: string): (JsonValue | undefined)[] {
  return [intents.connection, intents['scim-client']]
    .flatMap((own) => Object.values(own))
    .flatMap(({ fields, seen }) => [fields[member]?.from, seen?.[member]])
}

type Files = Pick<AppFiles, 'drafts' | 'snapshots'>

/** Content by address, and the origins of the storages in use. */
async function presentIn(files: Files, projectId: ProjectId, member: string) {
  const snapshot = await files.snapshots.read(projectId)
  if (!snapshot.ok) return snapshot
  const { value } = snapshot
  const all = value ? [...connectionsOf(value), ...scimClientsOf(value)] : []
  const addresses = new Set(all.flatMap(({ entry }) => textMember(entry, member) ?? []))
  const origins = new Set(
    [...addresses]
      .filter((each) => !each.startsWith('base64://') && URL.canParse(each))
      .map((each) => new URL(each).origin),
  )
  return success({ addresses, origins })
}

async function startedFrom(files: Files, projectId: ProjectId, member: string) {
  const draft = await files.drafts.read(projectId)
  if (!draft.ok) return draft
  return success(new Set(draft.value ? basesIn(draft.value.intents, member) : []))
}

/** Limits which stored texts a window may read: the project's, its draft's and its history's. */
export function contentGuard(
  files: Files,
  history: Pick<HistoryTexts, 'names'>,
  { projectId, kind }: { readonly projectId: ProjectId; readonly kind: ConnectionContent },
): (address: string) => Promise<Result<boolean>> {
  const member = memberOf[kind]
  let present: ReturnType<typeof presentIn> | undefined
  let bases: ReturnType<typeof startedFrom> | undefined
  return async (address) => {
    if (address.startsWith('base64://')) return success(true)
    const known = await (present ??= presentIn(files, projectId, member))
    if (!known.ok) return known
    const { addresses, origins } = known.value
    // Metadata at the provider is only read on request.
    const isStored = mapperHash(address) !== undefined
    if (addresses.has(address)) return success(kind === 'mapper' || isStored)
    if (!isStored || !URL.canParse(address)) return success(false)
    if (!origins.has(new URL(address).origin)) return success(false)
    const begun = await (bases ??= startedFrom(files, projectId, member))
    if (!begun.ok || begun.value.has(address)) return begun.ok ? success(true) : begun
    return success(await history.names(kind, address))
  }
}
