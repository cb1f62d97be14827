import type { Settings } from '../../core/ipc/app-state'
import type { ProjectSummary } from '../../core/model/project'
import type { request, subscribe } from '../bridge/request'

export type Ask = typeof request

/** What a project's session needs of the app around it. */
export interface ProjectDeps {
  readonly ask: Ask
  readonly subscribe: typeof subscribe
  readonly settings: () => Settings
  /** The project as its workspace lists it; `undefined` where none does. */
  readonly summary: () => ProjectSummary | undefined
  /** Waits until what is shown was painted; at once where nothing is. */
  readonly painted?: () => Promise<void>
}
