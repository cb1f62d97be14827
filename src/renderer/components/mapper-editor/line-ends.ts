/** Converts every line end to `\n`. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** `\r\n` if all line ends are, else `\n`. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text) ? '\r\n' : '\n'
}

export function withLineEndsOf(before: string, after: string): string {
  const plain = withPlainLineEnds(after)
  return lineEndOf(before) === '\n' ? after : plain.replaceAll('\n', '\r\n')
}

/** Converts an offset in the text to one in `withPlainLineEnds(text)`. */
export function plainOffset(text: string, offset: number): number {
  let removed = 0
  for (let at = text.indexOf('\r\n'); at >= 0 && at < offset; at = text.indexOf('\r\n', at + 2)) {
    removed++
  }
  return offset - removed
}
