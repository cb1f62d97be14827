import { z } from 'zod'
import { changedConnections } from '../impact/connections'
import { impactSummary } from '../impact/impact'
import {
  changedScimClients,
  newForProvider,
  scimServerIn,
  type ScimClientPair,
} from '../impact/provisioning'
import { impactLineSchema, type ImpactKind } from '../impact/line'
import { impactPeople, withPeople } from '../impact/people'
import { connectionName, organizationName } from '../impact/way-words'
import { scimClientLabel } from '../problems/known-project'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import { isNativeSaml } from '../model/saml-connection'
import { changedPairs, type Pair } from '../model/pairs'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { callbackIn } from '../links/connection-callback'
import type { PeopleCounts } from '../people/counts'
import type { Consequences } from './consequences'
import { demandOf } from './demand'

/** What a person confirmed of a publish; without it, nothing was confirmed. */
export const confirmedSchema = z.object({
  /** Names of everything that was said to be harmed. */
  harmed: z.array(z.string().max(300)).max(50_000),
  /** As the person typed it, where `wordsToType` asks for it. */
  typed: z.string().max(300).optional(),
})
export type Confirmed = z.infer<typeof confirmedSchema>

/** What has to be typed: the one name, or how many there are. `undefined`: nothing. */
export function wordsToType(harmed: readonly string[]): string | undefined {
  const [first] = harmed
  if (first === undefined || harmed.length === 1) return first
  return t('{count, plural, one {# domain} other {# domains}}', { count: harmed.length })
}

const plain = (text: string) => text.trim().toLowerCase()

/** Whether what was typed is what it takes. */
export function isTyped(harmed: readonly string[], typed: string | undefined): boolean {
  const wanted = wordsToType(harmed)
  return wanted === undefined || plain(typed ?? '') === plain(wanted)
}

/** The names of what is harmed and was not confirmed: all of them where not the right words were typed. */
export function unconfirmedHarm(
  harmed: readonly string[],
  confirmed: Confirmed | undefined,
): readonly string[] {
  if (!isTyped(harmed, confirmed?.typed)) return harmed
  const known = new Set(confirmed?.harmed)
  return harmed.filter((name) => !known.has(name))
}

/** As much of a list as somebody reads, and how much more there is. */
const most = 100
const some = <Item extends z.ZodType>(item: Item) =>
  z.object({ first: z.array(item).max(most), more: z.number() })
function someOf<Item>(items: readonly Item[]): { first: Item[]; more: number } {
  return { first: items.slice(0, most), more: Math.max(0, items.length - most) }
}

/** Everything that is said before a publish goes, and what it takes. */
export const confirmationSchema = z.object({
  isProduction: z.boolean(),
  harmed: z.array(z.string()),
  /** What happens to people in one or two sentences, and line by line, the worst first. */
  summary: z.string(),
  /** How many people it is about, where they were counted. */
  people: z.string().optional(),
  lines: some(impactLineSchema),
  deleted: some(
    z.object({ kind: z.enum(['organization', 'connection', 'scim-client']), name: z.string() }),
  ),
  /** What an identity provider has to be told, by the organization that it belongs to; none: everybody's. */
  toTell: some(z.object({ organization: z.string().optional(), words: z.array(z.string()) })),
})
export type Confirmation = z.infer<typeof confirmationSchema>

type Deleted = Confirmation['deleted']['first'][number]

/** What is in the first state and no more in the second. */
const gone = <Entity>(pairs: readonly Pair<Entity>[], told: (entity: Entity) => Deleted) =>
  pairs.flatMap(({ before, after }) => (before && !after ? [told(before)] : []))

/** Lines of a connection after which its identity provider has to know an address that it does not know now. */
const toldKinds: ReadonlySet<ImpactKind> = new Set(['address', 'to-tell', 'other-provider'])

/** The audience of a SAML connection, where it is set here; Ory's own stands in its console alone. */
function audienceOf({ fields }: Pick<SetUpConnection, 'fields'> = { fields: {} }): string {
  const member = isNativeSaml(fields) ? 'sp_entity_id' : 'proxy_saml_audience_override'
  return textMember(fields, member) ?? ''
}

/** The address that the identity provider of a connection needs, in a few words. */
export function addressWords(after: SetUp, connection: SetUpConnection): string {
  const callback = callbackIn(after, connection)
  const name = connectionName(connection)
  if (callback.kind === 'malformed') {
    return t('the ACS URL of {connection}, which Ory returned as {text}: not a web address', {
      connection: name,
      text: callback.text,
    })
  }
  if (callback.kind === 'waiting') {
    return connection.protocol === 'saml'
      ? t('the ACS URL of {connection}, which is known after this publish', { connection: name })
      : t('the redirect URL of {connection}, which is known after this publish', {
          connection: name,
        })
  }
  const values = { connection: name, address: callback.url }
  return connection.protocol === 'saml'
    ? t('the ACS URL of {connection} is {address}', values)
    : t('the redirect URL of {connection} is {address}', values)
}

/** What the identity provider of a SCIM client needs, in a few words; nothing while it is disabled. */
function scimWords(
  state: SetUp,
  next: SetUp,
  { key, before, after }: ScimClientPair,
): readonly string[] {
  if (!after || after.fields['state'] === 'disabled') return []
  const values = { client: scimClientLabel(after), address: scimServerIn(next, after) }
  const toGive = before
    ? newForProvider(state, next, { key, before, after })
    : { url: true, token: true }
  return [
    ...(toGive.url ? [t('the SCIM server URL of {client} is {address}', values)] : []),
    ...(toGive.token ? [t('the secret token of {client} is a new one', values)] : []),
  ]
}

/** Who has to be told what, the worst first: an entry for each organization. */
function toTell({
  before,
  after,
  impact,
}: Consequences): Confirmation['toTell']['first'][number][] {
  const pairs = changedConnections(before, after)
  const connections = new Map(pairs.map((pair) => [pair.key, pair.after]))
  const told = new Map<string, Set<string>>()
  const tell = (of: Pick<SetUpConnection, 'fields'> | undefined, words: string) => {
    const owner = textMember(of?.fields ?? {}, 'organization_id') ?? ''
    told.set(owner, (told.get(owner) ?? new Set()).add(words))
  }
  for (const { kind, place } of impact.lines) {
    const connection = toldKinds.has(kind) && place && connections.get(place.key)
    if (connection) tell(connection, addressWords(after, connection))
  }
  for (const { before: old, after: now } of pairs) {
    const audience = audienceOf(now)
    if (!now || audience === '' || audience === audienceOf(old)) continue
    const values = { connection: connectionName(now), audience }
    tell(now, t('the audience (entity ID) of {connection} is {audience}', values))
  }
  for (const pair of changedScimClients(before, after)) {
    for (const words of scimWords(before, after, pair)) tell(pair.after, words)
  }
  const organizations = new Map(after.organizations.map((item) => [item.key, item]))
  return [...told].map(([owner, words]) => {
    const organization = organizations.get(owner)
    return {
      ...(organization ? { organization: organizationName(organization) } : {}),
      words: [...words].slice(0, most),
    }
  })
}

/**
 * All that the one question before a publish says, for the review and for several projects at once.
 *
 * @param counts the people of the project, as last counted
 */
export function confirmationOf(consequences: Consequences, counts?: PeopleCounts): Confirmation {
  const { before, after, impact } = consequences
  const { isProduction, harmed } = demandOf(consequences)
  const people = impactPeople(impact.lines, before, counts)
  return {
    isProduction,
    harmed: [...harmed],
    summary: impactSummary(impact.lines),
    ...(people === undefined ? {} : { people }),
    lines: someOf(withPeople(impact.lines, before, counts)),
    deleted: someOf([
      ...gone(changedPairs(before.organizations, after.organizations), (item) => ({
        kind: 'organization',
        name: organizationName(item),
      })),
      ...gone(changedPairs(before.connections, after.connections), (item) => ({
        kind: 'connection',
        name: connectionName(item),
      })),
      ...gone(changedScimClients(before, after), (item) => ({
        kind: 'scim-client',
        name: scimClientLabel(item),
      })),
    ]),
    toTell: someOf(toTell(consequences)),
  }
}
