import { isIdentityDomain } from '../hosts'
import type { Message, Thread } from './messages'
import { isPublicProvider, isReservedDomain, isSharedService } from './public-hosts'
import type { DomainSource, PlacedDomain, UnusedReason } from './seen'
import { t } from '../../language/translate'

/** Why a domain of a text is not used, each a whole sentence without its full stop. */
export const unusedWords: Readonly<Record<UnusedReason, string>> = {
  public: t('Anybody can have an address at this e-mail provider'),
  service: t('It belongs to a service that many companies use'),
  'identity-provider': t('It belongs to the identity provider'),
  recipient: t('The e-mail was sent to it'),
  own: t('It is the domain of this project'),
  contact: t('It is in an address for questions'),
  earlier: t('It is in an earlier e-mail of the thread'),
  forwarder: t('It is the domain of whoever forwarded the e-mail'),
  sample: t('It is an example'),
  denied: t('The text says that it is not used'),
  'less-certain': t('The text names other domains'),
}

/** What is taken first: the text's own words on it, then who wrote it. */
const certainty: Readonly<Record<DomainSource, number>> = {
  list: 0,
  prose: 0,
  sender: 1,
  answering: 1,
  signature: 1,
  address: 2,
  website: 3,
  contact: 4,
  recipient: 4,
}

const isUnder = (domain: string, other: string) => domain === other || domain.endsWith(`.${other}`)

interface Judging {
  readonly seen: readonly PlacedDomain[]
  readonly thread: Thread
  readonly rankAt: (at: number) => number
  /** Positions of the details of the connection. */
  readonly details: readonly number[]
  /** Hosts of the project, such as `login.vendor.example`. */
  readonly ownHosts: readonly string[]
}

/** The message that the details stand in, or else the domains. */
function rankOfDetails({ seen, rankAt, details }: Judging): number {
  const ranks = (places: readonly number[]) => places.map(rankAt)
  const words = seen.filter(({ from, unused }) => certainty[from] === 0 && unused === undefined)
  const found = [ranks(details), ranks(words.map(({ at }) => at)), ranks(seen.map(({ at }) => at))]
  return Math.min(...(found.find((some) => some.length > 0) ?? [0]))
}

/** Domains of whom the message with the details was sent to, and so of who pasted it. */
function recipientsOf(message: Message | undefined, newer: readonly Message[]): Set<string> {
  const senders = message?.senders ?? new Set<string>()
  const found = new Set([...(message?.recipients ?? [])].filter((domain) => !senders.has(domain)))
  for (const { recipients, senders: passedOn } of newer) {
    // Inside one company it was passed on.
    for (const domain of recipients)
      if (passedOn.has(domain) && !senders.has(domain)) found.add(domain)
  }
  return found
}

function reasonOf(
  item: PlacedDomain,
  rank: number,
  main: number,
  how: {
    readonly recipients: ReadonlySet<string>
    readonly ownHosts: readonly string[]
  },
): UnusedReason | undefined {
  const { value, from, unused } = item
  if (from === 'recipient') return 'recipient'
  if (unused !== undefined) return unused
  if (isPublicProvider(value)) return 'public'
  if (isReservedDomain(value)) return 'sample'
  if (isIdentityDomain(value)) return 'identity-provider'
  if (rank > main && from !== 'answering') return 'earlier'
  if (from === 'list') return undefined
  if (isSharedService(value)) return 'service'
  if (from === 'contact') return 'contact'
  // The operator's own people may sign in here, too, where the text says so.
  const isSaid = certainty[from] === 0
  if (!isSaid && how.recipients.has(value)) return 'recipient'
  if (!isSaid && how.ownHosts.some((host) => isUnder(host.toLowerCase(), value))) return 'own'
  return !isSaid && rank < main ? 'forwarder' : undefined
}

/** The domain of whoever wrote a message without a header: the one that it answers was sent there. */
function answeringDomain({ messages }: Thread, main: number): string | undefined {
  const answered = messages.get(main + 1)
  if (!answered || (messages.get(main)?.senders.size ?? 0) > 0) return undefined
  const people = [...answered.recipients].filter((domain) => !answered.senders.has(domain))
  return people.length === 1 ? people[0] : undefined
}

/** Which of the domains in a text are used, and why the others are not. */
export function judgedDomains(judging: Judging): PlacedDomain[] {
  const { thread, rankAt, ownHosts } = judging
  const main = rankOfDetails(judging)
  const answering = answeringDomain(thread, main)
  const isAnswering = ({ from, value, at }: PlacedDomain) =>
    from === 'recipient' && value === answering && rankAt(at) === main + 1
  const seen = judging.seen.map((item): PlacedDomain =>
    isAnswering(item) ? { ...item, from: 'answering' } : item,
  )
  const newer = [...thread.messages.values()].filter(({ rank }) => rank < main)
  const recipients = recipientsOf(thread.messages.get(main), newer)
  const judged = seen.map(({ unused: _, ...item }, index): PlacedDomain => {
    const given = seen[index]
    const reason = given && reasonOf(given, rankAt(item.at), main, { recipients, ownHosts })
    return reason === undefined ? item : { ...item, unused: reason }
  })
  const best = Math.min(...judged.map((item) => (item.unused ? 9 : certainty[item.from])))
  const used = new Set(
    judged
      .filter((item) => item.unused === undefined && certainty[item.from] === best)
      .map(({ value }) => value),
  )
  const out = new Map<string, PlacedDomain>()
  for (const item of judged) {
    const isUsed = item.unused === undefined && certainty[item.from] === best
    if (!isUsed && used.has(item.value)) continue
    const known = out.get(item.value)
    if (isUsed ? known?.unused !== undefined || !known : !known) {
      out.set(item.value, isUsed ? item : { ...item, unused: item.unused ?? 'less-certain' })
    }
  }
  return [...out.values()].filter(
    // What is under a domain that is used says nothing more.
    ({ value, unused }) =>
      unused !== 'less-certain' || ![...used].some((domain) => isUnder(value, domain)),
  )
}

/** Whether the text itself says that a domain is one of its people's. */
export const isSaid = ({ from, unused }: PlacedDomain): boolean =>
  unused === undefined && certainty[from] === 0
