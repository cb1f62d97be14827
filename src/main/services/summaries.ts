import { toEnvironment, type ProjectSummary } from '../../core/model/project'
import type { WireProject, WireProjectMetadata } from '../api/wire/project'

/** @param workspaceId the workspace it was listed for, if the entry itself does not name one. */
export function summaryOfMetadata(entry: WireProjectMetadata, workspaceId: string): ProjectSummary {
  return {
    id: entry.id,
    workspaceId: entry.workspace_id ?? workspaceId,
    name: entry.name,
    slug: entry.slug,
    environment: toEnvironment(entry.environment),
    state: entry.state,
    hosts: entry.hosts ?? [],
  }
}

/** A project document has no hosts: they come from the list. */
export function summaryOfProject(project: WireProject, listed: ProjectSummary): ProjectSummary {
  return {
    ...listed,
    name: project.name,
    slug: project.slug,
    environment: toEnvironment(project.environment),
    state: project.state,
  }
}
