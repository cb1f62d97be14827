import { z } from 'zod'
import type { SetUpReading } from '../set-up-file/read'
import { entityKeySchema, projectIdSchema } from './ids'

/** Forms in which a set-up is exported. */
export const setUpForms = ['set-up', 'identity-config', 'terraform'] as const
export type SetUpForm = (typeof setUpForms)[number]

const keys = z.array(entityKeySchema).max(50_000)

/** What is exported of the saved draft; absent lists mean all. */
const chosen = z.object({
  projectId: projectIdSchema,
  form: z.enum(setUpForms),
  /** Whether the draft's edits are in it. */
  withDraft: z.boolean(),
  organizations: keys.optional(),
  connections: keys.optional(),
})

/** As many as a file may have that is chosen. */
const mostTextCharacters = 100_000_000

/** Requests about files that hold a set-up. */
export const setUpFileRequests = {
  /** The file as it would be written, its text cut to what a person looks through. */
  'set-up.preview': {
    input: chosen,
    output: z.object({
      text: z.string(),
      /** Of the whole text. */
      characters: z.number(),
      organizations: z.number(),
      connections: z.number(),
      scimClients: z.number(),
      /** What is not in the file, in words; at most 100. */
      remarks: z.array(z.string()),
    }),
  },
  /** Asks where to save it; no name in the answer: it was cancelled. */
  'set-up.export': { input: chosen, output: z.object({ name: z.string().optional() }) },
  /** Reads the text of a file, which anybody may have written, in a thread: a large one takes seconds. */
  'set-up.read': {
    input: z.object({ text: z.string().max(mostTextCharacters) }),
    // Made by main and trusted.
    output: z.custom<SetUpReading>(),
  },
  /** The file that the system opened with the app for this window to show, once; nothing where there is none. */
  'set-up.opened': {
    input: z.object({}),
    output: z.object({ name: z.string().optional(), text: z.string().optional() }),
  },
} as const

export const setUpFileEvents = {
  /** The system opened a file with the app; `set-up.opened` has it. */
  'set-up.opened': z.object({}),
} as const
