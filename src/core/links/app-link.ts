import { isNewKey } from '../intents/intents'
import { connectionKey, type Protocol, protocols } from '../model/connection'
import { parseProjectId, type ProjectId, projectIdNamed, serverName } from '../model/project-id'

/** Set-ups, and what is read like pasted text: e-mails and metadata. */
const endings = ['.json', '.yaml', '.yml', '.eml', '.xml']
/** An address of any kind but a file's. */
const otherAddress = /^(?!file:)[a-z][a-z\d+.-]*:\/\//i

/**
 * The first file with a set-up, an e-mail or metadata among what a program was started with, as it was written there: a path, or
 * a `file:` address.
 *
 * @param args without the program itself
 */
export function setUpFileAmong(args: readonly string[]): string | undefined {
  return args.find(
    (text) =>
      !text.startsWith('-') &&
      !otherAddress.test(text) &&
      endings.some((ending) => text.toLowerCase().endsWith(ending)),
  )
}

/** The scheme of the app's own links; apart from what reads them, since a start asks for it alone. */
export const linkScheme = 'sso-workbench'

/** Whether a text may be such a link; `parseAppLink` says whether it is one. */
export const mayBeLink = (text: string): boolean =>
  text.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`

/** Where a link leads: a project, and in it what a selection names. */
interface LinkedPlace {
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

/** An id as it is typed in a link; `undefined` for what cannot be one. */
function idOf(part: string): string | undefined {
  const name = decoded(part)
  return name === undefined || name.length > longestId || control.test(name) ? undefined : name
}

/**
 * Reads a link to a place, such as
 * `sso-workbench://project/https+api.console.ory.com/UUID/connection/oidc/acme-okta`. It may come from anywhere, a hostile page among them: it names a place and nothing else, and `undefined` is the answer to
 * all that is not exactly of this form.
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

/** The link to a place; `undefined` where there is none, such as to what only the draft has. */
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
