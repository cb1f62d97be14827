/** Default depth limit, to protect the stack; Ory's JSON has fewer than twenty levels. */
export const deepestWalked = 200

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]

/** Whether JSON is nested deeper than `atMost`, without recursion; arbitrary for invalid JSON. */
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

/** Position of a JSON string's closing quote, or the text's end. */
function endOfText(json: string, start: number): number {
  for (let at = start; ;) {
    at = json.indexOf('"', at + 1)
    if (at < 0) return json.length
    let before = at - 1
    while (json.charCodeAt(before) === backslash) before -= 1
    // An odd number of backslashes escapes the quote.
    if ((at - before) % 2 === 1) return at
  }
}
