import type { CheckReport } from '../check/report'
import type { Moved } from '../draft/rebase'
import type { Target } from '../intents/intents'
import type { ProjectSummary } from '../model/project'
import type { SetUp, SetUpConnection, SetUpOrganization } from '../model/set-up'
import { textMember } from '../model/json-value'
import type { WholeWrite } from '../model/snapshot'
import { signInWays, type WayOf } from '../sign-in-ways/sign-in-ways'
import type { RadarFinding, RadarRule, RadarSeverity } from './finding'
import type { ProjectId } from '../model/project-id'

/** What was found in a mapper, by reading it. */
export interface MapperRemarks {
  readonly severity: RadarSeverity
  readonly count: number
  /** The worst of them, in words. */
  readonly first: string
}

export interface Drift {
  /** ISO 8601 times of the looks between which it happened. */
  readonly since: string
  readonly until: string
  readonly moved: readonly Moved[]
  /** How many more there were. */
  readonly more: number
}

/** All that is cached of one project, as the rules look at it. */
export interface RadarProject {
  readonly summary: ProjectSummary
  /** The server's state, without the draft, with what is known of which connections are enabled. */
  readonly setUp: SetUp
  /** ISO 8601 time of the look. */
  readonly now: string
  readonly revisionId: string
  /** ISO 8601 time at which the state was read from the API. */
  readonly readAt: string
  /** Ends of the certificates that Ory verifies sign-ins with, by connection, in ISO 8601. */
  readonly certificateEnds: ReadonlyMap<string, readonly string[]>
  /** What was found in mappers, by connection. */
  readonly remarks: ReadonlyMap<string, MapperRemarks>
  /** Names of saved cases that do not hold, by connection. */
  readonly failingCases: ReadonlyMap<string, readonly string[]>
  /** The last check of each connection, by its key. */
  readonly checks?: Readonly<Record<string, CheckReport>>
  readonly draft?: {
    readonly changes: number
    /** ISO 8601 time of the last edit. */
    readonly editedAt: string
    readonly baseRevisionId: string
  }
  readonly drift?: Drift
  readonly wholeWrites: readonly WholeWrite[]
}

/** A rule over one project. */
export type ProjectRule = (project: RadarProject) => RadarFinding[]

export const organizationLabel = ({ key, fields }: SetUpOrganization): string =>
  textMember(fields, 'label') || key
export const connectionLabel = ({ key, fields }: SetUpConnection): string =>
  textMember(fields, 'label') || textMember(fields, 'id') || key

const isOrganization = (entity: SetUpOrganization | SetUpConnection): entity is SetUpOrganization =>
  !('protocol' in entity)

/** Makes findings of one rule in one project. */
export function findingsOf(projectId: ProjectId, rule: RadarRule) {
  /** @param detail tells apart what a rule finds more than once at the same place */
  const idOf = (target: Target | undefined, detail: string) =>
    [rule, projectId, ...(target ? [`${target.kind}:${target.key}`] : []), detail]
      .filter((part) => part !== '')
      .join('|')
  return {
    /** About an organization or a connection. */
    at(
      entity: SetUpOrganization | SetUpConnection,
      severity: RadarSeverity,
      message: string,
      more: Pick<RadarFinding, 'field' | 'edit' | 'when' | 'facts'> & {
        readonly detail?: string
      } = {},
    ): RadarFinding {
      const { detail = '', ...rest } = more
      const isOne = isOrganization(entity)
      const target: Target = { kind: isOne ? 'organization' : 'connection', key: entity.key }
      const name = isOne ? organizationLabel(entity) : connectionLabel(entity)
      return { id: idOf(target, detail), rule, severity, projectId, target, name, message, ...rest }
    },
    /** About the project as a whole, or something that is there no more. */
    around(
      severity: RadarSeverity,
      message: string,
      detail = '',
      more: Partial<Pick<RadarFinding, 'target' | 'name' | 'when' | 'facts'>> = {},
    ): RadarFinding {
      const { target, name = '', when, facts } = more
      const of = {
        ...(target ? { target } : {}),
        ...(when === undefined ? {} : { when }),
        ...(facts === undefined ? {} : { facts }),
      }
      return { id: idOf(target, detail), rule, severity, projectId, name, message, ...of }
    },
  }
}

/** Says the way of each domain of a project; made once for a project, since several rules ask. */
const ways = new WeakMap<RadarProject, WayOf>()
export function wayIn(project: RadarProject): WayOf {
  const known = ways.get(project) ?? signInWays(project.setUp)
  ways.set(project, known)
  return known
}
