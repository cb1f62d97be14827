import { strictest, toEnvironment, type ProjectSummary } from '../../core/model/project'
import type { Access } from '../api/client'
import { serverOf } from '../api/uuid-at'
import type { WireProject, WireProjectMetadata } from '../api/wire/project'
import { projectIdOf } from '../../core/model/project-id'

/** `workspaceId`: fallback if the entry names none. */
export function summaryOfMetadata(
  entry: WireProjectMetadata,
  access: Access,
  workspaceId: string,
): ProjectSummary {
  return {
    id: projectIdOf(serverOf(access), entry.id),
    workspaceId: entry.workspace_id ?? workspaceId,
    name: entry.name,
    slug: entry.slug,
    environment: toEnvironment(entry.environment),
    state: entry.state,
    hosts: entry.hosts ?? [],
  }
}

/** Hosts come from the list, as a document has none. */
export function summaryOfProject(project: WireProject, listed: ProjectSummary): ProjectSummary {
  const { environmentAtOry: _listed, ...rest } = listed
  const atOry = toEnvironment(project.environment)
  // An environment never becomes less strict.
  const environment = strictest(atOry, listed.environment)
  return {
    ...rest,
    name: project.name,
    slug: project.slug,
    environment,
    ...(atOry === environment ? {} : { environmentAtOry: atOry }),
    state: project.state,
  }
}
