import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import type { JsonObject } from '../../model/json'
import { objectOf, stepErrorOf, traitProblemsOf } from '../../check/try/payload'
import { reasonWords, type TryStepId } from '../../check/try/steps'
import { refused, type ClaimsChoice, type OwnClaims } from './form'
import { expiryNote } from './jwt'

const most = 10

/** The claims that a test login received, and the problem that it reports. */
export function readDebugPayload(payload: JsonObject, now?: number): Result<OwnClaims> {
  const choices = choicesIn(payload)
  const trouble = troubleIn(payload)
  if (choices.length === 0) {
    return refused([t('This test sign-in holds no claims.'), ...trouble.slice(0, 1)].join(' '))
  }
  const token = objectOf(payload['id_token_claims'])
  const notes = [...trouble, ...(token ? expiryNote(token, now) : [])]
  return success({ form: 'debug-payload', choices, notes })
}

function choicesIn(payload: JsonObject): ClaimsChoice[] {
  const input = objectOf(payload['jsonnet_input'])
  const found = [
    [t('ID token'), 'provider', objectOf(payload['id_token_claims'])],
    [t('Userinfo'), 'provider', objectOf(payload['userinfo'])],
    [t('Claims as the mapper got them'), 'exact', input && (objectOf(input['claims']) ?? input)],
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
  const why = reasonWords(reason) ?? reason
  const stopped = `${stoppedAt(step)}${why === '' ? '' : `: ${why}`}.`
  return [message === '' ? stopped : `${stopped} ${t('Ory says: {message}', { message })}`]
}

/** What Ory was doing when a test sign-in stopped, by the step. */
const stoppedWhile: Readonly<Record<TryStepId | 'callback', string>> = {
  state_validate: t(
    'The test sign-in stopped while checking that the answer belongs to this sign-in',
  ),
  provider_denied: t('The test sign-in stopped while reading the identity provider’s answer'),
  token_exchange: t('The test sign-in stopped while exchanging the code for tokens'),
  id_token_verify: t('The test sign-in stopped while verifying the ID token'),
  claims_decode: t('The test sign-in stopped while reading the claims'),
  jsonnet_run: t('The test sign-in stopped while running the mapper'),
  schema_validate: t(
    'The test sign-in stopped while validating the traits against the identity schema',
  ),
  callback: t('The test sign-in stopped while handling the callback'),
}

const isKnownStep = (step: string): step is keyof typeof stoppedWhile =>
  Object.hasOwn(stoppedWhile, step)

/** A sentence without its full stop. */
function stoppedAt(step: string): string {
  if (step === '') return t('The test sign-in stopped')
  return isKnownStep(step)
    ? stoppedWhile[step]
    : t('The test sign-in stopped at the step “{step}”', { step })
}

function schemaErrors(payload: JsonObject): string[] {
  const errors = traitProblemsOf(payload)
  const shown = errors
    .slice(0, most)
    .map(({ path, message }) =>
      path === ''
        ? t('Identity schema: {message}', { message })
        : t('Identity schema: {path}: {message}', { path, message }),
    )
  const more = errors.length - shown.length
  return more > 0
    ? [...shown, t('Identity schema: {count} more problems.', { count: more })]
    : shown
}
