import { t } from '../language/translate'
import { withoutPauses } from '../model/pauses'
import type { SetUp } from '../model/set-up'
import { certificateLines, type TextAt } from './certificates'
import { changedConnections, createConnectionLines } from './connections'
import { changingDomains, domainLine } from './domains'
import { byHarm, type ImpactKind, type ImpactLine } from './line'
import { changedMappers, mapperLine, type MapperChange } from './mappers'

/** What a change does to people, from the states before and after it. */
export interface Impact {
  /** The worst first. */
  readonly lines: readonly ImpactLine[]
  /** Domains whose people could sign in before and cannot after; each has a line. */
  readonly lockedOut: readonly string[]
  /** Mappers to be run on both sides; each has a line. */
  readonly mappers: readonly MapperChange[]
}

/** So many domains or connections are looked at between two chances to pause. */
const slice = 50

interface ImpactOptions {
  readonly textAt?: TextAt
  readonly nowIso: string
}

/**
 * Works out what a change does to people in slices: it can be paused wherever it yields. Nothing is asked
 * or sent for it.
 *
 * @param textAt stored metadata that is at hand; certificates of other metadata are not told
 * @param nowIso ISO 8601 time, for what is said of the ends of certificates
 */
export function* workingOutImpact(
  before: SetUp,
  after: SetUp,
  { textAt = () => undefined, nowIso }: ImpactOptions,
): Generator<void, Impact> {
  const domains = yield* changingDomains(before, after)
  const pairs = changedConnections(before, after)
  yield
  const mappers = changedMappers(pairs)
  const connectionLines = createConnectionLines(before, after)
  const lines = mappers.map(mapperLine)
  for (const [index, change] of domains.entries()) {
    if (index % slice === 0) yield
    lines.push(domainLine(change))
  }
  for (const [index, pair] of pairs.entries()) {
    if (index % slice === 0) yield
    lines.push(...connectionLines(pair), ...certificateLines(pair, textAt, nowIso))
  }
  return {
    lines: lines.toSorted(byHarm),
    lockedOut: domains
      .flatMap(({ domain, kind }) => (kind === 'locked-out' ? [domain] : []))
      .toSorted(),
    mappers,
  }
}

/** The whole impact in one go, as `workingOutImpact` has it: for changes of a draft, which are few. */
export function impactOf(before: SetUp, after: SetUp, options: ImpactOptions): Impact {
  return withoutPauses(workingOutImpact(before, after, options))
}

const summaries: readonly (readonly [readonly ImpactKind[], (count: number) => string])[] = [
  [
    ['locked-out'],
    (count) => t('{count, plural, one {# domain is} other {# domains are}} locked out', { count }),
  ],
  [
    ['claimed-twice'],
    (count) =>
      t('{count, plural, one {# domain is} other {# domains are}} claimed twice', { count }),
  ],
  [
    ['other-connections', 'moved', 'released'],
    (count) =>
      t('people of {count, plural, one {# domain} other {# domains}} sign in elsewhere', { count }),
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
      t('accounts of {count, plural, one {# connection} other {# connections}} are lost', {
        count,
      }),
  ],
  [
    ['mapper-fails'],
    (count) =>
      t('{count, plural, one {# mapper fails} other {# mappers fail}} where it did not', { count }),
  ],
  [
    ['certificate'],
    (count) =>
      t('certificates of {count, plural, one {# connection} other {# connections}} are removed', {
        count,
      }),
  ],
  [
    ['mapper'],
    (count) =>
      t('{count, plural, one {# mapper gives} other {# mappers give}} something else', { count }),
  ],
  [
    ['to-tell'],
    (count) =>
      t(
        '{count, plural, one {# new connection to set up at its identity provider} other {# new connections to set up at their identity providers}}',
        { count },
      ),
  ],
  [
    ['more-connections'],
    (count) =>
      t('people of {count, plural, one {# domain} other {# domains}} get a choice', { count }),
  ],
  [
    ['let-in'],
    (count) =>
      t('people of {count, plural, one {# domain} other {# domains}} can sign in again', { count }),
  ],
]

/** The lines counted, in one sentence: `1 domain is locked out; people of 3 domains sign in elsewhere`. */
export function impactSummary(lines: readonly Pick<ImpactLine, 'kind'>[]): string {
  const parts = summaries.flatMap(([kinds, words]) => {
    const count = lines.filter(({ kind }) => kinds.includes(kind)).length
    return count === 0 ? [] : [words(count)]
  })
  if (parts.length === 0) return t('Nobody’s sign-in changes.')
  const text = parts.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
