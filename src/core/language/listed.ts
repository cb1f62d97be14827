import { currentLanguage } from './locale'

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
