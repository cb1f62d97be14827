/** Shortens a text to `most` UTF-16 units, ending in `…`; never cuts a surrogate pair. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
