import { t } from '../language/translate'
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  textListMember,
  textMember,
} from '../model/json'
import { listed, parseAddress, quoted } from './address'
import { type CheckStep, failed, passed, skipped, warning } from './report'
import { missingDocumentAdvice } from './issuer'
import type { IssuerUse } from './target'
import { failureWords, type ReadFailure } from './transport'

/** Hosts of Entra ID, its national clouds, B2C and External ID. */
const microsoftHost =
  /(?:^|\.)(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|sts\.windows\.net|b2clogin\.(?:com|us|cn)|ciamlogin\.com)$/i

/** Requested at every Microsoft sign-in, though B2C documents list only `openid`. */
const microsoftOwn: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access'])

/**
 * Whether a scope belongs to an API and is therefore in no discovery document: an address, or at Microsoft a Graph
 * permission (`User.Read`) or an application ID.
 */
function isApiScope(scope: string, isMicrosoft: boolean): boolean {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|urn:)/i.test(scope)) return true
  return (
    isMicrosoft &&
    (/^[A-Za-z]+(?:\.[A-Za-z]+)+$/.test(scope) ||
      scope === '.default' ||
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(scope))
  )
}

/** Listed scopes; some servers put several into one item. */
const scopeWords = (document: JsonObject): string[] | undefined =>
  Array.isArray(document['scopes_supported'])
    ? textListMember(document, 'scopes_supported').flatMap((item) => item.trim().split(/\s+/))
    : undefined

/** Providers for which Ory always requests `openid`. */
const addsOpenid: ReadonlySet<string> = new Set(['generic', 'microsoft', 'google', 'netid'])

/**
 * Whether the document lists the connection's scopes. Servers may omit scopes (OpenID Connect Discovery 1.0, section
 * 3), so this only warns.
 */
export function scopesStep(document: JsonObject, use: IssuerUse, fields: JsonObject): CheckStep {
  const offered = scopeWords(document)
  const kind = textMember(fields, 'provider') ?? ''
  const own = addsOpenid.has(kind) ? ['openid'] : []
  const asked = [...new Set([...own, ...textListMember(fields, 'scope')])]
  if (!offered || offered.length === 0) {
    return skipped('scopes', t('The document does not list scopes.'))
  }
  if (asked.length === 0) return skipped('scopes', t('The connection requests no scope.'))
  const host = parseAddress(use.issuer)
  const isMicrosoft = microsoftHost.test(host?.host ?? '')
  const ofApi = asked.filter((scope) => !offered.includes(scope) && isApiScope(scope, isMicrosoft))
  const missing = asked.filter(
    (scope) =>
      !offered.includes(scope) &&
      !ofApi.includes(scope) &&
      !(isMicrosoft && microsoftOwn.has(scope)),
  )
  if (missing.length === 0) {
    const listedOnes = asked.filter((scope) => !ofApi.includes(scope))
    const known =
      listedOnes.length > 0
        ? t('Offered as requested: {names}.', { names: listedOnes.join(', ') })
        : ''
    const more =
      ofApi.length > 0
        ? t('Of an API, which no such document lists: {names}.', { names: listed(ofApi) })
        : ''
    return passed('scopes', [known, more].filter((part) => part !== '').join(' '))
  }
  const isOktaOrg =
    host !== undefined &&
    /\.(okta|oktapreview|okta-emea)\.com$/i.test(host.host) &&
    host.path.replace(/\/$/, '') === ''
  const remedy = isOktaOrg
    ? t('Scopes of your own need an authorization server in the issuer, such as /oauth2/default.')
    : t(
        'Remove it from the scopes, or allow it at the provider: some refuse a sign-in that asks for an unknown scope.',
      )
  return warning('scopes', t('Not listed by the provider: {names}.', { names: listed(missing) }), {
    remedy,
  })
}

const lists = (document: JsonObject, name: string): string[] | undefined =>
  Array.isArray(document[name]) ? textListMember(document, name) : undefined

/** Words of a list; some servers put several into one item. */
const words = (document: JsonObject, name: string): string[] | undefined =>
  lists(document, name)?.flatMap((item) => item.split(/\s+/).filter((word) => word !== ''))

/** Parses a discovery document or key set. */
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
    // JSON.parse's position does not help a person who did not write the document.
    return { ok: false, why: t('The answer is not JSON, or breaks off') }
  }
}

/** Failed if Ory needs the document, else a warning. */
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

/** Token endpoint authentication that Ory supports with a client secret. */
const secretMethods = ['client_secret_basic', 'client_secret_post']

/** Methods with a key or certificate, which refuse a client secret alone. */
const otherMethods: ReadonlySet<string> = new Set([
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
])

const responseTypes: ReadonlySet<string> = new Set(['code', 'token', 'id_token', 'none'])

/** Endpoints must exist and use https; code flow and client secret must be allowed, if listed. */
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
  // Go's library ignores this list, “code id_token” includes the code, and unknown words say nothing.
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
    // Ory does not read the list, so invalid entries stop nobody.
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

/** UAE PASS treats “auto” as “force”. Source: Kratos' provider code. */
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

/** Claims requested in `requested_claims`. */
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
