import { connectionsOf } from '../../core/model/connection'
import { textMember } from '../../core/model/json'
import type { ProjectSummary } from '../../core/model/project'
import type { Snapshot } from '../../core/model/snapshot'
import { hasChanges, type Draft } from '../../core/editing/draft'
import { countChanges } from '../../core/editing/changes'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { StorageReader } from '../api/storage'
import type { AppFiles } from '../drafts/app-files'
import { draftAccount, draftAccountPrefix, type SecretStore } from '../secrets/secret-store'
import type { Locks } from './locks'
import type { OwnWrites } from './own-writes'
import type { ProjectReader, ReadOptions } from './project-reader'
import type { WorkspacesService } from './workspaces'

export interface ProjectsService {
  /** From disk only. */
  open(projectId: string): Promise<Result<{ snapshot?: Snapshot; draft?: Draft }>>
  read(projectId: string, options: Omit<ReadOptions, 'keepPart'>): Promise<Result<Snapshot>>
  readMapper(
    input: { readonly projectId: string; readonly mapperUrl: string },
    signal?: AbortSignal,
  ): Promise<Result<{ text: string }>>
  saveDraft(draft: Draft): Promise<Result<void>>
  discardDraft(projectId: string): Promise<Result<void>>
  putSecret(projectId: string, reference: string, value: string): Promise<Result<void>>
  /** Number of changes of each project that has a draft. */
  draftCounts(): Promise<Record<string, number>>
}

export interface ProjectsDeps {
  readonly storage: StorageReader
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly secretStore: () => Promise<SecretStore>
  readonly locks: Locks
  readonly ownWrites: OwnWrites
  readonly reader: ProjectReader
}

export const unknownProject = (projectId: string) =>
  failure(appError('request.invalid', `The project ${projectId} is in no connected workspace`))

export function createProjectsService(deps: ProjectsDeps): ProjectsService {
  const { storage, files, workspaces, secretStore, locks, ownWrites, reader } = deps

  /** Hosts change seldom, and a list that cannot be read is no reason to read nothing. */
  async function listedAnew(project: ProjectSummary, signal?: AbortSignal) {
    const known = project.hosts.length > 0
    if (!known) await workspaces.refresh(project.workspaceId, signal)
    return (await workspaces.findProject(project.id)) ?? project
  }

  async function readNow(
    projectId: string,
    options: Omit<ReadOptions, 'keepPart'>,
  ): Promise<Result<Snapshot>> {
    const found = await workspaces.findProject(projectId)
    if (!found) return unknownProject(projectId)
    const access = await workspaces.access(found.workspaceId)
    if (!access.ok) return access
    const listed = await listedAnew(found, options.signal)
    // A cancel keeps what was read only where nothing better is known and no draft hangs on it.
    const [stored, draft] = await Promise.all([
      files.snapshots.read(projectId),
      files.drafts.read(projectId),
    ])
    const isFirst = stored.ok && !stored.value && draft.ok && !draft.value
    const { onPage, ...others } = options
    const snapshot = await reader.read(access.value, listed, {
      ...others,
      ...(isFirst && onPage ? { onPage } : {}),
      keepPart: isFirst,
      known: stored.ok ? stored.value : undefined,
    })
    if (!snapshot.ok) return snapshot
    const written = await files.snapshots.write(snapshot.value)
    return written.ok ? snapshot : written
  }

  async function deleteSecrets(projectId: string): Promise<Result<void>> {
    const store = await secretStore()
    const accounts = await store.find(draftAccountPrefix(projectId))
    if (!accounts.ok) return accounts
    for (const account of accounts.value) {
      const deleted = await store.delete(account)
      if (!deleted.ok) return deleted
    }
    return success(undefined)
  }

  return {
    async open(projectId) {
      const [snapshot, draft] = await Promise.all([
        files.snapshots.read(projectId),
        files.drafts.read(projectId),
      ])
      if (!draft.ok) return draft
      return success({
        // What the server has can be read again: a snapshot that cannot be read is none.
        ...(snapshot.ok && snapshot.value ? { snapshot: snapshot.value } : {}),
        ...(draft.value ? { draft: draft.value } : {}),
      })
    },

    // Reading waits for a publish of the same project, which knows better until it has ended.
    read: (projectId, options) => locks.run(projectId, () => readNow(projectId, options)),

    async readMapper({ projectId, mapperUrl }, signal) {
      const snapshot = await files.snapshots.read(projectId)
      if (!snapshot.ok) return snapshot
      const known =
        mapperUrl.startsWith('base64://') ||
        (snapshot.value !== undefined &&
          connectionsOf(snapshot.value).some(
            ({ entry }) => textMember(entry, 'mapper_url') === mapperUrl,
          ))
      if (!known) {
        const message = 'No connection of the project has this mapper'
        return failure(appError('mapper.address-refused', message))
      }
      const project = await workspaces.findProject(projectId)
      if (!project) return unknownProject(projectId)
      const access = await workspaces.access(project.workspaceId)
      if (!access.ok) return access
      const { apiAddress } = access.value
      const text = await storage.readMapper(mapperUrl, { apiAddress, signal })
      return text.ok ? success({ text: text.value }) : text
    },

    saveDraft(draft) {
      const { projectId, baseRevisionId } = draft
      if (locks.isPublishing(projectId) || ownWrites.hasLeft(projectId, baseRevisionId)) {
        const message = 'The project was published in the meantime'
        return Promise.resolve(failure(appError('draft.stale', message)))
      }
      return hasChanges(draft) || draft.past.length > 0 || draft.future.length > 0
        ? files.drafts.write(draft)
        : files.drafts.delete(projectId)
    },

    async discardDraft(projectId) {
      const deleted = await files.drafts.delete(projectId)
      return deleted.ok ? deleteSecrets(projectId) : deleted
    },

    async putSecret(projectId, reference, value) {
      return (await secretStore()).set(draftAccount(projectId, reference), value)
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
