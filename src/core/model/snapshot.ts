import { z } from 'zod'
import { jsonObjectSchema } from './json'
import { projectSummarySchema } from './project'

/**
 * The server's truth of one project at one revision, verbatim: unknown keys stay. `project` is the
 * bare document of getProject; `organizations` comes from listOrganizations over all its pages.
 */
export const snapshotSchema = z.object({
  summary: projectSummarySchema,
  revisionId: z.string(),
  /** ISO 8601 time at which the answer was read. */
  readAt: z.string(),
  project: jsonObjectSchema,
  organizations: z.array(jsonObjectSchema),
})
export type Snapshot = z.infer<typeof snapshotSchema>
