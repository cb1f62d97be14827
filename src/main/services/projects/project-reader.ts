import { withFormer } from '../../../core/intents/former-entities'
import { withWholeWrites } from '../../../core/publish/whole-writes'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { textMember, type JsonObject } from '../../../core/model/json'
import { keptEntry } from '../../../core/fields/kept-document'
import type { ProjectSummary } from '../../../core/model/project'
import {
  documentOrganizations,
  organizationRoute,
  type Snapshot,
} from '../../../core/model/snapshot'
import type { Access, ApiClient, ApiWait } from '../../api/client'
import { listOrganizations } from '../../api/endpoints/organizations'
import { getProject } from '../../api/endpoints/projects'
import type { WireOrganization } from '../../api/wire/organization'
import type { WireProject } from '../../api/wire/project'
import { toJsonObject } from '../../api/wire/to-json'
import type { RunningPublishFiles } from '../../files/publish/running-publish'
import { reducedProject } from './full-documents'
import type { Environments } from '../environments'
import type { OwnWrites } from './own-writes'
import { summaryOfProject } from '../summaries'

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the number of organizations read so far. */
  readonly onProgress?: (organizations: number) => void
  /** Called with each page. */
  readonly onPage?: (organizations: readonly JsonObject[]) => void
  /** Called before each wait for another attempt. */
  readonly onWait?: (wait: ApiWait) => void
  /** Whether a cancel keeps the pages read so far, as an incomplete snapshot. */
  readonly keepPart?: boolean
}

export interface ProjectReader {
  /** Reads project and organizations. `known` is the last snapshot, which records what is refused. */
  read(
    access: Access,
    listed: ProjectSummary,
    options?: ReadOptions & { readonly known?: Snapshot | undefined },
  ): Promise<Result<Snapshot>>
  /** Reads only the project document; organizations are those of the snapshot. */
  readProject(access: Access, snapshot: Snapshot, signal?: AbortSignal): Promise<Result<Snapshot>>
}

/** The part of an organization that may be stored and shown. */
export const toOrganization = (value: WireOrganization) => keptEntry(toJsonObject(value))

/** The document's organizations, each with members that only the list has, such as `created_at`. */
function documentedOrganizations(project: JsonObject, known: readonly JsonObject[]): JsonObject[] {
  const times = new Map(known.map((item) => [textMember(item, 'id'), item['created_at']]))
  return documentOrganizations({ project }).map((item) => {
    const created = times.get(textMember(item, 'id'))
    return created === undefined ? item : { ...item, created_at: created }
  })
}

/** A snapshot with a new project document from a read or an answer. */
export function withProject(snapshot: Snapshot, project: WireProject, readAt: string): Snapshot {
  const { shownSecrets: _earlier, cut: _cut, ...rest } = snapshot
  const next: Snapshot = {
    ...rest,
    summary: summaryOfProject(project, snapshot.summary),
    revisionId: project.revision_id,
    readAt,
    ...reducedProject(toJsonObject(project)),
  }
  return organizationRoute(next) === 'patch' ? withPatchRoute(next) : next
}

/** The same snapshot for a server that only accepts organizations through the patch. */
export function withPatchRoute(snapshot: Snapshot): Snapshot {
  const { project, organizations } = snapshot
  return {
    ...snapshot,
    organizationRoute: 'patch',
    organizations: documentedOrganizations(project, organizations),
  }
}

/**
 * Whether the server accepts no organization requests at all, rather than refusing this one. A limit of
 * the plan does not count: it would also apply to the patch.
 *
 * @param missing whether a 404 can only mean that the request itself is unknown.
 */
export function refusesOrganizationRequests(error: AppError, missing: boolean): boolean {
  if (error.status === 404) return missing
  if (error.status === 405 || error.status === 410 || error.status === 501) return true
  return error.status === 403 && error.code === 'api.forbidden'
}

export function createProjectReader(deps: {
  readonly client: ApiClient
  readonly ownWrites: OwnWrites
  /** Publishes that have begun but not ended. */
  readonly running: Pick<RunningPublishFiles, 'read'>
  readonly environments: Pick<Environments, 'hold'>
  readonly now: () => Date
  /** Told of a new revision that no request of ours has made. */
  readonly onMoved?: (before: Snapshot, read: Snapshot) => void
}): ProjectReader {
  const { client, ownWrites, running, environments, now, onMoved } = deps

  /** A newer state, extended by what is known from earlier ones. */
  async function after(before: Snapshot | undefined, read: Snapshot): Promise<Snapshot> {
    const isNew = before !== undefined && before.revisionId !== read.revisionId
    const begun = isNew ? await running.read(read.summary.id) : undefined
    const isOwn =
      isNew && (ownWrites.mayHaveReplaced(before) || !begun?.ok || begun.value !== undefined)
    if (isNew && !isOwn && !before.incomplete && !read.incomplete) onMoved?.(before, read)
    return withWholeWrites(before, withFormer(before, read), { isOwn })
  }

  async function list(access: Access, listed: ProjectSummary, options: ReadOptions) {
    const { signal, onProgress, onPage, onWait, keepPart } = options
    const pages: JsonObject[] = []
    const answer = await listOrganizations(client, access, listed.id, {
      signal,
      ...(onWait ? { onWait } : {}),
      onPage(page) {
        const entries = page.map(toOrganization)
        pages.push(...entries)
        onPage?.(entries)
        onProgress?.(pages.length)
      },
    })
    const cut = !answer.ok && answer.error.code === 'request.cancelled' && pages.length > 0
    if (cut && keepPart) return { ok: true as const, value: pages, incomplete: true }
    return answer.ok ? { ...success(pages), incomplete: false } : { ...answer, incomplete: false }
  }

  return {
    async read(access, listed, options = {}) {
      const { signal, onWait, known } = options
      const [project, organizations] = await Promise.all([
        getProject(client, access, listed.id, signal, onWait),
        list(access, listed, options),
      ])
      if (!project.ok) return project
      const refused = !organizations.ok && refusesOrganizationRequests(organizations.error, true)
      const gated = !organizations.ok && organizations.error.code === 'api.feature-not-available'
      if (!organizations.ok && !refused && !gated) return organizations
      const viaPatch = refused || (known !== undefined && organizationRoute(known) === 'patch')
      const listedNow = organizations.ok ? organizations.value : []
      const reduced = reducedProject(toJsonObject(project.value))
      const documented = () => documentedOrganizations(reduced.project, listedNow)
      const [summary = listed] = await environments.hold([summaryOfProject(project.value, listed)])
      const read = ownWrites.reconcile({
        summary,
        revisionId: project.value.revision_id,
        readAt: now().toISOString(),
        ...reduced,
        // A plan without organizations refuses their list; then those of the document are used.
        organizations: viaPatch || !organizations.ok ? documented() : listedNow,
        ...(viaPatch ? { organizationRoute: 'patch' as const } : {}),
        ...(known?.organizationIdsRefused ? { organizationIdsRefused: true } : {}),
        ...(organizations.incomplete ? { incomplete: true } : {}),
      })
      return success(await after(known, read))
    },

    async readProject(access, snapshot, signal) {
      const project = await getProject(client, access, snapshot.summary.id, signal)
      if (!project.ok) return project
      const read = withProject(snapshot, project.value, now().toISOString())
      return success(await after(snapshot, ownWrites.reconcile(read)))
    },
  }
}
