import { randomUUID } from 'node:crypto'
import { ApiError } from './errors'
import { clone, type JsonObject } from './json'
import type { ServerOptions } from './options'
import type { ProjectKey } from './project-keys'
import { projectDocument } from './project-document'
import { withProvisioned, type People } from './people'
import type { ProvisionedById } from './provisioned'
import type { TestFlow } from './test-flow'
import type { EmulatorState, StoredProject } from './types'

/** The data behind the servers. */
export interface World {
  readonly state: EmulatorState
  readonly options: ServerOptions
  storageAddress: string
  /** API keys of projects by their id, and test login flows by theirs: in memory alone. */
  readonly projectKeys: Map<string, ProjectKey>
  readonly testFlows: Map<string, TestFlow>
  /** Users and groups that came by SCIM, by the id of their project: in memory alone. */
  readonly provisioned: Map<string, ProvisionedById>
  /** IDs of identities that SCIM clients deleted. */
  readonly deletedIdentities: Set<string>
  /** People of a project: in memory alone. */
  people: (project: StoredProject) => People
  /** 403 for a project that does not exist or is outside `workspaces`. */
  project: (projectId: string, workspaces: readonly string[]) => StoredProject
  /** Replaces the project with the id of `next`; with a new revision if `moves`. */
  write: (next: StoredProject, moves: boolean) => StoredProject
  /** Reports a change of `state` to `onChange`; `write` calls it. */
  changed: () => void
  /** The document as returned by GET. */
  document: (project: StoredProject) => JsonObject
  /** The document that a patch applies to: with secrets and members that GET does not show. */
  fullDocument: (project: StoredProject) => JsonObject
}

export function createWorld(options: ServerOptions, initial: EmulatorState): World {
  const state = clone(initial)

  function changed(): void {
    options.onChange?.(clone(state))
  }

  const world: World = {
    state,
    options,
    storageAddress: '',
    projectKeys: new Map(),
    testFlows: new Map(),
    provisioned: new Map(),
    deletedIdentities: new Set(),
    people(project) {
      const users = [...(world.provisioned.get(project.id)?.values() ?? [])]
      const written = users.flatMap(({ id, identity }) =>
        identity ? [[id, identity] as const] : [],
      )
      return withProvisioned(
        options.people?.(project) ?? { identities: [], sessions: [] },
        new Map(written),
        world.deletedIdentities,
      )
    },
    project(projectId, workspaces) {
      const found = state.projects.find((item) => item.id === projectId)
      if (!found || !workspaces.includes(found.workspace_id)) {
        throw new ApiError(403, 'The project does not exist or you have no access to it.')
      }
      return found
    },
    write(next, moves) {
      const index = state.projects.findIndex((item) => item.id === next.id)
      const written = {
        ...next,
        revision_id: moves ? randomUUID() : next.revision_id,
        updated_at: new Date().toISOString(),
      }
      state.projects[index] = written
      changed()
      return written
    },
    changed,
    document: (item) =>
      projectDocument(item, state.content, world.storageAddress, {
        secrets: options.secretsReadAs ?? 'absent',
        disabled: options.disabledInDocument ?? 'hidden-state',
      }),
    fullDocument: (item) =>
      projectDocument(item, state.content, world.storageAddress, {
        secrets: 'shown',
        disabled: 'shown',
      }),
  }
  return world
}
