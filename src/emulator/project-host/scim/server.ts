import { timingSafeEqual } from 'node:crypto'
import type { Reply } from '../../http/exchange'
import { storedText } from '../../state/content'
import { isObject, textOf, type JsonObject } from '../../state/json'
import { entriesOf } from '../../state/people'
import { defaultSchema } from '../default-schema'
import type { Visit } from '../visit'
import { resourceTypes, schemas, serviceProviderConfig } from './discovery'
import { lower, type Mapped } from './identities'
import { filtered, page, selectionOf } from './list'
import { create, find, inScope, patch, remove, replace, view, type Scope } from './resources'
import { shown, type Kind } from './schemas'
import { errorReply, ScimError, scimReply } from './scim-error'

interface ScimVisit {
  readonly visit: Visit
  readonly scope: Scope
  /** Address of this client's server. */
  readonly base: string
  /** The last part of the path; undefined for a whole list. */
  readonly id: string | undefined
}

type Answer = (visit: ScimVisit) => Reply | Promise<Reply>

const discovery: readonly (readonly [path: string, name: string, Answer])[] = [
  [
    'ServiceProviderConfig',
    'getScimServiceProviderConfig',
    () => scimReply(200, serviceProviderConfig()),
  ],
  ['ResourceTypes', 'getScimResourceTypes', ({ id }) => scimReply(200, resourceTypes(id))],
  ['Schemas', 'getScimSchemas', ({ base, id }) => scimReply(200, schemas(base, id))],
]

const place = /^\/scim\/([^/]+)\/v2(?:\/([^/]+)(?:\/([^/]+))?)?\/?$/

export const isScim = (path: string): boolean => path.startsWith('/scim/')

/** The operation of a request to a SCIM server, by which faults and limits know it. */
export function scimOperation(method: string, path: string): string | undefined {
  return match(method, path)?.name
}

function match(method: string, path: string): { name: string; answer: Answer } | undefined {
  const [, , part, id] = place.exec(path) ?? []
  const found = discovery.find(([name]) => name === part)
  if (found) return method === 'GET' ? { name: found[1], answer: found[2] } : undefined
  const kind = part === 'Users' ? 'User' : part === 'Groups' ? 'Group' : undefined
  return kind && resourceRoute(kind, method, id)
}

function resourceRoute(kind: Kind, method: string, id: string | undefined) {
  if (id === undefined) {
    if (method === 'GET') return { name: `listScim${kind}s`, answer: list(kind) }
    return method === 'POST' ? { name: `createScim${kind}`, answer: add(kind) } : undefined
  }
  const verbs: Readonly<Record<string, readonly [verb: string, Answer]>> = {
    GET: ['get', read(kind, id)],
    PUT: ['replace', put(kind, id)],
    PATCH: ['patch', change(kind, id)],
    DELETE: ['delete', drop(kind, id)],
  }
  const found = Object.hasOwn(verbs, method) ? verbs[method] : undefined
  return found && { name: `${found[0]}Scim${kind}`, answer: found[1] }
}

/** Answers in SCIM's own form whatever is asked below `/scim/`. */
export async function answerScim(visit: Visit, path: string): Promise<Reply> {
  try {
    const [, clientId = '', , id] = place.exec(path) ?? []
    const scope = scopeOf(visit, clientId)
    const route = match(visit.request.method, path)
    if (!route) {
      const isServed = ['GET', 'POST', 'PUT'].some((method) => match(method, path))
      throw isServed
        ? new ScimError(405, 'The method is not allowed.')
        : new ScimError(404, 'The requested resource does not exist.')
    }
    const base = `${visit.address}/scim/${clientId}/v2`
    return await route.answer({ visit, scope, base, id: id && decoded(id) })
  } catch (error) {
    if (error instanceof ScimError) return errorReply(error)
    throw error
  }
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    // Half a character: no id is written so.
    throw new ScimError(404, `${id} not found`)
  }
}

/** What a client may see. Throws 404 for one that is unknown or switched off, and 401 without its secret. */
function scopeOf(visit: Visit, clientId: string): Scope {
  const { world, project, request } = visit
  const client = project.scim_clients?.find((item) => item['client_id'] === clientId)
  if (!client || client['state'] === 'disabled')
    throw new ScimError(404, 'The SCIM client does not exist.')
  const { authorization } = request.headers
  if (typeof authorization !== 'string') throw new ScimError(401, 'no authorization header found')
  const secret = bare(textOf(client['authorization_header_secret']))
  if (secret === '' || !isSame(bare(authorization), secret))
    throw new ScimError(401, 'invalid authorization header')
  const all = world.provisioned.get(project.id) ?? new Map()
  world.provisioned.set(project.id, all)
  const organizationId = textOf(client['organization_id'])
  const { domains, default_region: region } =
    project.organizations.find(({ id }) => id === organizationId) ?? {}
  return {
    all,
    organizationId,
    domains: Array.isArray(domains) ? domains.map(lower) : [],
    region: typeof region === 'string' && region !== '' ? region : undefined,
    schemaUrl: `https://${project.slug}.projects.oryapis.com/schemas/default`,
    identities: () => entriesOf(world.people(project).identities),
    forget: (id) => world.deletedIdentities.add(id),
    map: (user, existing) => mapped(visit, client, user, existing),
  }
}

/**
 * Runs the mapper of a client where there is an engine. Ory documents 500 for one that fails, and nothing for traits
 * that do not fit the identity schema: those users are taken. Without an engine, an identity keeps its traits.
 */
async function mapped(
  visit: Visit,
  client: JsonObject,
  user: JsonObject,
  existing: JsonObject | undefined,
): Promise<Mapped> {
  const { world } = visit
  const evaluate = world.options.evaluateMapper
  const traits = existing?.['traits']
  const unmapped = { traits: isObject(traits) ? traits : {} }
  if (!evaluate) return unmapped
  const address = textOf(client['mapper_url'] ?? '')
  if (address === '') throw new ScimError(500, 'Unable to fetch the data mapping.')
  const mapper = storedText(world.state.content, address)
  // Nothing is downloaded from elsewhere.
  if (mapper === undefined) return unmapped
  const schema = defaultSchema(visit)
  const identity = existing ? { identity: existing } : {}
  const ran = await evaluate({ mapper, claims: user, given: 'scim', ...identity, schema })
  if (ran.error && ran.error.step !== 'schema_validate') {
    if (ran.status === 400) throw new ScimError(400, ran.error.message, 'invalidValue')
    throw new ScimError(500, 'Unable to evaluate the data mapping.')
  }
  // The engine has checked its shape.
  return ran.output?.['identity'] as unknown as Mapped
}

/** Without spaces around it and one `Bearer` before it, as Ory compares both sides. */
const bare = (text: string) => text.trim().replace(/^bearer\s+/i, '')

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const select = ({ visit }: ScimVisit) => selectionOf(visit.query)

function list(kind: Kind): Answer {
  return (asked) => {
    const { visit, scope } = asked
    const selection = select(asked)
    const all = inScope(scope, kind).map((item) => view(scope, item))
    const takes = visit.world.options.scimFilters ?? 'indexed'
    const answer = page(filtered(kind, all, visit.query.get('filter'), takes), visit.query)
    const { Resources: found } = answer
    if (!Array.isArray(found)) return scimReply(200, answer)
    // A page has what `filtered` has found.
    const each = found.map((item) => shown(kind, item as JsonObject, selection))
    return scimReply(200, { ...answer, Resources: each })
  }
}

function add(kind: Kind): Answer {
  return async (asked) => {
    const { visit, scope, base } = asked
    const selection = select(asked)
    const created = await create(scope, kind, visit.request.body)
    const location = `${base}/${kind}s/${created.id}`
    return scimReply(201, shown(kind, view(scope, created), selection), { location })
  }
}

const read =
  (kind: Kind, id: string): Answer =>
  (asked) =>
    scimReply(200, shown(kind, view(asked.scope, find(asked.scope, kind, id)), select(asked)))

const put =
  (kind: Kind, id: string): Answer =>
  async (asked) => {
    const selection = select(asked)
    const after = await replace(asked.scope, kind, id, asked.visit.request.body)
    return scimReply(200, shown(kind, view(asked.scope, after), selection))
  }

const change =
  (kind: Kind, id: string): Answer =>
  async (asked) => {
    const selection = select(asked)
    const after = await patch(asked.scope, kind, id, asked.visit.request.body)
    return scimReply(200, shown(kind, view(asked.scope, after), selection))
  }

const drop =
  (kind: Kind, id: string): Answer =>
  ({ scope }) => {
    remove(scope, kind, id)
    return { status: 204 }
  }
