import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function connectionHandlers({
  connections,
  metadataIssuers,
  organizationCreated,
}: HandlerDeps) {
  return {
    'metadata.read': (input, { signal }) => connections.readMetadata(input, signal),
    'metadata.issuers': ({ projectId }, { signal }) => metadataIssuers(projectId, signal),
    'connection.elsewhere': (input) => connections.findElsewhere(input),
    'organization.find': (input, { signal }) => connections.findOrganizations(input, signal),
    'organization.created': (input, { signal }) => organizationCreated(input, signal),
  } satisfies Partial<Handlers>
}
