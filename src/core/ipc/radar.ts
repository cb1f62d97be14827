import { z } from 'zod'
import { targetSchema } from '../intents/intents'
import { jsonValueSchema } from '../model/json'
import { environmentSchema } from '../model/project'
import { allSeverities } from '../model/severity'
import type { ProjectProblem } from '../problems/problem'
import { ruleIds } from '../problems/rules'
import { silenceSchema } from '../problems/silence'
import { findingIdSchema, projectIdSchema } from './ids'

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostRadarRows = 500

const severity = z.enum(allSeverities)
const rule = z.enum(ruleIds)
const projectId = projectIdSchema
const findingId = findingIdSchema
const nothing = z.object({})

export const findingSchema = z.object({
  id: z.string(),
  rule,
  severity,
  projectId: projectIdSchema,
  target: targetSchema.optional(),
  field: z.string().optional(),
  name: z.string(),
  message: z.string(),
  when: z.string().optional(),
  facts: z.array(z.string()).readonly().optional(),
  edit: z
    .object({
      label: z.string(),
      edits: z
        .array(
          z.object({
            kind: z.literal('set-field'),
            target: targetSchema,
            field: z.string(),
            value: jsonValueSchema.optional(),
          }),
        )
        .readonly(),
    })
    .optional(),
}) satisfies z.ZodType<ProjectProblem>

const rowSchema = findingSchema.extend({
  silence: silenceSchema.pick({ reason: true, until: true }).optional(),
})
export type RadarRow = z.infer<typeof rowSchema>

const radarProjectSchema = z.object({
  id: projectIdSchema,
  name: z.string(),
  workspace: z.string(),
  environment: environmentSchema,
  /** ISO 8601 time of the state that was looked at; absent where the project was never read. */
  readAt: z.string().optional(),
})
export type RadarProjectRow = z.infer<typeof radarProjectSchema>

const filterSchema = z.object({
  words: z.string().max(200),
  severities: z.array(severity).max(3).readonly(),
  rules: z.array(rule).max(ruleIds.length).readonly(),
  projectIds: z.array(projectId).max(1000).readonly(),
  silenced: z.boolean(),
})

const listSchema = z.object({
  /** ISO 8601 time of the last whole look; absent before the first. */
  lookedAt: z.string().optional(),
  /** From `offset` on. */
  rows: z.array(rowSchema).max(mostRadarRows),
  /** How many pass the filter. */
  total: z.number(),
  /** In the order of the rows. */
  groups: z.array(z.object({ name: z.string(), count: z.number() })).max(1000),
  counts: z.object({
    severities: z.record(severity, z.number()),
    rules: z.partialRecord(rule, z.number()),
    projects: z.record(z.string(), z.number()),
    silenced: z.number(),
    unsilenced: z.number(),
  }),
  projects: z.array(radarProjectSchema).max(1000),
  /** Projects that a refresh which was ended has left to be read. */
  left: z.number(),
})
export type RadarList = z.infer<typeof listSchema>

/** Requests of the radar over all projects of this computer. */
export const radarRequests = {
  /** Looks at every project as it is on disk; nothing is asked of a server. */
  'radar.look': {
    input: nothing,
    output: z.object({ looked: z.number(), unread: z.number(), findings: z.number() }),
  },
  /** What the last look found, the worst first. */
  'radar.list': {
    input: z.object({
      filter: filterSchema,
      groupBy: z.enum(['severity', 'rule', 'project']),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostRadarRows),
    }),
    output: listSchema,
  },
  /** Hides a finding until the end of a day. */
  'radar.silence': {
    input: silenceSchema.pick({ reason: true, until: true }).extend({
      id: findingId,
      /** Those of the finding as it was shown; without them those of the last look. */
      facts: z.array(z.string().max(2000)).max(100_000).optional(),
    }),
    output: nothing,
  },
  'radar.unsilence': { input: z.object({ id: findingId }), output: nothing },
  /** A person has seen what others changed in a project. */
  'radar.seen': { input: z.object({ projectId }), output: nothing },
  /** Reads all projects from the API, or with `resume` those that the last refresh left. */
  'radar.refresh': {
    input: z.object({ resume: z.boolean() }),
    output: z.object({
      read: z.number(),
      failed: z.array(z.object({ projectId: projectIdSchema, message: z.string() })).max(1000),
    }),
  },
} as const

export const radarEvents = {
  'radar.progress': z.object({ done: z.number(), of: z.number() }),
  'radar.refreshed': z.object({ done: z.number(), of: z.number(), failed: z.number() }),
} as const
