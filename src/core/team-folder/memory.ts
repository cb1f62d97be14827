import { z } from 'zod'

/** Names of files of the last write that are kept. */
export const mostWritten = 500

/** What the app remembers of the team folder of a workspace. It holds no content and no secret. */
export const teamMemorySchema = z.object({
  /** Absolute path, as it was chosen on this computer. */
  folder: z.string(),
  /** Address of the server whose workspace it is; absent in files of earlier versions. */
  apiAddress: z.string().optional(),
  /** Hash of the content of each item as app and folder both had it last, by the item's id. */
  base: z.record(z.string(), z.string()),
  /** Hash of each file, by path, as it was when its content was taken or written, or needed neither; absent at first. */
  known: z.record(z.string(), z.string()).optional(),
  /** The last write; `at` in ISO 8601. */
  lastWrite: z.object({ at: z.string(), files: z.array(z.string()).max(mostWritten) }).optional(),
})
export type TeamMemory = z.infer<typeof teamMemorySchema>
