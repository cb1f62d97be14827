import { appError } from '../../errors/app-error'
import { failure, type Result } from '../../errors/result'
import type { JsonObject } from '../../model/json-value'

/** One reading of what was pasted. */
export interface ClaimsChoice {
  /** In words: `ID token`, `Userinfo`, … */
  readonly name: string
  /** `provider`: what the identity provider sends; `exact`: what the mapper gets as `claims`. */
  readonly mode: 'provider' | 'exact'
  readonly payload: JsonObject
}

export interface OwnClaims {
  readonly form: 'json' | 'jwt' | 'debug-payload' | 'saml'
  /** At least one; the first is the one to start with. */
  readonly choices: readonly ClaimsChoice[]
  /** Sentences to show beside it. */
  readonly notes: readonly string[]
}

/** A failure in words for people. It must hold nothing of what was pasted: messages may be logged. */
export function refused(message: string): Result<never> {
  return failure(appError('request.invalid', message))
}
