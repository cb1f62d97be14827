import type { SearchRow } from '../../../core/search/project-index'
import type { ProjectId } from '../../../core/model/project-id'

/** A search in the projects named, which are all to be known by the thread. */
export interface SearchQuestion {
  readonly typed: string
  readonly projectIds: readonly ProjectId[]
}

export interface SearchAnswer {
  readonly rows: readonly SearchRow[]
  /** How many of the projects there was something of. */
  readonly projects: number
}
