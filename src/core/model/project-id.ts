import { z } from 'zod'
import { InvalidIdError } from '../errors/invalid-id-error'

/** Origin of the API as `checkApiAddress` returns it, or `demo:`, because the demo's port changes on each start. */
export type ProjectServer = 'demo:' | `https://${string}` | `http://${string}`

/**
 * Server plus Ory's project ID, such as `https://api.console.ory.com/projects/UUID`, since two servers may use the
 * same ID. The UUID alone appears in request paths, the project document and texts for people, curl or the Ory CLI.
 */
export type ProjectId = `${ProjectServer}/projects/${string}`

/** The demo's server, at any port. */
export const demoServer = 'demo:'

/** Bytes of a host name; names of files about two projects must fit the file system. */
export const longestHost = 63

const host = String.raw`[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]`
const ownHost = String.raw`127\.0\.0\.1|localhost|\[::1\]`
const port = String.raw`(?::(?!0)\d{1,5})?`
const serverPattern = `demo:|https://(?:${host})${port}|http://(?:${ownHost})${port}`
const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idPattern = new RegExp(`^(?<server>${serverPattern})/projects/(?<uuid>${uuidPattern})$`)
const plainName = /^[A-Za-z0-9-]{1,100}$/
const uuidOnly = new RegExp(`^${uuidPattern}$`)
/** Scheme, host and port. */
const parts = /^(https?):\/\/(\[[^\]]*\]|[^:]*)(?::(\d+))?$/

function isServer(text: string): text is ProjectServer {
  if (text === demoServer) return true
  const [, scheme, name = '', given] = parts.exec(text) ?? []
  if (scheme === undefined || name.length > longestHost || name.includes('..')) return false
  return given === undefined || (given !== (scheme === 'https' ? '443' : '80') && +given <= 65_535)
}

/** Splits an ID; `undefined` for any other text. */
export function parseProjectId(
  text: string,
): { readonly server: ProjectServer; readonly uuid: string } | undefined {
  const { server, uuid } = idPattern.exec(text)?.groups ?? {}
  if (server === undefined || uuid === undefined || !isServer(server)) return undefined
  return { server, uuid }
}

export const isProjectId = (text: unknown): text is ProjectId =>
  typeof text === 'string' && parseProjectId(text) !== undefined

/** Refuses any other form, including a bare UUID. */
export const projectIdSchema = z.string().max(200).regex(idPattern).refine(isProjectId)

/** Whether a text is Ory's lower-case project ID. */
export const isProjectUuid = (text: string): boolean => uuidOnly.test(text)

/** `server` as from `checkApiAddress` or `demoServer`; the UUID may have any case. Returns `undefined` if invalid. */
export function projectIdAt(server: string, uuid: string): ProjectId | undefined {
  const id = `${server}/projects/${uuid.toLowerCase()}`
  return isProjectId(id) ? id : undefined
}

/** Like `projectIdAt`, but throws. */
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

/** Ory's own ID of a project. */
export const uuidOf = (projectId: ProjectId): string => parsed(projectId).uuid

export const projectServer = (projectId: ProjectId): ProjectServer => parsed(projectId).server

/**
 * A server for file names and links: `https+api.console.ory.com`, `http+127.0.0.1+4000`, `https+__1` for
 * `https://[::1]`, or `demo`; hosts contain neither plus nor underscore.
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

/** Project ID from a `serverName` and UUID; `undefined` if invalid. */
export const projectIdNamed = (name: string, uuid: string): ProjectId | undefined =>
  projectIdAt(serverNamed(name), uuid)

/** Base name of a project's files, `UUID@https+api.console.ory.com`; safe on every file system. */
export function projectFileName(projectId: ProjectId): string {
  const known = parseProjectId(projectId)
  if (known) return `${known.uuid}@${serverName(known.server)}`
  if (plainName.test(projectId)) return projectId
  throw new InvalidIdError('Not the id of a project')
}

/** Inverse of `projectFileName`; `undefined` for other files. */
export function projectOfFile(name: string): ProjectId | undefined {
  const [uuid = '', server = '', ...more] = name.split('@')
  return more.length === 0 && isProjectUuid(uuid) ? projectIdNamed(server, uuid) : undefined
}
