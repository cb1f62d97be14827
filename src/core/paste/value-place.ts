import { isClosing } from './domains/messages'
import { blankLength, isOpenedPlaceholder } from './placeholders'
import { hasLabel, type Labelled } from './labels'

/** Button texts between a label and its value, copied from a portal's page. */
const button = /^(?:copy(?: to clipboard)?|copied!?)\s*$/i

/** The text after a label without a blank that asked for it; what is filled into `____` stands between two. */
export function filledIn(text: string): { readonly text: string; readonly offset: number } {
  const offset = blankLength(text)
  return offset === 0
    ? { text, offset }
    : { text: text.slice(offset).replace(/_{3,}\s*$/, ''), offset }
}

/** The value after a label: on its line or, if that is empty or only asks for it, on the next line. */
export function valueText(item: Labelled): { text: string; start: number } {
  if (isOpenedPlaceholder(item.text) && item.text.trim() !== '') {
    return { text: '', start: item.start }
  }
  const own = filledIn(item.text)
  if (own.text.trim() !== '' || (item.isLoose && own.offset === 0)) {
    return { text: own.text, start: item.start + own.offset }
  }
  let offset = 0
  for (let tries = 0; tries < 3; tries += 1) {
    offset += /^\s{0,200}/.exec(item.below.slice(offset))?.[0].length ?? 0
    const line = item.below.slice(offset).split('\n', 1)[0] ?? ''
    if (hasLabel(line) || (own.offset > 0 && isClosing(line))) break
    const below = filledIn(line)
    if (!button.test(line) && below.text.trim() !== '') {
      return { text: below.text, start: item.belowStart + offset + below.offset }
    }
    offset += line.length
  }
  return { text: '', start: item.start }
}

/** The position shown for a value: that of its label. */
export function placeOf(item: Labelled, start: number): number {
  return Math.min(item.start, start)
}
