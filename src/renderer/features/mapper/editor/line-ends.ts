/** The text as an editor keeps it: every line end is `\n`. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** The offset in `withPlainLineEnds(text)` of an offset in the text. */
export function plainOffset(text: string, offset: number): number {
  let removed = 0
  for (let at = text.indexOf('\r\n'); at >= 0 && at < offset; at = text.indexOf('\r\n', at + 2)) {
    removed++
  }
  return offset - removed
}
