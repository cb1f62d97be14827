import type { ReceivedRequest, Reply } from '../http/exchange'
import { ApiError } from '../state/errors'
import type { World } from '../state/world'
import {
  createTestLoginFlow,
  deleteTestLoginFlow,
  getLoginFlow,
  showFlow,
  showResults,
} from './flows'
import { listIdentities, listSessions } from './people'
import { page } from './pages'
import { answerScim, isScim, scimOperation } from './scim/server'
import { answerStandIn, showStandIn } from './stand-in'
import { callBack, submit } from './trip'
import { cookiesOf, type Visit } from './visit'

type Answer = (visit: Visit) => Reply | Promise<Reply>

const callback = '/self-service/methods/oidc/callback'

/** Only test sign-ins have a flow here. */
const noFlows: Answer = () =>
  page('No sign-in here', '<p>The stand-in signs nobody in: try a connection instead.</p>')

/** What the host of a project serves; where it is in the OpenAPI document, by its operationId. */
const routes: readonly (readonly [method: string, path: RegExp, name: string, Answer])[] = [
  ['POST', /^\/admin\/test-login-flows$/, 'createTestLoginFlow', createTestLoginFlow],
  ['GET', /^\/admin\/identities$/, 'listIdentities', listIdentities],
  ['GET', /^\/admin\/sessions$/, 'listSessions', listSessions],
  ['GET', /^\/self-service\/login\/flows$/, 'getLoginFlow', getLoginFlow],
  ['DELETE', /^\/self-service\/login\/test$/, 'deleteTestLoginFlow', deleteTestLoginFlow],
  ['POST', /^\/self-service\/login$/, 'updateLoginFlow', submit],
  ['GET', new RegExp(`^${callback}(?:/[^/]+)?$`), 'oidcCallback', callBack],
  [
    'GET',
    /^\/self-service\/methods\/oidc\/organization\/[^/]+\/callback\/[^/]+$/,
    'oidcCallback',
    callBack,
  ],
  ['GET', /^\/self-service\/login\/browser$/, 'createBrowserLoginFlow', noFlows],
  ['GET', /^\/self-service\/registration\/browser$/, 'createBrowserRegistrationFlow', noFlows],
  ['GET', /^\/ui\/login$/, 'loginPage', showFlow],
  ['GET', /^\/session\/test-oidc$/, 'resultsPage', showResults],
  ['GET', /^\/stand-in$/, 'standIn', showStandIn],
  ['POST', /^\/stand-in$/, 'standIn', answerStandIn],
]

const place = /^\/project-hosts\/([^/]+)(\/.*)$/

/** The hosts of all projects, each below its slug, since an emulator on this computer has one name only. */
export const isProjectHost = (path: string): boolean => place.test(path)

function match(method: string, path: string) {
  const [, slug = '', inside = ''] = place.exec(path) ?? []
  if (isScim(inside)) {
    const answer: Answer = (visit) => answerScim(visit, inside)
    return { slug, name: scimOperation(method, inside), answer }
  }
  const route = routes.find((each) => each[0] === method && each[1].test(inside))
  return route ? { slug, name: route[2], answer: route[3] } : undefined
}

export const projectHostOperation = (method: string, path: string): string | undefined =>
  match(method, path)?.name

export async function answerProjectHost(world: World, request: ReceivedRequest): Promise<Reply> {
  const found = match(request.method, request.path)
  if (!found) throw new ApiError(404, `No route for ${request.method} ${request.path}`)
  const project = world.state.projects.find(({ slug }) => slug === found.slug)
  if (!project) throw new ApiError(404, 'There is no such project.')
  const origin = `http://${textOfHost(request)}`
  return found.answer({
    world,
    project,
    request,
    query: new URL(request.url, origin).searchParams,
    address: `${origin}/project-hosts/${found.slug}`,
    cookies: cookiesOf(request),
  })
}

const textOfHost = ({ headers: { host } }: ReceivedRequest) =>
  typeof host === 'string' ? host : '127.0.0.1'
