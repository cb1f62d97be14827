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
 * The host that a project key may be sent to: `SLUG.projects.oryapis.com`. An API on this computer stands
 * in for the projects too, each below `/project-hosts/SLUG`, since it has no names of its own.
 *
 * @returns `undefined` for a slug that is no part of a host name
 */
export function projectHost(slug: string, apiAddress: string): ProjectHost | undefined {
  if (!hostLabel.test(slug)) return undefined
  if (isOwnComputer(apiAddress)) return { origin: apiAddress, base: `/project-hosts/${slug}` }
  return { origin: `https://${slug}.projects.oryapis.com`, base: '' }
}
