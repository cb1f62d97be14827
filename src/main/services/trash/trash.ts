import { countChanges } from '../../../core/intents/intents'
import { isAlive, type Draft } from '../../../core/draft/draft'
import { secretReferences } from '../../../core/draft/secret-references'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { trashDays, type TrashItem } from '../../../core/ipc/trash'
import { storedWorkspaceSchema, type ProjectSummary } from '../../../core/model/project'
import type { AppFiles } from '../../files/app-files'
import type { CaseFiles } from '../../files/cases/case-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import { runningError, type PublishLocks } from '../../files/locks/publish-lock'
import type { RunningPublishFiles } from '../../files/publish/running-publish'
import type { Trashed } from '../../files/trash-files'
import { forgetMade } from '../cases/forget'
import type { DraftSecrets } from '../draft-secrets'
import type { Drafts, DraftTurn } from '../drafts/drafts'
import { publishedHere, type Locks } from '../locks'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

export type Restored =
  | { readonly kind: 'restored'; readonly projectId?: ProjectId }
  | { readonly kind: 'draft-exists'; readonly changes: number }

/** Discarded items, restorable for 30 days. */
export interface TrashService {
  list(): Promise<TrashItem[]>
  /** Discards a draft and its secrets; `publish.running` while another process publishes it. */
  discardDraft(projectId: ProjectId): Promise<Result<void>>
  /** Deletes a workspace's key; the rest can be restored or reconnected. */
  removeWorkspace(workspaceId: string): Promise<Result<void>>
  /** Keeps files of an unlisted project for 30 days. */
  keepProject(project: ProjectSummary): Promise<Result<void>>
  /** Restores an item. `replace` moves an existing draft to the trash instead of stopping. */
  restore(id: string, replace: boolean): Promise<Result<Restored>>
  delete(id: string): Promise<Result<void>>
  empty(): Promise<Result<void>>
  sweep(): Promise<void>
}

export interface TrashDeps {
  readonly files: AppFiles
  readonly drafts: Pick<Drafts, 'change'>
  readonly workspaces: WorkspacesService
  readonly draftSecrets: Pick<DraftSecrets, 'forget'>
  readonly locks: Locks
  readonly publishFiles: {
    readonly history: Pick<PublishHistoryFiles, 'forget'>
    readonly running: Pick<RunningPublishFiles, 'delete'>
    readonly locks: Pick<PublishLocks, 'holder'>
  }
  readonly caseFiles: Pick<CaseFiles, 'forget'>
  readonly now: () => Date
  readonly newId: () => string
}

const dayMilliseconds = 24 * 60 * 60 * 1000

const withoutHistory = (draft: Draft): Draft => ({ ...draft, past: [], future: [], branches: [] })

/** The draft, with steps published since merged into the earlier ones. */
function withEarlierOf(draft: Draft, present: Draft | undefined): Draft {
  if (!present || present.earlier.length === 0) return draft
  const known = new Set(present.earlier.map(({ publishId }) => publishId))
  const others = draft.earlier.filter(({ publishId }) => !known.has(publishId))
  const earlier = [...others, ...present.earlier]
  return { ...draft, earlier: earlier.toSorted((one, other) => one.at.localeCompare(other.at)) }
}

const goesAt = ({ deletedAt }: Trashed) =>
  new Date(Date.parse(deletedAt) + trashDays * dayMilliseconds)

/** Projects whose files belong to an item. */
function projectsOf({ content }: Trashed): readonly ProjectSummary[] {
  if (content.kind === 'workspace') return content.workspace.projects
  return content.kind === 'project' ? [content.project] : []
}

export function createTrashService(deps: TrashDeps): TrashService {
  const { files, drafts, workspaces, draftSecrets, locks, publishFiles, caseFiles, now, newId } =
    deps
  const unknown = (id: string) =>
    failure(appError('request.invalid', t('There is nothing with the ID {id}', { id })))

  /** Fails while any process publishes a draft, which may change it. */
  async function publishing(projectId: ProjectId): Promise<Result<never> | undefined> {
    if (locks.isPublishing(projectId)) return failure(publishedHere())
    const holder = await publishFiles.locks.holder(projectId)
    return holder && failure(runningError(holder))
  }

  const put = (content: Trashed['content'], id = newId()) =>
    files.trash.put({ id, deletedAt: now().toISOString(), content })

  async function changesIn(projectId: ProjectId): Promise<number> {
    const draft = await files.drafts.read(projectId)
    return draft.ok && draft.value ? countChanges(draft.value.intents) : 0
  }

  async function connectedIds(): Promise<ReadonlySet<string>> {
    const all = await files.workspaces.read()
    const list = (all.ok && all.value) || []
    return new Set(list.flatMap(({ id, projects }) => [id, ...projects.map((item) => item.id)]))
  }

  /** Items, without those reconnected or listed again. */
  async function items(): Promise<Trashed[]> {
    const [all, connected] = await Promise.all([files.trash.list(), connectedIds()])
    const kept: Trashed[] = []
    for (const item of all) {
      const { content } = item
      const isBack =
        (content.kind === 'workspace' && connected.has(content.workspace.id)) ||
        (content.kind === 'project' && connected.has(content.project.id))
      if (isBack) await files.trash.delete(item.id)
      else kept.push(item)
    }
    return kept
  }

  async function toItem(item: Trashed): Promise<TrashItem> {
    const { id, deletedAt, content } = item
    const shared = { id, kind: content.kind, deletedAt, goesAt: goesAt(item).toISOString() }
    if (content.kind === 'draft') {
      const changes = countChanges(content.draft.intents)
      const secrets = secretReferences(withoutHistory(content.draft)).size
      return { ...shared, kind: 'draft', name: content.name, changes, secrets }
    }
    const projects = projectsOf(item)
    const counts = await Promise.all(projects.map((project) => changesIn(project.id)))
    const changes = counts.reduce((sum, count) => sum + count, 0)
    return content.kind === 'workspace'
      ? { ...shared, name: content.workspace.name, changes, projects: projects.length, secrets: 0 }
      : { ...shared, name: content.project.name, changes, secrets: 0 }
  }

  const deleteSecrets = (projectId: ProjectId, draft: Draft | undefined): Promise<Result<void>> =>
    draftSecrets.forget(projectId, draft ? secretReferences(draft) : [])

  async function nameOf(projectId: ProjectId): Promise<string> {
    const listed = await workspaces.findProject(projectId)
    if (listed) return listed.name
    const snapshot = await files.snapshots.read(projectId)
    return (snapshot.ok && snapshot.value?.summary.name) || projectId
  }

  async function discardNow(projectId: ProjectId, turn: DraftTurn): Promise<Result<void>> {
    const held = await publishing(projectId)
    if (held) return held
    const draft = await turn.read(projectId)
    if (!draft.ok) return draft
    const id = newId()
    if (draft.value) {
      const name = await nameOf(projectId)
      const kept = await put({ kind: 'draft', name, draft: draft.value }, id)
      if (!kept.ok) return kept
    }
    // Draft first: it needs its secrets.
    const deleted = await turn.delete(projectId)
    const gone = deleted.ok ? await deleteSecrets(projectId, draft.value) : deleted
    if (gone.ok || !draft.value) return gone
    // Still in its place, so it must not be in the trash too.
    const isThere = deleted.ok ? (await turn.write(draft.value)).ok : true
    if (isThere) await files.trash.delete(id)
    return gone
  }

  async function restoreNow(
    id: string,
    draft: Draft,
    replace: boolean,
    turn: DraftTurn,
  ): Promise<Result<Restored>> {
    const { projectId } = draft
    const held = await publishing(projectId)
    if (held) return held
    const present = await turn.read(projectId)
    if (!present.ok) return present
    // Nothing to ask: a draft of published steps only is merged.
    const inTheWay = present.value && isAlive(present.value) ? present.value : undefined
    if (inTheWay && !replace) {
      return success({ kind: 'draft-exists', changes: countChanges(inTheWay.intents) })
    }
    const cleared = inTheWay ? await discardNow(projectId, turn) : success(undefined)
    if (!cleared.ok) return cleared
    const written = await turn.write(withEarlierOf(draft, present.value))
    if (!written.ok) return written
    const deleted = await files.trash.delete(id)
    return deleted.ok ? success({ kind: 'restored', projectId }) : deleted
  }

  async function putBack(item: Trashed): Promise<Result<Restored>> {
    const { content } = item
    if (content.kind === 'draft') return unknown(item.id)
    const result =
      content.kind === 'workspace'
        ? await workspaces.putBack(content.workspace)
        : await workspaces.putBackProject(content.project)
    if (!result.ok) return result
    const deleted = await files.trash.delete(item.id)
    if (!deleted.ok) return deleted
    const restored = content.kind === 'project' ? { projectId: content.project.id } : {}
    return success({ kind: 'restored', ...restored })
  }

  async function forgetCases(draft: Draft, others: readonly Trashed[]): Promise<Result<void>> {
    const present = await files.drafts.read(draft.projectId)
    // Without the draft its connections are unknown.
    if (!present.ok) return success(undefined)
    const discarded = others.flatMap(({ content }) =>
      content.kind === 'draft' && content.draft.projectId === draft.projectId ? content.draft : [],
    )
    return forgetMade(caseFiles, draft, [...(present.value ? [present.value] : []), ...discarded])
  }

  /** Deletes files of projects that nothing else needs. */
  async function deleteFor(item: Trashed, others: readonly Trashed[]): Promise<Result<void>> {
    const left = others.filter(({ id }) => id !== item.id)
    const needed = new Set([
      ...(await connectedIds()),
      ...left.flatMap(projectsOf).map(({ id }) => id),
    ])
    const discarded = item.content.kind === 'draft' ? item.content.draft : undefined
    if (discarded) {
      const forgotten = await forgetCases(discarded, left)
      if (!forgotten.ok) return forgotten
    }
    for (const { id } of projectsOf(item)) {
      if (needed.has(id)) continue
      const draft = await files.drafts.read(id)
      const secretsOf = draft.ok ? draft.value : undefined
      // Files first: a draft needs its secrets.
      const ways = [
        () => files.drafts.delete(id),
        () => files.snapshots.delete(id),
        () => files.forgetChecks(id),
        () => files.forgetEnds(id),
        () => files.forgetPeople(id),
        () => publishFiles.history.forget(id),
        () => publishFiles.running.delete(id),
        () => caseFiles.forget(id),
        () => deleteSecrets(id, secretsOf),
      ]
      for (const way of ways) {
        const done = await way()
        if (!done.ok) return done
      }
    }
    return files.trash.delete(item.id)
  }

  async function deleteAll(which: (item: Trashed) => boolean): Promise<Result<void>> {
    let all = await items()
    for (const item of all.filter(which)) {
      const deleted = await deleteFor(item, all)
      if (!deleted.ok) return deleted
      all = all.filter(({ id }) => id !== item.id)
    }
    return success(undefined)
  }

  return {
    list: async () => Promise.all((await items()).map(toItem)),

    discardDraft: (projectId) => drafts.change(projectId, (turn) => discardNow(projectId, turn)),

    async removeWorkspace(workspaceId) {
      const found = (await workspaces.list()).find(({ id }) => id === workspaceId)
      if (found) {
        const { keyHint: _hint, ...workspace } = storedWorkspaceSchema.parse(found)
        const { name, nameAtOry = name } = found
        const kept = await put({ kind: 'workspace', workspace: { ...workspace, name: nameAtOry } })
        if (!kept.ok) return kept
      }
      return workspaces.disconnect(workspaceId)
    },

    async keepProject(project) {
      const [draft, snapshot] = await Promise.all([
        files.drafts.read(project.id),
        files.snapshots.read(project.id),
      ])
      const isHere = !draft.ok || !snapshot.ok || draft.value || snapshot.value
      return isHere ? put({ kind: 'project', project }) : success(undefined)
    },

    async restore(id, replace) {
      const item = await files.trash.read(id)
      if (!item.ok) return item
      if (!item.value) return unknown(id)
      const { content } = item.value
      if (content.kind !== 'draft') return putBack(item.value)
      const { draft } = content
      return drafts.change(draft.projectId, (turn) => restoreNow(id, draft, replace, turn))
    },

    async delete(id) {
      return deleteAll((item) => item.id === id)
    },

    empty: () => deleteAll(() => true),

    async sweep() {
      const time = now().getTime()
      await deleteAll((item) => goesAt(item).getTime() <= time)
    },
  }
}
