/** Deepest JSON that is walked where nothing says less: deeper JSON would use up the stack. Ory's has under twenty levels. */
export const deepestWalked = 200

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]

/**
 * Whether JSON is nested deeper than so many levels. It scans the text without recursion, and passes over what is in
 * quotes at once, which is most of it; for a text that is not JSON the result is arbitrary.
 */
export function isTooDeep(json: string, atMost = deepestWalked): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at)
    if (character === quote) {
      at = endOfText(json, at)
    } else if (character === openArray || character === openObject) {
      depth += 1
      if (depth > atMost) return true
    } else if (character === closeArray || character === closeObject) {
      depth -= 1
    }
  }
  return false
}

/** The position of the quote that ends a text of JSON, or the end of all where none does. @param start of its first quote */
function endOfText(json: string, start: number): number {
  for (let at = start; ;) {
    at = json.indexOf('"', at + 1)
    if (at < 0) return json.length
    let before = at - 1
    while (json.charCodeAt(before) === backslash) before -= 1
    // A quote after an odd number of backslashes is one of the text.
    if ((at - before) % 2 === 1) return at
  }
}
