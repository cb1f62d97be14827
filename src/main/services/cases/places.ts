import { noIntents, type Intents } from '../../../core/intents/intents'
import { serverEntity } from '../../../core/draft/working-copy'
import { success, type Result } from '../../../core/errors/result'
import {
  intentOfOwner,
  intentsOfOwners,
  ownersOnServer,
  targetOfOwner,
} from '../../../core/mapper/owners/owners'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { AppFiles } from '../../files/app-files'
import type { CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper, type CaseFolder } from '../../files/cases/case-folders'
import type { ProjectId } from '../../../core/model/project-id'

export interface ProjectState {
  readonly projectId: ProjectId
  readonly snapshot: Snapshot | undefined
  /** SHA-512 of mappers by connection, for a state before the snapshot. */
  readonly earlier?: ReadonlyMap<string, string>
  readonly intents: Intents
  readonly working: ReadonlyMap<string, CaseFolder>
}

/** State on disk (empty without a snapshot); `key` may be too new for the draft on disk. */
export async function savedState(
  files: Pick<AppFiles, 'drafts' | 'snapshots'>,
  caseFiles: Pick<CaseFiles, 'working'>,
  projectId: ProjectId,
  key?: string,
): Promise<Result<ProjectState>> {
  const [snapshot, draft] = await Promise.all([
    files.snapshots.read(projectId),
    files.drafts.read(projectId),
  ])
  if (!draft.ok) return draft
  const known = snapshot.ok ? snapshot.value : undefined
  const intents = draft.value?.intents ?? noIntents
  const working = await caseFiles.working(projectId, [
    ...(known ? ownersOnServer(known) : []),
    ...intentsOfOwners(intents).map(([owner]) => owner),
    ...(key === undefined ? [] : [key]),
  ])
  return success({ projectId, snapshot: known, intents, working })
}

/** SHA-512 of a connection's mapper on the server, if its address contains it. */
export function serverMapper(snapshot: Snapshot | undefined, key: string): string | undefined {
  const target = targetOfOwner(key)
  const entry = snapshot && target && serverEntity(snapshot, target)
  return mapperHash((entry && textMember(entry, 'mapper_url')) ?? '')
}

/** The same in a given state. */
export function stateMapper(
  { snapshot, earlier }: Pick<ProjectState, 'snapshot' | 'earlier'>,
  key: string,
): string | undefined {
  return earlier?.get(key) ?? serverMapper(snapshot, key)
}

/** SHA-512 of the mapper that the edit started from. */
function editedMapper({ intents }: ProjectState, key: string): string | undefined {
  const from = intentOfOwner(intents, key)?.fields['mapper_url']?.from
  return typeof from === 'string' ? mapperHash(from) : undefined
}

export const editsMapper = (intents: Intents, key: string): boolean =>
  intentOfOwner(intents, key)?.fields['mapper_url'] !== undefined

/** Working folder of a connection, or of one with the same text whose mapper was edited with it. */
function workingFolder(state: ProjectState, key: string): CaseFolder | undefined {
  const { intents, working } = state
  const own = working.get(key)
  const drafted = intentOfOwner(intents, key)?.fields['mapper_url']?.to
  if (own || drafted === undefined) return own
  const server = stateMapper(state, key)
  for (const [other, folder] of working) {
    const same = intentOfOwner(intents, other)?.fields['mapper_url']?.to === drafted
    if (same && stateMapper(state, other) === server) return folder
  }
  return undefined
}

/** Folder with a connection's cases: working, own text's, server text's, or the edit's base. */
export async function shownFolder(
  files: Pick<CaseFiles, 'has'>,
  state: ProjectState,
  key: string,
  sha512: string | undefined,
): Promise<CaseFolder | undefined> {
  const working = workingFolder(state, key)
  if (working) return working
  const hashes = [sha512, stateMapper(state, key), editedMapper(state, key)]
  for (const hash of hashes) {
    if (hash !== undefined && (await files.has(casesOfMapper(hash)))) return casesOfMapper(hash)
  }
  return undefined
}
