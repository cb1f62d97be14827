import { z } from 'zod'
import { mapperParts, type MapperRow } from '../mapper/texts/rows'
import type { MapperProject, MapperUse, PlacedFinding } from '../mapper/texts/entry'
import type { MapperFinding } from '../mapper/lint/finding'
import { longestName, longestNotes } from '../mapper/notes/notes'
import { doneSchema, made, mapperText, nothing, offset } from './common'
import { mapperOwnerKeySchema, mapperHashSchema, mapperIdSchema, projectIdSchema } from './ids'

export const mostMapperRows = 500
export const mostEditedUses = 20_000

const id = mapperIdSchema
const hash = mapperHashSchema
const limit = z.number().int().min(1).max(mostMapperRows)

export interface NearRow {
  readonly row: MapperRow
  readonly text: string
  /** Whether they differ only in formatting and comments. */
  readonly same: boolean
}

export interface WholeMapper {
  readonly row: MapperRow
  readonly text?: string
  readonly notes: string
  /** Worst first, at most 200. */
  readonly findings: readonly PlacedFinding[]
  readonly findingCount: number
  /** Uses, in the requested project or in all, that can be edited without confirmation. */
  readonly plainUses: number
  /** Equivalent mappers first. */
  readonly near: readonly NearRow[]
}

/** A saved case run on the text before and after an edit, against every identity schema in use. */
export interface TriedCase {
  readonly name: string
  readonly before: boolean
  readonly after: boolean
  /** How the new result differs from the expected one; absent if the case passes. */
  readonly why?: string
}

export interface SkippedUse {
  readonly connectionKey: string
  readonly label: string
  readonly why: string
}

export interface EditedProject {
  readonly project: MapperProject
  readonly written: number
  /** At most 500 in all projects. */
  readonly skipped: readonly SkippedUse[]
  readonly skippedCount: number
  readonly error?: { readonly code: string; readonly message: string }
}

const editedUse = z.object({
  projectId: projectIdSchema,
  connectionKey: mapperOwnerKeySchema,
  /** Overwrites a draft that has another mapper by now. */
  overwrite: z.boolean(),
})
export type EditedUse = z.infer<typeof editedUse>

export const allMappersRequests = {
  /**
   * Gathers and checks the mappers of every project from disk and drafts. `all-mappers.list` works as soon as the
   * phase is `checking`.
   */
  'all-mappers.look': {
    input: nothing,
    output: z.object({ mappers: z.number(), looked: z.number(), unread: z.number() }),
    progress: doneSchema.extend({
      phase: z.enum(['gathering', 'checking']),
    }),
  },
  'all-mappers.list': {
    input: z.object({
      words: z.string().max(200),
      part: z.enum(mapperParts),
      /** Lists only the mappers of this project, with their findings there. */
      projectId: projectIdSchema.optional(),
      offset,
      limit,
    }),
    output: z.object({
      /** ISO 8601; absent before the first look. */
      lookedAt: z.string().optional(),
      rows: made<readonly MapperRow[]>(),
      total: z.number(),
      counts: z.record(z.enum(mapperParts), z.number()),
      /** Projects that were checked, and projects that were never read. */
      looked: z.number(),
      unread: z.number(),
      /** Texts not on this computer that can be fetched. */
      missing: z.number(),
    }),
  },
  'all-mappers.read': {
    input: z.object({ id, projectId: projectIdSchema.optional() }),
    output: made<WholeMapper>(),
  },
  /** Connections that have the mapper, those of `projectId` first. */
  'all-mappers.uses': {
    input: z.object({ id, projectId: projectIdSchema.optional(), offset, limit }),
    output: z.object({
      uses: made<readonly MapperUse[]>(),
      total: z.number(),
      projects: made<readonly MapperProject[]>(),
    }),
  },
  /**
   * Where a connection's mapper (the server's, or the draft's if the server has none) is used. No `id` if its text is
   * unknown.
   */
  'all-mappers.used': {
    input: z.object({ projectId: projectIdSchema, connectionKey: mapperOwnerKeySchema }),
    output: z.object({ id: z.string().optional(), uses: z.number(), projects: z.number() }),
  },
  /** Saves a name and notes; both empty deletes them. */
  'all-mappers.note': {
    input: z.object({
      hash,
      name: z.string().max(longestName),
      notes: z.string().max(longestNotes),
    }),
    output: nothing,
  },
  /**
   * Fetches missing texts and identity schemas. `unasked` reads only content-addressed URLs that have not failed
   * before.
   */
  'all-mappers.fetch': {
    input: z.object({ which: z.enum(['all', 'unasked']) }),
    output: z.object({
      read: z.number(),
      /** Failures; `reasons` lists each reason once. */
      failed: z.number(),
      reasons: z.array(z.string()),
    }),
    progress: doneSchema,
  },
  /** Findings for a text everywhere the mapper is used. */
  'all-mappers.inspect': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ findings: made<readonly MapperFinding[]>() }),
  },
  /** Runs a mapper's saved cases on it and on another text. */
  'all-mappers.try': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ cases: made<readonly TriedCase[]>(), more: z.number() }),
  },
  /**
   * Writes a new text into the drafts of these uses, one step per project. Skips a use whose draft has another mapper
   * by now unless `overwrite`.
   */
  'all-mappers.edit': {
    input: z.object({
      id,
      change: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('text'),
          text: mapperText,
          /** The rule whose fix this is. */
          rule: z.string().max(100).optional(),
        }),
        /** Converts the address to the form that Ory accepts. */
        z.object({ kind: z.literal('address') }),
      ]),
      uses: z.union([
        z.array(editedUse).min(1).max(mostEditedUses),
        /** Every use that can be edited without confirmation, in one project or in all. */
        z.object({ every: z.literal(true), projectId: projectIdSchema.optional() }),
      ]),
    }),
    output: z.object({
      /** SHA-512 of the new text; absent if the text at the address is unknown. */
      hash: z.string().optional(),
      projects: made<readonly EditedProject[]>(),
    }),
  },
} as const

export const allMappersEvents = {
  'all-mappers.noted': nothing,
} as const
