import { t } from '../../language/translate'
import { givenFor } from '../given'
import type { Environment } from '../../model/project'
import type { ProjectId } from '../../model/project-id'
import { severityRank, type Severity } from '../../model/severity'
import type { MapperFinding } from '../lint/finding'

/**
 * Where a use stands: `server`, the server has the mapper there and no draft changes that; `draft`, the
 * draft on this computer puts it there; `replaced`, the server has it and the draft puts another one
 * there; `deleted`, the server has it and the draft deletes the connection.
 */
export type UseState = 'server' | 'draft' | 'replaced' | 'deleted'

/** A connection or SCIM client that has a mapper. */
export interface MapperUse {
  readonly projectId: ProjectId
  /** Unique in its project, as `ownerKey` names it. */
  readonly connectionKey: string
  readonly label: string
  /** Label of the connection's organization; absent without one. */
  readonly organization?: string
  readonly organizationKey?: string
  /** Value of `provider`, `saml`, or `scim`. */
  readonly kind: string
  readonly state: UseState
  /** Several connections of the project have the same ID, so none of them can be edited. */
  readonly ambiguous: boolean
}

/** Whether it is that of a SCIM client. */
export const isOfScim = ({ kind }: MapperUse): boolean => givenFor(kind) === 'scim'

/** Whether a draft may give a use another text at all. */
export const isEditableUse = ({ state, ambiguous }: MapperUse): boolean =>
  !ambiguous && state !== 'deleted'

/** Whether that takes nothing away from a draft, so that nobody has to be asked. */
export const isPlainUse = (use: MapperUse): boolean =>
  isEditableUse(use) && use.state !== 'replaced'

export interface MapperProject {
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
  /** The form in which Ory would take the address, where its form is what is wrong. */
  readonly fixed?: string
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
export interface MapperEntry {
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

/** A finding with where it is one: a text that is right for Google may be wrong for GitHub. */
export interface PlacedFinding {
  readonly finding: MapperFinding
  /** From 1. */
  readonly line: number
  readonly projects: readonly ProjectId[]
}

/** What the checks of a mapper gave in all its places. */
export interface CheckedMapper {
  /** In the order of the text. */
  readonly findings: readonly PlacedFinding[]
  readonly cases: number
  /** Names of the failing ones. */
  readonly failing: readonly string[]
  /** Why findings or cases are not known. */
  readonly unchecked?: string
}

/** The findings in one project, or in all. */
export const findingsIn = (
  { findings }: CheckedMapper,
  projectId?: ProjectId,
): readonly PlacedFinding[] =>
  projectId === undefined
    ? findings
    : findings.filter(({ projects }) => projects.includes(projectId))

/** The worst first, those of a severity in the order of the text. */
export const worstFirst = (findings: readonly PlacedFinding[]): PlacedFinding[] =>
  findings.toSorted(
    (left, right) => severityRank(left.finding.severity) - severityRank(right.finding.severity),
  )

/** The checks of a mapper in numbers, in one project or in all. */
export function checksIn(checked: CheckedMapper, projectId?: ProjectId): MapperChecks {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  for (const { finding } of findingsIn(checked, projectId)) counts[finding.severity] += 1
  const { cases, failing, unchecked } = checked
  return {
    errors: counts.error,
    warnings: counts.warning,
    infos: counts.info,
    cases,
    failing,
    ...(unchecked === undefined ? {} : { unchecked }),
  }
}

/** The same in numbers; absent before the checks ran. */
export interface MapperChecks {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
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
export function titleOf({ text = '', uses }: Pick<MapperEntry, 'text' | 'uses'>): string {
  const lines = text.split('\n', 50).map((line) => line.trim())
  const first = lines.find((line) => line !== '') ?? ''
  const comment = /^(?:\/\/|#|\/\*+)\s*(.*?)\s*(?:\*\/)?$/.exec(first)?.[1]
  const [use] = uses
  const ofUse = use && t('Mapper of {name}', { name: use.label })
  return (comment || ofUse || first || t('Empty text')).slice(0, longestTitle)
}
