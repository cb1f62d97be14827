import { connectionKey, protocols, type Protocol } from '../model/connection'

export const linkScheme = 'sso-workbench'

/** Where a link leads: a project, and in it an organization or a connection as a selection names it. */
export interface LinkedPlace {
  readonly projectId: string
  readonly target?: { readonly kind: 'organization' | 'connection'; readonly key: string }
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idPart = '[^/?#\\s]{1,900}'
/** The whole of every link that means something. There is no place in it for a value or a deed. */
const form = new RegExp(
  `^${linkScheme}://project/(?<project>${uuid})` +
    `(?:/organization/(?<organization>${uuid})|/connection/(?<protocol>oidc|saml)/(?<id>${idPart}))?/?$`,
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

/**
 * Reads a link to a place, such as `sso-workbench://project/ID/connection/oidc/acme-okta`. It may come from
 * anywhere, a hostile page among them: it names a place and nothing else, and `undefined` is the answer to
 * all that is not exactly of this form.
 */
export function parseAppLink(text: string): LinkedPlace | undefined {
  if (text.length > longest) return undefined
  const { project, organization, protocol, id } = form.exec(text)?.groups ?? {}
  if (project === undefined) return undefined
  const projectId = project.toLowerCase()
  if (organization !== undefined) {
    return { projectId, target: { kind: 'organization', key: organization.toLowerCase() } }
  }
  if (protocol === undefined || id === undefined) return { projectId }
  const known = protocols.find((each) => each === protocol.toLowerCase())
  const name = decoded(id)
  if (!known || name === undefined || name.length > longestId || control.test(name))
    return undefined
  return { projectId, target: { kind: 'connection', key: connectionKey(known, name) } }
}

interface Linkable {
  readonly projectId: string
  readonly target?: { readonly kind: string; readonly key: string }
}

/** The link to a place; `undefined` where there is none, such as to what only the draft has. */
export function appLink({ projectId, target }: Linkable): string | undefined {
  const link = linkText(projectId, target)
  return link !== undefined && parseAppLink(link) !== undefined ? link : undefined
}

function linkText(projectId: string, target: Linkable['target']): string | undefined {
  const project = `${linkScheme}://project/${projectId}`
  if (!target) return project
  if (target.kind === 'organization') return `${project}/organization/${target.key}`
  if (target.kind !== 'connection') return undefined
  const [protocol, ...rest] = target.key.split(':')
  const known = protocols.find((each): each is Protocol => each === protocol)
  const id = encoded(rest.join(':'))
  return known && id !== undefined ? `${project}/connection/${known}/${id}` : undefined
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
