import type { Settings } from '../../core/ipc/app-state'
import type { ProjectSummary } from '../../core/model/project'
import type { request, subscribe } from '../bridge/request'

export type Ask = typeof request

export interface ProjectDeps {
  readonly ask: Ask
  readonly subscribe: typeof subscribe
  readonly settings: () => Settings
  /** The project as listed by its workspace; `undefined` if none lists it. */
  readonly summary: () => ProjectSummary | undefined
  /** Waits for the next paint; without it nothing waits. */
  readonly painted?: () => Promise<void>
}
