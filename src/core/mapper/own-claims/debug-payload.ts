import { success, type Result } from '../../errors/result'
import {
  isJsonObject,
  parseJson,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../../model/json-value'
import { refused, type ClaimsChoice, type OwnClaims } from './form'
import { expiryNote } from './jwt'
import { scanJson } from '../../model/json-scan'

/** What Ory was doing, by `error.step`. */
const steps: Readonly<Record<string, string>> = {
  state_validate: 'checking that the answer belongs to this sign-in',
  provider_denied: 'reading the identity provider’s answer',
  token_exchange: 'exchanging the code for tokens',
  id_token_verify: 'verifying the ID token',
  claims_decode: 'reading the claims',
  jsonnet_run: 'running the mapper',
  schema_validate: 'validating the traits against the identity schema',
  callback: 'handling the callback',
}

/** What went wrong, by `error.reason`. */
const reasons: Readonly<Record<string, string>> = {
  state_invalid: 'the state does not match',
  access_denied: 'the identity provider denied access',
  exchange_failed: 'the identity provider refused the code',
  verification_failed: 'the ID token did not pass',
  claims_invalid: 'the claims have a wrong type',
  missing_claims: 'a claim is missing that Ory needs',
  marshal_failed: 'the claims could not be written as JSON',
  evaluation_failed: 'the mapper ended with an error',
  invalid_output: 'the mapper’s output does not have the form that Ory needs',
  invalid_traits: 'the mapper returned no object for the traits',
  invalid_metadata_public: 'the mapper returned no object for the public metadata',
  invalid_metadata_admin: 'the mapper returned no object for the admin metadata',
  traits_invalid: 'the traits do not match the schema',
  callback_failed: 'the callback failed',
}

const members = [
  'id_token_claims',
  'userinfo',
  'jsonnet_mapper_url',
  'jsonnet_input',
  'jsonnet_output',
  'jsonnet_stderr',
  'schema_validation_errors',
]

const most = 10

/** The `debug_payload` of a test login: alone, in its `test_context` or in the whole flow. */
export function findDebugPayload(json: JsonObject): JsonObject | undefined {
  const context = objectOf(json['test_context']) ?? json
  const payload = objectOf(context['debug_payload'])
  if (payload) return payload
  const found = members.filter((name) => Object.hasOwn(json, name))
  return found.some((name) => name !== 'userinfo') ? json : undefined
}

/** The claims that a test login received, and the problem that it reports. */
export function readDebugPayload(payload: JsonObject, now?: number): Result<OwnClaims> {
  const choices = choicesIn(payload)
  const trouble = troubleIn(payload)
  if (choices.length === 0) {
    return refused(['This test login holds no claims.', ...trouble.slice(0, 1)].join(' '))
  }
  const token = objectOf(payload['id_token_claims'])
  const notes = [...trouble, ...(token ? expiryNote(token, now) : [])]
  return success({ form: 'debug-payload', choices, notes })
}

function choicesIn(payload: JsonObject): ClaimsChoice[] {
  const input = objectOf(payload['jsonnet_input'])
  const found = [
    ['ID token', 'provider', objectOf(payload['id_token_claims'])],
    ['Userinfo', 'provider', objectOf(payload['userinfo'])],
    ['Claims as the mapper got them', 'exact', input && (objectOf(input['claims']) ?? input)],
  ] as const
  return found.flatMap(([name, mode, claims]) =>
    claims && Object.keys(claims).length > 0 ? [{ name, mode, payload: claims }] : [],
  )
}

function troubleIn(payload: JsonObject): string[] {
  return [...errorIn(payload['error']), ...schemaErrors(payload['schema_validation_errors'])]
}

function errorIn(error: JsonValue | undefined): string[] {
  if (!isJsonObject(error)) return []
  const { step, reason, message } = {
    step: textMember(error, 'step') ?? '',
    reason: textMember(error, 'reason') ?? '',
    message: textMember(error, 'message') ?? '',
  }
  if (step === '' && reason === '' && message === '') return []
  const doing = known(steps, step)
  const where = doing === undefined ? ` at the step “${step}”` : ` while ${doing}`
  const why = known(reasons, reason) ?? reason
  const stopped = `The test login stopped${step === '' ? '' : where}${why === '' ? '' : `: ${why}`}.`
  return [message === '' ? stopped : `${stopped} Ory says: ${message}`]
}

const known = (table: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined

function schemaErrors(value: JsonValue | undefined): string[] {
  const errors = Array.isArray(value) ? value.filter(isJsonObject) : []
  const shown = errors.slice(0, most).map((error) => {
    const path = textMember(error, 'path') ?? ''
    const message = textMember(error, 'message') ?? 'does not fit'
    return `Identity schema: ${path === '' ? '' : `${path}: `}${message}`
  })
  const more = errors.length - shown.length
  return more > 0 ? [...shown, `Identity schema: ${more} more problems.`] : shown
}

/** An object, given directly or as JSON text. */
function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  if (isJsonObject(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  const scan = scanJson(value, 0)
  if (!scan.ok || value.slice(scan.end).trim() !== '') return undefined
  const json = parseJson(value)
  return isJsonObject(json) ? json : undefined
}
