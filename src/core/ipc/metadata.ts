import { z } from 'zod'
import { projectIdSchema } from '../model/project-id'

export const metadataRequests = {
  /**
   * The entity IDs of identity providers, by SAML connection of the saved draft: of metadata that stands in the
   * connection, or that Ory stores and this computer has read before. Nothing is asked of a server.
   */
  'metadata.issuers': {
    input: z.object({ projectId: projectIdSchema }),
    output: z.record(z.string(), z.string()),
  },
} as const
