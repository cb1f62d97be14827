import { z } from 'zod'
import { differenceLineSchema } from '../compare/text-difference'
import { environmentSchema } from '../model/project'
import { mostWritten } from '../team-folder/memory'
import { teamPublishSchema } from '../team-folder/publish-file'
import { standings } from '../team-folder/standing'
import { projectIdSchema, sessionIdSchema, teamNameSchema, workspaceIdSchema } from './ids'

/** Largest lists of an answer; what is beyond is counted. */
export const mostTeamRows = 5000
export const mostTeamLines = 500
export const mostTeamProblems = 200

const workspaceId = workspaceIdSchema
const readingId = sessionIdSchema

const itemSchema = z.object({
  kind: z.enum(['project', 'pair', 'mapper']),
  /** Of a project or pair its name in the folder; of a mapper the hash of its text. */
  name: teamNameSchema,
})
const items = z.array(itemSchema).max(mostTeamRows)

const rowSchema = z.object({
  item: itemSchema,
  label: z.string(),
  /** Of a project that this app has. */
  environment: environmentSchema.optional(),
  projectId: projectIdSchema.optional(),
  /** `unknown`: it cannot be compared now, and `note` says why. */
  standing: z.enum([...standings, 'unknown']),
  /** What is to be known about it, in words. */
  note: z.string().optional(),
  /** The publish that a project in the folder stands for. */
  published: teamPublishSchema.optional(),
})
export type TeamRow = z.infer<typeof rowSchema>

const resultSchema = z.object({
  item: itemSchema,
  label: z.string(),
  /** Why nothing was done, in words. */
  problem: z.string().optional(),
})

const writtenSchema = resultSchema.extend({
  written: z.array(z.string()),
  removed: z.array(z.string()),
  unchanged: z.number(),
  /** Files that changed after they were shown: nothing of this item was written. */
  conflicts: z.array(z.string()),
})
export type TeamWritten = z.infer<typeof writtenSchema>

const loadedSchema = resultSchema.extend({
  projectId: projectIdSchema.optional(),
  /** Organizations and connections that the draft changes by it. */
  changes: z.number(),
  /** Secrets to type before it can be published, in words. */
  toType: z.array(z.string()),
  /** What was not loaded, in words. */
  skipped: z.array(z.string()),
})
export type TeamLoaded = z.infer<typeof loadedSchema>

const nothing = z.object({})
const lineSchema = z.object({
  about: z.string(),
  field: z.string().optional(),
  app: z.string().optional(),
  folder: z.string().optional(),
  /** From the app's text to the folder's, of a mapper or of metadata. */
  lines: z.array(differenceLineSchema).optional(),
})

/** Requests about the folder in which a team keeps its set-ups, one for each workspace. */
export const teamFolderRequests = {
  /** Reads the folder, and compares it with what this app has. Without `folder` none was chosen. */
  'team.read': {
    input: z.object({ workspaceId }),
    output: z.object({
      folder: z.string().optional(),
      /** Names what was read in later requests; absent where nothing could be read. */
      readingId: readingId.optional(),
      /** Why the folder can be neither read nor written, in words. */
      refused: z.string().optional(),
      rows: z.array(rowSchema).max(mostTeamRows),
      problems: z.array(z.object({ path: z.string(), words: z.string() })).max(mostTeamProblems),
      /** How many problems there are in all. */
      problemCount: z.number(),
      lastWrite: z
        .object({ at: z.string(), files: z.array(z.string()).max(mostWritten) })
        .optional(),
    }),
  },
  /** Asks for the folder to use, or uses none any more; nothing in a folder changes. `chosen`: there is another now. */
  'team.choose': {
    input: z.object({ workspaceId, folder: z.enum(['ask', 'none']) }),
    output: z.object({ chosen: z.boolean() }),
  },
  /** The folder of each workspace that has one, and how much in it nobody has taken or written as it is now. */
  'team.folders': {
    input: nothing,
    output: z.object({
      folders: z.array(
        z.object({ workspaceId: z.string(), folder: z.string(), changed: z.number() }),
      ),
    }),
  },
  /** The publish that the folder has of a project, whoever made it; without one it has none that can be read. */
  'team.published': {
    input: z.object({ projectId: projectIdSchema }),
    output: z.object({ publish: teamPublishSchema.optional() }),
  },
  /** What differs between app and folder in one item, in words. */
  'team.differences': {
    input: z.object({ readingId, item: itemSchema }),
    output: z.object({ lines: z.array(lineSchema).max(mostTeamLines), total: z.number() }),
  },
  /**
   * Writes what this app has into the folder. A file that changed after `readingId` was read is not
   * overwritten. With `replace` also items that are newer in the folder, as the person was asked.
   */
  'team.write': {
    input: z.object({ readingId, items, replace: z.boolean() }),
    output: z.object({
      results: z.array(writtenSchema),
      /** Files that were made once. */
      first: z.array(z.string()),
      remarks: z.array(z.string()).max(mostTeamProblems),
    }),
  },
  /** Writes what this app has beside the files that somebody changed, which stay as they are. */
  'team.keep-both': {
    input: z.object({ readingId, item: itemSchema }),
    output: z.object({ written: z.array(z.string()) }),
  },
  /** Puts the set-ups of projects into their drafts, each as one step. */
  'team.load': {
    input: z.object({ readingId, items }),
    output: z.object({ results: z.array(loadedSchema) }),
  },
  /** Takes expected differences, named values, names, notes and cases into this app. */
  'team.take': {
    input: z.object({ readingId, items, how: z.enum(['folder', 'both']) }),
    output: z.object({ results: z.array(resultSchema) }),
  },
} as const

export const teamFolderEvents = {
  /** Something changed in a folder that was read, from outside of the app or by a write. */
  'team.changed': z.object({ folder: z.string() }),
} as const
