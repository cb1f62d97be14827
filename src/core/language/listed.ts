import { currentLanguage } from './locale'
import { t } from './translate'

/**
 * Texts one after the other as people write them: `a`, `a and b`, `a, b and c`.
 *
 * @param kind `or` for `a, b or c`
 */
export function listed(texts: readonly string[], kind: 'and' | 'or' = 'and'): string {
  // British English writes no comma before the last one.
  const locale = currentLanguage() === 'en' ? 'en-GB' : currentLanguage()
  const type = kind === 'and' ? 'conjunction' : 'disjunction'
  return new Intl.ListFormat(locale, { type, style: 'long' }).format(texts)
}

/**
 * The first texts, and how many more there are: `a, b and 2 more`; all of them, `a and b`, where there are no more.
 *
 * @param total how many there are, where only the first of them are given
 */
export function listedFirst(texts: readonly string[], most: number, total = texts.length): string {
  const count = total - most
  if (count <= 0) return listed(texts)
  const more = t('{count, plural, one {# more} other {# more}}', { count })
  return listed([...texts.slice(0, most), more])
}

/** The same, with commas alone where all are shown: `a, b`. */
export const commasFirst = (
  texts: readonly string[],
  most: number,
  total = texts.length,
): string => (total <= most ? texts.join(', ') : listedFirst(texts, most, total))
