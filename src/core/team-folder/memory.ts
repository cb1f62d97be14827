import { z } from 'zod'

/** Maximum number of file names kept from the last write. */
export const mostWritten = 500

export const teamMemorySchema = z.object({
  /** Absolute path. */
  folder: z.string(),
  /** Absent in earlier versions' files. */
  apiAddress: z.string().optional(),
  /** Hash of each item's content when app and folder last agreed, by item ID. */
  base: z.record(z.string(), z.string()),
  /** Hash of each file when last loaded, written or settled, by path; absent at first. */
  known: z.record(z.string(), z.string()).optional(),
  /** ISO 8601. */
  lastWrite: z.object({ at: z.string(), files: z.array(z.string()).max(mostWritten) }).optional(),
})
export type TeamMemory = z.infer<typeof teamMemorySchema>
