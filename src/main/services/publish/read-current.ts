import type { Draft } from '../../../core/draft/draft'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiWait } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import { readWithForm, type ReadWithFormDeps } from './read-with-form'
import type { ProjectReader } from '../projects/project-reader'
import { unknownProject } from '../projects/projects'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

/** The input of a publish: the saved draft, and the project's present state on the server. */
export interface CurrentState {
  readonly stored: Draft
  readonly workspaceId: string
  readonly access: Access
  /** The stored snapshot that the draft was based on; the fresh one if none is stored. */
  readonly before: Snapshot
  readonly snapshot: Snapshot
}

export interface ReadCurrentDeps extends Omit<ReadWithFormDeps, 'access' | 'pause'> {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly reader: Pick<ProjectReader, 'read'>
  /** Waits, or ends early when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly onWait?: (projectId: ProjectId, wait: ApiWait) => void
}

/**
 * Reads the draft from disk and the project from the server; writes nothing.
 * @param beforeRead is given the draft before the server is asked
 * @returns `draft.not-found` if there are no edits, `request.invalid` if no connected workspace has the
 * project, and the errors of the files, the keychain and the API.
 */
export async function readCurrent(
  deps: ReadCurrentDeps,
  projectId: ProjectId,
  signal?: AbortSignal,
  beforeRead?: (stored: Draft) => Promise<void>,
): Promise<Result<CurrentState>> {
  const { files, workspaces, reader, sleep, onWait } = deps
  const stored = await files.drafts.read(projectId)
  if (!stored.ok) return stored
  if (!stored.value) return failure(appError('draft.not-found', t('There is nothing to publish')))
  const listed = await workspaces.findProject(projectId)
  if (!listed) return unknownProject(projectId)
  const { workspaceId } = listed
  const access = await workspaces.access(workspaceId)
  if (!access.ok) return access
  await beforeRead?.(stored.value)
  const known = files.snapshots.read(projectId).then((previous) =>
    // A damaged snapshot is treated as missing, since the server has everything.
    previous.ok ? previous.value : undefined,
  )
  const options = { signal, onWait: (wait: ApiWait) => onWait?.(projectId, wait) }
  const fresh = await readWithForm(
    {
      ...deps,
      access: access.value,
      pause: (milliseconds) => sleep(milliseconds, signal),
    },
    stored.value.intents,
    await known,
    () => reader.read(access.value, listed, { ...options, known }),
    options,
  )
  if (!fresh.ok) return fresh
  return success({
    stored: stored.value,
    workspaceId,
    access: access.value,
    before: (await known) ?? fresh.value,
    snapshot: fresh.value,
  })
}
