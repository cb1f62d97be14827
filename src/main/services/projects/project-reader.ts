import { withFormer } from '../../../core/intents/server-entities'
import { withWholeWrites } from '../../../core/publish/whole-writes'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { isJsonArray, textMember, type JsonObject } from '../../../core/model/json'
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
import type { ServersKnown } from '../server-facts'
import type { OwnWrites } from './own-writes'
import { withoutGoneClients } from './normalized-form'
import { summaryOfProject } from '../summaries'

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the number of organizations read so far. */
  readonly onProgress?: (organizations: number) => void
  /** Called with each page of a first read. */
  readonly onPage?: (organizations: readonly JsonObject[]) => void
  /** Called before each wait for another attempt. */
  readonly onWait?: (wait: ApiWait) => void
  /** First read without a draft: its pages are shown, and a cancel keeps them as incomplete. */
  readonly isFirst?: Promise<boolean>
}

interface Known {
  /** The last snapshot; while it is still read from disk, the server is asked already. */
  readonly known?: Snapshot | undefined | Promise<Snapshot | undefined>
}

export interface ProjectReader {
  /** Reads the document, and the list of organizations only if `known` has more. */
  read(
    access: Access,
    listed: ProjectSummary,
    options?: ReadOptions & Known,
  ): Promise<Result<Snapshot>>
  /** Reads only the project document; organizations are those of the snapshot. */
  readProject(access: Access, snapshot: Snapshot, signal?: AbortSignal): Promise<Result<Snapshot>>
}

/** The part of an organization that may be stored and shown. */
export const toOrganization = (value: WireOrganization) => keptEntry(toJsonObject(value))

/** The document's organizations, each once and with what only the list says of it, such as `created_at`. */
function documentedOrganizations(
  { project }: Pick<Snapshot, 'project'>,
  known: readonly JsonObject[],
): JsonObject[] {
  const times = new Map(known.map((item) => [idOf(item), item['created_at']]))
  const each = new Map(documentOrganizations({ project }).map((item) => [idOf(item), item]))
  return [...each].map(([id, item]) => {
    const created = times.get(id)
    return created === undefined ? item : { ...item, created_at: created }
  })
}

const idOf = (organization: JsonObject) => textMember(organization, 'id') ?? ''

/** Whether a document says of organizations all that a person sees; else their list is read too. */
function saysAll(document: Pick<Snapshot, 'project'>, known: Snapshot | undefined): boolean {
  const entries = documentOrganizations(document)
  const ids = new Set(entries.map(idOf))
  return (
    entries.length > 0 &&
    ids.size === entries.length &&
    entries.every(({ label, domains }) => typeof label === 'string' && isJsonArray(domains)) &&
    (known?.organizations ?? []).every((item) => ids.has(idOf(item)))
  )
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
  if (organizationRoute(next) === 'requests') return next
  const organizations = documentedOrganizations(next, next.organizations)
  return withoutGoneClients(snapshot, { ...next, organizations })
}

/** Whether a document has a list of organizations: without one, an answer says nothing of them. */
export const listsOrganizations = (project: WireProject): boolean =>
  Array.isArray(project['organizations'])

/** Whether the server lacks organization requests; plan limits don't count. */
export function refusesOrganizations(error: AppError, missing: boolean): boolean {
  if (error.status === 404) return missing
  if (error.status === 405 || error.status === 410 || error.status === 501) return true
  return error.status === 403 && error.code === 'api.forbidden'
}

export interface ProjectReaderDeps {
  readonly client: ApiClient
  readonly ownWrites: OwnWrites
  /** Publishes that have begun but not ended. */
  readonly running: Pick<RunningPublishFiles, 'read'>
  readonly environments: Pick<Environments, 'hold'>
  readonly servers: Pick<ServersKnown, 'of'>
  readonly now: () => Date
  /** Told of a new revision that no request of ours has made. */
  readonly onMoved?: ((before: Snapshot, read: Snapshot) => void) | undefined
}

export function createProjectReader(deps: ProjectReaderDeps): ProjectReader {
  const { client, ownWrites, running, environments, servers, now, onMoved } = deps

  /** A newer state, extended by what is known from earlier ones. */
  async function after(before: Snapshot | undefined, read: Snapshot): Promise<Snapshot> {
    const isNew = before !== undefined && before.revisionId !== read.revisionId
    const begun = isNew ? await running.read(read.summary.id) : undefined
    const isOwn =
      isNew && (ownWrites.mayHaveReplaced(before) || !begun?.ok || begun.value !== undefined)
    if (isNew && !isOwn && !before.incomplete && !read.incomplete) onMoved?.(before, read)
    return withWholeWrites(before, withFormer(before, read), { isOwn })
  }

  async function listOf(access: Access, listed: ProjectSummary, options: ReadOptions) {
    const { signal, onProgress, onWait } = options
    const onPage = (await options.isFirst) ? options.onPage : undefined
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
    if (cut && onPage) return { ok: true as const, value: pages, incomplete: true }
    return answer.ok ? { ...success(pages), incomplete: false } : { ...answer, incomplete: false }
  }

  /** @param isRepeated whether it is the second look at a project that moved between document and list. */
  async function readWhole(
    access: Access,
    listed: ProjectSummary,
    options: ReadOptions & Known,
    isRepeated = false,
  ): Promise<Result<Snapshot>> {
    const { signal, onWait } = options
    const [project, known] = await Promise.all([
      getProject(client, access, listed.id, signal, onWait),
      options.known,
    ])
    if (!project.ok) return project
    const { organizationIds, organizationRoute: learnt } = await servers.of(access, listed.id)
    const reduced = reducedProject(toJsonObject(project.value))
    const [summary = listed] = await environments.hold([summaryOfProject(project.value, listed)])
    // What of our own requests a late answer lacks is not missing in the document.
    const current = ownWrites.reconcile({
      summary,
      revisionId: project.value.revision_id,
      readAt: now().toISOString(),
      ...reduced,
      organizations: documentedOrganizations(reduced, known?.organizations ?? []),
      ...(known?.scim ? { scim: known.scim } : {}),
      ...(known?.rows ? { rows: known.rows } : {}),
      ...(organizationIds ? { organizationIds } : {}),
    })
    if (learnt !== 'requests' && saysAll(current, known)) {
      options.onProgress?.(current.organizations.length)
      return success(await after(known, current))
    }
    const list = await listOf(access, listed, options)
    if (!list.ok) {
      const refused = refusesOrganizations(list.error, true)
      // A plan without organizations refuses their list; then those of the document are all.
      const gated = list.error.code === 'api.feature-not-available'
      return refused || gated ? success(await after(known, current)) : list
    }
    const documented = new Set(documentOrganizations(current).map(idOf))
    // A patch addresses positions in the document, so it cannot reach what is only in the list.
    const isBeyond = list.value.some((item) => !documented.has(idOf(item)))
    // Of a document that lists organizations it may be that somebody made one after it was read.
    if (isBeyond && documented.size > 0 && learnt !== 'requests' && !isRepeated) {
      return readWhole(access, listed, options, true)
    }
    const listedToo =
      learnt === 'requests' || isBeyond
        ? ownWrites.reconcile({
            ...current,
            organizations: list.value,
            organizationRoute: 'requests',
            ...(list.incomplete ? { incomplete: true } : {}),
          })
        : { ...current, organizations: documentedOrganizations(current, list.value) }
    return success(await after(known, listedToo))
  }

  return {
    read: (access, listed, options = {}) => readWhole(access, listed, options),

    async readProject(access, snapshot, signal) {
      const project = await getProject(client, access, snapshot.summary.id, signal)
      if (!project.ok) return project
      const read = withProject(snapshot, project.value, now().toISOString())
      return success(await after(snapshot, ownWrites.reconcile(read)))
    },
  }
}
