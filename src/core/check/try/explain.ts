import { t } from '../../language/translate'
import { reasonWords, stepWords } from './steps'
import type { StepError } from './payload'
import type { WorkingConnection } from '../../draft/working-copy'

/** Why a connection cannot be tried; `undefined` if it can. */
export function whyNotTried(
  connection: Pick<WorkingConnection, 'protocol' | 'status' | 'server' | 'ambiguous'>,
): string | undefined {
  const { protocol, status, server, ambiguous } = connection
  if (protocol === 'saml') {
    return t(
      'Ory tries OIDC connections only; there is no test sign-in for SAML. Check reads the metadata instead.',
    )
  }
  if (!server || status === 'new') {
    return t(
      'This connection is only in the draft. A test sign-in uses what is at Ory, so publish it first.',
    )
  }
  if (ambiguous) {
    return t(
      'Another connection has the same ID, or this one has none, so Ory could try the wrong one.',
    )
  }
  if (server['state'] === 'disabled') {
    return t(
      'This connection is disabled, so nobody can sign in with it. Enable it and publish first.',
    )
  }
  return undefined
}

/** Warning if the test would not use the values in the form. */
export function notPublishedNote({
  status,
  edited,
}: Pick<WorkingConnection, 'status' | 'edited'>): string | undefined {
  if (status === 'deleted')
    return t('The draft deletes this connection; until it is published, Ory still has it.')
  return edited.length > 0
    ? t(
        'The draft changes this connection. The test sign-in uses what is published, not the draft.',
      )
    : undefined
}

/** Why a test sign-in stopped, and advice. */
export interface TryFailure extends StepError {
  readonly title: string
  readonly meaning: string
  readonly remedy: string
  /** Field to look at first; `mapper_url` is the mapper. */
  readonly field?: string
}

type Explained = Pick<TryFailure, 'meaning' | 'remedy' | 'field'>

/** OAuth or network error text more specific than Ory's reason. */
interface Hint extends Explained {
  readonly in: RegExp
}

/** The client ID is unknown, or may not use the code flow. */
const refusedClient: Omit<Hint, 'in'> = {
  meaning: t(
    'The identity provider refuses the client ID: it knows no such application, or does not allow it this sign-in.',
  ),
  remedy: t(
    'Compare the client ID, and the tenant in the issuer, with the application at the identity provider, which has to allow the authorization code flow.',
  ),
  field: 'client_id',
}

/**
 * Unknown client ID: Entra's `AADSTS700016` and `70001`, Google's `deleted_client` and “The OAuth client was not
 * found”, Auth0's “Unknown client”, Okta's “Invalid value for 'client_id' parameter”.
 */
const unknownClient: Hint = {
  in: /AADSTS(?:700016|70001)\b|deleted_client|(?:unknown|invalid)(?: value for)? '?client(?:[_ ]id|:)|\b(?:client|application)\b(?! secret| certificate| credential)[^"]{0,300}\b(?:not found|not exist|deleted)\b/i,
  ...refusedClient,
}

const exchangeHints: readonly Hint[] = [
  unknownClient,
  {
    in: /invalid_client|AADSTS70002(?:15|18|22)\b|client authentication|client[_ ]secret|client credentials/i,
    meaning: t('The identity provider does not accept the client ID with this client secret.'),
    remedy: t(
      'Enter the client secret again; it may have expired or belong to another application. Then publish and try again.',
    ),
    field: 'client_secret',
  },
  // The client did authenticate (RFC 6749, 5.2).
  { in: /unauthorized_client/i, ...refusedClient },
  {
    in: /redirect_uri|AADSTS50011\b/i,
    meaning: t(
      'The redirect URL is not the one that the identity provider has for this application.',
    ),
    remedy: t(
      'Copy the redirect URL of the connection and enter it at the identity provider, to the character.',
    ),
  },
  {
    in: /invalid_grant|code_verifier|pkce/i,
    meaning: t(
      'The identity provider does not take the code: it was used, is too old, or PKCE differs.',
    ),
    remedy: t(
      'Try once more. If it stays, compare PKCE here with what the application at the identity provider requires, and the redirect URL.',
    ),
    field: 'pkce',
  },
  {
    in: /x509|certificate|tls:|no such host|connection refused|i\/o timeout|deadline exceeded/i,
    meaning: t('Ory could not reach the identity provider’s token endpoint, or does not trust it.'),
    remedy: t(
      'The endpoint has to be reachable from the internet with a valid certificate. Check connection reads the same addresses.',
    ),
    field: 'issuer_url',
  },
]

const tokenHints: readonly Hint[] = [
  {
    in: /audience|\baud\b/i,
    meaning: t('The ID token was made for another application.'),
    remedy: t('Compare the client ID with that of the application at the identity provider.'),
    field: 'client_id',
  },
  {
    in: /expired|not valid yet|\bnbf\b|\biat\b|\bexp\b/i,
    meaning: t('The ID token is out of its time when it arrives.'),
    remedy: t('Set the clock of the identity provider; a few minutes are enough to fail.'),
  },
  {
    in: /issue[rd]|\biss\b/i,
    meaning: t('The issuer in the ID token is not the issuer of the connection, to the character.'),
    remedy: t(
      'Set Issuer URL to the issuer that the message names. A slash at the end makes a difference.',
    ),
    field: 'issuer_url',
  },
]

const mapperAdvice = t(
  'Open the mapper, take these claims with Use own claims, and change it until the result is right.',
)

const byReason: Readonly<Record<string, Explained>> = {
  state_invalid: {
    meaning: t('The answer came too late, came twice, or without the cookie that Ory set before.'),
    remedy: t(
      'Try again and finish in one go. If it stays, the redirect URL at the identity provider leads to another host than the one where the sign-in began.',
    ),
  },
  access_denied: {
    meaning: t('The identity provider sent the person back with a refusal.'),
    remedy: t(
      'Assign the person, or a group of theirs, to the application, or give the consent that it asks for. A scope that it does not allow is refused as well.',
    ),
    field: 'scope',
  },
  exchange_failed: {
    meaning: t('The identity provider gave a code, but no tokens for it.'),
    remedy: t('Look at client ID and client secret first, then at the redirect URL and PKCE.'),
    field: 'client_secret',
  },
  verification_failed: {
    meaning: t('The ID token is not one that Ory may trust.'),
    remedy: t('Compare Issuer URL and client ID with what the identity provider shows.'),
    field: 'issuer_url',
  },
  claims_invalid: {
    meaning: t('A claim has another type than the standard says, such as a text for a boolean.'),
    remedy: t('Change the claim at the identity provider; the message names it.'),
  },
  missing_claims: {
    meaning: t('The identity provider sent no claims, or not the subject that Ory needs.'),
    remedy: t('Ask for more by Scopes, or choose the other Claims source.'),
    field: 'scope',
  },
  marshal_failed: {
    meaning: t('The claims hold something that cannot be written as JSON.'),
    remedy: t('Take the claim that the message names out of the token at the identity provider.'),
  },
  evaluation_failed: {
    meaning: t('The mapper ended with an error on these claims.'),
    remedy: mapperAdvice,
    field: 'mapper_url',
  },
  invalid_output: {
    meaning: t('The mapper did not return an object with an identity.'),
    remedy: mapperAdvice,
    field: 'mapper_url',
  },
  invalid_traits: {
    meaning: t('What the mapper returned as traits is not an object.'),
    remedy: mapperAdvice,
    field: 'mapper_url',
  },
  invalid_metadata_public: {
    meaning: t('What the mapper returned as public metadata is not an object.'),
    remedy: mapperAdvice,
    field: 'mapper_url',
  },
  invalid_metadata_admin: {
    meaning: t('What the mapper returned as admin metadata is not an object.'),
    remedy: mapperAdvice,
    field: 'mapper_url',
  },
  traits_invalid: {
    meaning: t('The traits do not fit the project’s default identity schema.'),
    remedy: t(
      'Let the mapper return what is listed under Schema errors, ask the identity provider for the claim, or do not require it in the schema. In a real sign-in the person would be asked for it in a form.',
    ),
    field: 'mapper_url',
  },
  callback_failed: {
    meaning: t('Something went wrong at Ory after the identity provider had answered.'),
    remedy: t(
      'Ory’s message says what. Check connection, and try again; with a request ID Ory’s ' +
        'support can look it up.',
    ),
  },
}

const unknown: Explained = {
  meaning: t('This version of the app does not know what this means.'),
  remedy: t('Ory’s own message says more.'),
}

const hintsOf: Readonly<Record<string, readonly Hint[]>> = {
  exchange_failed: exchangeHints,
  access_denied: [unknownClient, { in: /unauthorized_client/i, ...refusedClient }],
  verification_failed: tokenHints,
}

const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** Explains an error; unknown steps and reasons are shown unchanged. */
export function explain({ step, reason, message }: StepError): TryFailure {
  const hint = own(hintsOf, reason)?.find((each) => each.in.test(message))
  const { meaning, remedy, field } = hint ?? own(byReason, reason) ?? unknown
  return {
    step,
    reason,
    message,
    title: titleOf(step, reason),
    meaning,
    remedy,
    ...(field === undefined ? {} : { field }),
  }
}

function titleOf(step: string, reason: string): string {
  const why = reasonWords(reason) ?? (reason === '' ? '' : t('“{text}”', { text: reason }))
  if (step === '')
    return why === '' ? t('The sign-in stopped') : t('Stopped: {reason}', { reason: why })
  const stopped = stepWords(step)?.stopped ?? t('Stopped at the step “{step}”', { step })
  return why === '' ? stopped : `${stopped}: ${why}`
}
