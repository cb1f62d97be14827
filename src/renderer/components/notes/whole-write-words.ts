import type { WholeWrite } from '../../../core/model/snapshot'
import { timeText } from '../../composables/time-words'
import { t } from '../../../core/language/translate'

export const wholeWriteTitle = t('Another tool may have overwritten the whole configuration')

/** The most names that are listed. */
const most = 8

function namesOf(keys: readonly string[], nameOf: (key: string) => string): string {
  const shown = keys.length > most ? keys.slice(0, most) : keys
  const more = keys.length - shown.length
  const names = shown.map((key) => nameOf(key)).join(', ')
  return more > 0
    ? t('{names} and {count, plural, one {# other} other {# others}}', { names, count: more })
    : names
}

const starts: Readonly<Record<Exclude<WholeWrite['sign'], 'unseen'>, string>> = {
  secrets: t('The server used to show that these have a secret, and no longer does'),
  order: t('These are in another order than before, or are new and were put between older ones'),
  returned: t('These were deleted, and are back'),
  members: t('These lack fields that people seldom remove by hand'),
}

/** What shows a whole write, and when it was. */
export function signWords(
  { sign, connections, since, until }: WholeWrite,
  nameOf: (key: string) => string,
): { readonly text: string; readonly when: string } {
  const [from, to] = [timeText(since), timeText(until)]
  const when =
    from === to ? t('On {time}', { time: to }) : t('Between {from} and {to}', { from, to })
  const text =
    sign === 'unseen'
      ? t(
          'The project has a new revision, but nothing that can be read has changed. Setting a ' +
            'secret has the same effect.',
        )
      : `${starts[sign]}: ${namesOf(connections, nameOf)}.`
  return { text, when }
}
