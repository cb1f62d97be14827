import { t } from '../language/translate'
import { withoutPauses } from '../model/pauses'
import type { SetUp } from '../model/set-up'
import { buttonLines } from './buttons'
import { changedConnections, createConnectionLines } from './connections'
import { changingDomains, domainLine } from './domains'
import { providerLines } from './identity-provider'
import { byHarm, type ImpactKind, type ImpactLine } from './line'
import { metadataLines, retellingMetadata, type TextAt } from './metadata'
import { changedMappers, changedScimMappers, mapperLine, type MapperChange } from './mappers'
import { changedScimClients, createProvisioningLines } from './provisioning'
import { listed } from './way-words'

/** Effects of a change on people. */
export interface Impact {
  /** Worst first. */
  readonly lines: readonly ImpactLine[]
  /** Domains that lose all sign-ins; each has a line. */
  readonly lockedOut: readonly string[]
  /** Mappers to run before and after; each has a line. */
  readonly mappers: readonly MapperChange[]
}

/** Domains between two pauses. */
const slice = 50

/** Whether a method is switched, so that social buttons may change. */
const isSwitched = (before: SetUp, after: SetUp) =>
  before.methods.oidc.enabled !== after.methods.oidc.enabled

interface ImpactOptions {
  readonly textAt?: TextAt
  readonly nowIso: string
}

/**
 * Computes an impact in slices, from local data only. `textAt` returns known stored metadata; other metadata is not
 * compared. `nowIso` is for certificate expiry.
 */
export function* workingOutImpact(
  before: SetUp,
  after: SetUp,
  { textAt = () => undefined, nowIso }: ImpactOptions,
): Generator<void, Impact> {
  const domains = yield* changingDomains(before, after)
  const pairs = changedConnections(before, after)
  yield
  const clients = changedScimClients(before, after)
  yield
  const mappers = [...changedMappers(pairs), ...changedScimMappers(clients)]
  const connectionLines = createConnectionLines(before, after)
  const lines = mappers.map(mapperLine)
  for (const [index, change] of domains.entries()) {
    if (index % slice === 0) yield
    lines.push(domainLine(change))
  }
  for (const pair of pairs) {
    // Reading metadata takes longest.
    yield
    lines.push(
      ...connectionLines(pair),
      ...providerLines(pair),
      ...metadataLines(pair, textAt, nowIso),
    )
  }
  const provisioningLines = createProvisioningLines(before, after)
  for (const [index, pair] of clients.entries()) {
    if (index % slice === 0) yield
    lines.push(...provisioningLines(pair))
  }
  yield
  if (pairs.length > 0 || isSwitched(before, after)) lines.push(...buttonLines(before, after))
  yield
  return {
    lines: lines.toSorted(byHarm),
    lockedOut: domains
      .flatMap(({ domain, kind }) => (kind === 'locked-out' ? [domain] : []))
      .toSorted(),
    mappers,
  }
}

/** `workingOutImpact` in one go, for the few changes of a draft. */
export function impactOf(before: SetUp, after: SetUp, options: ImpactOptions): Impact {
  return withoutPauses(workingOutImpact(before, after, options))
}

/** Updates an impact's lines with newly available metadata, in slices. */
export function* tellingStoredTexts(
  {
    before,
    after,
    impact,
  }: { readonly before: SetUp; readonly after: SetUp; readonly impact: Impact },
  { textAt = () => undefined, nowIso }: ImpactOptions,
): Generator<void, ImpactLine[]> {
  const of = { before, after, lines: impact.lines }
  const lines = yield* retellingMetadata(of, textAt, nowIso)
  return lines.toSorted(byHarm)
}

const summaries: readonly (readonly [readonly ImpactKind[], (count: number) => string])[] = [
  [
    ['locked-out'],
    (count) => t('{count, plural, one {# domain is} other {# domains are}} locked out', { count }),
  ],
  [
    ['maybe-locked-out'],
    (count) => t('{count, plural, one {# domain} other {# domains}} may be locked out', { count }),
  ],
  [
    ['claimed-twice'],
    (count) =>
      t('{count, plural, one {# domain is} other {# domains are}} claimed twice', { count }),
  ],
  [
    ['other-connections', 'moved', 'released'],
    (count) =>
      t('People of {count, plural, one {# domain} other {# domains}} sign in elsewhere', {
        count,
      }),
  ],
  [
    ['address'],
    (count) =>
      t(
        '{count, plural, one {# identity provider needs} other {# identity providers need}} another address',
        { count },
      ),
  ],
  [
    ['connection-gone'],
    (count) =>
      t('Accounts of {count, plural, one {# connection} other {# connections}} are lost', {
        count,
      }),
  ],
  [
    ['other-provider'],
    (count) =>
      t(
        '{count, plural, one {# connection leads} other {# connections lead}} to another identity provider or client',
        { count },
      ),
  ],
  [
    ['provisioning-ends'],
    (count) =>
      t(
        '{count, plural, one {# SCIM client no longer provisions} other {# SCIM clients no longer provision}} people',
        { count },
      ),
  ],
  [
    ['provisioning-moved'],
    (count) =>
      t(
        '{count, plural, one {# SCIM client provisions} other {# SCIM clients provision}} another organization',
        { count },
      ),
  ],
  [
    ['provisioning-waits'],
    (count) =>
      t(
        '{count, plural, one {# SCIM client waits} other {# SCIM clients wait}} for the identity provider to be changed too',
        { count },
      ),
  ],
  [
    ['scim-client-gone'],
    (count) =>
      t(
        '{count, plural, one {# disabled SCIM client goes with its organization} other {# disabled SCIM clients go with their organizations}}',
        { count },
      ),
  ],
  [
    ['button-gone'],
    (count) =>
      t(
        '{count, plural, one {# button disappears} other {# buttons disappear}} from everybody’s ' +
          'sign-in page',
        {
          count,
        },
      ),
  ],
  [
    ['mapper-fails'],
    (count) =>
      t('{count, plural, one {# mapper fails} other {# mappers fail}} that did not before', {
        count,
      }),
  ],
  [
    ['certificate'],
    (count) =>
      t(
        'Certificates of {count, plural, one {# connection} other {# connections}} are replaced or removed',
        {
          count,
        },
      ),
  ],
  [
    ['metadata'],
    (count) =>
      t('The metadata of {count, plural, one {# connection} other {# connections}} is replaced', {
        count,
      }),
  ],
  [
    ['button-new'],
    (count) =>
      t('Everybody gets {count, plural, one {# further button} other {# further buttons}}', {
        count,
      }),
  ],
  [
    ['secret'],
    (count) =>
      t('{count, plural, one {# connection gets} other {# connections get}} another secret', {
        count,
      }),
  ],
  [
    ['mapper'],
    (count) =>
      t('{count, plural, one {# mapper gives} other {# mappers give}} another result', { count }),
  ],
  [
    ['to-tell'],
    (count) =>
      t(
        '{count, plural, one {# new connection has to be set up at its identity provider} other {# new connections have to be set up at their identity providers}}',
        { count },
      ),
  ],
  [
    ['provisioning-new'],
    (count) =>
      t(
        '{count, plural, one {# new SCIM client has to be set up at its identity provider} other {# new SCIM clients have to be set up at their identity providers}}',
        { count },
      ),
  ],
  [
    ['certificate-new'],
    (count) =>
      t(
        '{count, plural, one {# connection gets} other {# connections get}} a further certificate',
        {
          count,
        },
      ),
  ],
  [
    ['provisioning-begins'],
    (count) =>
      t('{count, plural, one {# SCIM client is} other {# SCIM clients are}} enabled', { count }),
  ],
  [
    ['more-connections'],
    (count) =>
      t('People of {count, plural, one {# domain} other {# domains}} get a choice', { count }),
  ],
  [
    ['let-in'],
    (count) =>
      t('People of {count, plural, one {# domain} other {# domains}} can sign in again', {
        count,
      }),
  ],
]

/**
 * Summary of lines, such as `1 domain is locked out: a.example. People of 2 domains sign in elsewhere: b.example and
 * c.example.`
 */
export function impactSummary(lines: readonly Pick<ImpactLine, 'kind' | 'subject'>[]): string {
  const sentences = summaries.flatMap(([kinds, words]) => {
    const names = lines.flatMap(({ kind, subject }) => (kinds.includes(kind) ? [subject] : []))
    if (names.length === 0) return []
    return [t('{sentence}: {names}.', { sentence: words(names.length), names: listed(names) })]
  })
  return sentences.length === 0 ? t('Nobody’s sign-in changes.') : sentences.join(' ')
}
