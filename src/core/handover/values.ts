import { isNewKey } from '../intents/intents'
import { entityLabel, type WorkingCopy } from '../draft/working-copy'
import { t } from '../language/translate'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { isNativeSaml } from '../model/saml-connection'
import type { Snapshot } from '../model/snapshot'
import { callbackOf, originsOf, type AddressedConnection } from '../links/connection-callback'
import { afterPublish, joinLink, signInLink } from '../links/member-links'
import type { CallbackUrl } from '../links/redirect'
import { encodedPart } from '../links/api-address'
import { scimServerUrls } from '../links/scim-server'
import type { GuideProtocol, Placeholder } from './guide'

/** A value to enter, or a sentence saying why there is none yet. All items of a list are entered. */
export type HandoverValue =
  | { readonly kind: 'known'; readonly values: readonly string[] }
  | { readonly kind: 'missing'; readonly sentence: string }

export interface HandoverValues extends Readonly<Record<Placeholder, HandoverValue>> {
  /** Metadata of our side, which no guide names: the sheet has it before the steps. */
  readonly metadataUrl: HandoverValue
}

/** The parts of a connection or a SCIM client that a sheet may use. Nothing else is passed to it. */
export interface HandoverSubject {
  readonly protocol: GuideProtocol
  readonly fields: JsonObject
  /** Its fields on the server; absent for what is new. */
  readonly server?: AddressedConnection['server']
}

const missing = (sentence: string): HandoverValue => ({ kind: 'missing', sentence })

function known(values: readonly string[], otherwise: string): HandoverValue {
  const filled = values.filter((value) => value.trim() !== '')
  return filled.length > 0 ? { kind: 'known', values: filled } : missing(otherwise)
}

// Functions, because a sheet may use another language than the app.
const waits: Readonly<Record<Extract<CallbackUrl, { kind: 'waiting' }>['for'], () => string>> = {
  'connection-id': () =>
    t('Not known yet: the address ends with the connection ID, which has not been entered.'),
  'organization-id': () =>
    t(
      'Not known yet: the address holds the organization’s ID, which it gets when it is published.',
    ),
  publish: () => t('Not known yet: Ory assigns the ACS URL when the connection is published.'),
}

function callbackValue(callback: CallbackUrl): HandoverValue {
  if (callback.kind === 'malformed') {
    return missing(t('Not known: Ory’s ACS URL of this connection is not a web address.'))
  }
  return callback.kind === 'known'
    ? { kind: 'known', values: [callback.url, ...callback.alternatives] }
    : missing(waits[callback.for]())
}

const noHost = () => t('Not known yet: the project has no host.')

/** Metadata address of a native SAML connection; Polis has none. Source: getSamlProviderMetadata, API v1.22.92. */
function metadataUrl(origin: string | undefined, fields: JsonObject): HandoverValue {
  const id = textMember(fields, 'id') ?? ''
  if (id === '') return missing(waits['connection-id']())
  if (origin === undefined) return missing(noHost())
  return known([`${origin}/self-service/methods/saml/metadata/${encodedPart(id)}`], '')
}

const fromConsole = () =>
  t(
    'To be filled in by the sender of this sheet: the audience (entity ID) is shown in the Ory Console ' +
      'for this SAML connection; the API does not return it.',
  )

/**
 * The connection's audience, or where to find it; the native engine defaults to the project's metadata address
 * (getSamlMetadata, API v1.22.92).
 */
function audienceOf(fields: JsonObject, origin: string | undefined): HandoverValue {
  if (isNativeSaml(fields)) {
    const own = textMember(fields, 'sp_entity_id')?.trim() ?? ''
    const standard = origin === undefined ? '' : `${origin}/self-service/methods/saml/metadata`
    return known([own || standard], noHost())
  }
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
  if (origin === undefined) return missing(noHost())
  return isNewKey(organizationKey)
    ? missing(waits['organization-id']())
    : known([signInLink(origin, organizationKey)], '')
}

/** Where people who already have an account join the organization. */
function joinUrl(origin: string | undefined, organizationKey: string): HandoverValue {
  if (origin === undefined) return missing(noHost())
  if (isNewKey(organizationKey)) return missing(afterPublish())
  const links = organizationKey === '' ? [] : [joinLink(origin, organizationKey)]
  return known(links, ofConnection.unowned())
}

/** One address, as a product takes one: Ory serves it at every host. */
function scimServer({ summary }: Snapshot, fields: JsonObject): HandoverValue {
  const proxied = textMember(fields, 'proxy_scim_server_url')?.trim() ?? ''
  const urls = scimServerUrls(summary, textMember(fields, 'client_id') ?? '')
  return known(
    [proxied, ...urls].filter((url) => url !== '').slice(0, 1),
    t('Not known yet: the address ends with the client ID, which has not been entered.'),
  )
}

/** What is said where a value is missing; see above for why these are functions. */
const ofConnection = {
  notUsed: () => t('This connection does not use it.'),
  nameless: () => t('The connection has no name yet: choose one that members recognise.'),
  unowned: () => t('This connection belongs to no organization.'),
  ownerGone: () => t('The organization of this connection is not among those of the project.'),
}
const ofClient: typeof ofConnection = {
  notUsed: () => t('This SCIM client does not use it.'),
  nameless: () => t('The SCIM client has no name yet.'),
  unowned: () => t('This SCIM client belongs to no organization.'),
  ownerGone: () => t('The organization of this SCIM client is not among those of the project.'),
}

/** The values of the address that the identity provider gets, and of what belongs to it. */
function addressValues(
  snapshot: Snapshot,
  { protocol, fields, server }: HandoverSubject,
  settings: JsonObject | undefined,
  organizationKey: string,
): Pick<
  HandoverValues,
  | 'redirectUrl'
  | 'redirectHosts'
  | 'acsUrl'
  | 'audience'
  | 'metadataUrl'
  | 'loginUrl'
  | 'joinUrl'
  | 'scimServerUrl'
> {
  const isClient = protocol === 'scim'
  const none = missing((isClient ? ofClient : ofConnection).notUsed())
  const unused = {
    redirectUrl: none,
    redirectHosts: none,
    acsUrl: none,
    audience: none,
    metadataUrl: none,
    loginUrl: none,
    joinUrl: none,
    scimServerUrl: none,
  }
  if (isClient) return { ...unused, scimServerUrl: scimServer(snapshot, fields) }
  const callback = callbackValue(callbackOf(snapshot, { protocol, fields, server }, settings))
  const [origin] = originsOf(snapshot, protocol, settings)
  return {
    ...unused,
    redirectHosts: hostsOf(callback),
    ...(protocol === 'oidc'
      ? { redirectUrl: callback }
      : { acsUrl: callback, audience: audienceOf(fields, origin) }),
    ...(isNativeSaml(fields) ? { metadataUrl: metadataUrl(origin, fields) } : {}),
    loginUrl: loginUrl(origin, organizationKey),
    joinUrl: joinUrl(origin, organizationKey),
  }
}

/**
 * All values for a sheet, with the draft applied. Reads members by name, so that no secret or unknown field gets in.
 */
export function handoverValues(
  snapshot: Snapshot,
  copy: WorkingCopy,
  subject: HandoverSubject,
): HandoverValues {
  const { protocol, fields } = subject
  const isClient = protocol === 'scim'
  const words = isClient ? ofClient : ofConnection
  const organizationKey = textMember(fields, 'organization_id') ?? ''
  const organization = organizationOf(copy, organizationKey)
  const noOrganization = organizationKey === '' ? words.unowned() : words.ownerGone()
  return {
    ...addressValues(snapshot, subject, copy.methods[0]?.fields, organizationKey),
    connectionLabel: known(
      [textMember(fields, 'label') || (textMember(fields, isClient ? 'client_id' : 'id') ?? '')],
      words.nameless(),
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
    scopes: isClient
      ? missing(words.notUsed())
      : known(
          textListMember(fields, 'scope'),
          t('None are requested besides the provider’s defaults.'),
        ),
  }
}
