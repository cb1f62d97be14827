import type { Draft } from '../../../core/draft/draft'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiWait, ApiClient, CallOptions } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { ProjectReader } from '../projects/project-reader'
import { unknownProject } from '../projects/projects'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'
import type { Intents } from '../../../core/intents/intents'
import { needsState } from '../../../core/publish/patch-steps'
import { textMember } from '../../../core/model/json'
import { getNormalizedProject } from '../../api/endpoints/normalized'
import type { OwnWrites } from '../projects/own-writes'
import { wholeForm } from '../projects/normalized-form'

/** Revision that a form patch is for; it may differ from the document's. */
export const formRevision = (snapshot: Snapshot): string =>
  textMember(wholeForm(snapshot) ?? {}, 'id') || snapshot.revisionId

/** Retries while document and form disagree. */
export const looks = 3

/** Milliseconds to wait for an optional form. */
const patience = 5_000

interface ReadWithFormDeps {
  readonly client: ApiClient
  readonly access: Access
  readonly ownWrites: Pick<OwnWrites, 'withForm'>
  readonly now: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
}

function needOf(
  { organization, connection, 'scim-client': clients }: Intents,
  known: Snapshot | undefined,
) {
  // Without rows, states are not published.
  const isSwitched = known?.rows !== undefined && Object.values(connection).some(needsState)
  const isEdited = isSwitched || Object.keys(clients).length > 0
  // Ory deletes an organization's SCIM clients with it.
  const isDeleted = Object.values(organization).some(({ kind }) => kind === 'delete')
  return isEdited ? 'required' : isDeleted ? 'wanted' : 'none'
}

/** Adds the form if intents need it or the project changed; rereads if revisions differ. */
export async function readWithForm(
  { client, access, ownWrites, now, pause }: ReadWithFormDeps,
  intents: Intents,
  known: Snapshot | undefined,
  read: () => Promise<Result<Snapshot>>,
  options: CallOptions = {},
): Promise<Result<Snapshot>> {
  const need = needOf(intents, known)
  for (let look = 1; ; look += 1) {
    const state = await read()
    if (!state.ok) return state
    const isMoved = state.value.revisionId !== known?.revisionId
    if (need === 'none' && !isMoved) return state
    const ended = [...(options.signal ? [options.signal] : []), AbortSignal.timeout(patience)]
    const form = await getNormalizedProject(client, access, state.value.summary.id, {
      ...options,
      ...(need === 'none' ? { signal: AbortSignal.any(ended) } : {}),
    })
    if (need === 'none' && !form.ok) return state
    const both = ownWrites.withForm(state.value, form, now().toISOString())
    const { readAt, unread } = both.scim ?? {}
    const wasReadable = unread === 'failed' && readAt !== undefined
    if (!form.ok && (need === 'required' || wasReadable)) return form
    const isSettled = need === 'none' || formRevision(both) === both.revisionId || look >= looks
    if (!form.ok || isSettled) return success(both)
    await pause(1000 * look)
  }
}

/** Saved draft and fresh server state. */
export interface CurrentState {
  readonly stored: Draft
  readonly workspaceId: string
  readonly access: Access
  /** Snapshot that the draft was based on, or the fresh one. */
  readonly before: Snapshot
  readonly snapshot: Snapshot
}

export interface ReadCurrentDeps extends Omit<ReadWithFormDeps, 'access' | 'pause'> {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly reader: Pick<ProjectReader, 'read'>
  /** Ends early on abort. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly onWait?: (projectId: ProjectId, wait: ApiWait) => void
}

/** Reads draft and project without writing; `draft.not-found` or `request.invalid` otherwise. */
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
    // Treat a damaged snapshot as missing; the server has everything.
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
