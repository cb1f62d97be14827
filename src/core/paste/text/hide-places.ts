/** Where something stands in a text. */
export interface Hidden {
  readonly start: number
  readonly length: number
}

/** The text with a dot in place of each character that stands at one of these places, which may overlap. */
export function hidePlaces(text: string, places: readonly Hidden[]): string {
  const parts: string[] = []
  let done = 0
  for (const { start, length } of places.toSorted((left, right) => left.start - right.start)) {
    const from = Math.max(start, done)
    const end = Math.min(start + length, text.length)
    if (end <= from) continue
    parts.push(text.slice(done, from), '•'.repeat(end - from))
    done = end
  }
  return parts.join('') + text.slice(done)
}
