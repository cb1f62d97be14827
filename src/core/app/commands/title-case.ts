import { currentLanguage } from '../../language/locale'

/** Words that a title writes small unless they begin it. */
const small: ReadonlySet<string> = new Set(['a', 'an', 'and', 'by', 'in', 'of', 'on', 'the', 'to'])

/** A label as native menus write it: `Review changes` becomes `Review Changes`. */
export function titleCase(label: string): string {
  // Only English writes them so.
  if (currentLanguage() !== 'en') return label
  return label
    .split(' ')
    .map((word, index) =>
      index > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ')
}
