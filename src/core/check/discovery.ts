import { t } from '../language/translate'
import {
  isJsonObject,
  textListMember,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../model/json'
import { listed, parseAddress, quoted } from './address'
import type { CheckStep } from './report'
import { failed, passed, skipped, warning } from './steps'
import { missingDocumentAdvice } from './issuer'
import type { IssuerUse } from './target'
import { failureWords, type ReadFailure } from './transport'

const lists = (document: JsonObject, name: string): string[] | undefined =>
  Array.isArray(document[name]) ? textListMember(document, name) : undefined

/** The items of a list as single words; some servers put several words into one item. */
const words = (document: JsonObject, name: string): string[] | undefined =>
  lists(document, name)?.flatMap((item) => item.split(/\s+/).filter((word) => word !== ''))

/** Reads a text as a JSON object, which a discovery document and a key set must be. */
export function parseJsonObject(
  text: string,
):
  { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly why: string } {
  const start = text.trimStart().slice(0, 200).toLowerCase()
  if (start === '') return { ok: false, why: t('The answer is empty') }
  if (/^(<!doctype html|<html|<head|<body|<!--)/.test(start)) {
    return { ok: false, why: t('The answer is a web page, not JSON') }
  }
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value)
      ? { ok: true, value }
      : { ok: false, why: t('The answer is JSON, but not an object') }
  } catch {
    // JSON.parse reports a position, which is of no use to a person who did not write the document.
    return { ok: false, why: t('The answer is not JSON, or breaks off') }
  }
}

/**
 * The step for a document that could not be read: a failure where Ory needs it, else a warning.
 *
 * @param failure why it could not be read, or what it is instead of a JSON object
 */
export function discoveryFailureStep(use: IssuerUse, failure: ReadFailure | string): CheckStep {
  const isText = typeof failure === 'string'
  const words = isText ? { text: `${failure}.` } : failureWords(failure)
  const isMissing = !isText && failure.kind === 'status' && [400, 404, 410].includes(failure.status)
  const advice =
    isText || isMissing ? missingDocumentAdvice(use) : { remedy: failureWords(failure).remedy }
  if (use.discovery === 'discovered') return failed('discovery', words.text, advice)
  const remedy = t(
    'Ory makes the addresses itself for this kind, so people can sign in without it.',
  )
  return warning('discovery', words.text, { remedy })
}

const endpointNames = {
  authorization_endpoint: t('authorization endpoint'),
  token_endpoint: t('token endpoint'),
  jwks_uri: t('key set'),
  userinfo_endpoint: t('userinfo endpoint'),
}
type EndpointName = keyof typeof endpointNames

/** Methods of authentication at the token endpoint that Ory supports with a client secret. */
const secretMethods = ['client_secret_basic', 'client_secret_post']

/** The methods with a key or a certificate, with which a client secret alone is refused. */
const otherMethods: ReadonlySet<string> = new Set([
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
])

/** The words of response types. */
const responseTypes: ReadonlySet<string> = new Set(['code', 'token', 'id_token', 'none'])

/** Endpoints must exist and use https; the code flow and a client secret must be allowed, where listed. */
export function endpointsStep(document: JsonObject, use: IssuerUse, fields: JsonObject): CheckStep {
  const worse = use.discovery === 'discovered' ? failed : warning
  const needed: EndpointName[] = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']
  if (textMember(fields, 'claims_source') === 'userinfo') needed.push('userinfo_endpoint')
  const missing = needed.filter((name) => !textMember(document, name))
  if (missing.length > 0) {
    const names = missing.map((name) => endpointNames[name]).join(', ')
    const remedy = t('The provider has to publish it before people can sign in through Ory.')
    const text = t('The document lacks: {endpoints}.', { endpoints: names })
    return use.discovery === 'discovered'
      ? failed('endpoints', text, { remedy })
      : warning('endpoints', text, { remedy: t('Ory makes these addresses itself for this kind.') })
  }
  // `Object.keys` loses the type of the keys.
  const plain = (Object.keys(endpointNames) as EndpointName[]).filter((name) => {
    const address = textMember(document, name)
    return address !== undefined && parseAddress(address)?.scheme !== 'https'
  })
  const first = plain[0]
  if (first !== undefined) {
    const names = plain.map((name) => endpointNames[name]).join(', ')
    const address = quoted(textMember(document, first) ?? '')
    return worse(
      'endpoints',
      t('Not https: {endpoints}, such as {address}.', { endpoints: names, address }),
      {
        remedy: t(
          'Codes and tokens would cross the network unencrypted. Set the provider’s public address to https.',
        ),
      },
    )
  }
  // Go's library ignores this list, and a type such as “code id_token” includes the code too. A list of
  // other words says nothing.
  const responses = words(document, 'response_types_supported')
  const known = responses?.some((word) => responseTypes.has(word)) ?? false
  if (responses && known && !responses.includes('code')) {
    const remedy = t('Ory signs people in by code: allow the response type “code” at the provider.')
    return worse('endpoints', t('The provider does not offer the response type “code”.'), {
      remedy,
    })
  }
  const methods = words(document, 'token_endpoint_auth_methods_supported')
  if (methods && methods.length > 0 && !methods.some((method) => secretMethods.includes(method))) {
    const text = t('The token endpoint takes only {methods}.', { methods: listed(methods) })
    if (methods.every((method) => otherMethods.has(method))) {
      const remedy = t(
        'Ory sends a client secret: allow client_secret_basic or client_secret_post.',
      )
      return worse('endpoints', text, { remedy })
    }
    // Ory does not read the list, so what is no method, or none at all, stops nobody.
    const remedy = t(
      'Ory does not read this list, and sends a client secret. If sign-ins fail at the token endpoint, allow client_secret_basic or client_secret_post.',
    )
    return warning('endpoints', text, { remedy })
  }
  return passed(
    'endpoints',
    t('All endpoints use https, and the code flow works with a client secret.'),
  )
}

/** How a connection uses PKCE; UAE PASS takes “auto” as “force”. Source: Kratos' provider code. */
function pkceOf(fields: JsonObject): 'auto' | 'never' | 'force' {
  const value = textMember(fields, 'pkce') ?? ''
  if (value === 'never' || value === 'force') return value
  return textMember(fields, 'provider') === 'uaepass' ? 'force' : 'auto'
}

export function pkceStep(document: JsonObject, fields: JsonObject): CheckStep {
  const methods = lists(document, 'code_challenge_methods_supported')
  const offered = methods?.includes('S256') ?? false
  const pkce = pkceOf(fields)
  if (pkce === 'never') {
    return passed(
      'pkce',
      offered
        ? t('PKCE with S256 is offered, but this connection is set not to use it.')
        : t('PKCE is not used: it is switched off for this connection.'),
    )
  }
  if (offered) return passed('pkce', t('PKCE with S256 is offered and will be used.'))
  if (pkce === 'auto') {
    return passed('pkce', t('PKCE with S256 is not listed, so Ory does not use it; that works.'))
  }
  const isSet = textMember(fields, 'pkce') === 'force'
  const fix = isSet ? { fix: { field: 'pkce', value: 'auto' } } : {}
  if (methods === undefined) {
    const remedy = t(
      'Some providers offer it without saying so. If a sign-in fails, set PKCE to “auto”; the redirect URL changes with it.',
    )
    const text = t('PKCE is forced, and the document does not say whether it is offered.')
    return warning('pkce', text, { remedy, ...fix })
  }
  const remedy = t(
    'Allow S256 at the provider, or set PKCE to “auto”; the redirect URL changes with it.',
  )
  return failed('pkce', t('PKCE is forced, but the provider does not offer S256.'), {
    remedy,
    ...fix,
  })
}

/** Claims asked for by name in `requested_claims`. */
function requestedClaims(fields: JsonObject): string[] {
  const requested = fields['requested_claims']
  if (!isJsonObject(requested)) return []
  const names = ['id_token', 'userinfo'].flatMap((part) => {
    const claims: JsonValue | undefined = requested[part]
    return isJsonObject(claims) ? Object.keys(claims) : []
  })
  return [...new Set(names)]
}

export function claimsStep(document: JsonObject, fields: JsonObject): CheckStep {
  const asked = requestedClaims(fields)
  if (asked.length === 0) return skipped('claims', t('The connection requests no claim by name.'))
  if (document['claims_parameter_supported'] === false) {
    const remedy = t('Configure these claims at the provider, and remove them here.')
    const text = t('The provider says that it ignores claims requested by name.')
    return warning('claims', text, { remedy })
  }
  const offered = lists(document, 'claims_supported')
  if (!offered) return skipped('claims', t('The document does not list claims.'))
  const missing = asked.filter((claim) => !offered.includes(claim))
  if (missing.length === 0)
    return passed('claims', t('Offered as requested: {names}.', { names: asked.join(', ') }))
  const remedy = t(
    'Configure it at the provider, or change the mapper so that it does not need it.',
  )
  return warning('claims', t('Not listed by the provider: {names}.', { names: listed(missing) }), {
    remedy,
  })
}
