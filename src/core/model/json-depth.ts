/** Deepest JSON that is walked where nothing says less: further down the stack of whoever walks it ends. */
export const deepestWalked = 200

/** How deep the brackets of a JSON text go, at most one more than is asked for; looked through once. */
export function depthOf(text: string, atMost: number): number {
  let [depth, deepest, inText] = [0, 0, false]
  for (let at = 0; at < text.length && deepest <= atMost; at += 1) {
    const char = text.charCodeAt(at)
    if (inText) {
      // 92 is a backslash, 34 a quotation mark.
      if (char === 92) at += 1
      else if (char === 34) inText = false
    } else if (char === 34) inText = true
    // 91 and 123 open, 93 and 125 close.
    else if (char === 91 || char === 123) deepest = Math.max(deepest, (depth += 1))
    else if (char === 93 || char === 125) depth -= 1
  }
  return deepest
}
