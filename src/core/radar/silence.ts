import { isoDay } from '../model/format'
import { z } from 'zod'
import type { RadarFinding } from './finding'

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
})
export type Silence = z.infer<typeof silenceSchema>

/** Whether a silence still holds; it does on its last day. */
function isSilent({ until }: Pick<Silence, 'until'>, now: string): boolean {
  return isoDay(now) <= until
}

/** The silence of each finding that has one which holds. */
export function silencesOf(
  findings: readonly RadarFinding[],
  silences: readonly Silence[],
  now: string,
): Map<string, Silence> {
  const there = new Set(findings.map(({ id }) => id))
  return new Map(
    silences.flatMap((silence) =>
      there.has(silence.id) && isSilent(silence, now) ? [[silence.id, silence] as const] : [],
    ),
  )
}
