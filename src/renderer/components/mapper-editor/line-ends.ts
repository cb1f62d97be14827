/** The text as an editor keeps it: every line end is `\n`. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** The line end of a text: `\r\n` where each is one, else `\n`. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text) ? '\r\n' : '\n'
}

/** What replaces a text, with that text's line ends. */
export function withLineEndsOf(before: string, after: string): string {
  const plain = withPlainLineEnds(after)
  return lineEndOf(before) === '\n' ? after : plain.replaceAll('\n', '\r\n')
}

/** The offset in `withPlainLineEnds(text)` of an offset in the text. */
export function plainOffset(text: string, offset: number): number {
  let removed = 0
  for (let at = text.indexOf('\r\n'); at >= 0 && at < offset; at = text.indexOf('\r\n', at + 2)) {
    removed++
  }
  return offset - removed
}
