import { isoDay } from '../model/format'
import { z } from 'zod'
import { radarSeverities, type RadarFinding } from './finding'

/** A finding that a person does not want to see until a day. */
export const silenceSchema = z.object({
  /** `id` of the finding. */
  id: z.string().min(1).max(2000),
  /** In a file of an earlier version Ory's own id alone, until the project's workspace comes. */
  projectId: z.string(),
  /** Why it may stay as it is. */
  reason: z.string().trim().min(1).max(500),
  /** Its last day, such as `2026-12-31`, in UTC. */
  until: z.iso.date(),
  /** ISO 8601 time at which it was silenced. */
  at: z.string(),
  /** What the finding rested on; absent in files of earlier versions, until it is looked at again. */
  facts: z.array(z.string()).optional(),
  /** How bad it was; absent likewise. */
  severity: z.enum(radarSeverities).optional(),
})
export type Silence = z.infer<typeof silenceSchema>

/** Whether a silence still holds; it does on its last day. */
function isSilent({ until }: Pick<Silence, 'until'>, now: string): boolean {
  return isoDay(now) <= until
}

const rank = (severity: RadarFinding['severity']) => radarSeverities.indexOf(severity)

/** Whether a finding says nothing that was not known when it was silenced: no further fact, nothing worse. */
function covers({ facts, severity }: Silence, finding: RadarFinding): boolean {
  const known = facts && new Set(facts)
  const isWorse = severity !== undefined && rank(finding.severity) < rank(severity)
  return !isWorse && (known === undefined || (finding.facts ?? []).every((fact) => known.has(fact)))
}

/** The silence of each finding that has one which holds and is about what the finding rests on now. */
export function silencesOf(
  findings: readonly RadarFinding[],
  silences: readonly Silence[],
  now: string,
): Map<string, Silence> {
  const byId = new Map(silences.map((silence) => [silence.id, silence]))
  return new Map(
    findings.flatMap((finding) => {
      const silence = byId.get(finding.id)
      return silence && isSilent(silence, now) && covers(silence, finding)
        ? [[finding.id, silence] as const]
        : []
    }),
  )
}

/**
 * Gives silences of earlier versions, which kept no facts, those of their findings as they are seen first.
 * @returns the same list where there is none
 */
export function withFacts(
  silences: readonly Silence[],
  findings: readonly RadarFinding[],
): readonly Silence[] {
  if (silences.every(({ facts }) => facts !== undefined)) return silences
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const isFilled = (silence: Silence) => silence.facts === undefined && byId.has(silence.id)
  if (!silences.some(isFilled)) return silences
  return silences.map((silence) => {
    const finding = byId.get(silence.id)
    if (!finding || silence.facts !== undefined) return silence
    return { ...silence, facts: [...(finding.facts ?? [])], severity: finding.severity }
  })
}
