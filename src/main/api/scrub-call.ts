import type { AppError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'
import { knownFields, secretFields } from '../../core/fields/fields'
import { isSecretName } from '../../core/fields/secret-names'
import { isJsonArray, isJsonObject, type JsonValue } from '../../core/model/json'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import type { ApiCall } from './api-call'

const textsIn = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value]
  if (isJsonArray(value)) return value.flatMap(textsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}

/** Last name of a JSON Pointer: the changed field. */
const fieldOf = (path: JsonValue | undefined) =>
  typeof path === 'string' ? path.split('/').at(-1) : undefined

function secretsOfMember(name: string, value: JsonValue): string[] {
  if (isSecretName(name)) return textsIn(value)
  // Elsewhere words such as `id_token` are claim names.
  return knownFields.has(name) ? [] : secretsInBody(value)
}

/** Secret values in an entry or in operations on it. */
function secretsInBody(value: JsonValue): string[] {
  if (isJsonArray(value)) return value.flatMap(secretsInBody)
  if (!isJsonObject(value)) return []
  const field = fieldOf(value['path'])
  return Object.entries(value).flatMap(([name, item]) =>
    secretsOfMember(name === 'value' && field !== undefined ? field : name, item),
  )
}

export function secretsOf({ access, body }: ApiCall<unknown>): string[] {
  return [access.apiKey, ...(body === undefined ? [] : secretsInBody(body))]
}

export function scrubError(error: AppError, { scrub }: Pick<SecretsInUse, 'scrub'>): AppError {
  const { message, requestId, subject } = error
  return {
    ...error,
    message: scrub(message),
    ...(requestId === undefined ? {} : { requestId: scrub(requestId) }),
    ...(subject === undefined ? {} : { subject: scrub(subject) }),
  }
}

/**
 * Scrubs errors, warnings and answers; `answersSecret` names a member whose value was asked for.
 */
export function scrubResult<Body>(
  result: Result<Body>,
  secrets: SecretsInUse,
  server: string,
  answersSecret?: string,
): Result<Body> {
  if (!result.ok) return { ok: false, error: scrubError(result.error, secrets) }
  const exempt = answersSecret === undefined ? secretFields : new Set([answersSecret])
  const value = secrets.hideIn(server, result.value, exempt)
  const clean =
    isJsonObject(value) && value['warnings'] !== undefined
      ? { ...value, warnings: secrets.scrubJson(value['warnings']) }
      : value
  // Only texts change, so it still matches the schema.
  return { ok: true, value: clean as Body }
}
