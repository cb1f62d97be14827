import { randomBytes } from 'node:crypto'
import type { Reply } from '../http/exchange'
import { storedText, toStorageUrl } from '../state/content'
import { ApiError } from '../state/errors'
import { textOf, type JsonObject } from '../state/json'
import { providersIn } from '../state/project-document'
import type { StepError, TestFlow, Trip } from '../state/test-flow'
import { defaultSchema } from './default-schema'
import {
  challengeOf,
  discover,
  exchange,
  isOnThisComputer,
  SignInError,
  userinfo,
  verified,
} from './identity-provider'
import { page, redirect } from './pages'
import { flowOf, formOf, type Visit } from './visit'

const stateCookie = 'ory_kratos_oidc_state'
/** Rotated when a result is captured: only the browser that has it reads the result. */
export const csrfCookie = 'csrf_token_emulated'

/** A verifier of PKCE has at least 43 characters. */
const random = () => randomBytes(32).toString('base64url')

export function providerOf({ project }: Visit, id: string): JsonObject {
  const found = providersIn(project.services, 'oidc').find((entry) => entry['id'] === id)
  if (!found) throw new ApiError(404, `OpenID Connect provider "${id}" is not configured`)
  return found
}

function redirectUri({ address }: Visit, entry: JsonObject): string {
  const id = encodeURIComponent(textOf(entry['id'] ?? ''))
  const methods = `${address}/self-service/methods/oidc`
  if (entry['pkce'] === 'force') return `${methods}/callback`
  const organization = entry['organization_id']
  return typeof organization === 'string' && organization !== ''
    ? `${methods}/organization/${organization}/callback/${id}`
    : `${methods}/callback/${id}`
}

const cookie = (name: string, value: string) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`

/** The one button of the form was pressed: on to the identity provider. */
export async function submit(visit: Visit): Promise<Reply> {
  const fields = formOf(visit)
  const flow = flowOf(visit, visit.query.get('flow'))
  if (fields.get('csrf_token') !== flow.csrf)
    throw new ApiError(403, 'A security violation was detected, the CSRF token is wrong.')
  if (fields.get('provider') !== flow.providerId)
    throw new ApiError(400, 'The flow is for another provider.')
  if (flow.captured) throw new ApiError(409, 'test login flow already captured')
  const entry = providerOf(visit, flow.providerId)
  const trip: Trip = { state: random(), redirectUri: redirectUri(visit, entry), nonce: random() }
  const issuer = textOf(entry['issuer_url'] ?? '')
  const cookies = [cookie(stateCookie, trip.state)]
  if (!isOnThisComputer(issuer)) {
    flow.trip = trip
    return redirect(`${visit.address}/stand-in?flow=${flow.id}`, cookies)
  }
  let document: JsonObject
  try {
    document = await discover(issuer)
  } catch (error) {
    return page('The identity provider cannot be reached', `<p>${String(error)}</p>`, 502)
  }
  const offered = document['code_challenge_methods_supported']
  const usesPkce = entry['pkce'] !== 'never' && Array.isArray(offered) && offered.includes('S256')
  const verifier = usesPkce ? random() : undefined
  flow.trip = { ...trip, ...(verifier === undefined ? {} : { verifier }) }
  const to = new URL(textOf(document['authorization_endpoint']))
  const scope = Array.isArray(entry['scope']) ? entry['scope'].map(textOf) : []
  const asked = {
    client_id: textOf(entry['client_id'] ?? ''),
    response_type: 'code',
    scope: [...new Set(['openid', ...scope])].join(' '),
    redirect_uri: trip.redirectUri,
    state: trip.state,
    nonce: trip.nonce,
    ...(verifier === undefined
      ? {}
      : { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries(asked)) to.searchParams.set(name, value)
  return redirect(to.href, cookies)
}

/** The identity provider sent the person back: the outcome is captured, whatever it is. */
export async function callBack(visit: Visit): Promise<Reply> {
  const state = visit.query.get('state')
  const flow = [...visit.world.testFlows.values()].find(({ trip }) => trip?.state === state)
  if (!flow?.trip || flow.projectId !== visit.project.id) {
    return page('This sign-in is not known', '<p>Its state belongs to no flow.</p>', 400)
  }
  const results = `${visit.address}/session/test-oidc?flow=${flow.id}`
  if (flow.captured) return redirect(results)
  const rotated = random()
  flow.captured = { payload: await outcome(visit, flow, flow.trip), cookie: rotated }
  return redirect(results, [cookie(csrfCookie, rotated)])
}

async function outcome(visit: Visit, flow: TestFlow, trip: Trip): Promise<JsonObject> {
  const entry = providerOf(visit, flow.providerId)
  const payload: JsonObject = { jsonnet_mapper_url: shownMapper(visit, entry) }
  try {
    const claims = await claimsOf(visit, entry, trip)
    payload['id_token_claims'] = claims
    return { ...payload, ...(await mapped(visit, entry, { ...claims, raw_claims: claims })) }
  } catch (error) {
    const known = error instanceof SignInError ? error : undefined
    const told: StepError = {
      step: known?.step ?? 'callback',
      reason: known?.reason ?? 'callback_failed',
      message: error instanceof Error ? error.message : String(error),
    }
    return { ...payload, error: { ...told } }
  }
}

async function claimsOf(visit: Visit, entry: JsonObject, trip: Trip): Promise<JsonObject> {
  const { query, cookies } = visit
  if (cookies[stateCookie] !== trip.state) {
    throw new SignInError('state_validate', 'state_invalid', 'the state cookie does not match')
  }
  const refused = query.get('error')
  if (refused !== null) {
    const why = [refused, query.get('error_description')].filter((part) => part !== null)
    throw new SignInError('provider_denied', 'access_denied', why.join(': '))
  }
  const code = query.get('code') ?? ''
  if (trip.standIn?.code === code) return trip.standIn.claims
  const issuer = textOf(entry['issuer_url'] ?? '')
  const clientId = textOf(entry['client_id'] ?? '')
  const document = await discover(issuer)
  const { redirectUri: uri, verifier, nonce } = trip
  const tokens = await exchange({
    document,
    clientId,
    clientSecret: textOf(entry['client_secret'] ?? ''),
    code,
    redirectUri: uri,
    verifier,
  })
  const claims = await verified(tokens.idToken, document, { issuer, clientId, nonce })
  return entry['claims_source'] === 'userinfo'
    ? { ...claims, ...(await userinfo(document, tokens.accessToken)) }
    : claims
}

function shownMapper({ world }: Visit, entry: JsonObject): string {
  return toStorageUrl(textOf(entry['mapper_url'] ?? ''), world.storageAddress)
}

/** What the mapper makes of the claims. */
async function mapped(visit: Visit, entry: JsonObject, claims: JsonObject): Promise<JsonObject> {
  const { world } = visit
  const text = storedText(world.state.content, textOf(entry['mapper_url'] ?? ''))
  const evaluate = world.options.evaluateMapper
  if (text === undefined || !evaluate) {
    const why = text === undefined ? 'has no text of this mapper' : 'was started without an engine'
    return { jsonnet_input: claims, jsonnet_stderr: `The stand-in ${why}, so it was not run.` }
  }
  const ran = await evaluate({ mapper: text, claims, schema: defaultSchema(visit) })
  return {
    // Ory does not show the input of a mapper that failed.
    ...(ran.error?.reason === 'evaluation_failed' ? {} : { jsonnet_input: claims }),
    ...(ran.output ? { jsonnet_output: ran.output } : {}),
    ...(ran.stderr ? { jsonnet_stderr: ran.stderr } : {}),
    ...(ran.problems && ran.problems.length > 0
      ? { schema_validation_errors: ran.problems.map((problem) => ({ ...problem })) }
      : {}),
    ...(ran.missing && ran.missing.length > 0 ? { missing_required_traits: [...ran.missing] } : {}),
    ...(ran.error ? { error: { ...ran.error } } : {}),
  }
}
