import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange'
import { ApiError } from '../state/errors'
import { isObject, textOf, type JsonObject } from '../state/json'
import type { TestFlow } from '../state/test-flow'
import { escaped, form, page } from './pages'
import { csrfCookie, providerOf } from './trip'
import { checkKey, flowOf, type Visit } from './visit'

const lifespan = 60 * 60 * 1000

/** operationId createTestLoginFlow: with a key of this project. */
export function createTestLoginFlow(visit: Visit): Reply {
  checkKey(visit)
  const { world, project, request } = visit
  const { body } = request
  const provider = isObject(body) ? body['provider_id'] : undefined
  if (typeof provider !== 'string' || provider === '')
    throw new ApiError(400, 'provider_id is required')
  if (provider.length > 255) throw new ApiError(400, 'provider_id must be at most 255 characters')
  providerOf(visit, provider)
  const now = Date.now()
  const flow: TestFlow = {
    id: randomUUID(),
    projectId: project.id,
    providerId: provider,
    csrf: randomUUID(),
    issuedAt: now,
    expiresAt: now + lifespan,
  }
  world.testFlows.set(flow.id, flow)
  return { status: 201, content: { json: view(visit, flow) } }
}

/** operationId getLoginFlow: what was captured is for the browser of the sign-in alone. */
export function getLoginFlow(visit: Visit): Reply {
  const flow = flowOf(visit, visit.query.get('id'))
  checkCookie(visit, flow)
  return { status: 200, content: { json: view(visit, flow) } }
}

/** operationId deleteTestLoginFlow. */
export function deleteTestLoginFlow(visit: Visit): Reply {
  const flow = flowOf(visit, visit.query.get('id'))
  checkCookie(visit, flow)
  visit.world.testFlows.delete(flow.id)
  return { status: 204 }
}

function checkCookie({ cookies }: Visit, { captured }: TestFlow): void {
  if (captured && cookies[csrfCookie] !== captured.cookie)
    throw new ApiError(403, 'missing or invalid CSRF token')
}

/** The page of the flow, with its one button. */
export function showFlow(visit: Visit): Reply {
  const flow = flowOf(visit, visit.query.get('flow'))
  if (flow.captured) return showResults(visit)
  const button = `<button name="provider" value="${escaped(flow.providerId)}">Sign in with ${escaped(labelOf(visit, flow))}</button>`
  return page('Test sign-in', form(actionOf(visit, flow), { csrf_token: flow.csrf }, button))
}

export function showResults(visit: Visit): Reply {
  const flow = flowOf(visit, visit.query.get('flow'))
  checkCookie(visit, flow)
  const address = `${visit.address}/self-service/login/flows?id=${flow.id}`
  return page(
    flow.captured ? 'The test sign-in has ended' : 'The test sign-in has not ended',
    `<p>You can close this page. <a href="${escaped(address)}">The result</a></p>`,
  )
}

const actionOf = ({ address }: Visit, { id }: TestFlow) =>
  `${address}/self-service/login?flow=${id}`

function labelOf(visit: Visit, flow: TestFlow): string {
  const entry = providerOf(visit, flow.providerId)
  return textOf(entry['label'] ?? flow.providerId)
}

function input(group: string, attributes: JsonObject, label?: string): JsonObject {
  return {
    type: 'input',
    group,
    attributes: { node_type: 'input', disabled: false, ...attributes },
    messages: [],
    meta: label === undefined ? {} : { label: { id: 1010002, text: label, type: 'info' } },
  }
}

/** The flow as the API shows it. */
function view(visit: Visit, flow: TestFlow): JsonObject {
  const { id, providerId, csrf, captured } = flow
  return {
    id,
    type: 'browser',
    expires_at: new Date(flow.expiresAt).toISOString(),
    issued_at: new Date(flow.issuedAt).toISOString(),
    request_url: `${visit.address}/admin/test-login-flows`,
    state: captured ? 'passed_challenge' : 'choose_method',
    refresh: true,
    requested_aal: 'aal1',
    organization_id: null,
    ui: {
      action: actionOf(visit, flow),
      method: 'POST',
      nodes: [
        input('default', { name: 'csrf_token', type: 'hidden', value: csrf, required: true }),
        input(
          'oidc',
          { name: 'provider', type: 'submit', value: providerId },
          `Sign in with ${labelOf(visit, flow)}`,
        ),
      ],
    },
    test_context: {
      provider_id: providerId,
      ...(captured ? { debug_payload: captured.payload } : {}),
    },
  }
}
