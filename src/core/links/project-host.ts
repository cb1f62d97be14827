/** Where a project itself answers, as opposed to the console API that configures it. */
export interface ProjectHost {
  /** Origin without a trailing slash. */
  readonly origin: string
  /** What every path begins with: empty, except for an API on this computer. */
  readonly base: string
}

const ownComputer = /^https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?$/i
/** A label of a host name, so that no slug can lead anywhere else. */
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Whether an API address, an origin, leads to this computer, such as the demo's. */
export const isOwnComputer = (apiAddress: string): boolean => ownComputer.test(apiAddress)

/**
 * Host for a project key, `SLUG.projects.oryapis.com`, or `/project-hosts/SLUG` of a local API. `undefined` for an
 * invalid slug.
 */
export function projectHost(slug: string, apiAddress: string): ProjectHost | undefined {
  if (!hostLabel.test(slug)) return undefined
  if (isOwnComputer(apiAddress)) return { origin: apiAddress, base: `/project-hosts/${slug}` }
  return { origin: `https://${slug}.projects.oryapis.com`, base: '' }
}
