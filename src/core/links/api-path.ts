/** Longest part of a path, in characters; ids of servers are far shorter. */
const longest = 1000

/**
 * What is never part of an id, and what some parser on the way takes for something else: control
 * characters (URL parsers drop tabs and line ends), spaces, separators, and percent forms such as `%2e`.
 */
const misread = /[\p{C}\p{Z}/\\%?#]/u

/**
 * Whether a text stands in a path as one part of it, whatever reads the path: it does not lead up, is no
 * other text in another form of Unicode, and holds nothing that a URL parser drops or changes.
 */
export function isPathSegment(text: string): boolean {
  if (text === '' || text === '.' || text === '..' || text.length > longest) return false
  // Compatible forms too: `\uff0e\uff0e` is `..` to whoever normalizes it.
  return !misread.test(text) && text.normalize('NFKC') === text
}

/**
 * A text of a server as a part of an address that is shown or copied: also one that is no text in Unicode, which the
 * language's own function throws at.
 */
export const encodedPart = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))

/**
 * The one builder of paths of Ory's API: a path of these parts, each encoded.
 * @returns `undefined` where one of them is no part of a path
 */
export function apiPath(segments: readonly string[]): string | undefined {
  if (!segments.every(isPathSegment)) return undefined
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('')
}
