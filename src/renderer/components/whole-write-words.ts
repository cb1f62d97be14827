import type { WholeWrite } from '../../core/model/snapshot'
import { timeText } from '../composables/time-words'

export const wholeWriteTitle = 'A whole configuration may have been written'

/** So many names are told of thousands. */
const most = 8

function listed(keys: readonly string[], nameOf: (key: string) => string): string {
  const shown = keys.length > most ? keys.slice(0, most) : keys
  const more = keys.length - shown.length
  const names = shown.map((key) => nameOf(key)).join(', ')
  return more > 0 ? `${names} and ${more} ${more === 1 ? 'other' : 'others'}` : names
}

const starts: Readonly<Record<Exclude<WholeWrite['sign'], 'unseen'>, string>> = {
  secrets: 'The server showed that it has a secret of these, and shows it no more',
  order: 'These stand in another order than before, or are new and stand between older ones',
  returned: 'These were gone, and are there again',
  members: 'These lack something that people seldom take out of a connection by hand',
}

/** What shows a whole write, and when it was. */
export function signWords(
  { sign, connections, since, until }: WholeWrite,
  nameOf: (key: string) => string,
): { readonly text: string; readonly when: string } {
  const [from, to] = [timeText(since), timeText(until)]
  const when = from === to ? `On ${to}` : `Between ${from} and ${to}`
  const text =
    sign === 'unseen'
      ? 'The project has a new revision, and nothing in it that can be read is different. A secret that somebody set does that, too.'
      : `${starts[sign]}: ${listed(connections, nameOf)}.`
  return { text, when }
}
