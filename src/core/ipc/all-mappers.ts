import { z } from 'zod'
import { mapperParts, type MapperRow } from '../mapper/texts/rows'
import type { MapperProject, MapperUse, PlacedFinding } from '../mapper/texts/entry'
import type { MapperFinding } from '../mapper/lint/finding'
import { longestName, longestNotes } from '../mapper/notes/notes'
import { doneSchema } from './common'
import { mapperOwnerKeySchema, mapperHashSchema, mapperIdSchema, projectIdSchema } from './ids'

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostMapperRows = 500
/** So many connections can be edited at once. */
export const mostEditedUses = 20_000

/** Outputs come from main and are trusted: they have the types of the core and are not validated. */
const made = <Value>() => z.custom<Value>()

const id = mapperIdSchema
const hash = mapperHashSchema
const mapperText = z.string().max(1_048_576)
const offset = z.number().int().nonnegative()
const limit = z.number().int().min(1).max(mostMapperRows)
const nothing = z.object({})

/** A near duplicate beside the one that was asked for. */
export interface NearRow {
  readonly row: MapperRow
  readonly text: string
  /** They differ only in formatting and comments. */
  readonly same: boolean
}

/** A mapper with all that is known of it but its uses. */
export interface WholeMapper {
  readonly row: MapperRow
  readonly text?: string
  readonly notes: string
  /** The worst first, at most 200, and how many there are. */
  readonly findings: readonly PlacedFinding[]
  readonly findingCount: number
  /** Uses, of the project that was asked for or of all, that take another text without a question. */
  readonly plainUses: number
  /** The same ones first. */
  readonly near: readonly NearRow[]
}

/** A saved case on the text before and after an edit, with every identity schema of the uses. */
export interface TriedCase {
  readonly name: string
  readonly before: boolean
  readonly after: boolean
  /** What the text after gives instead of what is expected, in words; absent where it passes. */
  readonly why?: string
}

/** A use that got no draft, and why. */
export interface SkippedUse {
  readonly connectionKey: string
  readonly label: string
  readonly why: string
}

/** What came of an edit in one project. */
export interface EditedProject {
  readonly project: MapperProject
  /** Connections whose draft has the new text. */
  readonly written: number
  /** At most 500 in all projects. */
  readonly skipped: readonly SkippedUse[]
  /** How many were skipped. */
  readonly skippedCount: number
  /** Why the project got no draft at all. */
  readonly error?: { readonly code: string; readonly message: string }
}

/** A use that gets another text. */
const editedUse = z.object({
  projectId: projectIdSchema,
  connectionKey: mapperOwnerKeySchema,
  /** Although its draft has another mapper by now. */
  overwrite: z.boolean(),
})
export type EditedUse = z.infer<typeof editedUse>

/** Requests about the mappers of all projects on this computer, each text once. */
export const allMappersRequests = {
  /**
   * Gathers the mappers of every project as it is on disk with its draft, and checks them; nothing is
   * asked of a server. The list can be asked for as soon as the progress says `checking`.
   */
  'all-mappers.look': {
    input: nothing,
    output: z.object({ mappers: z.number(), looked: z.number(), unread: z.number() }),
    progress: doneSchema.extend({
      /** Projects are gathered, then mappers checked. */
      phase: z.enum(['gathering', 'checking']),
    }),
  },
  /** What the last look found. */
  'all-mappers.list': {
    input: z.object({
      words: z.string().max(200),
      part: z.enum(mapperParts),
      /** The only project whose mappers are listed, with what is wrong with them there. */
      projectId: projectIdSchema.optional(),
      offset,
      limit,
    }),
    output: z.object({
      /** ISO 8601 time of the last look; absent before the first. */
      lookedAt: z.string().optional(),
      rows: made<readonly MapperRow[]>(),
      /** How many there are of the part. */
      total: z.number(),
      counts: z.record(z.enum(mapperParts), z.number()),
      /** Projects that were looked at, and those that were never read. */
      looked: z.number(),
      unread: z.number(),
      /** Texts that can be read from where they are stored. */
      missing: z.number(),
    }),
  },
  /** One mapper, as it is in one project or in all. */
  'all-mappers.read': {
    input: z.object({ id, projectId: projectIdSchema.optional() }),
    output: made<WholeMapper>(),
  },
  /** Connections that have a mapper, by project; those of `projectId` first. */
  'all-mappers.uses': {
    input: z.object({ id, projectId: projectIdSchema.optional(), offset, limit }),
    output: z.object({
      uses: made<readonly MapperUse[]>(),
      total: z.number(),
      /** Of these uses. */
      projects: made<readonly MapperProject[]>(),
    }),
  },
  /**
   * Where the text of a connection's mapper is used: the text that the server has there, or that of the draft
   * where it has none. Gathers the mappers as they are now. Without an `id` nothing is known of it.
   */
  'all-mappers.used': {
    input: z.object({ projectId: projectIdSchema, connectionKey: mapperOwnerKeySchema }),
    output: z.object({ id: z.string().optional(), uses: z.number(), projects: z.number() }),
  },
  /** Names a mapper, and notes something about it; both empty forgets it. */
  'all-mappers.note': {
    input: z.object({
      hash,
      name: z.string().max(longestName),
      notes: z.string().max(longestNotes),
    }),
    output: nothing,
  },
  /**
   * Reads texts that are not on this computer from where they are stored, and identity schemas to check them with.
   * Asked by nobody (`unasked`), it reads only texts whose address names their content, and none that failed before.
   */
  'all-mappers.fetch': {
    input: z.object({ which: z.enum(['all', 'unasked']) }),
    output: z.object({
      /** How many texts and schemas. */
      read: z.number(),
      /** Why others could not be, each reason once. */
      failed: z.number(),
      reasons: z.array(z.string()),
    }),
    progress: doneSchema,
  },
  /** What is wrong with a text in every place where a mapper is used. */
  'all-mappers.inspect': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ findings: made<readonly MapperFinding[]>() }),
  },
  /** Runs the saved cases of a mapper on it, and on another text. */
  'all-mappers.try': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ cases: made<readonly TriedCase[]>(), more: z.number() }),
  },
  /**
   * Puts another text into the drafts of these uses, one step for each project; nothing is sent. A use
   * whose draft has another mapper by now is left out unless `overwrite`.
   */
  'all-mappers.edit': {
    input: z.object({
      id,
      change: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('text'),
          text: mapperText,
          /** The rule whose fix it is. */
          rule: z.string().max(100).optional(),
        }),
        /** The same text at its address in the form that Ory takes. */
        z.object({ kind: z.literal('address') }),
      ]),
      uses: z.union([
        z.array(editedUse).min(1).max(mostEditedUses),
        /** Every use that takes another text without a question, of one project or of all. */
        z.object({ every: z.literal(true), projectId: projectIdSchema.optional() }),
      ]),
    }),
    output: z.object({
      /** SHA-512 of the new text; absent for an address whose text is not known. */
      hash: z.string().optional(),
      projects: made<readonly EditedProject[]>(),
    }),
  },
} as const

export const allMappersEvents = {
  /** Another window named a mapper. */
  'all-mappers.noted': nothing,
} as const
