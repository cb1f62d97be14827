import type { ProjectSummary } from '../model/project'
import { parseProjectId } from '../model/project-id'
import { apiPath } from './api-address'
import { isOwnComputer, projectHost } from './project-host'
import { callbackOrigins } from './redirect'

/** SCIM server addresses, one per project host, best first; Ory serves all. `id` is absent if unknown. */
export function scimServerUrls(
  {
    id,
    slug,
    hosts,
  }: {
    readonly id?: ProjectSummary['id']
    readonly slug: string
    readonly hosts: readonly string[]
  },
  clientId: string,
): string[] {
  const server = (id && parseProjectId(id)?.server) ?? ''
  const own = isOwnComputer(server) ? projectHost(slug, server) : undefined
  const origins = own
    ? [own.origin + own.base]
    : callbackOrigins({ slug, hosts, baseRedirectUri: undefined })
  return origins.flatMap((origin) => scimServerUrl(origin, clientId) ?? [])
}

/** `undefined` for a client ID, such as `..`, that changes the path, because a secret is sent there. */
export function scimServerUrl(origin: string, clientId: string): string | undefined {
  const path = apiPath(['scim', clientId, 'v2'])
  return path === undefined ? undefined : origin + path
}
