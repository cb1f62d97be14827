import { randomUUID } from 'node:crypto'
import { ApiError } from './errors'
import { clone, type JsonObject } from './json'
import type { EmulatorOptions } from './options'
import { projectDocument } from './project-document'
import { storeTexts } from './project-write'
import type { EmulatorState, StoredProject } from './types'

/** The state behind the servers, and what a read of it sees. */
export interface World {
  readonly state: EmulatorState
  readonly options: EmulatorOptions
  storageAddress: string
  /** As it is now; 403 for a project that does not exist or is outside `workspaces`. */
  project: (projectId: string, workspaces: readonly string[]) => StoredProject
  /** As a read sees it, which may be late. */
  readProject: (projectId: string, workspaces: readonly string[]) => StoredProject
  /** Takes a new project. */
  add: (project: StoredProject) => StoredProject
  /** Puts `next` in place of the project with its id; a new revision if it moves. */
  write: (next: StoredProject, moves: boolean) => StoredProject
  /** Reads see what `run` writes so many milliseconds later. */
  lagging: <T>(milliseconds: number, run: () => T) => T
  edit: (change: (state: EmulatorState) => void) => void
  /** What GET shows. */
  document: (project: StoredProject) => JsonObject
  /** What a patch is applied to: with secrets, `auto_link` and the `state` of disabled connections. */
  fullDocument: (project: StoredProject) => JsonObject
}

/** What reads see instead of the project, for a number of reads or until a time. */
interface Late {
  project: StoredProject
  reads: number
  until: number
}

export function createWorld(options: EmulatorOptions, initial: EmulatorState): World {
  const state = clone(initial)
  const late = new Map<string, Late>()
  let lagMs = options.staleReadsForMs ?? 0

  function project(projectId: string, workspaces: readonly string[]): StoredProject {
    const found = state.projects.find((item) => item.id === projectId)
    if (!found || !workspaces.includes(found.workspace_id)) {
      throw new ApiError(403, 'The project does not exist or you have no access to it.')
    }
    return found
  }

  function changed(): void {
    options.onChange?.(clone(state))
  }

  const world: World = {
    state,
    options,
    storageAddress: '',
    project,
    readProject(projectId, workspaces) {
      const current = project(projectId, workspaces)
      const seen = late.get(projectId)
      if (!seen) return current
      seen.reads -= 1
      if (seen.reads >= 0 || performance.now() < seen.until) return seen.project
      late.delete(projectId)
      return current
    },
    add(made) {
      state.projects.push(made)
      changed()
      return made
    },
    write(next, moves) {
      const index = state.projects.findIndex((item) => item.id === next.id)
      const before = state.projects[index]
      const reads = options.staleReadsAfterWrite ?? 0
      if (before && (reads > 0 || lagMs > 0))
        late.set(next.id, { project: before, reads, until: performance.now() + lagMs })
      const written = {
        ...next,
        revision_id: moves ? randomUUID() : next.revision_id,
        updated_at: new Date().toISOString(),
      }
      state.projects[index] = written
      changed()
      return written
    },
    lagging(milliseconds, run) {
      const usual = lagMs
      lagMs = milliseconds
      try {
        return run()
      } finally {
        lagMs = usual
      }
    },
    edit(change) {
      const draft = clone(state)
      change(draft)
      for (const item of draft.projects) {
        storeTexts(item, draft.content)
        const before = state.projects.find((other) => other.id === item.id)
        const moved = before && JSON.stringify(before) !== JSON.stringify(item)
        if (moved && before.revision_id === item.revision_id) item.revision_id = randomUUID()
      }
      Object.assign(state, draft)
      late.clear()
      changed()
    },
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
