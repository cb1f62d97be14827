import type { IncomingHttpHeaders, Server } from 'node:http'
import type { ReceivedRequest, Reply } from './http/exchange'
import { createJsonServer } from './http/http'
import type { AroundOperations, Operate } from './operations/call'
import { matchRoute } from './routes'
import { storageFolder } from './state/content'
import { answerProjectHost, isProjectHost, projectHostOperation } from './project-host/answer'
import { ApiError, errorBody } from './state/errors'
import type { World } from './state/world'

/** Each API key with the workspaces it opens. */
export type Keys = ReadonlyMap<string, readonly string[]>

const mebibyte = 1024 ** 2
/** Maximum bytes of a body without a valid key, such as a SCIM user. */
const publicBodyLimit = mebibyte
/** Maximum bytes of a body with a valid key: a patch may create thousands of connections. */
const bodyLimit = 64 * mebibyte

function workspacesOf(keys: Keys, { authorization = '' }: IncomingHttpHeaders) {
  const key = /^Bearer (\S+)$/i.exec(authorization)?.[1]
  return key === undefined ? undefined : keys.get(key)
}

export function createApiServer(world: World, keys: Keys, around: AroundOperations): Server {
  return createJsonServer<Operate>({
    kind: 'api',
    operationOf: (method, path) =>
      matchRoute(method, path)?.operationId ?? projectHostOperation(method, path),
    bodyLimit: (headers) => (workspacesOf(keys, headers) ? bodyLimit : publicBodyLimit),
    around,
    async handle(request, requestId, operate) {
      try {
        if (isProjectHost(request.path)) return await answerProjectHost(world, request)
        return answer(world, keys, request, operate)
      } catch (thrown) {
        // Any other error is a bug of the emulator, which the answer reports.
        const error = thrown instanceof ApiError ? thrown : new ApiError(500, String(thrown))
        return { status: error.status, content: { json: errorBody(error, requestId) } }
      }
    },
  })
}

function answer(
  world: World,
  keys: Keys,
  request: ReceivedRequest,
  operate: Operate = (call, run) => run(call),
): Reply {
  const workspaces = workspacesOf(keys, request.headers)
  if (!workspaces) throw new ApiError(401, 'Access credentials are invalid or missing.')
  const route = matchRoute(request.method, request.path)
  if (!route) throw new ApiError(404, `No route for ${request.method} ${request.path}`)
  const call = {
    world,
    workspaces,
    parameters: route.parameters,
    query: new URL(request.url, 'http://127.0.0.1').searchParams,
    body: request.body,
  }
  const { status, body } = operate(call, route.operation)
  return body === undefined ? { status } : { status, content: { json: body } }
}

/** Public like the bucket at Ory: it requires no key, and serves only stored texts. */
export function createStorageServer(world: World, around: AroundOperations): Server {
  const address = new RegExp(`^/${storageFolder}/([0-9a-f]{128})\\.(jsonnet|xml|json)$`)
  return createJsonServer<Operate>({
    kind: 'storage',
    operationOf: () => 'getStoredContent',
    bodyLimit: () => publicBodyLimit,
    around,
    handle({ method, path }) {
      const [, hash = '', extension] = address.exec(path) ?? []
      const text = Object.hasOwn(world.state.content, hash) ? world.state.content[hash] : undefined
      if (method !== 'GET' || text === undefined) return { status: 404, content: 'NoSuchKey' }
      const type = extension === 'xml' ? 'application/xml' : 'application/octet-stream'
      return { status: 200, headers: { 'content-type': type }, content: text }
    },
  })
}
