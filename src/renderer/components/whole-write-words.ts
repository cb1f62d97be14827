import type { WholeWrite } from '../../core/model/snapshot'
import { timeText } from '../composables/time-words'

export const wholeWriteTitle = 'Another tool may have overwritten the whole configuration'

/** The most names that are listed. */
const most = 8

function listed(keys: readonly string[], nameOf: (key: string) => string): string {
  const shown = keys.length > most ? keys.slice(0, most) : keys
  const more = keys.length - shown.length
  const names = shown.map((key) => nameOf(key)).join(', ')
  return more > 0 ? `${names} and ${more} ${more === 1 ? 'other' : 'others'}` : names
}

const starts: Readonly<Record<Exclude<WholeWrite['sign'], 'unseen'>, string>> = {
  secrets: 'The server used to show that these have a secret, and no longer does',
  order: 'These are in a different order than before, or are new and stand between older ones',
  returned: 'These were deleted, and are back',
  members: 'These lack fields that people seldom remove by hand',
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
      ? 'The project has a new revision, but nothing that can be read has changed. Setting a secret has the same effect.'
      : `${starts[sign]}: ${listed(connections, nameOf)}.`
  return { text, when }
}
