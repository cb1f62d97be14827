import { appError } from '../../errors/app-error'
import { failure, type Result } from '../../errors/result'
import type { JsonObject } from '../../model/json'

/** One interpretation of the pasted text. */
export interface ClaimsChoice {
  /** Its name: `ID token`, `Userinfo`, … */
  readonly name: string
  /** `provider`: the identity provider's data; `exact`: the mapper's `claims`. */
  readonly mode: 'provider' | 'exact'
  readonly payload: JsonObject
}

export interface OwnClaims {
  readonly form: 'json' | 'jwt' | 'debug-payload' | 'saml' | 'scim'
  /** At least one; the first is the default. */
  readonly choices: readonly ClaimsChoice[]
  /** Sentences to show with the result. */
  readonly notes: readonly string[]
}

/** A failure with a message. It must not contain any pasted text, since messages may be logged. */
export function refused(message: string): Result<never> {
  return failure(appError('request.invalid', message))
}
