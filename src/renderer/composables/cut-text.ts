/** A text of so many characters at most, with `…` in place of the rest; never ends within one that takes two units. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
