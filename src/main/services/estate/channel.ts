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

/** A project that a question is about; its state is on disk. */
export interface EstateProject {
  readonly summary: ProjectSummary
  /** Name of its workspace. */
  readonly workspace: string
}

/** What main alone knows of a project. */
export interface ProjectFacts {
  readonly draft?: Pick<Draft, 'intents' | 'baseRevisionId'> & {
    /** ISO 8601 time of its last step. */
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
  /** How many of the projects there was something of. */
  readonly projects: number
}

export interface TableQuestion extends About {
  /** Milliseconds since 1970. */
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
  /** A whole table as text, and how many rows it has beside its head. */
  | { readonly kind: 'table'; readonly text: string; readonly rows: number }

export interface LookQuestion {
  /** ISO 8601. */
  readonly now: string
  readonly projects: readonly (EstateProject & Pick<KnownProject, 'drift'>)[]
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

export type AddressQuestion = About & RequestInput<'all-organizations.addresses'>
export type AddressAnswer = RequestOutput<'all-organizations.addresses'>

/** Asks for the mappers of these projects, each with its draft. */
export interface GatherQuestion extends About {
  /** Texts by addresses that name no content, as they were read last. */
  readonly fetched: ReadonlyMap<string, string>
}

/** The situations in which one project uses a mapper. */
export interface MapperPlace {
  readonly entryId: string
  readonly projectId: ProjectId
  /** Without their schema. */
  readonly situations: readonly LintSituation[]
  /** Place of the project's default identity schema in the list of all; absent where it is not known. */
  readonly schema?: number
}

export interface Gathered {
  readonly entries: readonly MapperEntry[]
  readonly places: readonly MapperPlace[]
  /** Each once. */
  readonly schemas: readonly JsonObject[]
  /** Ids of the projects that have been read on this computer. */
  readonly read: readonly ProjectId[]
  /** Those of them whose identity schema Ory stores, and whose schema is not on this computer. */
  readonly schemaless: readonly ProjectId[]
}

/** Sent as JSON texts: cloning thousands of uses would block the main process. */
export interface GatheredParts extends Pick<Gathered, 'schemas' | 'read' | 'schemaless'> {
  /** JSON texts, each of a list of entries. */
  readonly entries: readonly string[]
  /** JSON texts, each of a list of places. */
  readonly places: readonly string[]
}

/** All that the estate is asked, with what it tells on the way and answers. */
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
    /** How many projects were gathered. */
    readonly told: number
    readonly answer: GatheredParts
  }
  /** Mappers whose text Ory stores and that were not read yet, and projects without their identity schema. */
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

/** What the thread is told beside questions. It replaces what was told before. */
export type EstateNews =
  | { readonly kind: 'facts'; readonly projectId: ProjectId; readonly facts: ProjectFacts }
  /** The worst problem of each row that has any, by its `tableKey`. */
  | { readonly kind: 'problems'; readonly problems: ReadonlyMap<string, Severity> }

/** The mapper engine runs in a process that only the main process reaches: it passes calls and answers on. */
export type ToEstate =
  ToThread<EstateQuestion> | EstateNews | { readonly kind: 'engine'; readonly answer: FromEngine }
export type FromEstate =
  FromThread<EstateTold, EstateAnswer> | { readonly kind: 'engine'; readonly call: ToEngine }
