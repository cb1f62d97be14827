/** Characters that a terminal obeys or hides, and line ends. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const unseenInLine = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/gu

const escaped = (character: string) =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`

/** A text of others in lines of its own, with whatever a terminal would obey as its number. */
export const plainLines = (text: string): string => text.replace(unseenInLine, escaped)

/**
 * A line for a terminal: what is filled in stands in one line, and whatever a terminal would obey, such as a
 * sequence that recolours or overwrites it, stands there as its number.
 */
export function line(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  return parts
    .map(
      (part, at) => part + (at < values.length ? String(values[at]).replace(unseen, escaped) : ''),
    )
    .join('')
}
