import { z } from 'zod'
import { contentFieldSchema } from '../model/content-field'
import { readTextSchema } from './common'
import { rowStates, type CompareRow } from '../compare/rows'
import { environmentSchema } from '../model/project'
import { comparedKindSchema, expectedSchema } from '../compare/memory'
import { impactLineSchema } from '../impact/line'
import {
  comparedIdSchema,
  entityKeySchema,
  projectIdSchema,
  publishIdSchema,
  sessionIdSchema,
  teamNameSchema,
  workspaceIdSchema,
} from './ids'
import { substitutionSchema } from '../compare/substitution'
import { namedValuesSchema } from '../compare/named-values'

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostCompareRows = 500

/** What stands on one side of a comparison. */
export const compareSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('project'),
    projectId: projectIdSchema,
    /** As the server has it, with the saved draft, or as before a publish of the history. */
    state: z.enum(['server', 'draft', 'before']),
    publishId: publishIdSchema.optional(),
  }),
  /** A file that a person chose in this session. */
  z.object({ kind: z.literal('file'), fileId: sessionIdSchema }),
  /** What the team folder of a workspace has of a project, by its name in the folder. */
  z.object({ kind: z.literal('folder'), workspaceId: workspaceIdSchema, name: teamNameSchema }),
])
export type CompareSource = z.infer<typeof compareSourceSchema>

/** Both sides: each request names them, so that nothing has to be opened or closed. */
const sides = { left: compareSourceSchema, right: compareSourceSchema }
const key = entityKeySchema
const entityId = comparedIdSchema
const rowState = z.enum(rowStates)
const nothing = z.object({})

const sideSchema = z.object({
  name: z.string(),
  environment: environmentSchema,
  /** ISO 8601 time when the project was read; a file has none. */
  readAt: z.string().optional(),
  /** Of a side in a team folder: another one where its files changed. */
  stamp: z.string().optional(),
})
export type CompareSideInfo = z.infer<typeof sideSchema>

// Made by main and trusted: its type is that of the core.
const row = z.custom<CompareRow>()

const comparedImpact = impactLineSchema.extend({
  /** The entity of the comparison that it leads to. */
  entityId: z.string().optional(),
})
export type ComparedImpactLine = z.infer<typeof comparedImpact>

/** Requests about comparing two projects, drafts, earlier states or files, from what is on this disk. */
export const compareRequests = {
  /** Asks for a file with a set-up and reads it, whatever it holds; empty when it was cancelled. */
  'compare.choose-file': {
    input: nothing,
    output: z.object({
      file: z.object({ fileId: z.string(), name: z.string() }).optional(),
      /** Why it cannot be used, in words. */
      problems: z.array(z.string()).max(1000),
    }),
  },
  /** Rows that pass the filter, from `offset` on. */
  'compare.list': {
    input: z.object({
      ...sides,
      words: z.string().max(200),
      states: z.array(rowState).max(rowStates.length),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostCompareRows),
      /** Compares anew, as after an edit; otherwise what was compared last may be used. */
      fresh: z.boolean(),
    }),
    output: z.object({
      rows: z.array(row).max(mostCompareRows),
      total: z.number(),
      counts: z.record(rowState, z.number()),
      left: sideSchema,
      right: sideSchema,
      /** Both sides are the same project, at two times or in two places. */
      sameProject: z.boolean(),
      /** What of a side is not known, in words. */
      remarks: z.array(z.string()).max(100),
    }),
  },
  /** One entity with all its fields, and their values as far as they can be read as text. */
  'compare.read': {
    input: z.object({ ...sides, id: entityId }),
    output: z.object({
      rows: z.array(row).max(1000),
      /** For one that only one side has: entities that only the other side has, to match it with by hand. */
      candidates: z.array(z.object({ key: z.string(), label: z.string() })).max(500),
    }),
  },
  /** What it would do to people if the right side became as the left one; lines from `offset` on, the worst first. */
  'compare.impact': {
    input: z.object({
      ...sides,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostCompareRows),
    }),
    output: z.object({
      lines: z.array(comparedImpact).max(mostCompareRows),
      total: z.number(),
      /** All lines counted, in a sentence. */
      summary: z.string(),
    }),
  },
  /** The texts of a mapper or of metadata on both sides; one that cannot be read is absent. */
  'compare.texts': {
    input: z.object({
      ...sides,
      id: entityId,
      field: contentFieldSchema,
    }),
    output: z.object({ left: readTextSchema.optional(), right: readTextSchema.optional() }),
  },
  /**
   * Marks a difference as expected for this pair of projects, or remembers that two entities belong together; with
   * `expected` or `matched` false, takes that away.
   */
  'compare.note': {
    input: z.union([
      z.object({ ...sides, difference: expectedSchema, expected: z.boolean() }),
      z.object({
        ...sides,
        entities: z.object({
          kind: comparedKindSchema.exclude(['method']),
          left: key,
          right: key,
        }),
        matched: z.boolean(),
      }),
    ]),
    output: nothing,
  },
} as const

export const compareEvents = {
  /** Another window said something about a pair of projects: a mark, a match or a rule. */
  'compare.noted': nothing,
} as const

/** Items of a preview; more of them are counted only. */
export const mostPromoteItems = 200

const choice = z.object({
  kind: comparedKindSchema,
  /** On the left side. */
  key: entityKeySchema,
  fields: z.array(z.string().min(1).max(400)).max(1000).optional(),
})

/** The left side is taken to the draft of the project on the right. */
const promotion = z.object({
  ...sides,
  chosen: z.union([
    z.array(choice).max(20_000),
    /** All that a filter of the comparison shows and that can go. */
    z.object({ words: z.string().max(200), states: z.array(z.enum(rowStates)).max(5) }),
  ]),
})
export type Promotion = z.infer<typeof promotion>

const text = z.string().optional()
const itemSchema = z.object({
  id: z.string(),
  kind: choice.shape.kind,
  label: z.string(),
  what: z.enum(['create', 'edit', 'same', 'skipped']),
  fields: z.array(
    z.object({
      name: z.string(),
      /** Its value is a text, which is read by itself. */
      content: contentFieldSchema.optional(),
      /** As the target has it, as the source has it, and as it will be; in words. */
      before: text,
      source: text,
      after: text,
      /** Rules that made the one of the other, by their position. */
      by: z.array(z.number()),
    }),
  ),
  /** Names of what has to be typed. */
  toType: z.array(z.string()),
  /** What stays behind, in words. */
  skipped: z.array(z.string()),
  heldBack: text,
  /** Redirect or ACS URL in the target, where it is known already. */
  redirect: text,
  /** Where the identity provider reaches a new SCIM client in the target, where that is known. */
  scimServer: text,
})
export type PromoteRow = z.infer<typeof itemSchema>

/** Requests about taking differences to another project's draft; nothing is sent to a server by them. */
export const promoteRequests = {
  /** What of the named values takes the place of what between the two, in the order of `by` of a preview. */
  'promote.rules': {
    input: z.object(sides),
    output: z.object({ rules: z.array(substitutionSchema.extend({ name: z.string() })) }),
  },
  'promote.preview': {
    input: promotion,
    output: z.object({
      items: z.array(itemSchema).max(mostPromoteItems),
      /** All of them, and what they become. */
      counts: z.object({
        create: z.number(),
        edit: z.number(),
        same: z.number(),
        heldBack: z.number(),
        /** They differ, and nothing of them can go. */
        skipped: z.number(),
      }),
      /** Of those that are not among the items. */
      more: z.object({ included: z.number(), heldBack: z.number() }),
      /** Nothing is left to promote, for the draft has it already. */
      inDraft: z.boolean(),
      target: z.object({ projectId: projectIdSchema, name: z.string() }),
    }),
  },
  /**
   * Adds what was chosen to the saved draft of the right project, as one step; or writes it into the file of the project
   * in the team folder, where that is on the right. Nothing is written where the folder has changed since it was shown.
   */
  'promote.make': {
    input: promotion.extend({
      /** The stamp of the right side as it was shown, where that is in a folder. */
      stamp: z.string().max(200).optional(),
    }),
    output: z.object({
      changes: z.number(),
      /** The folder has changed: nothing was written. */
      isChanged: z.boolean(),
      /** Paths in the folder. */
      written: z.array(z.string()),
      /** What was not taken or not written and why, in words. */
      skipped: z.array(z.string()).max(mostPromoteItems),
    }),
  },
} as const

/** Requests about what each environment has of its own, by name; it serves every comparison. */
export const namedValuesRequests = {
  'values.list': { input: z.object({}), output: z.object({ values: namedValuesSchema }) },
  /** `before` is what the window was shown: what another one changed since stays. */
  'values.save': {
    input: z.object({ before: namedValuesSchema, values: namedValuesSchema }),
    output: z.object({}),
  },
} as const
