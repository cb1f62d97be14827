import type { Draft } from '../../../core/draft/draft'
import type { AllOrganizations } from '../../../core/ipc/all-organizations'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import type { MapperEntry } from '../../../core/mapper/texts/entry'
import type { JsonObject } from '../../../core/model/json'
import type { ProjectSummary } from '../../../core/model/project'
import type { ProjectId } from '../../../core/model/project-id'
import type { Severity } from '../../../core/model/severity'
import type { NextEnd } from '../../../core/problems/ends'
import type { ProjectEnd } from '../../../core/problems/ends-calendar'
import type { Indexed } from '../../../core/problems/filter'
import type { KnownProject } from '../../../core/problems/known-project'
import type { ProjectProblem } from '../../../core/problems/problem'
import type { SearchRow } from '../../../core/search/search'
import type { TableColumnName } from '../../../core/search/table-columns'
import type { TableFilter, TableSort } from '../../../core/search/table-question'
import type { TableTarget } from '../../../core/search/table-row'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { FromEngine, ToEngine } from '../../mapper/channel'

export interface EstateProject {
  readonly summary: ProjectSummary
  readonly workspace: string
}

export interface ProjectFacts {
  readonly draft?: Pick<Draft, 'intents' | 'baseRevisionId'> & {
    readonly editedAt?: string | undefined
  }
  /** ISO 8601 times of the last publish, by organization or connection. */
  readonly published: ReadonlyMap<string, string>
}

interface About {
  readonly projects: readonly EstateProject[]
}

export interface SearchQuestion extends About {
  readonly typed: string
}

export interface SearchAnswer {
  readonly rows: readonly SearchRow[]
  readonly projects: number
}

export interface TableQuestion extends About {
  readonly now: number
  readonly filter: TableFilter
  readonly sort?: TableSort | undefined
  readonly want:
    | { readonly kind: 'page'; readonly offset: number; readonly limit: number }
    | {
        readonly kind: 'table'
        readonly columns: readonly TableColumnName[]
        readonly chosen?: readonly TableTarget[] | undefined
      }
}

export type TableAnswer =
  | { readonly kind: 'page'; readonly page: AllOrganizations }
  /** Table as text; `rows` without the head. */
  | { readonly kind: 'table'; readonly text: string; readonly rows: number }

export interface LookQuestion {
  readonly now: string
  readonly projects: readonly (EstateProject & Pick<KnownProject, 'drift'>)[]
  /** Row problems only: not for Home, and without expiry dates. */
  readonly isForRows?: true
}

/** Sent in parts, worst first, so that the main process never blocks. */
export type LookTold =
  | { readonly kind: 'project'; readonly done: number }
  | { readonly kind: 'findings'; readonly findings: readonly Indexed[] }
  | { readonly kind: 'problems'; readonly problems: readonly ProjectProblem[] }
  | { readonly kind: 'ends'; readonly ends: readonly ProjectEnd[] }

export interface LookEnd {
  /** `readAt`: ISO 8601. */
  readonly read: readonly {
    readonly id: string
    readonly readAt: string
    readonly organizations: number
    readonly connections: number
  }[]
  readonly next?: NextEnd & { readonly projectId: ProjectId }
}

export type AddressQuestion = About & RequestInput<'all-organizations.addresses'>
export type AddressAnswer = RequestOutput<'all-organizations.addresses'>

export interface GatherQuestion extends About {
  /** Texts by addresses without a hash, as last read. */
  readonly fetched: ReadonlyMap<string, string>
}

export interface MapperPlace {
  readonly entryId: string
  readonly projectId: ProjectId
  readonly situations: readonly LintSituation[]
  /** Index of the default identity schema; absent if unknown. */
  readonly schema?: number
}

export interface Gathered {
  readonly entries: readonly MapperEntry[]
  readonly places: readonly MapperPlace[]
  readonly schemas: readonly JsonObject[]
  readonly read: readonly ProjectId[]
  /** Projects whose schema is in Ory's storage but not on this computer. */
  readonly schemaless: readonly ProjectId[]
}

/** Sent as JSON texts: cloning thousands of uses would block the main process. */
export interface GatheredParts extends Pick<Gathered, 'schemas' | 'read' | 'schemaless'> {
  /** JSON lists of entries. */
  readonly entries: readonly string[]
  /** JSON lists of places. */
  readonly places: readonly string[]
}

export interface EstateCalls {
  readonly search: {
    readonly question: SearchQuestion
    readonly told: never
    readonly answer: SearchAnswer
  }
  readonly table: {
    readonly question: TableQuestion
    readonly told: never
    readonly answer: TableAnswer
  }
  readonly addresses: {
    readonly question: AddressQuestion
    readonly told: never
    readonly answer: AddressAnswer
  }
  readonly look: {
    readonly question: LookQuestion
    readonly told: LookTold
    readonly answer: LookEnd
  }
  readonly mappers: {
    readonly question: GatherQuestion
    readonly told: number
    readonly answer: GatheredParts
  }
  /** Unread mappers in Ory's storage, and projects without a local schema. */
  readonly missing: {
    readonly question: GatherQuestion
    readonly told: never
    readonly answer: Pick<Gathered, 'entries' | 'schemaless'>
  }
}
export type EstateKind = keyof EstateCalls

export interface EstateQuestion<Kind extends EstateKind = EstateKind> {
  readonly kind: Kind
  readonly ask: EstateCalls[Kind]['question']
}
export type EstateTold = EstateCalls[EstateKind]['told']
export type EstateAnswer = EstateCalls[EstateKind]['answer']

/** Facts for the thread; each replaces the previous one. */
export type EstateNews =
  | { readonly kind: 'facts'; readonly projectId: ProjectId; readonly facts: ProjectFacts }
  /** Worst problem per `tableKey`. */
  | { readonly kind: 'problems'; readonly problems: ReadonlyMap<string, Severity> }

/** Only the main process reaches the engine, so it relays calls. */
export type ToEstate =
  ToThread<EstateQuestion> | EstateNews | { readonly kind: 'engine'; readonly answer: FromEngine }
export type FromEstate =
  FromThread<EstateTold, EstateAnswer> | { readonly kind: 'engine'; readonly call: ToEngine }
