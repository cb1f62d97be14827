import { isNewKey } from '../intents/intents'
import { entityLabel, type WorkingCopy } from '../draft/working-copy'
import { t } from '../language/translate'
import type { Protocol } from '../model/connection'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { callbackOf, originsOf } from '../links/connection-callback'
import type { CallbackUrl } from '../links/redirect'
import type { Placeholder } from './guide'

/** A value to enter, or a sentence saying why there is none yet. All items of a list are entered. */
export type HandoverValue =
  | { readonly kind: 'known'; readonly values: readonly string[] }
  | { readonly kind: 'missing'; readonly sentence: string }

export type HandoverValues = Readonly<Record<Placeholder, HandoverValue>>

/** The parts of a connection that a sheet may use. Nothing else is passed to it. */
export interface HandoverSubject {
  readonly protocol: Protocol
  readonly fields: JsonObject
}

const missing = (sentence: string): HandoverValue => ({ kind: 'missing', sentence })

function known(values: readonly string[], otherwise: string): HandoverValue {
  const filled = values.filter((value) => value.trim() !== '')
  return filled.length > 0 ? { kind: 'known', values: filled } : missing(otherwise)
}

// A sheet may be in another language than the app: none of its texts may be made while this module loads.
const waits: Readonly<Record<Extract<CallbackUrl, { kind: 'waiting' }>['for'], () => string>> = {
  'connection-id': () =>
    t('Not known yet: the address ends with the connection ID, which has not been entered.'),
  'organization-id': () =>
    t(
      'Not known yet: the address holds the organization’s ID, which it gets when it is published.',
    ),
}

function callbackValue(callback: CallbackUrl): HandoverValue {
  return callback.kind === 'known'
    ? { kind: 'known', values: [callback.url, ...callback.alternatives] }
    : missing(waits[callback.for]())
}

const fromConsole = () =>
  t(
    'To be filled in by the sender of this sheet: the audience (entity ID) is shown in the Ory Console ' +
      'for this SAML connection; the API does not return it.',
  )

/** The audience that Ory expects, if the connection sets it; otherwise where to find it. */
function audienceOf(fields: JsonObject): HandoverValue {
  const whole = textMember(fields, 'proxy_saml_audience_override') ?? ''
  if (whole !== '') return known([whole], fromConsole())
  const base = textMember(fields, 'audience_override_base_url') ?? ''
  return base === ''
    ? missing(fromConsole())
    : missing(`${t('It begins with {address}.', { address: base })} ${fromConsole()}`)
}

/** Hosts of the addresses, for products where domains have to be allowed. */
function hostsOf(callback: HandoverValue): HandoverValue {
  if (callback.kind === 'missing') return callback
  const hosts = callback.values.map((url) => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? '')
  return known([...new Set(hosts)], t('Not known yet: the address has no host.'))
}

function organizationOf(copy: WorkingCopy, key: string) {
  return copy.organizations.find(({ target }) => target.key === key)
}

/** Where members start to sign in; an organization has a page of its own. */
function loginUrl(origin: string | undefined, organizationKey: string): HandoverValue {
  if (origin === undefined) return missing(t('Not known yet: the project has no host.'))
  const page = `${origin}/self-service/login/browser`
  if (organizationKey === '') return known([page], '')
  return isNewKey(organizationKey)
    ? missing(waits['organization-id']())
    : known([`${page}?organization=${encodeURIComponent(organizationKey)}`], '')
}

/**
 * All values for a sheet, from a connection's fields with its draft applied. Each value is read by
 * name, so that no secret and no unknown field can be included.
 */
export function handoverValues(
  snapshot: Snapshot,
  copy: WorkingCopy,
  { protocol, fields }: HandoverSubject,
): HandoverValues {
  const organizationKey = textMember(fields, 'organization_id') ?? ''
  const settings = copy.methods[0]?.fields
  const callback = callbackValue(callbackOf(snapshot, protocol, fields, settings))
  const organization = organizationOf(copy, organizationKey)
  const noOrganization =
    organizationKey === ''
      ? t('This connection belongs to no organization.')
      : t('The organization of this connection is not among those of the project.')
  const notOfThis = t('This connection does not use it.')
  const isOidc = protocol === 'oidc'
  return {
    redirectUrl: isOidc ? callback : missing(notOfThis),
    redirectHosts: hostsOf(callback),
    acsUrl: isOidc ? missing(notOfThis) : callback,
    audience: isOidc ? missing(notOfThis) : audienceOf(fields),
    loginUrl: loginUrl(originsOf(snapshot, protocol, settings)[0], organizationKey),
    connectionLabel: known(
      [textMember(fields, 'label') || (textMember(fields, 'id') ?? '')],
      t('The connection has no name yet: choose one that members recognise.'),
    ),
    organizationName: organization
      ? known([entityLabel(organization.fields, organization.target)], noOrganization)
      : missing(noOrganization),
    organizationDomains: organization
      ? known(
          textListMember(organization.fields, 'domains'),
          t('The organization has no e-mail domain yet.'),
        )
      : missing(noOrganization),
    scopes: known(
      textListMember(fields, 'scope'),
      t('None are requested besides the provider’s defaults.'),
    ),
  }
}
