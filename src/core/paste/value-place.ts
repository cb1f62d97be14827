import { isOpenedPlaceholder } from './placeholders'
import { hasLabel, type Labelled } from './labels'

/** Button texts between a label and its value, copied from a portal's page. */
const button = /^(?:copy(?: to clipboard)?|copied!?)\s*$/i

/** The value after a label: on its line or, if that is empty, on the next line. */
export function valueText(item: Labelled): { text: string; start: number } {
  if (isOpenedPlaceholder(item.text) && item.text.trim() !== '') {
    return { text: '', start: item.start }
  }
  if (item.text.trim() !== '' || item.isLoose) return { text: item.text, start: item.start }
  let offset = 0
  for (let tries = 0; tries < 2; tries += 1) {
    offset += /^\s{0,200}/.exec(item.below.slice(offset))?.[0].length ?? 0
    const line = item.below.slice(offset).split('\n', 1)[0] ?? ''
    if (hasLabel(line)) break
    if (!button.test(line)) return { text: line, start: item.belowStart + offset }
    offset += line.length
  }
  return { text: '', start: item.start }
}

/** The position shown for a value: that of its label. */
export function placeOf(item: Labelled, start: number): number {
  return Math.min(item.start, start)
}
