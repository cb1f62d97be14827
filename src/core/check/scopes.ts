import { t } from '../language/translate'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { listed, parseAddress } from './address'
import type { CheckStep } from './report'
import { passed, skipped, warning } from './steps'
import type { IssuerUse } from './target'

/** Hosts of Microsoft's sign-in: Entra ID, its national clouds, B2C and External ID. */
const microsoftHost =
  /(?:^|\.)(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|sts\.windows\.net|b2clogin\.(?:com|us|cn)|ciamlogin\.com)$/i

/** Requested at every sign-in with Microsoft, though B2C's documents list only `openid`. */
const microsoftOwn: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access'])

/**
 * Whether a scope belongs to an API rather than to the sign-in, so that no discovery document lists it:
 * one with an address (Google's APIs, Microsoft Graph, a custom API), and at Microsoft also a
 * permission of Graph by its short name (`User.Read`) or an application's ID.
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

/** The scopes that a document lists; some servers put several into one item. */
const scopeWords = (document: JsonObject): string[] | undefined =>
  Array.isArray(document['scopes_supported'])
    ? textListMember(document, 'scopes_supported').flatMap((item) => item.trim().split(/\s+/))
    : undefined

/** Kinds of provider for which Ory requests `openid` even where it is not entered. */
const addsOpenid: ReadonlySet<string> = new Set(['generic', 'microsoft', 'google', 'netid'])

/**
 * Whether the document lists the scopes of the connection. A server may leave scopes out of its list
 * (OpenID Connect Discovery 1.0, section 3), so a missing one is only a warning.
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
