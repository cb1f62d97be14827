import type { Draft } from '../../../core/draft/draft'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiWait } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { ProjectReader } from '../projects/project-reader'
import { unknownProject } from '../projects/projects'
import type { WorkspacesService } from '../workspaces/workspaces'

/** What a publish begins with: the saved draft, and the project as the server has it now. */
export interface CurrentState {
  readonly stored: Draft
  readonly workspaceId: string
  readonly access: Access
  /** The snapshot on disk, which the draft was made on; the fresh one where none is kept. */
  readonly before: Snapshot
  readonly snapshot: Snapshot
}

export interface ReadCurrentDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly reader: Pick<ProjectReader, 'read'>
  readonly onWait?: (projectId: string, wait: ApiWait) => void
}

/**
 * Reads the draft from disk and the project from the server; writes nothing.
 * @returns `draft.not-found` where nothing was edited, `request.invalid` for a project of no connected
 * workspace, and the errors of the files, the keychain and the API.
 */
export async function readCurrent(
  { files, workspaces, reader, onWait }: ReadCurrentDeps,
  projectId: string,
  signal?: AbortSignal,
): Promise<Result<CurrentState>> {
  const stored = await files.drafts.read(projectId)
  if (!stored.ok) return stored
  if (!stored.value) return failure(appError('draft.not-found', 'There is nothing to publish'))
  const listed = await workspaces.findProject(projectId)
  if (!listed) return unknownProject(projectId)
  const { workspaceId } = listed
  const access = await workspaces.access(workspaceId)
  if (!access.ok) return access
  const previous = await files.snapshots.read(projectId)
  // A damaged one is only missed: the server has it all.
  const known = previous.ok ? previous.value : undefined
  const fresh = await reader.read(access.value, listed, {
    signal,
    known,
    onWait: (wait) => onWait?.(projectId, wait),
  })
  if (!fresh.ok) return fresh
  const snapshot = fresh.value
  return success({
    stored: stored.value,
    workspaceId,
    access: access.value,
    before: known ?? snapshot,
    snapshot,
  })
}
