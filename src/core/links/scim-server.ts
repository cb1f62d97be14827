import { callbackOrigins } from './redirect'

/**
 * The addresses at which an identity provider reaches a SCIM client, one for each host of its project, the most likely
 * first. Ory serves it at all of them.
 */
export function scimServerUrls(
  { slug, hosts }: { readonly slug: string; readonly hosts: readonly string[] },
  clientId: string,
): string[] {
  if (clientId === '') return []
  return callbackOrigins({ slug, hosts, baseRedirectUri: undefined }).map(
    (origin) => `${origin}/scim/${encodeURIComponent(clientId)}/v2`,
  )
}
