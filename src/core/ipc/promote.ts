import { z } from 'zod'
import { comparedKindSchema } from '../compare/memory'
import { rowStates } from '../compare/rows'
import { substitutionSchema } from '../compare/substitution'
import { compareSourceSchema } from './compare'
import { entityKeySchema, projectIdSchema } from './ids'
import { contentFieldSchema } from '../model/content-field'

/** Items of a preview; more of them are counted only. */
export const mostPromoteItems = 200

const sides = { left: compareSourceSchema, right: compareSourceSchema }

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
