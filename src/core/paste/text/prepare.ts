import { withoutMarks } from './lines'

/** Longer text is cut; the largest metadata fits in as base64. */
export const maximumPastedLength = 2 * 1024 * 1024

/** Invisible characters from e-mail programs: soft hyphen, zero-width, bidi marks; and our own marks. */
const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF\uE000-\uE00F]/g
/** Characters that look like a space. */
const oddSpaces = /[\u00A0\u2000-\u200A\u202F\u3000]/g

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** Removes one level of HTML escapes; of escapes that were escaped, the inner one stays. */
export function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:lt|gt|quot|#34|#39|apos|nbsp|amp);/g,
    (found) => entities[found] ?? found,
  )
}

/** Whether slashes are escaped, as some programs write JSON. */
const escapedSlashes = (text: string) => text.includes(':\\/\\/')

/** The text with plain line ends and spaces, and without invisible characters. */
export function cleaned(text: string): string {
  return text
    .slice(0, maximumPastedLength)
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(oddSpaces, ' ')
    .replaceAll('\\/', escapedSlashes(text) ? '/' : '\\/')
}

/** About 100 characters around `value`, on one line. */
export function excerpt(text: string, start: number, length: number): string {
  // Only search nearby: a line may be as long as the whole text.
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(start, start + Math.min(length, 80) + 20)
  const from = before.lastIndexOf('\n') + 1
  const lineEnd = after.indexOf('\n')
  const isCutBefore = from === 0 && start > 40
  const isCutAfter = lineEnd === -1 && start + after.length < text.length
  const shown = before.slice(from) + (lineEnd === -1 ? after : after.slice(0, lineEnd))
  const words = withoutMarks(shown).replace(/\s+/g, ' ').trim()
  return `${isCutBefore ? '…' : ''}${words}${isCutAfter ? '…' : ''}`
}
