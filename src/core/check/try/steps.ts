import { t } from '../../language/translate'

/** Steps of a test sign-in in Ory's order. Source: Kratos' `processTestLogin` and OIDC callback errors. */
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
  readonly name: string
  /** A sentence without its full stop. */
  readonly stopped: string
}

const steps: Readonly<Record<TryStepId | 'callback', StepWords>> = {
  state_validate: {
    name: t('The answer belongs to this sign-in'),
    stopped: t('Stopped while checking that the answer belongs to this sign-in'),
  },
  provider_denied: {
    name: t('The identity provider agrees'),
    stopped: t('Stopped while reading the identity provider’s answer'),
  },
  token_exchange: {
    name: t('The code is exchanged for tokens'),
    stopped: t('Stopped while exchanging the code for tokens'),
  },
  id_token_verify: {
    name: t('The ID token is genuine'),
    stopped: t('Stopped while verifying the ID token'),
  },
  claims_decode: {
    name: t('The claims can be read'),
    stopped: t('Stopped while reading the claims'),
  },
  jsonnet_run: {
    name: t('The mapper runs'),
    stopped: t('Stopped while running the mapper'),
  },
  schema_validate: {
    name: t('The traits fit the identity schema'),
    stopped: t('Stopped while validating the traits against the identity schema'),
  },
  /** Ory's word for any other error after the identity provider. */
  callback: {
    name: t('The callback'),
    stopped: t('Stopped while handling the callback'),
  },
}

/** By `error.reason`; follows a colon. */
const reasons: Readonly<Record<string, string>> = {
  state_invalid: t('the state does not match'),
  access_denied: t('the identity provider denied access'),
  exchange_failed: t('the identity provider refused the code'),
  verification_failed: t('the ID token did not pass'),
  claims_invalid: t('the claims have a wrong type'),
  missing_claims: t('a claim is missing that Ory needs'),
  marshal_failed: t('the claims could not be written as JSON'),
  evaluation_failed: t('the mapper ended with an error'),
  invalid_output: t('the mapper’s output does not have the form that Ory needs'),
  invalid_traits: t('the mapper returned no object for the traits'),
  invalid_metadata_public: t('the mapper returned no object for the public metadata'),
  invalid_metadata_admin: t('the mapper returned no object for the admin metadata'),
  traits_invalid: t('the traits do not match the schema'),
  callback_failed: t('the callback failed'),
}

const known = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** `undefined` for an unknown step. */
export const stepWords = (step: string): StepWords | undefined => known(steps, step)

/** `undefined` for an unknown reason. */
export const reasonWords = (reason: string): string | undefined => known(reasons, reason)

/** @internal Every reason that Ory documents, for the test that each is explained. */
export const tryReasons: readonly string[] = Object.keys(reasons)
