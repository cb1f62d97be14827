import type { ProjectSummary } from '../model/project'
import { parseProjectId } from '../model/project-id'
import { apiPath } from './api-address'
import { isOwnComputer, projectHost } from './project-host'
import { callbackOrigins } from './redirect'

/**
 * The addresses at which an identity provider reaches a SCIM client, one for each host of its project, the most likely
 * first. Ory serves it at all of them. An API on this computer serves its projects itself.
 *
 * @param id absent where it is not known, as that of a file
 */
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

/**
 * @param origin with what every path begins with there
 * @returns `undefined` for a client id, such as `..`, that makes another path of it: a secret is sent there
 */
export function scimServerUrl(origin: string, clientId: string): string | undefined {
  const path = apiPath(['scim', clientId, 'v2'])
  return path === undefined ? undefined : origin + path
}
