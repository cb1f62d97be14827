import { listed } from '../language/listed'
import { t } from '../language/translate'

/** The first of some texts, and how many more there are: `a, b`, or `a, b, c and 2 more`. */
export function fewOf(texts: readonly string[], most: number): string {
  const count = texts.length - most
  if (count <= 0) return texts.join(', ')
  const more = t('{count, plural, one {# more} other {# more}}', { count })
  return listed([...texts.slice(0, most), more])
}
