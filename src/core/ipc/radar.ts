import { z } from 'zod'
import { appErrorSchema, doneSchema } from './common'
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
  /** Why the last try to read it failed. */
  error: appErrorSchema,
})
/** A project that could not be read. */
export type UnreadProject = z.infer<typeof unreadProjectSchema>
export const unreadProjectsSchema = z.array(unreadProjectSchema).max(1000)

/** Milliseconds after which what was read of a project is old. */
export const oldAfter = 60 * 60_000

export const readProjectsRequests = {
  /**
   * Reads several projects from the API, a few at a time: `all` of them, those that the last run `left`, or those
   * that are `old`, were never read or could not be. `unasked`: no person asks for it, so that what the person
   * does not want is not read, nor what could not be read a moment ago.
   */
  'projects.read': {
    input: z.object({ which: z.enum(['all', 'left', 'old', 'unasked']) }),
    output: z.object({ read: z.number(), failed: unreadProjectsSchema }),
    /** Nothing is reported where there is nothing to read. */
    progress: doneSchema.extend({ failed: z.number() }),
  },
} as const

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostRadarRows = 500
/** So many organizations can be chosen from; others are found by words. */
export const mostCustomers = 200

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
  customer: z.string().optional(),
  silence: silenceSchema.pick({ reason: true, until: true }).optional(),
  /** Of the first row of a group: what it is called, and how many rows it has. */
  group: z.object({ name: z.string(), count: z.number() }).optional(),
})
export type RadarRow = z.infer<typeof rowSchema>

const radarProjectSchema = z.object({
  id: projectIdSchema,
  name: z.string(),
  workspace: z.string(),
  environment: environmentSchema,
  /** ISO 8601 time of the state that was looked at; absent where the project was never read. */
  readAt: z.string().optional(),
  /** How much was looked at. */
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
  /** ISO 8601 time of the last whole look; absent before the first. */
  lookedAt: z.string().optional(),
  /** From `offset` on. */
  rows: z.array(rowSchema).max(mostRadarRows),
  /** How many pass the filter. */
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
  /** What expires next of what nobody has to look at yet. */
  next: z
    .object({
      projectId,
      name: z.string(),
      of: z.enum(['certificate', 'secret']),
      when: z.string(),
    })
    .optional(),
  /** Projects that a run which was ended has left to be read. */
  left: z.number(),
  unread: unreadProjectsSchema,
})
export type RadarList = z.infer<typeof listSchema>

/** Requests of the radar over all projects of this computer. */
export const radarRequests = {
  /** Looks at every project as it is on disk; nothing is asked of a server. */
  'radar.look': {
    input: nothing,
    output: z.object({ looked: z.number(), unread: z.number(), findings: z.number() }),
    /** Projects. */
    progress: doneSchema,
  },
  /** What the last look found, the worst first. */
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
      /** Those of the finding as it was shown; without them those of the last look. */
      facts: z.array(z.string().max(2000)).max(100_000).optional(),
    }),
    output: nothing,
  },
  'radar.unsilence': { input: z.object({ id: findingId }), output: nothing },
  /**
   * Asks where to save what ends as a calendar file, of one project or of all. The answer has the file's name, or none
   * if that was cancelled or nothing ends, and how much is in it.
   */
  'radar.save-calendar': {
    input: z.object({ projectId: projectId.optional() }),
    output: z.object({ name: z.string().optional(), count: z.number() }),
  },
  /** A person has seen what others changed in a project. */
  'radar.seen': { input: z.object({ projectId }), output: nothing },
} as const

export const radarEvents = {
  /** `radar.list` has another answer: a look has ended, or a person silenced or saw something. */
  'radar.changed': z.object({}),
} as const

const attentionSchema = z.object({
  /** The worst first. */
  findings: z.array(findingSchema),
})
export type Attention = z.infer<typeof attentionSchema>

export const attentionRequests = {
  /**
   * What one project needs a person to look at, as it and the projects beside it are on disk; nothing is
   * asked of a server.
   */
  'attention.look': {
    input: z.object({ projectId: projectIdSchema }),
    output: attentionSchema,
  },
} as const

/** Last days of client secrets, which people note: no server tells them. */
export const secretEndRequests = {
  'secret-end.list': { input: z.object({ projectId }), output: secretEndsSchema },
  /** Notes the last day of a connection's client secret, or of a new one that the draft has; without one, it is forgotten. */
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
  /** Another window noted a day, or a publish left another. */
  'secret-end.noted': z.object({ projectId: projectIdSchema, ends: secretEndsSchema }),
} as const
