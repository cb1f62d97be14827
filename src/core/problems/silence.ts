import { isoDay } from '../model/format'
import { z } from 'zod'
import { allSeverities, severityRank } from '../model/severity'
import type { ProjectProblem } from './problem'

/** A problem that a person does not want to see until a day. */
export const silenceSchema = z.object({
  /** `id` of the problem. */
  id: z.string().min(1).max(2000),
  /** In a file of an earlier version Ory's own id alone, until the project's workspace comes. */
  projectId: z.string(),
  /** Why it may stay as it is. */
  reason: z.string().trim().min(1).max(500),
  /** Its last day, such as `2026-12-31`, in UTC. */
  until: z.iso.date(),
  /** ISO 8601 time at which it was silenced. */
  at: z.string(),
  /** What the problem rested on; absent in files of earlier versions, until it is looked at again. */
  facts: z.array(z.string()).optional(),
  /** How bad it was; absent likewise. */
  severity: z.enum(allSeverities).optional(),
})
export type Silence = z.infer<typeof silenceSchema>

/** Whether a silence still holds; it does on its last day. */
function isSilent({ until }: Pick<Silence, 'until'>, now: string): boolean {
  return isoDay(now) <= until
}

/** Whether a problem says nothing that was not known when it was silenced: no further fact, nothing worse. */
function covers({ facts, severity }: Silence, problem: ProjectProblem): boolean {
  const known = facts && new Set(facts)
  const isWorse = severity !== undefined && severityRank(problem.severity) < severityRank(severity)
  return !isWorse && (known === undefined || (problem.facts ?? []).every((fact) => known.has(fact)))
}

/** The silence of each problem that has one which holds and is about what the problem rests on now. */
export function silencesOf(
  problems: readonly ProjectProblem[],
  silences: readonly Silence[],
  now: string,
): Map<string, Silence> {
  const byId = new Map(silences.map((silence) => [silence.id, silence]))
  return new Map(
    problems.flatMap((problem) => {
      const silence = byId.get(problem.id)
      return silence && isSilent(silence, now) && covers(silence, problem)
        ? [[problem.id, silence] as const]
        : []
    }),
  )
}

/**
 * Gives silences of earlier versions, which kept no facts, those of their problems as they are seen first.
 * @returns the same list where there is none
 */
export function withFacts(
  silences: readonly Silence[],
  problems: readonly ProjectProblem[],
): readonly Silence[] {
  if (silences.every(({ facts }) => facts !== undefined)) return silences
  const byId = new Map(problems.map((problem) => [problem.id, problem]))
  const isFilled = (silence: Silence) => silence.facts === undefined && byId.has(silence.id)
  if (!silences.some(isFilled)) return silences
  return silences.map((silence) => {
    const problem = byId.get(silence.id)
    if (!problem || silence.facts !== undefined) return silence
    return { ...silence, facts: [...(problem.facts ?? [])], severity: problem.severity }
  })
}
