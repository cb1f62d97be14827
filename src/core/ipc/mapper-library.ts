import { z } from 'zod'
import { libraryParts, type LibraryRow } from '../mapper/library/rows'
import type { LibraryProject, MapperUse } from '../mapper/library/entry'
import type { MapperFinding } from '../mapper/lint/finding'
import { longestName, longestNotes } from '../mapper/notes/notes'
import { connectionKeySchema, mapperHashSchema, mapperIdSchema, projectIdSchema } from './ids'

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostLibraryRows = 500
/** So many connections can be edited at once. */
export const mostEditedUses = 20_000

/** Outputs come from main and are trusted: they have the types of the core and are not validated. */
const made = <Value>() => z.custom<Value>()

const id = mapperIdSchema
const hash = mapperHashSchema
const mapperText = z.string().max(1_048_576)
const offset = z.number().int().nonnegative()
const limit = z.number().int().min(1).max(mostLibraryRows)
const nothing = z.object({})

/** A near duplicate beside the one that was asked for. */
export interface NearRow {
  readonly row: LibraryRow
  readonly text: string
  /** They differ only in formatting and comments. */
  readonly same: boolean
}

/** A mapper with all that is known of it but its uses. */
export interface LibraryMapper {
  readonly row: LibraryRow
  readonly text?: string
  readonly notes: string
  /** In the order of the text, at most 200; `lines` has the line of each, from 1. */
  readonly findings: readonly MapperFinding[]
  readonly lines: readonly number[]
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
  readonly project: LibraryProject
  /** Connections whose draft has the new text. */
  readonly written: number
  /** At most 500 in all projects. */
  readonly skipped: readonly SkippedUse[]
  /** How many were skipped. */
  readonly skippedCount: number
  /** Why the project got no draft at all. */
  readonly error?: { readonly code: string; readonly message: string }
}

/** Requests of the library of all mappers in the projects on this computer. */
export const mapperLibraryRequests = {
  /**
   * Gathers the mappers of every project as it is on disk with its draft, and checks them; nothing is
   * asked of a server. The list can be asked for as soon as `mapper-library.progress` tells of checking.
   */
  'mapper-library.look': {
    input: nothing,
    output: z.object({ mappers: z.number(), looked: z.number(), unread: z.number() }),
  },
  /** What the last look found. */
  'mapper-library.list': {
    input: z.object({
      words: z.string().max(200),
      part: z.enum(libraryParts),
      offset,
      limit,
    }),
    output: z.object({
      /** ISO 8601 time of the last look; absent before the first. */
      lookedAt: z.string().optional(),
      rows: made<readonly LibraryRow[]>(),
      /** How many there are of the part. */
      total: z.number(),
      counts: z.record(z.enum(libraryParts), z.number()),
      /** Projects that were looked at, and those that were never read. */
      looked: z.number(),
      unread: z.number(),
      /** Texts that can be read from where they are stored. */
      missing: z.number(),
    }),
  },
  'mapper-library.read': { input: z.object({ id }), output: made<LibraryMapper>() },
  /** Connections that have a mapper, by project. */
  'mapper-library.uses': {
    input: z.object({ id, offset, limit }),
    output: z.object({
      uses: made<readonly MapperUse[]>(),
      total: z.number(),
      /** Of these uses. */
      projects: made<readonly LibraryProject[]>(),
    }),
  },
  /** Names a mapper, and notes something about it; both empty forgets it. */
  'mapper-library.note': {
    input: z.object({
      hash,
      name: z.string().max(longestName),
      notes: z.string().max(longestNotes),
    }),
    output: nothing,
  },
  /** Reads the texts that are not on this computer from where they are stored. */
  'mapper-library.fetch': {
    input: nothing,
    output: z.object({
      read: z.number(),
      /** Why others could not be, each reason once. */
      failed: z.number(),
      reasons: z.array(z.string()),
    }),
  },
  /** What is wrong with a text in every place where a mapper is used. */
  'mapper-library.inspect': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ findings: made<readonly MapperFinding[]>() }),
  },
  /** Runs the saved cases of a mapper on it, and on another text. */
  'mapper-library.try': {
    input: z.object({ id, text: mapperText }),
    output: z.object({ cases: made<readonly TriedCase[]>(), more: z.number() }),
  },
  /**
   * Puts another text into the drafts of these uses, one step for each project; nothing is sent. A use
   * whose draft has another mapper by now is left out unless `overwrite`.
   */
  'mapper-library.edit': {
    input: z.object({
      id,
      text: mapperText,
      uses: z
        .array(
          z.object({
            projectId: projectIdSchema,
            connectionKey: connectionKeySchema,
            overwrite: z.boolean(),
          }),
        )
        .min(1)
        .max(mostEditedUses),
    }),
    output: z.object({
      /** SHA-512 of the new text. */
      hash: z.string(),
      projects: made<readonly EditedProject[]>(),
    }),
  },
} as const

export const mapperLibraryEvents = {
  'mapper-library.progress': z.object({
    /** Projects are gathered, then mappers checked. */
    phase: z.enum(['gathering', 'checking']),
    done: z.number(),
    of: z.number(),
  }),
  'mapper-library.fetched': z.object({ done: z.number(), of: z.number() }),
  /** Another window named a mapper. */
  'mapper-library.noted': nothing,
} as const
