import { filterWords } from './filter-words'

/**
 * What is looked for among the names and ids of projects: of an e-mail address its domain, of a redirect URL the id of
 * the connection at its end; anything else as it was typed.
 */
export function soughtBy(typed: string): string {
  const [word, ...others] = filterWords(typed)
  if (!word || others.length > 0) return typed
  const { text, part = text } = word
  if (part.startsWith('@') && part.length > 1) return part.slice(1)
  return /\/callback\/([^/?#]+)$/u.exec(part)?.[1] ?? typed
}
