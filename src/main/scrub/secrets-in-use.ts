import { decodingsOf, type DecodingBudget } from './decodings'
import { mappedText } from './mapped-text'
import { createFinder, type Finder } from './find-secrets'
import { answerPattern, hideMatches } from './hide-in-answers'
import { isJsonArray, isJsonObject, type JsonValue } from '../../core/model/json'

/** The API keys and secrets seen in this session, which no text may carry out of the main process. */
export interface SecretsInUse {
  /** Adds a text that was read from or stored in the keychain, typed, sent, or received as a secret. */
  add(...secrets: readonly string[]): void
  /**
   * Removes all of them from a text for people, such as an error or a log line, in any encoding: plain,
   * escaped for JSON, URLs or HTML, or in base64. A very long text is cut.
   */
  scrub(text: string): string
  /**
   * The same for every text in a JSON value, except names of members. After a total length the rest is
   * replaced by `…`, so that a server cannot keep the process busy with its texts.
   */
  scrubJson(value: JsonValue): JsonValue
  /**
   * Hides them in the texts of a whole answer, of any size: as they are, or in a usual encoding. Only those
   * of 12 characters and more, since what a server holds may be written back.
   *
   * @param exempt names of members that hold a secret by right
   */
  hideIn(answer: unknown, exempt: ReadonlySet<string>): unknown
}

export const hidden = '[hidden]'

/** Characters to search; nobody reads a longer message. */
const longest = 16 * 1024
/** Characters to search in all texts of one JSON value. */
const longestValue = 4 * longest
/** Characters in all decodings of one text; a page of a server with the usual encodings has a tenth of it. */
const mostDecoded = 64 * longest
/** Characters to search in a text that has more decodings than that: with all that are looked at, it has less. */
const longestTangled = longest / 8
/** Characters in all decodings of all texts of one JSON value. */
const mostDecodedInValue = 2 * mostDecoded
/** Characters before a cut that may be the beginning of a secret, too short to be recognized. */
const margin = 400

/** The ranges of secrets in a text, merged into one list; `undefined` where the budget does not suffice. */
function rangesIn(
  text: string,
  finder: Finder,
  budget: DecodingBudget,
): [number, number][] | undefined {
  const ranges: [number, number][] = []
  const decodings = decodingsOf(mappedText(text), finder.shortest, budget)
  if (budget.left <= 0) return undefined
  for (const decoded of decodings) {
    for (const [start, end] of finder.find(decoded.text)) {
      ranges.push([decoded.from[start] ?? 0, decoded.to[end - 1] ?? text.length])
    }
  }
  const merged: [number, number][] = []
  for (const [start, end] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

export function createSecretsInUse(): SecretsInUse {
  const known = new Set<string>()
  let finder: Finder | undefined
  /** For whole answers; `null` before it is made. */
  let pattern: RegExp | undefined | null = null

  /** @param all for the texts of one value together; for one text there is a budget besides */
  function scrubWithin(text: string, all: DecodingBudget): string {
    if (known.size === 0) return text
    finder ??= createFinder(known)
    for (const most of [longest, longestTangled]) {
      const isCut = text.length > most
      const seen = isCut ? text.slice(0, most) : text
      const budget = { left: Math.min(mostDecoded, all.left) }
      const before = budget.left
      const ranges = rangesIn(seen, finder, budget)
      all.left -= before - budget.left
      if (!ranges) continue
      let [result, at] = ['', 0]
      for (const [start, end] of ranges) {
        result += seen.slice(at, start) + hidden
        at = end
      }
      result += seen.slice(at)
      return isCut ? `${result.slice(0, -margin)}…` : result
    }
    return '…'
  }

  function scrubJson(value: JsonValue): JsonValue {
    let left = longestValue
    const all = { left: mostDecodedInValue }
    function scrubItem(item: JsonValue): JsonValue {
      if (typeof item === 'string') {
        if (left <= 0 || all.left <= 0) return '…'
        left -= item.length
        return scrubWithin(item, all)
      }
      if (isJsonArray(item)) return item.map(scrubItem)
      if (!isJsonObject(item)) return item
      return Object.fromEntries(
        Object.entries(item).map(([name, inner]) => [name, scrubItem(inner)]),
      )
    }
    return scrubItem(value)
  }

  return {
    add(...secrets) {
      for (const secret of secrets) {
        if (secret === '' || known.has(secret)) continue
        known.add(secret)
        finder = undefined
        pattern = null
      }
    },
    scrub: (text) => scrubWithin(text, { left: Infinity }),
    scrubJson,
    hideIn(answer, exempt) {
      if (pattern === null) pattern = answerPattern(known)
      return pattern ? hideMatches(answer, pattern, hidden, exempt) : answer
    },
  }
}
