import { isNewKey } from '../intents/intents'
import { textMember } from '../model/json-value'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { callbackOrigins, callbackUrl, type CallbackUrl } from '../urls/redirect'
import { accountOf } from './domains'
import type { ImpactLine } from './line'
import { connectionName, organizationName } from './way-words'

/** A connection before and after a change; either side may be missing. */
export interface ConnectionPair {
  readonly key: string
  readonly before?: SetUpConnection
  readonly after?: SetUpConnection
}

/** Connections of two states by their keys: a changed id is an edit where the states are of one draft. */
export function pairedConnections(before: SetUp, after: SetUp): ConnectionPair[] {
  const was = new Map(before.connections.map((item) => [item.key, item]))
  const is = new Map(after.connections.map((item) => [item.key, item]))
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    return { key, ...(old ? { before: old } : {}), ...(now ? { after: now } : {}) }
  })
}

/** The redirect or ACS URL of a connection in a state. */
export function callbackIn({ project, settings }: SetUp, connection: SetUpConnection): CallbackUrl {
  const { protocol, fields } = connection
  const organization = textMember(fields, 'organization_id') || undefined
  const baseRedirectUri = textMember(settings, 'base_redirect_uri') || undefined
  const { slug, hosts } = project
  return callbackUrl(callbackOrigins({ slug, hosts, baseRedirectUri, protocol }), {
    protocol,
    id: textMember(fields, 'id') ?? '',
    provider: textMember(fields, 'provider') ?? '',
    pkce: textMember(fields, 'pkce'),
    organizationId: organization,
    organizationIsNew: organization !== undefined && isNewKey(organization),
  })
}

const addressName = ({ protocol }: SetUpConnection) =>
  protocol === 'saml' ? 'ACS URL' : 'redirect URL'

const waits = {
  'connection-id': 'known when it has an ID',
  'organization-id': 'known when its organization is published',
} as const

const addressText = (callback: CallbackUrl) =>
  callback.kind === 'known' ? callback.url : waits[callback.for]

/** Whether both states serve callbacks at the same addresses. */
const isSameHost = (before: SetUp, after: SetUp) =>
  before.settings === after.settings &&
  before.project.slug === after.project.slug &&
  before.project.hosts === after.project.hosts

function addressLine(before: SetUp, after: SetUp, pair: ConnectionPair): ImpactLine[] {
  const { key, before: old, after: now } = pair
  // Nearly all of thousands are the very same on both sides.
  if (!now || (old?.fields === now.fields && isSameHost(before, after))) return []
  const place = { kind: 'connection', key } as const
  const is = callbackIn(after, now)
  const name = connectionName(now)
  const subject = name
  if (!old) {
    const words = `${name} is new: enter its ${addressName(now)} at the identity provider.`
    return [
      { id: `address ${key}`, kind: 'to-tell', subject, words, after: addressText(is), place },
    ]
  }
  const was = callbackIn(before, old)
  if (addressText(was) === addressText(is)) return []
  const words = `Sign-ins by ${name} fail until the identity provider has the new ${addressName(now)}.`
  return [
    {
      id: `address ${key}`,
      kind: 'address',
      subject,
      words,
      before: addressText(was),
      after: addressText(is),
      place,
    },
  ]
}

/** Members have their accounts at a connection under its id: what takes the id away makes them unknown. */
function goneLine(pair: ConnectionPair, accounts: ReadonlySet<string>, names: OrganizationNames) {
  const { key, before: old, after: now } = pair
  if (!old || accounts.has(accountOf(old))) return []
  const name = connectionName(old)
  const organization = names.get(textMember(old.fields, 'organization_id') ?? '')
  const whose = organization === undefined ? 'Everybody who' : `Members of ${organization} who`
  const why = now
    ? `gets another ID, and their accounts are kept under “${textMember(old.fields, 'id') ?? ''}”`
    : 'goes'
  const words = `${whose} signed in by ${name} cannot do so any more: it ${why}.`
  const line: ImpactLine = {
    id: `gone ${key}`,
    kind: 'connection-gone',
    subject: name,
    words,
    place: { kind: 'connection', key },
  }
  return [line]
}

type OrganizationNames = ReadonlyMap<string, string>

/** Says of each pair what happens to the connection itself: that it goes, or that its address changes. */
export function createConnectionLines(
  before: SetUp,
  after: SetUp,
): (pair: ConnectionPair) => ImpactLine[] {
  const accounts = new Set(after.connections.map(accountOf))
  const names = new Map(before.organizations.map((item) => [item.key, organizationName(item)]))
  return (pair) => [...goneLine(pair, accounts, names), ...addressLine(before, after, pair)]
}
