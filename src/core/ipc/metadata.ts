import { z } from 'zod'

export const metadataRequests = {
  /**
   * The entity IDs of identity providers, by SAML connection of the saved draft: of metadata that stands in the
   * connection, or that Ory stores and this computer has read before. Nothing is asked of a server.
   */
  'metadata.issuers': {
    input: z.object({ projectId: z.uuid() }),
    output: z.record(z.string(), z.string()),
  },
} as const
