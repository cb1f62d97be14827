import type { JsonObject } from './json'

/** A test login flow, in memory only: what it captures is personal. */
export interface TestFlow {
  readonly id: string
  readonly projectId: string
  readonly providerId: string
  /** Token of the flow's own form. */
  readonly csrf: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
  /** The sign-in under way. */
  trip?: Trip
  /** What was captured, and the cookie of the browser that may read it. */
  captured?: { readonly payload: JsonObject; readonly cookie: string }
}

/** One way to the identity provider and back. */
export interface Trip {
  /** Both in the address and in a cookie. */
  readonly state: string
  readonly redirectUri: string
  readonly nonce: string
  /** PKCE; absent where it is not used. */
  readonly verifier?: string
  /** Claims that the stand-in of an identity provider was given, by their code. */
  standIn?: { readonly code: string; readonly claims: JsonObject }
}

export interface StepError {
  step: string
  reason: string
  message: string
}

/**
 * Evaluates a mapper and validates its traits against the project's default identity schema. Whoever starts
 * the emulator brings it, since it has no engine of its own.
 */
export type EvaluateMapper = (given: {
  /** Text of the mapper. */
  readonly mapper: string
  /** What the mapper is given: `std.extVar('claims')`, or `std.extVar('scim')` by `given`. */
  readonly claims: JsonObject
  /** By default `claims`. */
  readonly given?: 'scim'
  /** The existing identity of a SCIM user. */
  readonly identity?: JsonObject
  /** Text of the schema; absent for one of Ory's presets, by its id. */
  readonly schema: { readonly id: string; readonly text: string | undefined }
}) => Promise<{
  readonly output?: JsonObject
  readonly stderr?: string
  readonly error?: StepError
  /** HTTP status with which a SCIM user is refused. */
  readonly status?: number
  readonly problems?: readonly { readonly path: string; readonly message: string }[]
  /** JSON Pointers to required traits that the mapper did not set; they are no error. */
  readonly missing?: readonly string[]
}>
