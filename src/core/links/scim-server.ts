import type { ProjectSummary } from '../model/project'
import { parseProjectId } from '../model/project-id'
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
  if (clientId === '') return []
  const server = (id && parseProjectId(id)?.server) ?? ''
  const own = isOwnComputer(server) ? projectHost(slug, server) : undefined
  const origins = own
    ? [own.origin + own.base]
    : callbackOrigins({ slug, hosts, baseRedirectUri: undefined })
  return origins.map((origin) => scimServerUrl(origin, clientId))
}

/** @param origin with what every path begins with there */
export const scimServerUrl = (origin: string, clientId: string): string =>
  `${origin}/scim/${encodeURIComponent(clientId)}/v2`
