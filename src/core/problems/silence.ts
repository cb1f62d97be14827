import { isoDay } from '../model/format'
import { z } from 'zod'
import { allSeverities, severityRank } from '../model/severity'
import type { ProjectProblem } from './problem'

/** A problem that a person does not want to see until a day. */
export const silenceSchema = z.object({
  /** `id` of the problem. */
  id: z.string().min(1).max(2000),
  projectId: z.string(),
  /** Why it may stay as it is. */
  reason: z.string().trim().min(1).max(500),
  /** Its last day, such as `2026-12-31`, in UTC. */
  until: z.iso.date(),
  /** ISO 8601 time at which it was silenced. */
  at: z.string(),
  /** Facts that the problem rested on. */
  facts: z.array(z.string()),
  severity: z.enum(allSeverities),
})
export type Silence = z.infer<typeof silenceSchema>

/** Whether a silence still holds; it does on its last day. */
function isSilent({ until }: Pick<Silence, 'until'>, now: string): boolean {
  return isoDay(now) <= until
}

/** Whether a problem says nothing that was not known when it was silenced: no further fact, nothing worse. */
function covers({ facts, severity }: Silence, problem: ProjectProblem): boolean {
  const known = new Set(facts)
  const isWorse = severityRank(problem.severity) < severityRank(severity)
  return !isWorse && (problem.facts ?? []).every((fact) => known.has(fact))
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
