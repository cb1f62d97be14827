/**
 * The steps of a test sign-in in the order in which Ory takes them. Source: `processTestLogin` and the
 * errors of the OIDC callback in Kratos.
 */
export const tryStepIds = [
  'state_validate',
  'provider_denied',
  'token_exchange',
  'id_token_verify',
  'claims_decode',
  'jsonnet_run',
  'schema_validate',
] as const

export type TryStepId = (typeof tryStepIds)[number]

interface StepWords {
  /** As a heading. */
  readonly name: string
  /** What Ory was doing, after “while”. */
  readonly doing: string
}

const steps: Readonly<Record<TryStepId | 'callback', StepWords>> = {
  state_validate: {
    name: 'The answer belongs to this sign-in',
    doing: 'checking that the answer belongs to this sign-in',
  },
  provider_denied: {
    name: 'The identity provider agrees',
    doing: 'reading the identity provider’s answer',
  },
  token_exchange: {
    name: 'The code is exchanged for tokens',
    doing: 'exchanging the code for tokens',
  },
  id_token_verify: { name: 'The ID token is genuine', doing: 'verifying the ID token' },
  claims_decode: { name: 'The claims can be read', doing: 'reading the claims' },
  jsonnet_run: { name: 'The mapper runs', doing: 'running the mapper' },
  schema_validate: {
    name: 'The traits fit the identity schema',
    doing: 'validating the traits against the identity schema',
  },
  /** Ory’s word for anything else that goes wrong after the identity provider. */
  callback: { name: 'The callback', doing: 'handling the callback' },
}

/** What went wrong, by `error.reason`, after a colon. */
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

const known = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** Words for a step; `undefined` for one that this version of the app does not know. */
export const stepWords = (step: string): StepWords | undefined => known(steps, step)

/** Words for a reason; `undefined` for one that this version of the app does not know. */
export const reasonWords = (reason: string): string | undefined => known(reasons, reason)

/** @internal Every reason that Ory documents, for the test that each is explained. */
export const tryReasons: readonly string[] = Object.keys(reasons)
