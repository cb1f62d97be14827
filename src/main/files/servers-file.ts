import { z } from 'zod'

/** By API address. */
export const serversSchema = z.record(
  z.string(),
  z.object({
    /** Whether the server keeps proposed organization IDs. */
    organizationIds: z.enum(['kept', 'assigned']).optional(),
    /** ISO 8601 time of the last refused organization patch. */
    patchRefusedAt: z.string().optional(),
    /** The same per project (UUID), as the server may not be at fault. */
    refusedProjects: z.record(z.string(), z.string()).optional(),
  }),
)
export type KeptServers = z.infer<typeof serversSchema>
