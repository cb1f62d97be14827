import type { ProjectSummary } from '../../../core/model/project'
import type { Snapshot } from '../../../core/model/snapshot'
import { withoutWholeWrites } from '../../../core/publish/whole-writes'
import type { Draft } from '../../../core/draft/draft'
import { countChanges } from '../../../core/intents/intents'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput } from '../../../core/ipc/contract'
import type { Access, ApiClient } from '../../api/client'
import { getNormalizedProject } from '../../api/endpoints/normalized'
import type { StorageReader } from '../../api/storage'
import type { AppFiles } from '../../files/app-files'
import type { DraftSecrets } from '../draft-secrets'
import { historyTexts, type TextHistory } from './history-texts'
import { contentGuard, type ConnectionContent } from './known-content'
import type { Locks } from '../locks'
import type { ProjectReader, ReadOptions } from './project-reader'
import type { OwnWrites } from './own-writes'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

export type ReadText = (address: string, signal?: AbortSignal) => Promise<Result<string>>

export interface ProjectReadOptions extends Omit<ReadOptions, 'isFirst'> {
  /** Nobody waits, so the form may take its time. */
  readonly isUnhurried?: boolean
  /** Called before the normalized form arrives. */
  readonly onProject?: (snapshot: Snapshot) => void
}

/** Milliseconds to wait for the normalized form. */
const patience = 5_000

export interface ProjectsService {
  open(
    projectId: ProjectId,
  ): Promise<Result<{ snapshot?: Snapshot; draft?: Draft; sequence?: number }>>
  read(projectId: ProjectId, options: ProjectReadOptions): Promise<Result<Snapshot>>
  /** Clears the marks of whole writes after a person saw them. */
  noteWholeWrites(projectId: ProjectId): Promise<Result<void>>
  readMapper(
    input: RequestInput<'mapper.read'>,
    signal?: AbortSignal,
  ): Promise<Result<{ text: string }>>
  /** The same for many texts of one project; do not keep it. */
  openTexts(projectId: ProjectId, kind?: ConnectionContent): ReadText
  putSecret(projectId: ProjectId, reference: string, value: string): Promise<Result<void>>
  checkSecrets(
    projectId: ProjectId,
    references: readonly string[],
  ): Promise<Result<{ missing: string[] }>>
  dropSecrets(projectId: ProjectId, references: readonly string[]): Promise<void>
  draftCounts(): Promise<Record<string, number>>
}

export interface ProjectsDeps {
  readonly now: () => Date
  readonly client: ApiClient
  readonly storage: StorageReader
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly draftSecrets: DraftSecrets
  readonly locks: Locks
  readonly reader: ProjectReader
  readonly ownWrites: Pick<OwnWrites, 'withForm'>
  readonly history: TextHistory
}

export const unknownProject = (projectId: ProjectId) =>
  failure(
    appError(
      'request.invalid',
      t('The project {project} is in no connected workspace', { project: projectId }),
    ),
  )

export function createProjectsService(deps: ProjectsDeps): ProjectsService {
  const { client, storage, files, workspaces, draftSecrets, locks, reader, history, now } = deps
  const { ownWrites } = deps

  /** Continues with known hosts, which rarely change. */
  async function listedAnew(project: ProjectSummary, signal?: AbortSignal) {
    const known = project.hosts.length > 0
    if (!known) await workspaces.refresh(project.workspaceId, signal)
    return (await workspaces.findProject(project.id)) ?? project
  }

  /** Requests the normalized form while the project is read. */
  function readBeside(access: Access, projectId: ProjectId, options: ProjectReadOptions) {
    const { signal, onWait, isUnhurried } = options
    const late = new AbortController()
    const either = AbortSignal.any([late.signal, ...(signal ? [signal] : [])])
    const answer = getNormalizedProject(client, access, projectId, { signal: either, onWait })
    const stop = () => late.abort()
    return {
      stop,
      async afterProject() {
        const timer = isUnhurried ? undefined : setTimeout(stop, patience)
        const form = await answer
        clearTimeout(timer)
        return form
      },
    }
  }

  async function readNow(
    projectId: ProjectId,
    options: ProjectReadOptions,
  ): Promise<Result<Snapshot>> {
    const found = await workspaces.findProject(projectId)
    if (!found) return unknownProject(projectId)
    const access = await workspaces.access(found.workspaceId)
    if (!access.ok) return access
    const listed = await listedAnew(found, options.signal)
    const { isUnhurried: _isUnhurried, onProject, ...others } = options
    // Server before disk, and the project first: its processing overlaps the form's request.
    const stored = files.snapshots.read(projectId)
    const drafted = files.drafts.read(projectId)
    const reading = reader.read(access.value, listed, {
      ...others,
      known: stored.then((read) => (read.ok ? read.value : undefined)),
      isFirst: Promise.all([stored, drafted]).then(
        ([state, draft]) => state.ok && !state.value && draft.ok && !draft.value,
      ),
    })
    const beside = readBeside(access.value, projectId, options)
    const snapshot = await reading
    if (!snapshot.ok) {
      beside.stop()
      return snapshot
    }
    onProject?.(snapshot.value)
    const form = await beside.afterProject()
    // Canceled: keep what has arrived.
    const isCancelled = !form.ok && options.signal?.aborted === true
    const whole = isCancelled
      ? snapshot.value
      : ownWrites.withForm(snapshot.value, form, now().toISOString())
    const written = await files.snapshots.write(whole)
    if (!written.ok) return written
    return success(whole)
  }

  async function accessTo(projectId: ProjectId) {
    const project = await workspaces.findProject(projectId)
    return project ? workspaces.access(project.workspaceId) : unknownProject(projectId)
  }

  function openTexts(projectId: ProjectId, kind: ConnectionContent = 'mapper'): ReadText {
    const published = historyTexts(history, projectId)
    const mayRead = contentGuard(files, published, { projectId, kind })
    let opened: ReturnType<typeof accessTo> | undefined
    async function stored(address: string, signal?: AbortSignal): Promise<Result<string>> {
      const access = await (opened ??= accessTo(projectId))
      if (!access.ok) return access
      const { apiAddress } = access.value
      return storage.readContent(address, { apiAddress, signal, kind })
    }
    return async (address, signal) => {
      const known = await mayRead(address)
      if (!known.ok) return known
      if (!known.value) {
        const kept = await published.text(address)
        if (kept !== undefined) return success(kept)
        const message = t('No connection of the project has this text')
        return failure(appError(`${kind}.address-refused`, message))
      }
      const read = await stored(address, signal)
      if (read.ok) return read
      const kept = await published.text(address)
      return kept === undefined ? read : success(kept)
    }
  }

  return {
    async open(projectId) {
      const [snapshot, draft] = await Promise.all([
        files.snapshots.read(projectId),
        files.drafts.readStored(projectId),
      ])
      if (!draft.ok) return draft
      return success({
        // Treat an unreadable snapshot as missing; the server has it.
        ...(snapshot.ok && snapshot.value ? { snapshot: snapshot.value } : {}),
        ...draft.value,
      })
    },

    // Waits for a publish, whose result is newer.
    read: (projectId, options) => locks.run(projectId, () => readNow(projectId, options)),

    // Waits for a publish, which would overwrite the snapshot.
    noteWholeWrites: (projectId) =>
      locks.run(projectId, async () => {
        const stored = await files.snapshots.read(projectId)
        if (!stored.ok) return stored
        if (!stored.value?.wholeWrites) return success(undefined)
        const written = await files.snapshots.write(withoutWholeWrites(stored.value))
        return written.ok ? success(undefined) : written
      }),

    openTexts,

    async readMapper({ projectId, mapperUrl, kind }, signal) {
      const text = await openTexts(projectId, kind)(mapperUrl, signal)
      return text.ok ? success({ text: text.value }) : text
    },

    putSecret: draftSecrets.put,
    dropSecrets: draftSecrets.drop,

    async checkSecrets(projectId, references) {
      const missing = await draftSecrets.missing(projectId, references)
      return missing.ok ? success({ missing: missing.value }) : missing
    },

    async draftCounts() {
      const counts: Record<string, number> = {}
      for (const projectId of await files.drafts.projectIds()) {
        const draft = await files.drafts.read(projectId)
        const count = draft.ok && draft.value ? countChanges(draft.value.intents) : 0
        if (count > 0) counts[projectId] = count
      }
      return counts
    },
  }
}
