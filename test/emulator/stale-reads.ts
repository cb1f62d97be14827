import type { World } from '../../src/emulator/state/world'
import type { StoredProject } from '../../src/emulator/state/types'

/** How long reads return a project's state before a write. */
export interface Lag {
  reads: number
  milliseconds: number
}

export interface StaleReads {
  /** The world for a write, which keeps the former state for the reads that follow. */
  forWrite: (world: World, lag: Lag) => World
  /** The world for a read. */
  forRead: (world: World) => World
  forget: () => void
}

interface Late {
  project: StoredProject
  reads: number
  until: number
}

export function createStaleReads(clock: () => number = () => performance.now()): StaleReads {
  const late = new Map<string, Late>()
  return {
    forWrite: (world, { reads, milliseconds }) => ({
      ...world,
      write(next, moves) {
        const before = world.state.projects.find((item) => item.id === next.id)
        if (before && (reads > 0 || milliseconds > 0))
          late.set(next.id, { project: before, reads, until: clock() + milliseconds })
        return world.write(next, moves)
      },
    }),
    forRead: (world) => ({
      ...world,
      project(projectId, workspaces) {
        const current = world.project(projectId, workspaces)
        const seen = late.get(projectId)
        if (!seen) return current
        seen.reads -= 1
        if (seen.reads >= 0 || clock() < seen.until) return seen.project
        late.delete(projectId)
        return current
      },
    }),
    forget: () => late.clear(),
  }
}
