/** A text with each character's range in the original. */
export interface MappedText {
  readonly text: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** A decoded character with its range in the match. */
export type Piece = readonly [char: string, from: number, to: number]

export function mappedText(text: string): MappedText {
  return {
    text,
    from: Array.from({ length: text.length }, (_each, index) => index),
    to: Array.from({ length: text.length }, (_each, index) => index + 1),
  }
}

/** The text with every match (flag `g`) decoded and mapped back; `undefined` without a match. */
export function decodeMatches(
  source: MappedText,
  pattern: RegExp,
  decode: (match: string) => readonly Piece[],
): MappedText | undefined {
  const chars: string[] = []
  const from: number[] = []
  const to: number[] = []
  const put = (char: string, start: number, end: number) => {
    chars.push(char)
    from.push(source.from[start] ?? 0)
    to.push(source.to[end - 1] ?? 0)
  }
  let at = 0
  for (const { 0: match, index } of source.text.matchAll(pattern)) {
    for (; at < index; at += 1) put(source.text.charAt(at), at, at + 1)
    for (const [char, start, end] of decode(match)) put(char, at + start, at + end)
    at += match.length
  }
  if (chars.length === 0 && at === 0) return undefined
  for (; at < source.text.length; at += 1) put(source.text.charAt(at), at, at + 1)
  const text = chars.join('')
  return text === source.text ? undefined : { text, from, to }
}
