import { t } from '../../language/translate'
import type { Environment } from '../../model/project'
import type { ProjectId } from '../../model/project-id'

/**
 * Where a use stands: `server`, the server has the mapper there and no draft changes that; `draft`, the
 * draft on this computer puts it there; `replaced`, the server has it and the draft puts another one
 * there; `deleted`, the server has it and the draft deletes the connection.
 */
export type UseState = 'server' | 'draft' | 'replaced' | 'deleted'

/** A connection that has a mapper. */
export interface MapperUse {
  readonly projectId: ProjectId
  /** Unique in its project. */
  readonly connectionKey: string
  readonly label: string
  /** Label of the connection's organization; absent without one. */
  readonly organization?: string
  readonly organizationKey?: string
  /** Value of `provider`, or `saml`. */
  readonly kind: string
  readonly state: UseState
  /** Several connections of the project have the same ID, so none of them can be edited. */
  readonly ambiguous: boolean
}

export interface LibraryProject {
  readonly id: ProjectId
  readonly name: string
  readonly workspace: string
  readonly environment: Environment
}

/**
 * Why a text cannot be shown: `not-here`, Ory stores it, and it was not read on this computer yet;
 * `elsewhere`, its address names no content, so it is read when a person asks; `unusable`, Ory could not
 * read it either.
 */
export interface TextProblem {
  readonly kind: 'not-here' | 'elsewhere' | 'unusable'
  readonly message: string
}

/**
 * When a mapper last changed at a connection that has it: in a draft, by a publish from here, or by
 * somebody else, between two reads.
 */
export interface LastChange {
  readonly how: 'draft' | 'publish' | 'elsewhere'
  /** ISO 8601; of a change elsewhere, when it was seen. */
  readonly at: string
}

/** A mapper's text with everything that uses it. */
export interface LibraryEntry {
  /** SHA-512 of the text, or its address where that names no content and was not read. */
  readonly id: string
  /** Absent where it is not known. */
  readonly hash?: string
  readonly address: string
  readonly text?: string
  readonly problem?: TextProblem
  readonly uses: readonly MapperUse[]
  /** Near duplicates, as `nearTexts` says; the same ones first. */
  readonly near: readonly NearMapper[]
  readonly lastChange?: LastChange
}

export interface NearMapper {
  readonly id: string
  /** They differ only in formatting and comments. */
  readonly same: boolean
}

/** What the checks of a mapper gave; absent before they ran. */
export interface LibraryChecks {
  readonly errors: number
  readonly warnings: number
  readonly hints: number
  readonly cases: number
  /** Names of the failing ones. */
  readonly failing: readonly string[]
  /** Why findings or cases are not known. */
  readonly unchecked?: string
}

const longestTitle = 120

/**
 * What a mapper without a name is known by: the comment that it begins with, or else the first connection that has it.
 * Its first line says little, since most begin with the same one.
 */
export function titleOf({ text = '', uses }: Pick<LibraryEntry, 'text' | 'uses'>): string {
  const lines = text.split('\n', 50).map((line) => line.trim())
  const first = lines.find((line) => line !== '') ?? ''
  const comment = /^(?:\/\/|#|\/\*+)\s*(.*?)\s*(?:\*\/)?$/.exec(first)?.[1]
  const [use] = uses
  const ofUse = use && t('Mapper of {name}', { name: use.label })
  return (comment || ofUse || first || t('Empty text')).slice(0, longestTitle)
}
