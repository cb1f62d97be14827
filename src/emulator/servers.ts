import type { Server } from 'node:http'
import { storageFolder } from './state/content'
import { ApiError, errorBody } from './state/errors'
import type { Faults } from './http/faults'
import { createRecordingServer, type Exchange, type Reply } from './http/http'
import { renameAnOrganization } from './state/other-writer'
import type { RateLimiter } from './http/rate-limits'
import { matchRoute } from './routes'
import type { RecordedRequest } from './state/types'
import type { World } from './state/world'

export type Keys = ReadonlyMap<string, readonly string[]>

interface Shared {
  world: World
  records: RecordedRequest[]
  faults: Faults
}

export function createApiServer(
  { world, records, faults, limiter }: Shared & { limiter: RateLimiter },
  keys: Keys,
): Server {
  return createRecordingServer({
    kind: 'api',
    records,
    faults,
    operationOf: (method, path) => matchRoute(method, path)?.operationId,
    admit: (method, path) => limiter.admit(matchRoute(method, path)?.bucket ?? ''),
    handle: (exchange) => {
      try {
        return answer(world, keys, exchange)
      } catch (thrown) {
        // Anything else is a bug of the stand-in: said in the answer, since there is no other place.
        const error = thrown instanceof ApiError ? thrown : new ApiError(500, String(thrown))
        const { operation } = exchange.request
        const flat = operation !== undefined && (world.options.flatErrors ?? []).includes(operation)
        return {
          status: error.status,
          content: { json: errorBody(error, exchange.requestId, flat) },
        }
      }
    },
  })
}

function answer(world: World, keys: Keys, { request, rule }: Exchange): Reply {
  const authorization = request.headers['authorization']
  const key = /^Bearer (\S+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1]
  const workspaces = key === undefined ? undefined : keys.get(key)
  if (!workspaces) throw new ApiError(401, 'Access credentials are invalid or missing.')
  const route = matchRoute(request.method, request.path)
  if (!route) throw new ApiError(404, `No route for ${request.method} ${request.path}`)
  const { otherWriter, staleReadsForMs, warnings } = rule ?? {}
  if (otherWriter !== undefined) {
    const rename = renameAnOrganization(route.parameters['project_id'])
    world.edit(otherWriter === true ? rename : otherWriter)
  }
  const run = () =>
    route.operation({
      world,
      workspaces,
      parameters: route.parameters,
      query: new URL(request.url, 'http://127.0.0.1').searchParams,
      body: request.body,
      extraWarnings: warnings ?? [],
    })
  const { status, body } =
    staleReadsForMs === undefined ? run() : world.lagging(staleReadsForMs, run)
  return body === undefined ? { status } : { status, content: { json: body } }
}

/** Public by address, like the bucket: it asks for no key, and knows nothing but stored texts. */
export function createStorageServer({ world, records, faults }: Shared): Server {
  const address = new RegExp(`^/${storageFolder}/([0-9a-f]{128})\\.(jsonnet|xml|json)$`)
  return createRecordingServer({
    kind: 'storage',
    records,
    faults,
    operationOf: () => 'getStoredContent',
    handle: ({ request }) => {
      const [, hash = '', extension] = address.exec(request.path) ?? []
      const text = Object.hasOwn(world.state.content, hash) ? world.state.content[hash] : undefined
      if (request.method !== 'GET' || text === undefined)
        return { status: 404, content: 'NoSuchKey' }
      const type = extension === 'xml' ? 'application/xml' : 'application/octet-stream'
      return { status: 200, headers: { 'content-type': type }, content: text }
    },
  })
}
