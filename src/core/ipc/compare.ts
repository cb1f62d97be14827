import { z } from 'zod'
import { contentFieldSchema } from '../model/content-field'
import { nothing, readTextSchema } from './common'
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

export const mostCompareRows = 500

export const compareSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('project'),
    projectId: projectIdSchema,
    /** `before`: before a publish in the history. */
    state: z.enum(['server', 'draft', 'before']),
    publishId: publishIdSchema.optional(),
  }),
  z.object({ kind: z.literal('file'), fileId: sessionIdSchema }),
  /** A project of a team folder, by its name there. */
  z.object({ kind: z.literal('folder'), workspaceId: workspaceIdSchema, name: teamNameSchema }),
])
export type CompareSource = z.infer<typeof compareSourceSchema>

/** Every request names both sides, so none has to be opened or closed. */
const sides = { left: compareSourceSchema, right: compareSourceSchema }
const key = entityKeySchema
const entityId = comparedIdSchema
const rowState = z.enum(rowStates)

const sideSchema = z.object({
  name: z.string(),
  environment: environmentSchema,
  /** ISO 8601; absent for a file. */
  readAt: z.string().optional(),
  /** Only for a team folder; changes with its files. */
  stamp: z.string().optional(),
})
export type CompareSideInfo = z.infer<typeof sideSchema>

// Comes from main and is trusted, so it is not validated.
const row = z.custom<CompareRow>()

const comparedImpact = impactLineSchema.extend({
  /** The entity to open. */
  entityId: z.string().optional(),
})
export type ComparedImpactLine = z.infer<typeof comparedImpact>

export const compareRequests = {
  /** Asks for a setup file and reads it, valid or not; empty if canceled. */
  'compare.choose-file': {
    input: nothing,
    output: z.object({
      file: z.object({ fileId: z.string(), name: z.string() }).optional(),
      /** Why the file cannot be used. */
      problems: z.array(z.string()).max(1000),
    }),
  },
  /** Rows that pass the filter. */
  'compare.list': {
    input: z.object({
      ...sides,
      words: z.string().max(200),
      states: z.array(rowState).max(rowStates.length),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostCompareRows),
      /** Compares again, as after an edit, instead of reusing the last result. */
      fresh: z.boolean(),
    }),
    output: z.object({
      rows: z.array(row).max(mostCompareRows),
      total: z.number(),
      counts: z.record(rowState, z.number()),
      left: sideSchema,
      right: sideSchema,
      /** Both sides are the same project, at two times or places. */
      sameProject: z.boolean(),
      /** What is unknown about a side. */
      remarks: z.array(z.string()).max(100),
    }),
  },
  /** One entity with all its fields and the values that can be read as text. */
  'compare.read': {
    input: z.object({ ...sides, id: entityId }),
    output: z.object({
      rows: z.array(row).max(1000),
      /** For an entity on one side only: candidates on the other side for a manual match. */
      candidates: z.array(z.object({ key: z.string(), label: z.string() })).max(500),
    }),
  },
  'compare.impact': {
    input: z.object({
      ...sides,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostCompareRows),
    }),
    output: z.object({
      lines: z.array(comparedImpact).max(mostCompareRows),
      total: z.number(),
      /** Totals of all lines, as a sentence. */
      summary: z.string(),
    }),
  },
  /** Mapper or metadata texts of both sides; absent if unreadable. */
  'compare.texts': {
    input: z.object({
      ...sides,
      id: entityId,
      field: contentFieldSchema,
    }),
    output: z.object({ left: readTextSchema.optional(), right: readTextSchema.optional() }),
  },
  /** Marks a difference as expected for this pair of projects, or two entities as matched; false removes the mark. */
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
  'compare.noted': nothing,
} as const

export const mostPromoteItems = 200

const choice = z.object({
  kind: comparedKindSchema,
  /** Key on the left side. */
  key: entityKeySchema,
  fields: z.array(z.string().min(1).max(400)).max(1000).optional(),
})

const promotion = z.object({
  ...sides,
  chosen: z.union([
    z.array(choice).max(20_000),
    /** Everything the filter shows that can be transferred. */
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
      /** A text, read with its own request. */
      content: contentFieldSchema.optional(),
      before: text,
      source: text,
      after: text,
      /** Positions of the rules that changed the value. */
      by: z.array(z.number()),
    }),
  ),
  /** Secrets that must be typed. */
  toType: z.array(z.string()),
  skipped: z.array(z.string()),
  heldBack: text,
  /** Redirect or ACS URL in the target, if known. */
  redirect: text,
  /** Address of a new SCIM client in the target, if known. */
  scimServer: text,
})
export type PromoteRow = z.infer<typeof itemSchema>

/** Transfers differences into another project's draft; nothing is published. */
export const promoteRequests = {
  /** Replacements by named values between the two sides; `by` of a preview refers to their positions. */
  'promote.rules': {
    input: z.object(sides),
    output: z.object({ rules: z.array(substitutionSchema.extend({ name: z.string() })) }),
  },
  'promote.preview': {
    input: promotion,
    output: z.object({
      items: z.array(itemSchema).max(mostPromoteItems),
      /** Totals, and what happens to them. */
      counts: z.object({
        create: z.number(),
        edit: z.number(),
        same: z.number(),
        heldBack: z.number(),
        /** Differences of which nothing can be transferred. */
        skipped: z.number(),
      }),
      /** Not among the listed items. */
      more: z.object({ included: z.number(), heldBack: z.number() }),
      /** Nothing is left to promote because the draft already has it. */
      inDraft: z.boolean(),
      target: z.object({ projectId: projectIdSchema, name: z.string() }),
    }),
  },
  /**
   * Adds the selection as one step to the right project's draft, or writes it to its file in the team folder. Writes
   * nothing if the folder changed since it was shown.
   */
  'promote.make': {
    input: promotion.extend({
      stamp: z.string().max(200).optional(),
    }),
    output: z.object({
      changes: z.number(),
      /** The folder changed, so nothing was written. */
      isChanged: z.boolean(),
      written: z.array(z.string()),
      /** What was not transferred or written, and why. */
      skipped: z.array(z.string()).max(mostPromoteItems),
    }),
  },
} as const

/** Values that differ between environments, by name; every comparison uses them. */
export const namedValuesRequests = {
  'values.list': { input: z.object({}), output: z.object({ values: namedValuesSchema }) },
  /** `before` is the value that the window showed; later changes by other windows are kept. */
  'values.save': {
    input: z.object({ before: namedValuesSchema, values: namedValuesSchema }),
    output: z.object({}),
  },
} as const
