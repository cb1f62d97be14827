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
  readonly onProgress?: (organizations: number) => void
  readonly onPage?: (organizations: readonly JsonObject[]) => void
  readonly onWait?: (wait: ApiWait) => void
  /** First read without a draft: its pages are shown, and a cancel keeps them as incomplete. */
  readonly isFirst?: Promise<boolean>
}

interface Known {
  /** Last snapshot, which may still load while the server is asked. */
  readonly known?: Snapshot | undefined | Promise<Snapshot | undefined>
}

export interface ProjectReader {
  /** Reads the document, and the list of organizations only if `known` has more. */
  read(
    access: Access,
    listed: ProjectSummary,
    options?: ReadOptions & Known,
  ): Promise<Result<Snapshot>>
  /** Reads only the document and keeps the snapshot's organizations. */
  readProject(access: Access, snapshot: Snapshot, signal?: AbortSignal): Promise<Result<Snapshot>>
}

/** What may be stored and shown of an organization. */
export const toOrganization = (value: WireOrganization) => keptEntry(toJsonObject(value))

/** Organizations of the document, with list-only members such as `created_at`. */
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

/** Whether the document suffices, so that the list needn't be read. */
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

/** Whether a document lists organizations; otherwise it says nothing about them. */
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
  readonly running: Pick<RunningPublishFiles, 'read'>
  readonly environments: Pick<Environments, 'hold'>
  readonly servers: Pick<ServersKnown, 'of'>
  readonly now: () => Date
  /** Called for a new revision that isn't ours. */
  readonly onMoved?: ((before: Snapshot, read: Snapshot) => void) | undefined
}

export function createProjectReader(deps: ProjectReaderDeps): ProjectReader {
  const { client, ownWrites, running, environments, servers, now, onMoved } = deps

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

  /** `isRepeated`: second try after the project moved between document and list. */
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
    // A late answer may lack our own writes.
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
      // Plans without organizations refuse the list; the document has all.
      const gated = list.error.code === 'api.feature-not-available'
      return refused || gated ? success(await after(known, current)) : list
    }
    const documented = new Set(documentOrganizations(current).map(idOf))
    // A patch can't address organizations that only the list has.
    const isBeyond = list.value.some((item) => !documented.has(idOf(item)))
    // An organization may have been created after the document was read.
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
