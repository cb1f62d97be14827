import { readFileSync } from 'node:fs'

/** Rows of docs/words.md, as their cells. */
export const wordRows = readFileSync(new URL('../../../docs/words.md', import.meta.url), 'utf8')
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| Word ') && !line.startsWith('| --'),
  )
  .map((line) => line.split('|').map((cell) => cell.trim()))
const listed = (cell = '') => cell.split(', ').filter(Boolean)
/** Each word that is not used, with the one that is. */
const unused = wordRows.flatMap(([, word = '', , not]) =>
  listed(not).map((each) => ({
    word,
    each,
    found: new RegExp(`(?<![\\w-])${each}(?![\\w-])`, 'i'),
  })),
)
const any = new RegExp(`(?<![\\w-])(?:${unused.map(({ each }) => each).join('|')})(?![\\w-])`, 'i')
const names = wordRows.flatMap((cells) => listed(cells[4]))

/** Where a text uses a word that another one is used for. @param place the file or screen that has it */
export function misused(place: string, text: string): string[] {
  if (!any.test(text)) return []
  const own = [...names, /https?:\S*|main\.log/g].reduce<string>(
    (rest, name) => rest.replaceAll(name, ''),
    text,
  )
  return unused
    .filter(({ found }) => found.test(own))
    .map(({ word, each }) => `${place} “${each}”: ${word}`)
}
