import { isOpenedPlaceholder } from './placeholders'
import { hasLabel, type Labelled } from './labels'

/** What a portal's page writes between a label and its value. */
const button = /^(?:copy(?: to clipboard)?|copied!?)\s*$/i

/** The value behind a label: on its line or, where nothing stands there, on the next one. */
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

/** Where a value is said to stand: by its label, so that it belongs to where that is. */
export function placeOf(item: Labelled, start: number): number {
  return Math.min(item.start, start)
}
