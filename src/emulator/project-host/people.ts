import type { Reply } from '../http/exchange'
import { ApiError } from '../state/errors'
import { omit, textOf, type JsonObject } from '../state/json'
import { entriesOf, type Listed } from '../state/people'
import { checkKey, type Visit } from './visit'

const defaultSize = 250
const tokensLast = 60 * 60_000
/** What a session shows on request alone. */
const expandable = new Set(['identity', 'devices'])

interface Position {
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly until: number
}

function sizeIn(query: URLSearchParams, most: number): number {
  const asked = query.get('page_size')
  const size = asked === null ? defaultSize : Number(asked)
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw new ApiError(400, `page_size must lie between 1 and ${most}`)
  }
  return size
}

const writeToken = ({ offset, until }: Position) =>
  Buffer.from(`${offset}/${until}`).toString('base64url')

function offsetIn(query: URLSearchParams): number {
  const token = query.get('page_token')
  if (token === null || token === '') return 0
  const match = /^(\d+)\/(\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  if (!match)
    throw new ApiError(400, 'The page token is invalid, do not craft your own page tokens')
  if (Number(match[2]) < Date.now()) throw new ApiError(400, 'The page token has expired.')
  return Number(match[1])
}

/** The address of a page as the `Link` header names it. */
function addressOf({ query, request }: Visit, token: string | undefined): string {
  const members = new URLSearchParams(query)
  if (token === undefined) members.delete('page_token')
  else members.set('page_token', token)
  return `${request.path}?${members.toString()}`
}

/** A page of a list, and the next one in the `Link` header. */
function page(
  visit: Visit,
  all: Listed,
  most: number,
  view: (entry: JsonObject) => JsonObject,
): Reply {
  const { query, world } = visit
  const size = sizeIn(query, most)
  const offset = offsetIn(query)
  const end = Math.min(offset + size, all.length)
  const entries: JsonObject[] = []
  for (let at = offset; at < end; at += 1) {
    const entry = all.at(at)
    if (entry) entries.push(view(entry))
  }
  const until = Date.now() + (world.options.peopleTokensLast ?? tokensLast)
  const links = [`<${addressOf(visit, undefined)}>; rel="first"`]
  if (end < all.length) {
    links.push(`<${addressOf(visit, writeToken({ offset: end, until }))}>; rel="next"`)
  }
  return { status: 200, headers: { link: links.join(',') }, content: { json: entries } }
}

function whoAre(all: Listed, query: URLSearchParams): Listed {
  const organizationId = query.get('organization_id')
  const ids = query.getAll('ids')
  const identifier = query.get('credentials_identifier')
  const filters = [organizationId, identifier, ids.length > 0 ? ids : null].filter(
    (filter) => filter !== null,
  )
  if (filters.length > 1) throw new ApiError(400, 'The filters cannot be combined.')
  if (filters.length === 0) return all
  return entriesOf(all).filter((identity) =>
    organizationId === null
      ? ids.includes(textOf(identity['id'])) || emailOf(identity) === identifier
      : identity['organization_id'] === organizationId,
  )
}

function emailOf({ traits }: JsonObject): unknown {
  return typeof traits === 'object' && traits !== null && 'email' in traits
    ? traits['email']
    : undefined
}

/** operationId listIdentities: with a key of this project. */
export function listIdentities(visit: Visit): Reply {
  checkKey(visit)
  const { world, project, query } = visit
  return page(visit, whoAre(world.people(project).identities, query), 500, (entry) => entry)
}

/** operationId listSessions: with a key of this project. */
export function listSessions(visit: Visit): Reply {
  checkKey(visit)
  const { world, project, query } = visit
  const expanded = new Set(query.getAll('expand').flatMap((value) => value.split(',')))
  if ([...expanded].some((name) => !expandable.has(name))) {
    throw new ApiError(400, 'Could not parse expand option')
  }
  const hidden = new Set([...expandable].filter((name) => !expanded.has(name)))
  const active = query.get('active')
  const { sessions } = world.people(project)
  const asked: Listed =
    active === null
      ? sessions
      : entriesOf(sessions).filter((session) => textOf(session['active']) === active)
  return page(visit, asked, 1000, (entry) => omit(entry, hidden))
}
