import type { Target } from '../intents/intents'
import type { Environment } from '../model/project'
import type { ProjectId } from '../model/project-id'
import { severityRank } from '../model/severity'
import { environmentRank } from './known-project'
import type { Found } from './rule'
import { ruleIds, type RuleId } from './rules'

/**
 * What is wrong at one place or will be: of the server's state, of what a draft would write, of a file.
 * Why it matters and what to do: `ruleOf`. It never prevents saving; what a draft writes is not published
 * with an `error`.
 */
export interface Problem extends Omit<Found, 'detail'> {
  readonly rule: RuleId
  /** What people call the target; empty without one. */
  readonly name: string
}

/** A problem of what a draft or a file writes. */
export interface WrittenProblem extends Problem {
  readonly target: Target
}

/** A problem of one of several projects. */
export interface ProjectProblem extends Problem {
  /** The same at the next look as long as the cause is the same: silences keep it. */
  readonly id: string
  readonly projectId: ProjectId
  /** Label of the organization that it is about, or whose connection it is about. */
  readonly customer?: string | undefined
}

/**
 * @param projectId of the project in which the rule found it
 * @param customer label of the organization that it is about; absent where it is about none, or nobody asks
 */
export function problemOf(
  rule: RuleId,
  projectId: ProjectId,
  found: Found,
  customer?: string,
): ProjectProblem {
  const { target, severity, message, name = '', detail = '' } = found
  const { field, when, facts, edit } = found
  const place = target ? `${target.kind}:${target.key}` : ''
  const id = `${rule}|${projectId}${place && `|${place}`}${detail && `|${detail}`}`
  // Member by member: thousands of them are made at once, which takes a tenth of what spreading does.
  const problem: { -readonly [Name in keyof ProjectProblem]: ProjectProblem[Name] } = {
    severity,
    message,
    id,
    rule,
    projectId,
    name,
  }
  if (target) problem.target = target
  if (field !== undefined) problem.field = field
  if (when !== undefined) problem.when = when
  if (facts) problem.facts = facts
  if (edit) problem.edit = edit
  if (customer !== undefined) problem.customer = customer
  return problem
}

/** What an order of problems needs to know of their projects. */
export interface RankedProject {
  readonly name: string
  readonly environment: Environment
}

const ruleRank = new Map<RuleId, number>(ruleIds.map((rule, rank) => [rule, rank]))
/**
 * Compares two problems, the more urgent first: production before staging before development, then by
 * severity, rule, time, project and name.
 */
export function worseFirst(
  projects: ReadonlyMap<string, RankedProject>,
): (left: ProjectProblem, right: ProjectProblem) => number {
  const environmentOf = (project: RankedProject | undefined) =>
    environmentRank[project?.environment ?? 'production']
  const rankOf = (rule: RuleId) => ruleRank.get(rule) ?? ruleRank.size
  const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
  return (left, right) => {
    const isOne = left.projectId === right.projectId
    const one = isOne ? undefined : projects.get(left.projectId)
    const other = isOne ? undefined : projects.get(right.projectId)
    return (
      environmentOf(one) - environmentOf(other) ||
      severityRank(left.severity) - severityRank(right.severity) ||
      rankOf(left.rule) - rankOf(right.rule) ||
      // What ends first, or began first, is the more urgent one.
      text(left.when ?? '', right.when ?? '') ||
      text(one?.name ?? '', other?.name ?? '') ||
      text(left.name, right.name) ||
      text(left.id, right.id)
    )
  }
}
