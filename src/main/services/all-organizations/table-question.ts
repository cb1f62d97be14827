import type { AllOrganizations } from '../../../core/ipc/all-organizations'
import type { Intents } from '../../../core/intents/intents'
import type { ProjectSummary } from '../../../core/model/project'
import type { ProjectId } from '../../../core/model/project-id'
import type { PeopleCounts } from '../../../core/people/counts'
import type { Severity } from '../../../core/model/severity'
import type { TableColumnName } from '../../../core/search/table-columns'
import type { TableFilter, TableSort } from '../../../core/search/table-question'
import type { TableTarget } from '../../../core/search/table-row'

/** What main alone knows of a project. */
export interface MainFacts {
  /** Those of its draft. */
  readonly intents: Intents
  /** ISO 8601 times of the last publish, by organization or connection. */
  readonly published: ReadonlyMap<string, string>
  /** How many people sign in; absent where nobody has counted them. */
  readonly people?: PeopleCounts
}

/** Of the facts of main the thread is told which version it is to use, and the facts where it asks for them. */
export interface TableProject extends Pick<ProjectSummary, 'id' | 'name' | 'environment'> {
  readonly version: number
  readonly facts?: MainFacts
}

export interface TableQuestion {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly projects: readonly TableProject[]
  /** The worst problem of each row that has any, by its `tableKey`, where the thread asks for them. */
  readonly problems: {
    readonly version: number
    readonly found?: ReadonlyMap<string, Severity>
  }
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
  /** It does not know these facts, or not in this version. */
  | { readonly kind: 'needs'; readonly projects: readonly ProjectId[]; readonly problems: boolean }
  | { readonly kind: 'page'; readonly page: AllOrganizations }
  /** A whole table as text, and how many rows it has beside its head. */
  | { readonly kind: 'table'; readonly text: string; readonly rows: number }
