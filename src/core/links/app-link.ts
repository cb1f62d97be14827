import { isNewKey } from '../intents/intents'
import { connectionKey, protocols, type Protocol } from '../model/connection'
import { parseProjectId, projectIdNamed, serverName, type ProjectId } from '../model/project-id'
import { linkScheme } from './link-scheme'

/** Where a link leads: a project, and in it what a selection names. */
export interface LinkedPlace {
  readonly projectId?: ProjectId
  /** In a link of an earlier version, which named no server: Ory's own id of the project alone. */
  readonly uuid?: string
  readonly target?: {
    readonly kind: 'organization' | 'connection' | 'scim-client'
    readonly key: string
  }
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idPart = '[^/?#\\s]{1,900}'
/** The whole of every link that means something. There is no place in it for a value or a deed. */
const form = new RegExp(
  `^${linkScheme}://project/(?:(?<server>[a-z0-9+._-]{1,90})/)?(?<project>${uuid})` +
    `(?:/organization/(?<organization>${uuid})|/connection/(?<protocol>oidc|saml)/(?<id>${idPart})` +
    `|/scim-client/(?<client>${idPart}))?/?$`,
  'i',
)
const longest = 1200
const longestId = 300
const control = /\p{C}/u

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // No percent-encoded UTF-8.
    return undefined
  }
}

function idOf(part: string): string | undefined {
  const name = decoded(part)
  return name === undefined || name.length > longestId || control.test(name) ? undefined : name
}

/**
 * Parses an untrusted link such as
 * `sso-workbench://project/https+api.console.ory.com/UUID/connection/oidc/acme-okta`, which only names a location;
 * `undefined` for any other form.
 */
export function parseAppLink(text: string): LinkedPlace | undefined {
  if (text.length > longest) return undefined
  const { server, project, organization, protocol, id, client } = form.exec(text)?.groups ?? {}
  if (project === undefined) return undefined
  const named = projectOf(server, project.toLowerCase())
  if (!named) return undefined
  if (organization !== undefined) {
    return { ...named, target: { kind: 'organization', key: organization.toLowerCase() } }
  }
  if (client !== undefined) {
    const key = idOf(client)
    return key === undefined ? undefined : { ...named, target: { kind: 'scim-client', key } }
  }
  if (protocol === undefined || id === undefined) return named
  const known = protocols.find((each) => each === protocol.toLowerCase())
  const name = idOf(id)
  if (!known || name === undefined) return undefined
  return { ...named, target: { kind: 'connection', key: connectionKey(known, name) } }
}

function projectOf(
  server: string | undefined,
  uuid: string,
): Pick<LinkedPlace, 'projectId' | 'uuid'> | undefined {
  if (server === undefined) return { uuid }
  const projectId = projectIdNamed(server.toLowerCase(), uuid)
  return projectId && { projectId }
}

interface Linkable {
  readonly projectId: ProjectId
  readonly target?: { readonly kind: string; readonly key: string }
}

/** `undefined` for what has no link, such as draft-only entities. */
export function appLink({ projectId, target }: Linkable): string | undefined {
  const link = linkText(projectId, target)
  return link !== undefined && parseAppLink(link) !== undefined ? link : undefined
}

function linkText(projectId: ProjectId, target: Linkable['target']): string | undefined {
  const known = parseProjectId(projectId)
  if (!known) return undefined
  const project = `${linkScheme}://project/${serverName(known.server)}/${known.uuid}`
  if (!target) return project
  if (target.kind === 'organization') return `${project}/organization/${target.key}`
  if (target.kind === 'scim-client') {
    const key = isNewKey(target.key) ? undefined : encoded(target.key)
    return key === undefined ? undefined : `${project}/scim-client/${key}`
  }
  if (target.kind !== 'connection') return undefined
  const [protocol, ...rest] = target.key.split(':')
  const wanted = protocols.find((each): each is Protocol => each === protocol)
  const id = encoded(rest.join(':'))
  return wanted && id !== undefined ? `${project}/connection/${wanted}/${id}` : undefined
}

function encoded(text: string): string | undefined {
  try {
    return encodeURIComponent(text)
  } catch {
    // Half of a character.
    return undefined
  }
}

/** The first link among what a program was started with. */
export function linkAmong(args: readonly string[]): LinkedPlace | undefined {
  for (const text of args) {
    const place = parseAppLink(text)
    if (place) return place
  }
  return undefined
}
