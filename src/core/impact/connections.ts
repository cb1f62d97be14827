import { t } from '../language/translate'
import { textListMember, textMember } from '../model/json'
import { changedPairs, type Pair } from '../model/pairs'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { accountOf, organizationKeyOf } from '../sign-in-ways/facts'
import { callbackIn } from '../links/connection-callback'
import type { CallbackUrl } from '../links/redirect'
import type { ImpactLine } from './line'
import { connectionName, listed, organizationName } from './way-words'

export type ConnectionPair = Pair<SetUpConnection>

/** Whether callbacks stay at the same host. */
const isSameHost = (before: SetUp, after: SetUp) =>
  before.settings === after.settings &&
  before.project.slug === after.project.slug &&
  before.project.hosts === after.project.hosts

/**
 * Changed connections; within a draft a new ID is an edit. All connections if the project's callback host changed.
 */
export function changedConnections(before: SetUp, after: SetUp): ConnectionPair[] {
  const takesAll = !isSameHost(before, after)
  return changedPairs(before.connections, after.connections, () => takesAll)
}

const waits = {
  'connection-id': t('known when it has an ID'),
  'organization-id': t('known when its organization is published'),
  publish: t('assigned when it is published'),
} as const

function addressText(callback: CallbackUrl): string {
  if (callback.kind === 'malformed') return callback.text
  return callback.kind === 'known' ? callback.url : waits[callback.for]
}

/** Removed ACS URLs that an identity provider may still use. */
function fewerUrlsLine(
  key: string,
  old: SetUpConnection,
  now: SetUpConnection,
  address: string,
): ImpactLine[] {
  const kept = new Set(textListMember(now.fields, 'additional_acs_urls'))
  const lost = textListMember(old.fields, 'additional_acs_urls').filter((url) => !kept.has(url))
  if (lost.length === 0) return []
  const name = connectionName(now)
  const urls = listed(lost)
  const words = t(
    '{connection} answers at fewer ACS URLs: sign-ins that the identity provider sends to {urls} fail.',
    { connection: name, urls },
  )
  const sides = { before: urls, after: address }
  const place = { kind: 'connection', key } as const
  return [{ id: `address ${key}`, kind: 'address', subject: name, words, ...sides, place }]
}

function addressLine(before: SetUp, after: SetUp, pair: ConnectionPair): ImpactLine[] {
  const { key, before: old, after: now } = pair
  if (!now) return []
  const place = { kind: 'connection', key } as const
  const is = callbackIn(after, now)
  const name = connectionName(now)
  const subject = name
  if (!old) {
    const words =
      now.protocol === 'saml'
        ? t('{connection} is new: enter its ACS URL at the identity provider.', {
            connection: name,
          })
        : t('{connection} is new: enter its redirect URL at the identity provider.', {
            connection: name,
          })
    return [
      { id: `address ${key}`, kind: 'to-tell', subject, words, after: addressText(is), place },
    ]
  }
  const was = callbackIn(before, old)
  if (addressText(was) === addressText(is)) return fewerUrlsLine(key, old, now, addressText(is))
  const words =
    now.protocol === 'saml'
      ? t('Sign-ins with {connection} fail until the identity provider has the new ACS URL.', {
          connection: name,
        })
      : t('Sign-ins with {connection} fail until the identity provider has the new redirect URL.', {
          connection: name,
        })
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

/** `id` of a replaced connection; `undefined` if deleted. */
function goneWords(
  connection: string,
  organization: string | undefined,
  id: string | undefined,
): string {
  if (organization === undefined) {
    return id === undefined
      ? t(
          'Everybody who signed in with {connection} cannot do so any more: the connection is deleted.',
          { connection },
        )
      : t(
          'Everybody who signed in with {connection} cannot do so any more: it gets another ID, ' +
            'and their accounts are kept under “{id}”.',
          { connection, id },
        )
  }
  return id === undefined
    ? t(
        'Members of {organization} who signed in with {connection} cannot do so any more: the ' +
          'connection is deleted.',
        {
          organization,
          connection,
        },
      )
    : t(
        'Members of {organization} who signed in with {connection} cannot do so any more: it ' +
          'gets another ID, and their accounts are kept under “{id}”.',
        { organization, connection, id },
      )
}

/** Accounts belong to a connection's ID, so members become unknown without it. */
function goneLine(
  pair: ConnectionPair,
  accounts: ReadonlySet<string>,
  organizations: OrganizationsByKey,
) {
  const { key, before: old, after: now } = pair
  if (!old || accounts.has(accountOf(old))) return []
  const name = connectionName(old)
  const organization = organizations.get(organizationKeyOf(old))
  const words = goneWords(
    name,
    organization && organizationName(organization),
    now ? (textMember(old.fields, 'id') ?? '') : undefined,
  )
  const line: ImpactLine = {
    id: `gone ${key}`,
    kind: 'connection-gone',
    subject: name,
    words,
    place: { kind: 'connection', key },
  }
  return [line]
}

type OrganizationsByKey = ReadonlyMap<string, SetUp['organizations'][number]>

/** Lines about a connection's deletion or new address. */
export function createConnectionLines(
  before: SetUp,
  after: SetUp,
): (pair: ConnectionPair) => ImpactLine[] {
  const accounts = new Set(after.connections.map(accountOf))
  const organizations = new Map(before.organizations.map((item) => [item.key, item]))
  return (pair) => [...goneLine(pair, accounts, organizations), ...addressLine(before, after, pair)]
}
