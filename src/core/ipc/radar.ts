import { z } from 'zod'
import { appErrorSchema, doneSchema, nothing } from './common'
import { projectIdSchema, findingIdSchema, connectionKeySchema, secretReferenceSchema } from './ids'
import { targetSchema } from '../intents/intents'
import { jsonValueSchema } from '../model/json-schema'
import { environmentSchema } from '../model/project'
import { allSeverities } from '../model/severity'
import type { ProjectProblem } from '../problems/problem'
import { ruleIds } from '../problems/rules'
import { silenceSchema } from '../problems/silence'
import { secretEndsSchema } from '../problems/ends'

const unreadProjectSchema = z.object({
  projectId: projectIdSchema,
  /** Why the last read failed. */
  error: appErrorSchema,
})
export type UnreadProject = z.infer<typeof unreadProjectSchema>
export const unreadProjectsSchema = z.array(unreadProjectSchema).max(1000)

/** Milliseconds after which a project counts as old. */
export const oldAfter = 60 * 60_000

export const readProjectsRequests = {
  /**
   * Reads several projects, a few at a time: `all`, those that the last run `left`, or those that are `old`, unread
   * or failed. `unasked` reads respect the settings and skip recent failures.
   */
  'projects.read': {
    input: z.object({ which: z.enum(['all', 'left', 'old', 'unasked']) }),
    output: z.object({ read: z.number(), failed: unreadProjectsSchema }),
    /** Not reported if there is nothing to read. */
    progress: doneSchema.extend({ failed: z.number() }),
  },
} as const

export const mostRadarRows = 500
export const mostCustomers = 200

const severity = z.enum(allSeverities)
const rule = z.enum(ruleIds)
const projectId = projectIdSchema
const findingId = findingIdSchema

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
  customer: z.string().optional(),
  silence: silenceSchema.pick({ reason: true, until: true }).optional(),
  /** On a group's first row: its name and number of rows. */
  group: z.object({ name: z.string(), count: z.number() }).optional(),
})
export type RadarRow = z.infer<typeof rowSchema>

const radarProjectSchema = z.object({
  id: projectIdSchema,
  name: z.string(),
  workspace: z.string(),
  environment: environmentSchema,
  /** ISO 8601 time of the checked state; absent if the project was never read. */
  readAt: z.string().optional(),
  /** Number of organizations checked. */
  organizations: z.number(),
  connections: z.number(),
})
export type RadarProjectRow = z.infer<typeof radarProjectSchema>

const filterSchema = z.object({
  words: z.string().max(200),
  severities: z.array(severity).max(3).readonly(),
  rules: z.array(rule).max(ruleIds.length).readonly(),
  projectIds: z.array(projectId).max(1000).readonly(),
  customers: z.array(z.string().max(2000)).max(100).readonly(),
  silenced: z.boolean(),
})

const listSchema = z.object({
  /** ISO 8601; absent before the first complete look. */
  lookedAt: z.string().optional(),
  rows: z.array(rowSchema).max(mostRadarRows),
  /** Rows that pass the filter. */
  total: z.number(),
  counts: z.object({
    severities: z.record(severity, z.number()),
    rules: z.partialRecord(rule, z.number()),
    projects: z.record(z.string(), z.number()),
    /** The organizations with the worst problems. */
    customers: z.array(z.object({ name: z.string(), count: z.number() })).max(mostCustomers),
    silenced: z.number(),
    unsilenced: z.number(),
  }),
  projects: z.array(radarProjectSchema).max(1000),
  /** The next expiry that needs no attention yet. */
  next: z
    .object({
      projectId,
      name: z.string(),
      of: z.enum(['certificate', 'secret']),
      when: z.string(),
    })
    .optional(),
  /** Unread projects of a canceled run. */
  left: z.number(),
  unread: unreadProjectsSchema,
})
export type RadarList = z.infer<typeof listSchema>

/** Problems of all projects on this computer. */
export const radarRequests = {
  /** Checks every project from disk. */
  'radar.look': {
    input: nothing,
    output: z.object({ looked: z.number(), unread: z.number(), findings: z.number() }),
    progress: doneSchema,
  },
  'radar.list': {
    input: z.object({
      filter: filterSchema,
      groupBy: z.enum(['environment', 'severity', 'rule', 'project', 'customer']),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostRadarRows),
    }),
    output: listSchema,
  },
  /** Hides a finding until the end of a day. */
  'radar.silence': {
    input: silenceSchema.pick({ reason: true, until: true }).extend({
      id: findingId,
      /** Facts of the finding as shown; absent for those of the last look. */
      facts: z.array(z.string().max(2000)).max(100_000).optional(),
    }),
    output: nothing,
  },
  'radar.unsilence': { input: z.object({ id: findingId }), output: nothing },
  /** Saves the expiries of one project or all as a calendar file. No name if canceled or if nothing expires. */
  'radar.save-calendar': {
    input: z.object({ projectId: projectId.optional() }),
    output: z.object({ name: z.string().optional(), count: z.number() }),
  },
  /** Marks the changes that others made to a project as seen. */
  'radar.seen': { input: z.object({ projectId }), output: nothing },
} as const

export const radarEvents = {
  /** `radar.list` has a new answer. */
  'radar.changed': z.object({}),
} as const

const attentionSchema = z.object({
  /** Worst first. */
  findings: z.array(findingSchema),
})
export type Attention = z.infer<typeof attentionSchema>

export const attentionRequests = {
  /** Findings of one project, from disk. */
  'attention.look': {
    input: z.object({ projectId: projectIdSchema }),
    output: attentionSchema,
  },
} as const

/** Expiry dates of client secrets, which people note because no server returns them. */
export const secretEndRequests = {
  'secret-end.list': { input: z.object({ projectId }), output: secretEndsSchema },
  /** Saves the expiry of a connection's client secret, or of the draft's new one; absent deletes it. */
  'secret-end.note': {
    input: z.object({
      projectId,
      key: z.union([connectionKeySchema, secretReferenceSchema]),
      day: z.iso.date().optional(),
    }),
    output: secretEndsSchema,
  },
} as const

export const secretEndEvents = {
  /** Another window or a publish changed an expiry. */
  'secret-end.noted': z.object({ projectId: projectIdSchema, ends: secretEndsSchema }),
} as const
