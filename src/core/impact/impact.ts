import { counted } from '../model/counted'
import type { SetUp } from '../model/set-up'
import { certificateLines, type TextAt } from './certificates'
import { connectionLines, pairedConnections } from './connections'
import { changedDomains, domainLine } from './domains'
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

/**
 * Works out what a change does to people. Nothing is asked or sent for it.
 *
 * @param textAt stored metadata that is at hand; certificates of other metadata are not told
 * @param nowIso ISO 8601 time, for what is said of the ends of certificates
 */
export function impactOf(
  before: SetUp,
  after: SetUp,
  { textAt = () => undefined, nowIso }: { readonly textAt?: TextAt; readonly nowIso: string },
): Impact {
  const domains = changedDomains(before, after)
  const pairs = pairedConnections(before, after)
  const mappers = changedMappers(pairs)
  const lines = [
    ...domains.map(domainLine),
    ...connectionLines(before, after, pairs),
    ...pairs.flatMap((pair) => certificateLines(pair, textAt, nowIso)),
    ...mappers.map(mapperLine),
  ]
  return {
    lines: lines.toSorted(byHarm),
    lockedOut: domains
      .flatMap(({ domain, kind }) => (kind === 'locked-out' ? [domain] : []))
      .toSorted(),
    mappers,
  }
}

const summaries: readonly (readonly [readonly ImpactKind[], (count: number) => string])[] = [
  [['locked-out'], (count) => `${counted(count, 'domain is', 'domains are')} locked out`],
  [['claimed-twice'], (count) => `${counted(count, 'domain is', 'domains are')} claimed twice`],
  [
    ['other-connections', 'moved', 'released'],
    (count) => `people of ${counted(count, 'domain')} sign in elsewhere`,
  ],
  [
    ['address'],
    (count) =>
      `${counted(count, 'identity provider has', 'identity providers have')} to be told another address`,
  ],
  [['connection-gone'], (count) => `accounts of ${counted(count, 'connection')} are lost`],
  [
    ['mapper-fails'],
    (count) => `${counted(count, 'mapper')} ${count === 1 ? 'fails' : 'fail'} where it did not`,
  ],
  [['certificate'], (count) => `certificates of ${counted(count, 'connection')} go`],
  [['mapper'], (count) => `${counted(count, 'mapper gives', 'mappers give')} something else`],
  [
    ['to-tell'],
    (count) =>
      `${counted(count, 'new connection')} to be told to ${count === 1 ? 'its identity provider' : 'their identity providers'}`,
  ],
  [['more-connections'], (count) => `people of ${counted(count, 'domain')} get a choice`],
  [['let-in'], (count) => `people of ${counted(count, 'domain')} can sign in again`],
]

/** The lines counted, in one sentence: `1 domain is locked out; people of 3 domains sign in elsewhere`. */
export function impactSummary(lines: readonly Pick<ImpactLine, 'kind'>[]): string {
  const parts = summaries.flatMap(([kinds, words]) => {
    const count = lines.filter(({ kind }) => kinds.includes(kind)).length
    return count === 0 ? [] : [words(count)]
  })
  if (parts.length === 0) return 'Nobody signs in otherwise than before.'
  const text = parts.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
