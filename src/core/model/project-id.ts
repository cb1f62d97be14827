import { z } from 'zod'
import { InvalidIdError } from '../errors/invalid-id-error'

/**
 * What a project's id begins with: the origin of its API as `checkApiAddress` gives it, or `demo:` for the
 * demo, whose server has another port after each start. Only workspaces of kind `demo` have the latter.
 */
export type ProjectServer = 'demo:' | `https://${string}` | `http://${string}`

/**
 * What names a project in the whole app, such as `https://api.console.ory.com/projects/UUID`: the server and
 * the id that Ory gave it there, since two servers may list the same id. Ory's own id alone, the UUID, is
 * for paths of requests, for the project document, and for texts that a person, curl or the Ory CLI reads.
 */
export type ProjectId = `${ProjectServer}/projects/${string}`

/** The demo's server, at whatever address it is. */
export const demoServer = 'demo:'

/** Bytes of a host name: the names of files about two projects must fit into a file name. */
export const longestHost = 63

const host = String.raw`[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]`
const ownHost = String.raw`127\.0\.0\.1|localhost|\[::1\]`
const port = String.raw`(?::(?!0)\d{1,5})?`
const serverPattern = `demo:|https://(?:${host})${port}|http://(?:${ownHost})${port}`
const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idPattern = new RegExp(`^(?<server>${serverPattern})/projects/(?<uuid>${uuidPattern})$`)
const plainName = /^[A-Za-z0-9-]{1,100}$/
const uuidOnly = new RegExp(`^${uuidPattern}$`)
/** Scheme, host and port, without which `https` has 443 and `http` 80. */
const parts = /^(https?):\/\/(\[[^\]]*\]|[^:]*)(?::(\d+))?$/

function isServer(text: string): text is ProjectServer {
  if (text === demoServer) return true
  const [, scheme, name = '', given] = parts.exec(text) ?? []
  if (scheme === undefined || name.length > longestHost || name.includes('..')) return false
  return given === undefined || (given !== (scheme === 'https' ? '443' : '80') && +given <= 65_535)
}

/** An id in its two parts; `undefined` for any other text. */
export function parseProjectId(
  text: string,
): { readonly server: ProjectServer; readonly uuid: string } | undefined {
  const { server, uuid } = idPattern.exec(text)?.groups ?? {}
  if (server === undefined || uuid === undefined || !isServer(server)) return undefined
  return { server, uuid }
}

export const isProjectId = (text: unknown): text is ProjectId =>
  typeof text === 'string' && parseProjectId(text) !== undefined

/** Strict: a text of any other form, a UUID alone among them, is refused. */
export const projectIdSchema = z.string().max(200).regex(idPattern).refine(isProjectId)

/** Whether a text is an id as Ory gives it, in lower case. */
export const isProjectUuid = (text: string): boolean => uuidOnly.test(text)

/**
 * @param server an origin as `checkApiAddress` gives it, or `demoServer`
 * @param uuid Ory's own id, in any case
 * @returns `undefined` where it cannot be the id of a project
 */
export function projectIdAt(server: string, uuid: string): ProjectId | undefined {
  const id = `${server}/projects/${uuid.toLowerCase()}`
  return isProjectId(id) ? id : undefined
}

/** The same for what is known to be one; throws for anything else. */
export function projectIdOf(server: string, uuid: string): ProjectId {
  const id = projectIdAt(server, uuid)
  if (id === undefined) throw new InvalidIdError('Not the server and the UUID of a project')
  return id
}

function parsed(projectId: ProjectId) {
  const known = parseProjectId(projectId)
  if (!known) throw new InvalidIdError('Not the id of a project')
  return known
}

/** Ory's own id of a project. */
export const uuidOf = (projectId: ProjectId): string => parsed(projectId).uuid

/** The server that a project's id begins with. */
export const projectServer = (projectId: ProjectId): ProjectServer => parsed(projectId).server

/**
 * A server as a part of a file's name or of a link: `https+api.console.ory.com`, `http+127.0.0.1+4000`,
 * `https+__1` for `https://[::1]`, and `demo`. No host has a plus or an underscore.
 */
export function serverName(server: ProjectServer): string {
  if (server === demoServer) return 'demo'
  const [, scheme = '', name = '', given] = parts.exec(server) ?? []
  const plain = name.replace(/[[\]]/g, '').replaceAll(':', '_')
  return [scheme, plain, ...(given === undefined ? [] : [given])].join('+')
}

function serverNamed(name: string): string {
  if (name === 'demo') return demoServer
  const [scheme = '', plain = '', given, ...more] = name.split('+')
  if (more.length > 0) return ''
  const own = plain.includes('_') ? `[${plain.replaceAll('_', ':')}]` : plain
  return `${scheme}://${own}${given === undefined ? '' : `:${given}`}`
}

/** The id of the project with this UUID at a server by its name; `undefined` where there can be none. */
export const projectIdNamed = (name: string, uuid: string): ProjectId | undefined =>
  projectIdAt(serverNamed(name), uuid)

/**
 * What files about a project are called, without their ending: `UUID@https+api.console.ory.com`. It is the
 * same on systems that take upper and lower case for one, and holds nothing that a system forbids.
 */
export function projectFileName(projectId: ProjectId): string {
  const known = parseProjectId(projectId)
  if (known) return `${known.uuid}@${serverName(known.server)}`
  if (plainName.test(projectId)) return projectId
  throw new InvalidIdError('Not the id of a project')
}

/** The project that a file is about; `undefined` for the name of any other file. */
export function projectOfFile(name: string): ProjectId | undefined {
  const [uuid = '', server = '', ...more] = name.split('@')
  return more.length === 0 && isProjectUuid(uuid) ? projectIdNamed(server, uuid) : undefined
}
