import type { ProjectSummary } from '../model/project'
import { projectServer, uuidOf, type ProjectId } from '../model/project-id'
import { isOryApi } from './api-address'
import { signInLink } from './member-links'
import { isOwnComputer, projectHost } from './project-host'
import { callbackOrigins } from './redirect'

/** Pages of a project that the app opens in the browser: two of its own and two of the Ory Console. */
export const projectPageNames = [
  'sign-in',
  'registration',
  'console-organizations',
  'console-activity',
] as const
export type ProjectPage = (typeof projectPageNames)[number]

/** Paths behind `/projects/UUID` of the Console. Source: ory/docs, `ConsoleLink/console-routes.ts`, July 2026. */
const consolePaths = {
  'console-organizations': '/organizations',
  'console-activity': '/activity',
} as const

/** Whether the Ory Console shows a project: not that of the demo or of another server. */
export const isInConsole = (id: ProjectId): boolean => isOryApi(projectServer(id))

/** `base_redirect_uri` is any text that the server has. */
const plainAddress = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/i

/** Origin and path that the project's own pages begin with, the same as that of the sign-in link. */
function ownPages(
  { slug, hosts }: Pick<ProjectSummary, 'slug' | 'hosts'>,
  apiAddress: string,
  baseRedirectUri: string | undefined,
): string | undefined {
  const host = projectHost(slug, apiAddress)
  if (!host || isOwnComputer(apiAddress)) return host && host.origin + host.base
  const [origin = ''] = callbackOrigins({ slug, hosts, baseRedirectUri })
  return plainAddress.test(origin) ? origin : host.origin
}

/** Address of a project page, `undefined` if it has none; `apiAddress` is the workspace's. */
export function projectPage(
  page: ProjectPage,
  project: Pick<ProjectSummary, 'id' | 'slug' | 'hosts'>,
  apiAddress: string,
  baseRedirectUri: string | undefined,
): string | undefined {
  if (page === 'console-organizations' || page === 'console-activity') {
    return isInConsole(project.id)
      ? `https://console.ory.com/projects/${uuidOf(project.id)}${consolePaths[page]}`
      : undefined
  }
  const origin = ownPages(project, apiAddress, baseRedirectUri)
  if (origin === undefined) return undefined
  return page === 'sign-in' ? signInLink(origin) : `${origin}/self-service/registration/browser`
}
