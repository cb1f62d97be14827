import { z } from 'zod'
import { differenceLineSchema } from '../compare/text-difference'
import { environmentSchema } from '../model/project'
import { mostWritten } from '../team-folder/memory'
import { teamPublishSchema } from '../team-folder/publish-file'
import { standings } from '../team-folder/standing'
import { projectIdSchema, sessionIdSchema, teamNameSchema, workspaceIdSchema } from './ids'
import { nothing } from './common'

/** Longest lists of an answer; the rest is only counted. */
export const mostTeamRows = 5000
export const mostTeamLines = 500
export const mostTeamProblems = 200

const workspaceId = workspaceIdSchema
const readingId = sessionIdSchema

const itemSchema = z.object({
  kind: z.enum(['project', 'pair', 'mapper']),
  /** For a project or pair its name in the folder, for a mapper its text's hash. */
  name: teamNameSchema,
})
const items = z.array(itemSchema).max(mostTeamRows)

const rowSchema = z.object({
  item: itemSchema,
  label: z.string(),
  /** Set for a project that this app has. */
  environment: environmentSchema.optional(),
  projectId: projectIdSchema.optional(),
  /** `unknown`: cannot be compared now; `note` says why. */
  standing: z.enum([...standings, 'unknown']),
  note: z.string().optional(),
  /** The publish that the folder's project corresponds to. */
  published: teamPublishSchema.optional(),
})
export type TeamRow = z.infer<typeof rowSchema>

const resultSchema = z.object({
  item: itemSchema,
  label: z.string(),
  problem: z.string().optional(),
})

const writtenSchema = resultSchema.extend({
  written: z.array(z.string()),
  removed: z.array(z.string()),
  unchanged: z.number(),
  /** Files that changed after they were shown, so that nothing of the item was written. */
  conflicts: z.array(z.string()),
})
export type TeamWritten = z.infer<typeof writtenSchema>

const loadedSchema = resultSchema.extend({
  projectId: projectIdSchema.optional(),
  /** Organizations and connections changed in the draft. */
  changes: z.number(),
  /** Secrets to type before the publish. */
  toType: z.array(z.string()),
  skipped: z.array(z.string()),
})
export type TeamLoaded = z.infer<typeof loadedSchema>

const lineSchema = z.object({
  about: z.string(),
  field: z.string().optional(),
  app: z.string().optional(),
  folder: z.string().optional(),
  /** Line differences of a mapper or metadata, from the app to the folder. */
  lines: z.array(differenceLineSchema).optional(),
})

export const teamFolderRequests = {
  /** Reads the folder and compares it with this app. No `folder` if none was chosen. */
  'team.read': {
    input: z.object({ workspaceId }),
    output: z.object({
      folder: z.string().optional(),
      /** For later requests; absent if nothing could be read. */
      readingId: readingId.optional(),
      /** Why the folder can be neither read nor written. */
      refused: z.string().optional(),
      rows: z.array(rowSchema).max(mostTeamRows),
      problems: z.array(z.object({ path: z.string(), words: z.string() })).max(mostTeamProblems),
      problemCount: z.number(),
      lastWrite: z
        .object({ at: z.string(), files: z.array(z.string()).max(mostWritten) })
        .optional(),
    }),
  },
  /** Asks for a folder, or stops using one; never changes its files. */
  'team.choose': {
    input: z.object({ workspaceId, folder: z.enum(['ask', 'none']) }),
    output: z.object({ chosen: z.boolean() }),
  },
  /** The folder of each workspace that has one, and the number of changes not yet loaded or written. */
  'team.folders': {
    input: nothing,
    output: z.object({
      folders: z.array(
        z.object({ workspaceId: z.string(), folder: z.string(), changed: z.number() }),
      ),
    }),
  },
  /** The folder's last publish of a project, by anyone; absent if unreadable. */
  'team.published': {
    input: z.object({ projectId: projectIdSchema }),
    output: z.object({ publish: teamPublishSchema.optional() }),
  },
  /** Differences between app and folder in one item. */
  'team.differences': {
    input: z.object({ readingId, item: itemSchema }),
    output: z.object({ lines: z.array(lineSchema).max(mostTeamLines), total: z.number() }),
  },
  /**
   * Writes the app's items to the folder. Never overwrites a file that changed after `readingId`; overwrites newer
   * items only with `replace`.
   */
  'team.write': {
    input: z.object({ readingId, items, replace: z.boolean() }),
    output: z.object({
      results: z.array(writtenSchema),
      /** Files that the app creates once. */
      first: z.array(z.string()),
      remarks: z.array(z.string()).max(mostTeamProblems),
    }),
  },
  /** Writes the app's version beside files that someone else changed. */
  'team.keep-both': {
    input: z.object({ readingId, item: itemSchema }),
    output: z.object({ written: z.array(z.string()) }),
  },
  /** Loads projects' setups into their drafts, one step each. */
  'team.load': {
    input: z.object({ readingId, items }),
    output: z.object({ results: z.array(loadedSchema) }),
  },
  /** Loads expected differences, named values, names, notes and cases. */
  'team.take': {
    input: z.object({ readingId, items, how: z.enum(['folder', 'both']) }),
    output: z.object({ results: z.array(resultSchema) }),
  },
} as const

export const teamFolderEvents = {
  /** A folder changed, from outside or by a write. */
  'team.changed': z.object({ folder: z.string() }),
} as const
