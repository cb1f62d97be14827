import type { Edit } from '../draft/edits'
import type { Target } from '../intents/intents'
import type { Environment } from '../model/project'
import type { ProjectId } from '../model/project-id'

/** The rules, the order being that of findings of one severity. Permanent: silences name them. */
export const radarRules = [
  'lock-out',
  'method-off',
  'certificate-expired',
  'organization-gone',
  'cannot-sign-in',
  'domain-twice',
  'check-failed',
  'cases-failing',
  'certificate-expiring',
  'mapper-findings',
  'social-domain',
  'http-issuer',
  'unknown-provider',
  'whole-write',
  'changed-elsewhere',
  'stale-draft',
  'domain-elsewhere',
  'domain-below',
  'disabled',
  'issuer-differs',
  'default-mapper',
] as const
export type RadarRule = (typeof radarRules)[number]

/** `error`: somebody cannot sign in, or the wrong people can; `warning`: soon, or maybe; `info`: to know. */
export const radarSeverities = ['error', 'warning', 'info'] as const
export type RadarSeverity = (typeof radarSeverities)[number]

/** An edit of one field. */
type FieldEdit = Extract<Edit, { readonly kind: 'set-field' }>

/** What mends a finding, to be put into the draft of its project as one step. */
export interface OfferedEdit {
  /** The step's label, and what the button does. */
  readonly label: string
  readonly edits: readonly FieldEdit[]
}

/** Something in one project that a person should look at. */
export interface RadarFinding {
  /** The same at the next look as long as the cause is the same: silences keep it. */
  readonly id: string
  readonly rule: RadarRule
  readonly severity: RadarSeverity
  readonly projectId: ProjectId
  /** The organization, connection or shared settings it is about; absent for the project as a whole. */
  readonly target?: Target | undefined
  /** Wire name of the field it stands at. */
  readonly field?: string | undefined
  /** What people call the target; empty without one. */
  readonly name: string
  /** What was found, with the values that matter. Why and what to do: `ruleWords`. */
  readonly message: string
  /** ISO 8601 time that it is about: the end of a certificate, the last check. */
  readonly when?: string | undefined
  /**
   * What it rests on beside what its `id` names, such as the domains that are locked out; in no language.
   * A silence is about these: a further one is told.
   */
  readonly facts?: readonly string[] | undefined
  readonly edit?: OfferedEdit | undefined
}

/** What an order of findings needs to know of their projects. */
export interface RankedProject {
  readonly name: string
  readonly environment: Environment
}

const severityRank = new Map(radarSeverities.map((severity, rank) => [severity, rank]))
const ruleRank = new Map(radarRules.map((rule, rank) => [rule, rank]))
const environmentRank: Readonly<Record<Environment, number>> = {
  production: 0,
  staging: 1,
  development: 2,
}

/**
 * Compares two findings, the worse first: by severity, then production before staging before
 * development, then by rule, time, project and name.
 */
export function worseFirst(
  projects: ReadonlyMap<string, RankedProject>,
): (left: RadarFinding, right: RadarFinding) => number {
  const keyOf = ({ projectId }: RadarFinding) => projects.get(projectId)
  const rank = (map: ReadonlyMap<string, number>, name: string) => map.get(name) ?? map.size
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
  return (left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)]
    return (
      rank(severityRank, left.severity) - rank(severityRank, right.severity) ||
      environmentRank[one?.environment ?? 'production'] -
        environmentRank[other?.environment ?? 'production'] ||
      rank(ruleRank, left.rule) - rank(ruleRank, right.rule) ||
      // What ends first, or began first, is the more urgent one.
      text(left.when ?? '', right.when ?? '') ||
      text(one?.name ?? '', other?.name ?? '') ||
      text(left.name, right.name) ||
      text(left.id, right.id)
    )
  }
}
