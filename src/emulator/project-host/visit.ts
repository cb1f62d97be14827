import type { ReceivedRequest } from '../http/exchange'
import { ApiError } from '../state/errors'
import { projectOfKey } from '../state/project-keys'
import type { TestFlow } from '../state/test-flow'
import type { StoredProject } from '../state/types'
import type { World } from '../state/world'

/** A request to the host of one project. */
export interface Visit {
  readonly world: World
  readonly project: StoredProject
  readonly request: ReceivedRequest
  readonly query: URLSearchParams
  /** Address of the host, without a slash at the end. */
  readonly address: string
  readonly cookies: Readonly<Record<string, string>>
}

/** Cookies of a request by name. */
export function cookiesOf({ headers }: ReceivedRequest): Record<string, string> {
  const { cookie } = headers
  const pairs = typeof cookie === 'string' ? cookie.split(/;\s*/) : []
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

/** The fields of a form; none where the body is no form. */
export const formOf = ({ request: { body } }: Visit): URLSearchParams =>
  new URLSearchParams(typeof body === 'string' ? body : '')

/** The admin API of a project takes a key of that project alone. */
export function checkKey({ world, project, request }: Visit): void {
  const { authorization } = request.headers
  const key = /^Bearer (\S+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1]
  const opened = projectOfKey(world.projectKeys, key)
  if (opened === undefined) throw new ApiError(401, 'Access credentials are invalid or missing.')
  if (opened !== project.id) throw new ApiError(403, 'The key is for another project.')
}

/** A flow of this project. Throws 404 for any other, and 410 for one that has expired. */
export function flowOf({ world, project }: Visit, id: string | null): TestFlow {
  const flow = world.testFlows.get(id ?? '')
  if (flow?.projectId !== project.id) throw new ApiError(404, 'Unable to locate the flow.')
  if (flow.expiresAt < Date.now()) {
    throw new ApiError(410, 'The self-service flow has expired.', {
      id: 'self_service_flow_expired',
    })
  }
  return flow
}
