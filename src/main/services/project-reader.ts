import { success, type Result } from '../../core/errors/result'
import type { JsonObject } from '../../core/model/json'
import type { ProjectSummary } from '../../core/model/project'
import type { Snapshot } from '../../core/model/snapshot'
import type { Access, ApiClient } from '../api/client'
import { listOrganizations } from '../api/endpoints/organizations'
import { getProject } from '../api/endpoints/projects'
import type { WireProject } from '../api/wire/project'
import type { WireOrganization } from '../api/wire/organization'
import { summaryOfProject } from './summaries'

/** Loose schemas keep unknown members, and all of it was JSON: the types only do not say so. */
export const toJsonObject = (value: WireProject | WireOrganization) =>
  value as unknown as JsonObject

/** A snapshot with another project document, read or answered just now. */
export function withProject(snapshot: Snapshot, project: WireProject, readAt: string): Snapshot {
  return {
    ...snapshot,
    summary: summaryOfProject(project, snapshot.summary),
    revisionId: project.revision_id,
    readAt,
    project: toJsonObject(project),
  }
}

/**
 * Reads a project and its organizations.
 *
 * A plan without organizations refuses their list; the document's own list is then all there is.
 */
export async function readSnapshot(
  client: ApiClient,
  access: Access,
  options: {
    readonly listed: ProjectSummary
    readonly now: () => Date
    readonly signal?: AbortSignal | undefined
    readonly onProgress?: (organizations: number) => void
  },
): Promise<Result<Snapshot>> {
  const { listed, now, signal, onProgress } = options
  const [project, organizations] = await Promise.all([
    getProject(client, access, listed.id, signal),
    listOrganizations(client, access, listed.id, {
      signal,
      ...(onProgress ? { onProgress } : {}),
    }),
  ])
  if (!project.ok) return project
  const gated = !organizations.ok && organizations.error.code === 'api.feature-not-available'
  if (!organizations.ok && !gated) return organizations
  const embedded = toJsonObject(project.value)['organizations']
  const fallback = Array.isArray(embedded) ? (embedded as JsonObject[]) : []
  return success({
    summary: summaryOfProject(project.value, listed),
    revisionId: project.value.revision_id,
    readAt: now().toISOString(),
    project: toJsonObject(project.value),
    organizations: organizations.ok ? organizations.value.map(toJsonObject) : fallback,
  })
}
