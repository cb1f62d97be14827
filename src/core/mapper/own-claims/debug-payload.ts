import { success, type Result } from '../../errors/result'
import type { JsonObject } from '../../model/json-value'
import { objectOf, stepErrorOf, traitProblemsOf } from '../../try-connection/payload'
import { reasonWords, stepWords } from '../../try-connection/steps'
import { refused, type ClaimsChoice, type OwnClaims } from './form'
import { expiryNote } from './jwt'

const most = 10

/** The claims that a test login received, and the problem that it reports. */
export function readDebugPayload(payload: JsonObject, now?: number): Result<OwnClaims> {
  const choices = choicesIn(payload)
  const trouble = troubleIn(payload)
  if (choices.length === 0) {
    return refused(['This test sign-in holds no claims.', ...trouble.slice(0, 1)].join(' '))
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
  return [...errorIn(payload), ...schemaErrors(payload)]
}

function errorIn(payload: JsonObject): string[] {
  const error = stepErrorOf(payload)
  if (!error) return []
  const { step, reason, message } = error
  const doing = stepWords(step)?.doing
  const where = doing === undefined ? ` at the step “${step}”` : ` while ${doing}`
  const why = reasonWords(reason) ?? reason
  const stopped = `The test sign-in stopped${step === '' ? '' : where}${why === '' ? '' : `: ${why}`}.`
  return [message === '' ? stopped : `${stopped} Ory says: ${message}`]
}

function schemaErrors(payload: JsonObject): string[] {
  const errors = traitProblemsOf(payload)
  const shown = errors
    .slice(0, most)
    .map(({ path, message }) => `Identity schema: ${path === '' ? '' : `${path}: `}${message}`)
  const more = errors.length - shown.length
  return more > 0 ? [...shown, `Identity schema: ${more} more problems.`] : shown
}
