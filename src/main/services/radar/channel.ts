import type { ProjectSummary } from '../../../core/model/project'
import type { Indexed } from '../../../core/problems/filter'
import type { KnownProject } from '../../../core/problems/known-project'
import type { ProjectProblem } from '../../../core/problems/problem'
import type { ProjectId } from '../../../core/model/project-id'
import type { ProjectEnd } from '../../../core/problems/ends-calendar'
import type { NextEnd } from '../../../core/problems/ends'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { FromEngine, ToEngine } from '../../mapper/channel'

/** A project with what the main process knows of it; its state is on disk. */
export interface ToLookAt extends Pick<KnownProject, 'draft' | 'drift'> {
  readonly summary: ProjectSummary
  /** Name of its workspace. */
  readonly workspace: string
}

export interface LookQuestion {
  /** ISO 8601. */
  readonly now: string
  readonly projects: readonly ToLookAt[]
  /** Only what is wrong, as rows say it: not for the filter of Home, and without what ends when. */
  readonly isForRows?: true
}

/** Findings come in parts, the worst first, so that taking them does not hold the main process. */
export type LookTold =
  | { readonly kind: 'project'; readonly done: number }
  | { readonly kind: 'findings'; readonly findings: readonly Indexed[] }
  /** In the place of `findings`, where it is for rows. */
  | { readonly kind: 'problems'; readonly problems: readonly ProjectProblem[] }
  /** All that ends in one of them. */
  | { readonly kind: 'ends'; readonly ends: readonly ProjectEnd[] }

/** Ends a look: the projects that were read on this computer. */
export interface LookEnd {
  /** `readAt` is an ISO 8601 time. */
  readonly read: readonly {
    readonly id: string
    readonly readAt: string
    readonly organizations: number
    readonly connections: number
  }[]
  /** What expires next in any of them. */
  readonly next?: NextEnd & { readonly projectId: ProjectId }
}

/** The engine runs in a process that only the main process reaches: it passes calls and answers on. */
export type ToLooker =
  ToThread<LookQuestion> | { readonly kind: 'engine'; readonly answer: FromEngine }
export type FromLooker =
  FromThread<LookTold, LookEnd> | { readonly kind: 'engine'; readonly call: ToEngine }
