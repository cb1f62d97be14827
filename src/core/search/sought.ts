import { filterWords } from './filter-words'

/** Project search text: an email address's domain, a redirect URL's connection ID, else the input. */
export function soughtBy(typed: string): string {
  const [word, ...others] = filterWords(typed)
  if (!word || others.length > 0) return typed
  const { text, part = text } = word
  if (part.startsWith('@') && part.length > 1) return part.slice(1)
  return /\/callback\/([^/?#]+)$/u.exec(part)?.[1] ?? typed
}
