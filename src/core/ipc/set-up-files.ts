import { z } from 'zod'
import type { SetUpReading } from '../set-up-file/read'
import { entityKeySchema, projectIdSchema } from './ids'

export const setUpForms = ['set-up', 'identity-config', 'terraform'] as const
export type SetUpForm = (typeof setUpForms)[number]

const keys = z.array(entityKeySchema).max(50_000)

/** Parts of the saved draft to export; absent lists mean all. */
const chosen = z.object({
  projectId: projectIdSchema,
  form: z.enum(setUpForms),
  /** Includes the draft's edits. */
  withDraft: z.boolean(),
  organizations: keys.optional(),
  connections: keys.optional(),
})

/** The same limit as for reading a file. */
const mostTextCharacters = 100_000_000

export const setUpFileRequests = {
  /** The file as it would be written, its text shortened for display. */
  'set-up.preview': {
    input: chosen,
    output: z.object({
      text: z.string(),
      /** Length of the full text. */
      characters: z.number(),
      organizations: z.number(),
      connections: z.number(),
      scimClients: z.number(),
      /** What the file leaves out, at most 100 notes. */
      remarks: z.array(z.string()),
    }),
  },
  /** Asks where to save it; no name if canceled. */
  'set-up.export': { input: chosen, output: z.object({ name: z.string().optional() }) },
  /** Parses an untrusted file in a thread, because a large one takes seconds. */
  'set-up.read': {
    input: z.object({ text: z.string().max(mostTextCharacters) }),
    // Comes from main and is trusted.
    output: z.custom<SetUpReading>(),
  },
  /** Returns the file that the system opened with the app for this window, once. */
  'set-up.opened': {
    input: z.object({}),
    output: z.object({ name: z.string().optional(), text: z.string().optional() }),
  },
} as const

export const setUpFileEvents = {
  /** `set-up.opened` returns the file. */
  'set-up.opened': z.object({}),
} as const
