import type { Intents } from '../../../core/intents/intents'
import type { MapperEntry } from '../../../core/mapper/texts/entry'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import type { JsonObject } from '../../../core/model/json'
import type { ProjectId } from '../../../core/model/project-id'

/** What is gathered: the mappers of these projects, each with its draft. */
export interface GatherQuestion {
  readonly projects: readonly { readonly id: ProjectId; readonly intents: Intents }[]
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

/**
 * The same as it leaves the thread. A message is read in one go, which for the uses of thousands of
 * connections held the main process for tens of milliseconds; texts in it cost next to nothing, and are
 * read one by one.
 */
export interface GatheredParts extends Pick<Gathered, 'schemas' | 'read' | 'schemaless'> {
  /** JSON texts, each of a list of entries. */
  readonly entries: readonly string[]
  /** JSON texts, each of a list of places. */
  readonly places: readonly string[]
}

/** How many projects were gathered. */
export type GatherProgress = number
