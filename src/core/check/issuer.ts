import { t } from '../language/translate'
import type { JsonValue } from '../model/json'
import { discoveryPath, parseAddress, plainAddress, quoted } from './address'
import { type CheckStep, failed, passed, warning } from './report'
import type { IssuerUse } from './target'

const withoutSlash = (text: string) => text.replace(/\/$/, '')

const entraHost = 'login.microsoftonline.com'
/** Placeholder for “any tenant” in the documents of `common` and `organizations`. */
const entraTemplate = `https://${entraHost}/{tenantid}/v2.0`
const entraIssuer = /^https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/v2\.0$/i
const oldEntraIssuer = /^https:\/\/sts\.windows\.net\/([0-9a-f-]{36})\/$/i

type Slip = Pick<CheckStep, 'text' | 'remedy' | 'fix'>

const exactly = t('Ory compares the two character by character.')

/** Offers a server's issuer as a fix only if it is a readable address. */
const readable = /^https:\/\/[\u0021-\u007e]{1,500}$/i

function asFix(value: string): Pick<Slip, 'fix'> {
  return readable.test(value) ? { fix: { field: 'issuer_url', value } } : {}
}

const policyHost = /\.b2clogin\.(?:com|us|cn)$/i
/** Path of B2C documents: tenant, then policy; B2C's default issuer omits the policy. */
const policyPath = /^\/(?:(?:tfp|te)\/)?([^/]+)\/(b2c_1a?_[^/]+)\/v2\.0\/?$/i

/** B2C by policy: the document's issuer has no discovery document of its own, so it is not offered. */
function policySlip(entered: string, told: string): Slip | undefined {
  const from = parseAddress(entered)
  const to = parseAddress(told)
  const policy = policyPath.exec(from?.path ?? '')?.[2]
  const tenant = /^\/([0-9a-f-]{36})\/v2\.0\/?$/i.exec(to?.path ?? '')?.[1]
  if (!from || !to || policy === undefined || tenant === undefined) return undefined
  const issuer = `https://${to.host}${to.port}/tfp/${tenant}/${policy.toLowerCase()}/v2.0/`
  return {
    text: t('The document says {issuer}, without the policy: Entra B2C does so by default.', {
      issuer: quoted(told),
    }),
    remedy: t(
      'In the user flow’s properties at Entra, set the “Issuer (iss) claim” to the form with /tfp/; then enter {issuer} here, with its slash at the end.',
      { issuer },
    ),
  }
}

/** Difference between the entered issuer and the document's, with a correction. */
function slipOf(entered: string, told: string): Slip {
  if (/\/\.well-known\//.test(entered)) {
    const text = t('The document says {issuer}, without “/.well-known/openid-configuration”.', {
      issuer: quoted(told),
    })
    return { text, remedy: t('Enter the issuer as in the document.'), ...asFix(told) }
  }
  const policy = policySlip(entered, told)
  if (policy) return policy
  if (withoutSlash(entered) === withoutSlash(told)) {
    const text = told.endsWith('/')
      ? t('The document says {issuer}, with a slash at the end.', { issuer: quoted(told) })
      : t('The document says {issuer}, without a slash at the end.', { issuer: quoted(told) })
    return { text, remedy: exactly, ...asFix(told) }
  }
  if (told === entraTemplate) {
    return {
      text: t('The document says {issuer}, which no token will contain: the tenant is missing.', {
        issuer: quoted(told),
      }),
      remedy: t(
        'Enter the tenant’s ID in the place of “common” or “organizations”, or choose the provider Microsoft, which knows about tenants.',
      ),
    }
  }
  const tenant = oldEntraIssuer.exec(told)?.[1]
  if (tenant !== undefined) {
    return {
      text: t('The document says {issuer}, the issuer of Entra’s first version.', {
        issuer: quoted(told),
      }),
      remedy: t('Enter the issuer of the second version, which ends in /v2.0.'),
      ...asFix(`https://${entraHost}/${tenant}/v2.0`),
    }
  }
  const toldParts = parseAddress(told)
  if (
    toldParts?.scheme === 'http' &&
    withoutSlash(plainAddress(toldParts)) === withoutSlash(entered)
  ) {
    return {
      text: t('The document says {issuer}, with http.', { issuer: quoted(told) }),
      remedy: t(
        'The provider does not know its own public address: set it there, with https, often together with the headers that it accepts from its proxy.',
      ),
    }
  }
  if (toldParts?.scheme !== 'https') {
    const remedy = t('The provider has to name itself by an https address.')
    return {
      text: t('The document says {issuer}, which is no https address.', { issuer: quoted(told) }),
      remedy,
    }
  }
  if (told.toLowerCase() === entered.toLowerCase()) {
    const text = t('The document says {issuer}, with different capitalization.', {
      issuer: quoted(told),
    })
    return { text, remedy: exactly, ...asFix(told) }
  }
  const enteredParts = parseAddress(entered)
  if (enteredParts?.host.toLowerCase() !== toldParts.host.toLowerCase()) {
    return {
      text: t('The document says {issuer}, on another host.', { issuer: quoted(told) }),
      remedy: `${exactly} ${t('Use it only if that host is the one you mean.')}`,
      ...asFix(told),
    }
  }
  return {
    text: t('The document says {issuer}.', { issuer: quoted(told) }),
    remedy: exactly,
    ...asFix(told),
  }
}

function microsoftStep(issuer: string, told: string): CheckStep {
  if (told === issuer) return passed('issuer', t('The issuer is {issuer}.', { issuer: told }))
  if (told === entraTemplate) {
    const text = t(
      'The issuer has a place for the tenant, as expected: Ory takes the tenant from each token.',
    )
    return passed('issuer', text)
  }
  if (entraIssuer.test(told))
    return passed('issuer', t('The tenant’s issuer is {issuer}.', { issuer: told }))
  const remedy = t('Check the tenant: this document is not one of Microsoft’s sign-in.')
  return failed('issuer', t('The document says {issuer}.', { issuer: quoted(told) }), { remedy })
}

/** `told`: the document's `issuer`, of any type. */
export function issuerStep(use: IssuerUse, told: JsonValue | undefined): CheckStep {
  const { issuer, field, discovery } = use
  if (typeof told !== 'string' || told === '') {
    const remedy = t('The provider’s document has to name its issuer.')
    const text = t('The document has no issuer.')
    return discovery === 'discovered'
      ? failed('issuer', text, { remedy })
      : warning('issuer', text, { remedy })
  }
  if (field === 'microsoft_tenant') return microsoftStep(issuer, told)
  if (told === issuer)
    return passed('issuer', t('The issuer is {issuer}, as entered.', { issuer: told }))
  const { text, remedy, fix } = slipOf(issuer, told)
  if (field === undefined) {
    return warning('issuer', text, {
      remedy: t('Ory has this issuer built in; there is nothing to enter.'),
    })
  }
  const more = { ...(remedy ? { remedy } : {}), ...(fix ? { fix } : {}) }
  if (discovery === 'discovered') return failed('issuer', text, more)
  // Sign-ins work with the entered address's endpoints, but Ory skips the PKCE detection when issuers differ.
  const also = `${t('People can sign in, but Ory does not find out that PKCE is offered.')} ${remedy ?? ''}`
  return warning('issuer', text, { ...more, remedy: also.trim() })
}

/** Advice about the part of the issuer that people often forget. */
export function missingDocumentAdvice(use: IssuerUse): Pick<CheckStep, 'remedy' | 'fix'> {
  const { issuer, field } = use
  if (field === 'microsoft_tenant') {
    return { remedy: t('Check the tenant: Microsoft knows no tenant with this ID or domain.') }
  }
  if (field === undefined) return { remedy: t('There is nothing to enter; try again later.') }
  const pasted = withoutSlash(issuer)
  if (pasted.endsWith(discoveryPath)) {
    const remedy = t('Enter the part before {path}, which Ory adds by itself.', {
      path: discoveryPath,
    })
    return { remedy, ...asFix(pasted.slice(0, -discoveryPath.length)) }
  }
  const parts = parseAddress(issuer)
  const host = parts?.host.toLowerCase() ?? ''
  if (policyHost.test(host) && !policyPath.test(parts?.path ?? '')) {
    const remedy = t(
      'The policy may be missing. B2C’s issuer has the form with /tfp/, the tenant’s ID, the policy, then /v2.0/.',
    )
    return { remedy }
  }
  const path = withoutSlash(parts?.path ?? '')
  if (host === entraHost) {
    const remedy = t(
      'The tenant may be missing. The issuer is https://{host}/, the tenant’s ID, then /v2.0.',
      { host: entraHost },
    )
    return { remedy }
  }
  if (/\.(okta|oktapreview|okta-emea)\.com$/.test(host) && parts) {
    const remedy = t(
      'The authorization server may be missing. Okta’s first one is called “default”.',
    )
    return { remedy, ...asFix(`https://${parts.host}${parts.port}/oauth2/default`) }
  }
  if (/^(\/auth)?(\/realms)?$/.test(path) && (path !== '' || /keycloak/.test(host)) && parts) {
    const remedy = t(
      'The realm may be missing. Keycloak’s issuer ends in /realms/ and the realm’s name.',
    )
    return { remedy }
  }
  return {
    remedy: t(
      'Check the issuer URL with the identity provider. Often a part is missing: Keycloak’s ends in /realms/ and the realm, Okta’s in /oauth2/ and the authorization server, Entra’s in the tenant and /v2.0.',
    ),
  }
}
