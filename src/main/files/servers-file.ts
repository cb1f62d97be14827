import { z } from 'zod'

/** What was learnt of servers by publishing to them, by API address. */
export const serversSchema = z.record(
  z.string(),
  z.object({
    /** Whether the server keeps the ids that are proposed for new organizations. */
    organizationIds: z.enum(['kept', 'assigned']).optional(),
    /** ISO 8601 time when it last refused organizations in a project's patch. */
    patchRefusedAt: z.string().optional(),
    /** The same of single projects, by UUID: it may not be about the server. */
    refusedProjects: z.record(z.string(), z.string()).optional(),
  }),
)
export type KeptServers = z.infer<typeof serversSchema>
