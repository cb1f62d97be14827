/** A text of at most `most` UTF-16 units, with `…` for the rest; never cuts a surrogate pair. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
