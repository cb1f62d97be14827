import { z } from 'zod'
import { targetSchema } from '../intents/intents'
import type { Moved } from '../draft/rebase'
import type { Drift } from './known-project'
import { silenceSchema } from './silence'

/** What is kept of one project's changes at most: beyond that a count says enough. */
const mostMoved = 100

const movedSchema = z.object({
  target: targetSchema,
  label: z.string(),
  how: z.enum(['added', 'changed', 'removed']),
  fields: z.array(z.string()),
})

const driftSchema = z.object({
  since: z.string(),
  until: z.string(),
  moved: z.array(movedSchema),
  more: z.number(),
})

/** What the radar remembers between looks and over restarts. */
export const radarMemorySchema = z.object({
  silences: z.array(silenceSchema),
  /** By project: what others changed, until a person has seen it. */
  drifts: z.record(z.string(), driftSchema),
})
export type RadarMemory = z.infer<typeof radarMemorySchema>

export const emptyRadarMemory: RadarMemory = { silences: [], drifts: {} }

const nameOf = ({ target }: Moved) => `${target.kind} ${target.key}`

/**
 * What others changed, with what they changed since: of what moved twice the later counts.
 *
 * @param look ISO 8601 times of the look before and of this one
 */
export function withMoved(
  before: Drift | undefined,
  moved: readonly Moved[],
  look: { readonly since: string; readonly until: string },
): RadarMemory['drifts'][string] {
  const names = new Set(moved.map(nameOf))
  const all = [...(before?.moved ?? []).filter((item) => !names.has(nameOf(item))), ...moved]
  return {
    since: before?.since ?? look.since,
    until: look.until,
    moved: all.slice(0, mostMoved).map((item) => ({ ...item, fields: [...item.fields] })),
    more: (before?.more ?? 0) + Math.max(0, all.length - mostMoved),
  }
}
